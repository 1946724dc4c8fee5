/**
 * Records of a WARC file (ISO 28500). By hand: the libraries that read the format bring thirty packages along, and all
 * that is needed of it is heads and counted bodies.
 */
import { KlartextError } from '../../errors.ts';
import { ByteReader } from '../byte-reader.ts';
import { damagedFrom, findMember, GzipMembers, isDamage, isPacked } from '../gzip-members.ts';
import { readBytes } from '../read-bytes.ts';

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
 * Records of the wanted types in order, unpacked where the name ends in `.gz`. Throws INPUT_UNSUPPORTED where the file
 * stops being a WARC; of a packed one, what cannot be read up to the next member with a record is an error in its place.
 */
export async function* readWarc(
  file: string,
  wanted: ReadonlySet<string>,
  maxBytes: number,
): AsyncGenerator<WarcRecord | KlartextError> {
  if (!isPacked(file)) return yield* readRecords(readBytes(file), wanted, maxBytes);
  let lost: { from: number; cause: KlartextError } | undefined;
  for (let start: number | undefined = 0; start !== undefined; ) {
    const members = new GzipMembers(file, start);
    try {
      for await (const record of readRecords(members, wanted, maxBytes)) {
        if (lost) yield damagedFrom(lost.from, start, lost.cause);
        lost = undefined;
        yield record;
      }
      break;
    } catch (error) {
      if (!isDamage(error)) throw error;
      lost ??= { from: members.at, cause: error };
      start = await findMember(file, members.at + 1);
    }
  }
  if (lost) yield damagedFrom(lost.from, undefined, lost.cause);
}

async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
  maxBytes: number,
): AsyncGenerator<WarcRecord> {
  const reader = new ByteReader(bytes);
  try {
    for (let record = await readRecord(reader, wanted, maxBytes); record; ) {
      if (wanted.has(record.type)) yield record;
      record = await readRecord(reader, wanted, maxBytes);
    }
  } finally {
    await reader.close();
  }
}

/** Of one that is not wanted, no block. Undefined at the end. */
async function readRecord(
  reader: ByteReader,
  wanted: ReadonlySet<string>,
  maxBytes: number,
): Promise<WarcRecord | undefined> {
  const first = await nextLine(reader);
  if (first === undefined) return undefined;
  if (!/^WARC\/\d/.test(first)) throw noWarc();
  const headers = await readHeaders(reader);
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw noWarc();
  const type = headers.get('warc-type') ?? '';
  const taken = wanted.has(type) ? Math.min(length, maxBytes) : 0;
  const block = await reader.take(taken);
  if (block.length + (await reader.skip(length - taken)) < length) throw noWarc();
  // The record is sound when the end of its member has come, and that ends with these; some leave them out.
  const next = await reader.skipEmptyLines(2);
  if (next !== undefined && next !== 'W'.charCodeAt(0)) throw noWarc();
  return { type, headers, block };
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
