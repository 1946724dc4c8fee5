/** What was fetched, as it came: one compressed file for each content, so that cleaning again needs no network. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { sha256 } from '../hash.ts';
import { makeFolder } from '../make-folder.ts';
import type { RawStore } from '../types.ts';
import { replaceDurably } from '../write-durably.ts';
import { toKlartextError } from './errors.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Most of the gain at a tenth of the time of the best. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const STALE_MS = 60 * 60_000;

interface OwnRawStore extends RawStore {
  put(body: Uint8Array): Promise<string>;
}

/** Files lie in `folder` (absolute, made when it is not there) as `ab/<the rest of the hash>.br`. */
export function openRawStore(folder: string): OwnRawStore {
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), `${key.slice(2)}.br`);
  const temporaries = path.join(folder, 'tmp');
  let swept: Promise<void> | undefined;
  return {
    async put(body) {
      const key = sha256(body);
      const file = fileOf(key);
      try {
        swept ??= sweep(temporaries);
        await swept;
        if (isThere(file)) await touch(file);
        else await writeNew(file, await compress(body, QUALITY), temporaries);
      } catch (cause) {
        throw toKlartextError(cause, file);
      }
      return key;
    },
    async get(key) {
      const packed = await readFile(fileOf(key)).catch(() => undefined);
      const body = packed && (await decompress(packed).catch(() => undefined));
      if (body && sha256(body) === key) return body;
      // Damaged: out of the way, so that the next `put` writes it anew.
      if (packed) await rm(fileOf(key), { force: true }).catch(() => undefined);
      return undefined;
    },
  };
}

function isThere(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Deletes what was put before `before` and is not `needed`. Answers how many files, and their size. */
export async function pruneRawStore(
  folder: string,
  before: number,
  needed: (key: string) => boolean,
): Promise<{ files: number; bytes: number }> {
  const gone = { files: 0, bytes: 0 };
  const shards = await readdir(folder).catch(() => []);
  for (const shard of shards.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of await readdir(path.join(folder, shard))) {
      const file = path.join(folder, shard, name);
      const info = await stat(file).catch(() => undefined);
      if (!info || info.mtimeMs >= before || needed(`${shard}${path.basename(name, '.br')}`)) continue;
      await rm(file, { force: true });
      gone.files += 1;
      gone.bytes += info.size;
    }
  }
  return gone;
}

/** What was put again is as new, so that it is not deleted meanwhile. */
async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

/** What killed runs left; a run at work has nothing there that is so old. */
async function sweep(temporaries: string): Promise<void> {
  makeFolder(temporaries);
  for (const name of await readdir(temporaries)) {
    const file = path.join(temporaries, name);
    const info = await stat(file).catch(() => undefined);
    if (info && info.mtimeMs < Date.now() - STALE_MS) await rm(file, { force: true });
  }
}

async function writeNew(file: string, bytes: Uint8Array, temporaries: string): Promise<void> {
  makeFolder(path.dirname(file));
  await replaceDurably(file, bytes, path.join(temporaries, `${process.pid}-${randomUUID().slice(-12)}`));
}
