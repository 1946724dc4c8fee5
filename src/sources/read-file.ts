/** A file's bytes as a stream, however large it is. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { KlartextError } from '../errors.ts';

/** Unpacked when the name ends in `.gz`. Rejects with INPUT_UNREADABLE. */
export async function* readFile(file: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file);
  try {
    // Errors of either come out of the last one.
    yield* /\.gz$/i.test(file) ? pipeline(stream, createGunzip(), () => undefined) : stream;
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new KlartextError('INPUT_UNREADABLE', `${path.basename(file)}: cannot be read (${reason}).`, {
      cause,
    });
  }
}
