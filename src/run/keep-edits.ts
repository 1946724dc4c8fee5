/** What a person wrote into an output of a run is kept beside it when something newer takes its place. */
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import type { OutputRecord } from '../store/memory.ts';
import { isHeadAsWritten } from './learn.ts';
import { setEditsAside } from './nightly/set-aside.ts';
import type { OpenRun } from './open.ts';

/**
 * For `BatchOptions.beforeWrite`. Goes by what the memory noted when the output was written: of one that it does not know
 * nobody can tell who wrote it last, unless it is no output of ours at all.
 */
export function keepEdits(
  { notes }: Pick<OpenRun, 'notes'>,
  folder: string,
  notice: (message: string) => void,
): (output: string, next: string) => Promise<void> {
  return (output, next) =>
    setEditsAside(folder, output, {
      next,
      isAsWritten: ({ fields, bodyHash }) => {
        // Short records of copies are noted nowhere.
        const noted =
          fields.status === 'duplicate' ? undefined : recordOf(notes, path.resolve(folder, output));
        if (noted?.bodyHash === undefined) return true;
        return noted.bodyHash === bodyHash && isHeadAsWritten(noted, fields);
      },
      notice,
    });
}

function recordOf(notes: OpenRun['notes'], file: string): OutputRecord | undefined {
  try {
    return notes?.output(file);
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return undefined;
  }
}
