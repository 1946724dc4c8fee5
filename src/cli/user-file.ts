/** A file that a user names for what a command has to give. */
import { realpathSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError, throwIfAborted } from '../errors.ts';
import { temporaryName } from '../run/output.ts';
import { renameOver } from '../write-durably.ts';
import type { Io } from './io.ts';
import { unwritable } from './unwritable.ts';

/**
 * Piece by piece, beside the file and in its place only when it is whole: what was there is the user's. A link is
 * followed; to a pipe or a device it is written as it comes. Rejects with OUTPUT_UNWRITABLE and ABORTED, and as the pieces do.
 */
export async function writeUserFile(
  file: string,
  content: string | Iterable<string>,
  { cwd, signal }: Pick<Io, 'cwd' | 'signal'>,
): Promise<void> {
  const named = path.resolve(cwd, file);
  try {
    const before = statSync(named, { throwIfNoEntry: false });
    if (before && !before.isFile()) return await writeFile(named, content, { signal });
    const target = before ? realpathSync(named) : named;
    const mode = before ? { mode: before.mode } : {};
    const temporary = path.join(path.dirname(target), temporaryName());
    await renameOver(target, temporary, () =>
      writeFile(temporary, content, { flag: 'wx', flush: true, signal, ...mode }),
    );
  } catch (cause) {
    throwIfAborted(signal);
    throw cause instanceof KlartextError ? cause : unwritable(file, cause);
  }
}
