/**
 * A gzip file, member by member (RFC 1952): WARC files have one a record, so that behind a damaged one the next can be
 * read. Node's own reader takes all members for one stream and cannot say where they begin.
 */
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { KlartextError } from '../errors.ts';
import { ByteReader } from './byte-reader.ts';
import { readBytes } from './read-bytes.ts';

const MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);
const HEAD_BYTES = 10;
const FLAGS = { checksum: 0x02, extra: 0x04, name: 0x08, comment: 0x10 };

/** Unpacked. The end of a member comes when the whole is known to be sound. */
export class GzipMembers implements AsyncIterable<Uint8Array> {
  /** Where the member begins that is read. */
  at: number;
  /** What had come last of a member in which the file ends; whether it is sound, nobody can tell. */
  cutEnd: Uint8Array | undefined;
  readonly #start: number;
  readonly #packed: ByteReader;

  constructor(file: string, start: number) {
    this.at = start;
    this.#start = start;
    this.#packed = new ByteReader(readBytes(file, start));
  }

  /** Throws INPUT_UNSUPPORTED at a damaged member, INPUT_UNREADABLE as `readBytes` does. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      while (await this.#begin()) yield* this.#body();
    } finally {
      await this.#packed.close();
    }
  }

  /** False at the end of the file. */
  async #begin(): Promise<boolean> {
    this.at = this.#start + this.#packed.position;
    let head = await this.#packed.take(HEAD_BYTES);
    // Some writers fill their last block up; amid the file it is a hole.
    while (head.length > 0 && head.every((byte) => byte === 0)) {
      head = await this.#packed.take(HEAD_BYTES);
      if (head.some((byte) => byte !== 0)) throw damaged();
    }
    if (head.length === 0) return false;
    if (head.length < HEAD_BYTES || head.indexOf(MAGIC) !== 0) throw damaged();
    const flags = head.readUInt8(3);
    if (flags & FLAGS.extra) {
      const [low = 0, high = 0] = await this.#packed.take(2);
      await this.#packed.skip(low + 256 * high);
    }
    if (flags & FLAGS.name) await this.#skipText();
    if (flags & FLAGS.comment) await this.#skipText();
    if (flags & FLAGS.checksum) await this.#packed.skip(2);
    return true;
  }

  async #skipText(): Promise<void> {
    for (let byte = await this.#packed.take(1); byte[0]; byte = await this.#packed.take(1));
  }

  async *#body(): AsyncGenerator<Uint8Array> {
    const inflate = createInflateRaw();
    const fed = this.#feed(inflate).catch((error) => inflate.destroy(error));
    let checksum = 0;
    let size = 0;
    let last: Buffer | undefined;
    try {
      for await (const bytes of inflate as AsyncIterable<Buffer>) {
        if (last) yield last;
        last = bytes;
        checksum = crc32(bytes, checksum);
        size += bytes.length;
      }
      await fed;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR') this.cutEnd = last;
      throw cause instanceof KlartextError ? cause : damaged(cause);
    } finally {
      inflate.destroy();
    }
    const told = await this.#packed.take(8);
    if (told.length < 8 || told.readUInt32LE() !== checksum || told.readUInt32LE(4) !== size % 2 ** 32)
      throw damaged();
    if (last) yield last;
  }

  /** Until it has enough. */
  async #feed(inflate: InflateRaw): Promise<void> {
    let fed = 0;
    while (!inflate.destroyed) {
      const piece = await this.#packed.piece();
      if (!piece) return void inflate.end();
      fed += piece.length;
      await new Promise((resolve) => inflate.write(piece, resolve));
      const left = fed - inflate.bytesWritten;
      if (left > 0) return this.#packed.giveBack(piece.subarray(piece.length - left));
    }
  }
}

export function isPacked(file: string): boolean {
  return /\.gz$/i.test(file);
}

/** Whether it lies in what a file holds, so that what follows may be read. */
export function isDamage(error: unknown): error is KlartextError {
  return error instanceof KlartextError && error.code === 'INPUT_UNSUPPORTED';
}

/** The error for a file that is read on at `to`, or not. */
export function damagedFrom(from: number, to: number | undefined, cause: unknown): KlartextError {
  const rest = to === undefined ? 'nothing behind can be read' : `it is read on at byte ${to}`;
  return new KlartextError(
    'INPUT_UNSUPPORTED',
    `expected a whole packed file, got one that is damaged from byte ${from} on; ${rest}.`,
    { cause },
  );
}

/** Where the next member may begin, from `start` on; its first bytes may stand in the midst of another, too. */
export async function findMember(file: string, start: number): Promise<number | undefined> {
  let at = start;
  let end: Buffer = Buffer.alloc(0);
  for await (const bytes of readBytes(file, start)) {
    const both = Buffer.concat([end, bytes]);
    const found = both.indexOf(MAGIC);
    if (found >= 0) return at + found;
    end = both.subarray(Math.max(0, both.length - MAGIC.length + 1));
    at += both.length - end.length;
  }
  return undefined;
}

function damaged(cause?: unknown): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', 'expected a whole gzip member, got a damaged one.', {
    cause,
  });
}
