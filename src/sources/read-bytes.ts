/** A file's bytes as a stream, however large it is. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../errors.ts';

/** As they are, from `start` on. Rejects with INPUT_UNREADABLE. */
export async function* readBytes(file: string, start = 0): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { start });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new KlartextError('INPUT_UNREADABLE', `${path.basename(file)}: cannot be read (${reason}).`, {
      cause,
    });
  }
}
