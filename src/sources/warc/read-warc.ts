/**
 * Records of a WARC file (ISO 28500). By hand: the libraries that read the format bring thirty packages along, and all
 * that is needed of it is heads and counted bodies.
 */
import { KlartextError } from '../../errors.ts';
import { ByteReader } from './byte-reader.ts';

export interface WarcRecord {
  /** `response`, `resource` and the like. */
  type: string;
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>;
  /** At most `maxBytes` of it. */
  block: Buffer;
}

const MAX_LINE = 64 * 1024;
const MAX_LINES = 1000;

/**
 * Records of the wanted types in order; the bytes must be unpacked already. Throws INPUT_UNSUPPORTED where they stop
 * being a WARC.
 */
export async function* readWarc(
  bytes: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
  maxBytes: number,
): AsyncGenerator<WarcRecord> {
  const reader = new ByteReader(bytes);
  for (let first = await nextLine(reader); first !== undefined; first = await nextLine(reader)) {
    if (!/^WARC\/\d/.test(first)) throw noWarc();
    const headers = await readHeaders(reader);
    const length = Number(headers.get('content-length') ?? Number.NaN);
    if (!Number.isSafeInteger(length) || length < 0) throw noWarc();
    const type = headers.get('warc-type') ?? '';
    const taken = wanted.has(type) ? Math.min(length, maxBytes) : 0;
    const block = await reader.take(taken);
    if (block.length + (await reader.skip(length - taken)) < length) throw noWarc();
    if (wanted.has(type)) yield { type, headers, block };
  }
}

/** Records are parted by empty lines. */
async function nextLine(reader: ByteReader): Promise<string | undefined> {
  let line = await reader.line(MAX_LINE);
  while (line === '') line = await reader.line(MAX_LINE);
  return line;
}

async function readHeaders(reader: ByteReader): Promise<Map<string, string>> {
  const headers = new Map<string, string>();
  for (let count = 0; count < MAX_LINES; count += 1) {
    const line = await reader.line(MAX_LINE);
    if (line === undefined) break;
    if (line === '') return headers;
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  throw noWarc();
}

function noWarc(): KlartextError {
  return new KlartextError(
    'INPUT_UNSUPPORTED',
    'expected a WARC file, got something else or one that breaks off.',
  );
}
