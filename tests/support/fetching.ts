/** Fetchers for tests: quick, and with loopback allowed unless a test says otherwise. */
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { Fetcher, type FetcherOptions } from '../../src/sources/fetch/fetcher.ts';
import { SqliteFetchCache } from '../../src/store/fetch-cache.ts';
import { openRawStore } from '../../src/store/raw-store.ts';
import { temporaryFolder } from './tmp.ts';

export const neverAborted: AbortSignal = new AbortController().signal;

export function openFetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = new Fetcher({
    userAgent: 'Klartext/test',
    allowHosts: ['127.0.0.1'],
    ignoreRobots: [],
    delayMs: 0,
    maxWaitMs: 3000,
    maxFailures: 3,
    connectTimeoutMs: 1000,
    answerTimeoutMs: 1000,
    totalTimeoutMs: 2000,
    maxRedirects: 5,
    ...options,
  });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

/** Where a run keeps what it fetched; given the same folder, the next run finds it. */
export function openFetched(folder = temporaryFolder()): Required<Pick<FetcherOptions, 'cache' | 'raw'>> {
  const cache = new SqliteFetchCache({ file: path.join(folder, 'fetched.db') });
  onTestFinished(() => cache.close());
  return { cache, raw: openRawStore(path.join(folder, 'raw')) };
}
