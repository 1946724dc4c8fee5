/** What a file of a model is, told from its first bytes: published ones are often named by a number only. */
import { open, stat } from 'node:fs/promises';
import type { ModelFile, ModelManifest } from './manifest.ts';

/** First eight bytes of a binary shortlist, as a little-endian number. */
const SHORTLIST_MAGIC = 0xf11a48d5013417f5n;
/** First eight bytes of a model: the container's version. */
const MODEL_VERSION = 1n;
/** An item's type code for a matrix of 8-bit integers. */
const INTGEMM8 = 0x4101n;
/** Names and shapes of the largest known model take 10 KB. */
const MAX_HEAD_BYTES = 1 << 20;

/** Embedding width to the name that Mozilla's recipe gives an architecture of it. */
const ARCHITECTURES: Readonly<Record<number, string>> = { 256: 'tiny', 384: 'base-memory', 512: 'base' };

/** `undefined` for a file that is no part of a model, as far as can be told. `name` decides on vocabularies. */
export async function detectRole(file: string, name: string): Promise<ModelFile['role'] | undefined> {
  const head = await readHead(file, 16);
  if (head.length < 16) return undefined;
  const first = head.readBigUInt64LE(0);
  if (first === SHORTLIST_MAGIC) return 'shortlist';
  if (first === MODEL_VERSION && head.readBigUInt64LE(8) < 100_000n) return 'model';
  // SentencePiece: a protobuf whose first field is a piece.
  return head[0] === 0x0a && /\.(?:spm|model)$/.test(name) ? 'vocab' : undefined;
}

/** How a model's matrices are stored, and its size. `undefined` when the file is cut short or no model. */
export async function describeModel(
  file: string,
): Promise<Pick<ModelManifest, 'architecture' | 'precision'> | undefined> {
  const head = await readHead(file, MAX_HEAD_BYTES);
  const items = readItems(head, (await stat(file)).size);
  if (!items) return undefined;
  const quantised = items.some((item) => item.type === INTGEMM8);
  const withScales = items.some((item) => item.name.endsWith('_QuantMultA'));
  const width = items.find((item) => item.name === 'Wemb')?.shape[1] ?? 0;
  return {
    precision: quantised ? (withScales ? 'int8shiftAlphaAll' : 'int8shiftAll') : 'float32',
    architecture: ARCHITECTURES[width] ?? `${width} wide`,
  };
}

interface Item {
  name: string;
  type: bigint;
  shape: number[];
}

/** `undefined` when the parts do not add up to a file of `bytes`. */
function readItems(head: Buffer, bytes: number): Item[] | undefined {
  try {
    const count = Number(head.readBigUInt64LE(8));
    const heads = Array.from({ length: count }, (_, index) => {
      const at = 16 + index * 32;
      return {
        nameBytes: Number(head.readBigUInt64LE(at)),
        type: head.readBigUInt64LE(at + 8),
        dimensions: Number(head.readBigUInt64LE(at + 16)),
        dataBytes: Number(head.readBigUInt64LE(at + 24)),
      };
    });
    let at = 16 + count * 32;
    const names = heads.map(({ nameBytes }) => {
      at += nameBytes;
      return head.toString('utf8', at - nameBytes, at - 1);
    });
    const items = heads.map(({ type, dimensions }, index) => {
      const shape = Array.from({ length: dimensions }, (_, place) => head.readInt32LE(at + place * 4));
      at += dimensions * 4;
      return { name: names[index] ?? '', type, shape };
    });
    const data = heads.reduce((sum, { dataBytes }) => sum + dataBytes, 0);
    return at + 8 + Number(head.readBigUInt64LE(at)) + data === bytes ? items : undefined;
  } catch (error) {
    // Reading beyond the end: the file is not what its first bytes say.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function readHead(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
