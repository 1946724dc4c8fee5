import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import { abortedError, KlartextError, throwIfAborted } from '../errors.ts';
import type { TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';

export interface LimitOptions {
  /** Requests at the same time; the provider's `maxConcurrent` when absent. */
  maxConcurrent?: number;
  /** Requests begun within any minute; the provider's own when absent, unbounded when it has none. */
  requestsPerMinute?: number;
}

/**
 * Lets requests wait for their turn, first come first served. An abort rejects at
 * once, in line or not. `dispose` waits for requests that were begun.
 */
export function withLimit(provider: TranslationProvider, options: LimitOptions = {}): TranslationProvider {
  const perMinute = options.requestsPerMinute ?? provider.limits.requestsPerMinute;
  const queue = new PQueue({
    concurrency: options.maxConcurrent ?? provider.limits.maxConcurrent,
    ...(perMinute === undefined ? {} : { interval: 60_000, intervalCap: perMinute }),
  });
  return derive(provider, {
    async translate(request) {
      const { signal } = request;
      if (request.segments.length === 0) return provider.translate(request);
      throwIfAborted(signal);
      // Every request in line listens to the one signal of its run: many, but no leak.
      setMaxListeners(0, signal);
      try {
        return await queue.add(() => provider.translate(request), { signal });
      } catch (error) {
        // The queue itself rejects with the signal's own reason.
        throw signal.aborted && !(error instanceof KlartextError) ? abortedError(signal) : error;
      }
    },
    async dispose() {
      await queue.onIdle();
      await provider.dispose?.();
    },
  });
}
