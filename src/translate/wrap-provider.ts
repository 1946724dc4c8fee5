import type { TranslationProvider } from '../types.ts';
import { type BatchingOptions, withBatching } from './with-batching.ts';
import { type LimitOptions, withLimit } from './with-limit.ts';
import { type RetryOptions, withRetry } from './with-retry.ts';

export interface WrapOptions {
  batching?: BatchingOptions;
  retry?: RetryOptions;
  limit?: LimitOptions;
}

/**
 * What stands above every provider: batches, each retried by itself, every attempt waiting for its turn.
 * The limit is innermost so that retries count against it and a waiting retry holds no place in line.
 */
export function wrapProvider(provider: TranslationProvider, options: WrapOptions = {}): TranslationProvider {
  const limited = withLimit(provider, options.limit);
  return withBatching(withRetry(limited, options.retry), options.batching);
}
