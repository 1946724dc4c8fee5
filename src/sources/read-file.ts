/** A file's bytes as a stream, however large it is. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { KlartextError } from '../errors.ts';

/** Unpacked when the name ends in `.gz`. Rejects with INPUT_UNREADABLE. */
export async function* readFile(file: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file);
  // Errors of either come out of the last one.
  yield* named(file, isPacked(file) ? pipeline(stream, createGunzip(), () => undefined) : stream);
}

/** As they are, from `start` on. Rejects with INPUT_UNREADABLE. */
export async function* readBytes(file: string, start: number): AsyncGenerator<Buffer> {
  yield* named(file, createReadStream(file, { start }));
}

export function isPacked(file: string): boolean {
  return /\.gz$/i.test(file);
}

async function* named<Bytes>(file: string, bytes: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  try {
    yield* bytes;
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new KlartextError('INPUT_UNREADABLE', `${path.basename(file)}: cannot be read (${reason}).`, {
      cause,
    });
  }
}
