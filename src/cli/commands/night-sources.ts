/** What a night reads: the pipeline's sources, and what is named on the command line. */
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import type { NightWork } from '../../run/nightly/run-night.ts';
import type { OpenRun } from '../../run/open.ts';
import { fileCandidate, fileSource } from '../../sources/file-source.ts';

/** Rejects with USAGE when there is nothing to read. */
export function nightSources(
  { pipeline: { name, maxBytes } }: OpenRun,
  inputs: readonly string[],
  { cwd, out }: { cwd: string; out: string },
): NightWork {
  if (inputs.length === 0)
    throw new KlartextError('USAGE', `${name}: expected files or folders to read; got none.`);
  return { sources: [fileSource({ paths: inputs, cwd, exclude: out, maxBytes })], ...leftOver(maxBytes) };
}

/** Only what earlier nights have left undone. */
export function leftOverOnly({ pipeline: { maxBytes } }: OpenRun): NightWork {
  return { sources: [], ...leftOver(maxBytes) };
}

function leftOver(maxBytes: number): Pick<NightWork, 'revive'> {
  return { revive: async ({ key }) => (path.isAbsolute(key) ? fileCandidate(key, maxBytes) : undefined) };
}
