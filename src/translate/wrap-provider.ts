import type { TranslationProvider } from '../types.ts';
import { type BatchingOptions, withBatching } from './with-batching.ts';
import { type BudgetOptions, withBudget } from './with-budget.ts';
import { type LimitOptions, withLimit } from './with-limit.ts';
import { type MemoryOptions, withMemory } from './with-memory.ts';
import { withRecording } from './with-recording.ts';
import { type RetryOptions, withRetry } from './with-retry.ts';

export interface WrapOptions {
  batching?: BatchingOptions;
  retry?: RetryOptions;
  limit?: LimitOptions;
  /** Absent: nothing is remembered. */
  memory?: MemoryOptions;
  /** Absent: spending is neither booked nor bounded. */
  budget?: BudgetOptions;
}

/**
 * What stands above every provider: what is remembered is not asked; the rest goes in batches, each retried by
 * itself, every attempt waiting for its turn. The limit is below the retries so that they count against it and a
 * waiting one holds no place in line. Each attempt is booked before it is sent, and its answers are kept first
 * of all when they arrive, so that a kill in between costs neither an answer nor a booking.
 */
export function wrapProvider(provider: TranslationProvider, options: WrapOptions = {}): TranslationProvider {
  const { memory, budget } = options;
  const recorded = memory ? withRecording(provider, memory) : provider;
  const budgeted = budget ? withBudget(recorded, budget) : recorded;
  const limited = withLimit(budgeted, options.limit);
  const batched = withBatching(withRetry(limited, options.retry), options.batching);
  return memory ? withMemory(batched, memory) : batched;
}
