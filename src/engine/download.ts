/** One file from the network to the disk: resumed where it broke off, unpacked, accepted only by its hash. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { type Dispatcher, fetch } from 'undici';
import { KlartextError } from '../errors.ts';
import { hashFile } from './models.ts';

export interface DownloadOptions {
  url: string;
  /** Final path; beside it `<to>.part` holds what has arrived, also after a failure or a kill. */
  to: string;
  sha256: string;
  dispatcher: Dispatcher;
  signal: AbortSignal;
  /** Bytes of this file on disk so far, and in all where the server tells (else 0). */
  onProgress(done: number, total: number): void;
}

const TRIES = 3;
const PAUSE_MS = 500;

/** The answer of a server that will be the same next time. */
class Refused extends Error {}

/**
 * Leaves `to` with exactly the content of `sha256`, or rejects: MODEL_MISSING when the network or the server gave
 * it up after three tries, MODEL_CORRUPT when something else arrived, ABORTED; errors of the disk as they come.
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const part = `${options.to}.part`;
  for (let attempt = 1; ; attempt++) {
    const resumed = await sizeOf(part);
    const failure = await receive(options, part, resumed).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (options.signal.aborted) throw new KlartextError('ABORTED', 'The download was stopped.');
    if (failure === undefined) {
      if (await accept(part, options.to, options.sha256)) return;
      await rm(part, { force: true });
      // What was there before may have been of another file: once more, from the start.
      if (resumed > 0 && attempt < TRIES) continue;
      throw wrongContent(options.url);
    }
    if (isDisk(failure)) throw failure;
    if (attempt === TRIES || failure instanceof Refused) throw unreachable(options.url, failure);
    await sleep(PAUSE_MS * attempt, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function receive(options: DownloadOptions, part: string, from: number): Promise<void> {
  const response = await fetch(options.url, {
    dispatcher: options.dispatcher,
    signal: options.signal,
    // Unpacked on the way, a part of a file could not be continued.
    headers: { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
  });
  if (response.status === 416) {
    await response.body?.cancel();
    // All of it is here, or it is of another file; the hash tells.
    return;
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const message = `the server answered ${response.status}`;
    // Too early, too many, or its own trouble: worth another try.
    throw [408, 425, 429].includes(response.status) || response.status >= 500
      ? new Error(message)
      : new Refused(message);
  }
  const start =
    response.status === 206 && rangeStart(response.headers.get('content-range')) === from ? from : 0;
  const length = Number(response.headers.get('content-length') ?? 0);
  const total = length > 0 ? start + length : 0;
  let done = start;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      done += chunk.length;
      options.onProgress(done, total);
      callback(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(response.body),
    counter,
    createWriteStream(part, { flags: start > 0 ? 'a' : 'w' }),
  );
  if (response.headers.has('content-encoding')) return;
  if (total > 0 && done < total) throw new Error(`only ${done} of ${total} bytes came`);
}

function rangeStart(header: string | null): number | undefined {
  const start = /^bytes (\d+)-/.exec(header ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

/** Whether `part`, itself or unpacked, has the hash; then it is at `to`, and `part` is gone. */
async function accept(part: string, to: string, sha256: string): Promise<boolean> {
  const unpacked = `${to}.unpacked`;
  if (await isGzip(part)) {
    try {
      await pipeline(createReadStream(part), createGunzip(), createWriteStream(unpacked));
    } catch (error) {
      await rm(unpacked, { force: true });
      if (isDisk(error)) throw error;
      return false;
    }
    if ((await hashFile(unpacked)) !== sha256) {
      await rm(unpacked, { force: true });
      return false;
    }
    await rename(unpacked, to);
    await rm(part, { force: true });
    return true;
  }
  if ((await sizeOf(part)) === 0 || (await hashFile(part)) !== sha256) return false;
  await rename(part, to);
  return true;
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return false;
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** Errors of the file system name the call that failed; errors of the network that carry one name a socket's. */
function isDisk(error: unknown): boolean {
  const { syscall = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return ['open', 'write', 'fsync', 'rename', 'mkdir', 'close'].includes(syscall);
}

function wrongContent(url: string): KlartextError {
  return new KlartextError(
    'MODEL_CORRUPT',
    `What came from ${bare(url)} is not the expected file: its SHA-256 differs.`,
    {
      hint: 'Something between here and the server changes files (a proxy, a mirror); try another mirror, or import the model from a folder.',
    },
  );
}

function unreachable(url: string, cause: unknown): KlartextError {
  return new KlartextError(
    'MODEL_MISSING',
    `The model cannot be downloaded from ${bare(url)}: ${reason(cause)}.`,
    {
      cause,
      hint:
        'Check the connection and HTTPS_PROXY and run the same command again (it goes on where it stopped), use a mirror, ' +
        'or copy the files here and use `klartext models import <folder>`.',
    },
  );
}

/** undici says "fetch failed" and keeps the reason below. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (error.cause instanceof Error) return reason(error.cause);
  return error.message || code || error.name;
}

/** Without what may be secret: user, password, query. */
function bare(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
