import { KlartextError, throwIfAborted } from '../errors.ts';
import type { Segment, SpendingCaps, SpendingLedger, TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';

export interface BudgetOptions {
  ledger: SpendingLedger;
  caps: SpendingCaps;
  /** Per million characters, in units of the account's currency; 0 when only characters are counted. */
  price: number;
  /** What the price is in; only shown. Absent without a price. */
  currency?: string;
  /** Told of each request that did not fit under the caps, and of what it would have cost. */
  onRefused?: (segments: readonly Segment[], characters: number, error: KlartextError) => void;
}

/** Codes of refusals: a service that answers so has translated nothing and bills nothing. */
const NOT_BILLED: ReadonlySet<string> = new Set([
  'PROVIDER_AUTH',
  'PROVIDER_QUOTA',
  'PROVIDER_RATE_LIMIT',
  'PROVIDER_REJECTED',
  'CONFIG_INVALID',
]);
/** Causes that end a request before it was sent. */
const NOT_SENT = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/**
 * Books what a request will cost before it is sent, and what it did cost after. A request that does not fit
 * under the caps is not sent and rejects with BUDGET_EXHAUSTED. Stands below the retry loop: every attempt may be
 * billed. An attempt whose end is unknown counts as billed in full.
 */
export function withBudget(provider: TranslationProvider, options: BudgetOptions): TranslationProvider {
  const { ledger, caps, price, currency } = options;
  const claimOf = (characters: number) => ({ characters, costMicros: costMicros(characters, price) });
  return derive(provider, {
    async translate(request) {
      if (request.segments.length === 0) return provider.translate(request);
      throwIfAborted(request.signal);
      const expected = countBillable(provider, request.segments);
      const reserved = ledger.reserve(
        { provider: provider.id, ...claimOf(expected), ...(currency ? { currency } : {}) },
        caps,
      );
      if ('left' in reserved) {
        const error = exhausted(provider.id, caps);
        options.onRefused?.(request.segments, expected, error);
        throw error;
      }
      try {
        const response = await provider.translate(request);
        const { billedCharacters, characters } = response.usage;
        settle(reserved.booking, billedCharacters ?? characters, true);
        return response;
      } catch (error) {
        if (isUnbilled(error)) quietly(() => ledger.release(reserved.booking));
        else settle(reserved.booking, expected, false);
        throw error;
      }
    },
  });

  function settle(booking: number, characters: number, certain: boolean): void {
    quietly(() => ledger.settle(booking, claimOf(characters), certain));
  }
}

/** Characters that the provider will bill for these segments. */
export function countBillable({ limits }: TranslationProvider, segments: readonly Segment[]): number {
  const count = (segment: Segment): number => limits.countBillable?.(segment) ?? codePoints(segment.source);
  return segments.reduce((sum, segment) => sum + count(segment), 0);
}

/** Millionths of the currency's unit, rounded up. `price` is per million characters. */
export function costMicros(characters: number, price: number): number {
  return Math.ceil(characters * price);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function isUnbilled(error: unknown): boolean {
  if (!(error instanceof KlartextError)) return false;
  if (NOT_BILLED.has(error.code)) return true;
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if (NOT_SENT.test(`${(cause as NodeJS.ErrnoException).code} ${cause.message}`)) return true;
  }
  return false;
}

/** An answer that came must not be lost, nor paid for again, because it could not be booked: the booking stands. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
  }
}

function exhausted(id: string, budget: SpendingCaps): KlartextError {
  const { unit, perRun, perMonth } = budget;
  const divisor = unit === 'money' ? 1_000_000 : 1;
  const show = (cap: number | undefined, name: string): string[] =>
    cap === undefined ? [] : [`${cap / divisor} ${unit === 'money' ? '' : 'characters '}${name}`];
  const caps = [...show(perRun, 'per run'), ...show(perMonth, 'per month')].join(', ');
  return new KlartextError(
    'BUDGET_EXHAUSTED',
    `The budget of ${id} (${caps}) leaves no room for more requests.`,
    { hint: `Raise \`budget\` in the pipeline, or go on ${whenAgain(budget)}.` },
  );
}

function whenAgain({ perRun, perMonth }: SpendingCaps): string {
  if (perMonth === undefined) return 'with the next run, which has a budget of its own';
  const month = 'when the next month has begun';
  return perRun === undefined ? month : `with the next run, or ${month} if the month's is spent`;
}
