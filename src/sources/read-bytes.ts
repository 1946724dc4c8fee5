/** A file's bytes as a stream, however large it is. */
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError } from '../errors.ts';

/** As they are, from `start` on. Rejects with INPUT_UNREADABLE. */
export async function* readBytes(file: string, start = 0): AsyncGenerator<Buffer> {
  try {
    expectFile(await stat(file), path.basename(file));
    yield* createReadStream(file, { start });
  } catch (cause) {
    if (cause instanceof KlartextError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new KlartextError('INPUT_UNREADABLE', `${path.basename(file)}: cannot be read (${reason}).`, {
      cause,
    });
  }
}

/** A pipe may never end. Throws INPUT_UNREADABLE. */
export function expectFile(info: Stats, name: string): void {
  if (info.isFile()) return;
  throw new KlartextError(
    'INPUT_UNREADABLE',
    `${name}: expected a file, got something else (a pipe, a device, a socket).`,
  );
}
