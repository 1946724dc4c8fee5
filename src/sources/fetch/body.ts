/** Reads an answer's body: decompressed, and never more than its limit, however little of it came over the wire. */
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { charsetName } from '../../document/decode.ts';
import { KlartextError } from '../../errors.ts';
import { failure } from './failures.ts';

/** What `readBody` unpacks, as a request may ask for it. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export interface BodyOptions {
  url: string;
  /** The header's value, several in the order in which they were applied. */
  contentEncoding: string | undefined;
  maxBytes: number;
  /** Of a longer body take as much, and refuse none. */
  cutsOff?: boolean;
  /** Told what had come when the stream breaks. */
  onBreak?: (part: Buffer) => void;
}

/** Rejects with SOURCE_REFUSED for a body over the limit or in an unknown encoding, else as streams do. */
export async function readBody(stream: Readable, options: BodyOptions): Promise<Buffer> {
  const { url, contentEncoding = '', maxBytes, cutsOff = false, onBreak } = options;
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    // Many a server says there what belongs into the content type.
    .filter((name) => charsetName(name) === undefined);
  const chunks: Buffer[] = [];
  let last = stream;
  let broken: Error | undefined;
  try {
    for (const encoding of encodings.reverse()) {
      const decoder = DECODERS[encoding]?.();
      if (!decoder) throw failure('SOURCE_REFUSED', url, 'answered in an unknown compression');
      // What had come before is unpacked to its end.
      last.on('error', (error) => {
        broken ??= error;
        decoder.end();
      });
      last = last.pipe(decoder);
    }
    let size = 0;
    for await (const chunk of last) {
      size += (chunk as Buffer).length;
      if (size > maxBytes && !cutsOff) throw tooLarge(url, maxBytes);
      chunks.push(chunk as Buffer);
      if (size > maxBytes) break;
    }
    if (broken) throw broken;
    return Buffer.concat(chunks).subarray(0, maxBytes);
  } catch (error) {
    if (!(error instanceof KlartextError)) onBreak?.(Buffer.concat(chunks));
    throw broken ?? error;
  } finally {
    // Ends the connection when it was left early; what is done already is not touched by it.
    stream.on('error', () => undefined).destroy();
    last.destroy();
  }
}

/** The error for a body, announced or received, that is over the limit. */
export function tooLarge(url: string, maxBytes: number): KlartextError {
  const size = maxBytes >= 1024 * 1024 ? `${Math.round(maxBytes / 1024 / 1024)} MiB` : `${maxBytes} bytes`;
  return failure('SOURCE_REFUSED', url, `has more than ${size}; the rest was not read`, {
    hint: 'Raise maxBytes in the pipeline file if this really is one article.',
  });
}

export interface Unpacked {
  plain: Uint8Array;
  /** Why it is a part only. */
  brokenBy?: KlartextError;
}

/** Unpacks what is gzip by itself, such as `sitemap.xml.gz`; other bytes stay. Rejects with INPUT_UNSUPPORTED for a bomb. */
export async function unpackGzip(body: Uint8Array, name: string, maxBytes: number): Promise<Unpacked> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return { plain: body };
  const broken = (got: string, cause: unknown) =>
    new KlartextError('INPUT_UNSUPPORTED', `${name}: expected a gzip file, got ${got}.`, { cause });
  let plain: Uint8Array = new Uint8Array();
  const onBreak = (part: Buffer) => {
    plain = part;
  };
  try {
    const options = { url: name, contentEncoding: 'gzip', maxBytes, onBreak };
    return { plain: await readBody(Readable.from([body], { objectMode: false }), options) };
  } catch (cause) {
    if (cause instanceof KlartextError)
      throw broken(`one that unpacks to more than ${maxBytes} bytes`, cause);
    return { plain, brokenBy: broken('a broken one', cause) };
  }
}
