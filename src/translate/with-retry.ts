import { setTimeout as delay } from 'node:timers/promises';
import { abortedError, type KlartextError, throwIfAborted } from '../errors.ts';
import type { TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';
import { isLocal, Outcome, type Placed, placed } from './outcome.ts';

export interface RetryOptions {
  /** Attempts in all, the first included. */
  maxAttempts?: number;
  /** The first wait at most; doubles with each further attempt. */
  baseDelayMs?: number;
  maxDelayMs?: number;
  /** A service that asks for a longer wait than this is given up at once. */
  maxRetryAfterMs?: number;
  /** Injected by tests. `sleep` rejects when the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  random?: () => number;
}

/** Attempts: a rate limit or a short outage is over within the 7 to 15 seconds that five attempts span. */
const DEFAULTS = {
  maxAttempts: 5,
  baseDelayMs: 1000,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 120_000,
  sleep: (ms: number, signal: AbortSignal): Promise<unknown> => delay(ms, undefined, { signal }),
  random: Math.random,
};

/**
 * The only retry loop of the program. Errors of reach `attempt` are tried again after an exponential wait
 * with jitter, or after what the service asked for if that is longer; all others reject at once. After a
 * bad response or a gap in one, only the missing segments are asked again, in quarters, so that of
 * fifty one bad segment ends alone; a gap of a deterministic provider at once, and never the same request twice. As long
 * as nothing but bad responses came, each round asks one segment alone before the others, each time another one: a
 * service that never answers well would else be paid for every segment in every round. What was answered before the last failure is answered, with the rest in `failures`; only when there is no answer at all the
 * error rejects.
 */
export function withRetry(provider: TranslationProvider, options: RetryOptions = {}): TranslationProvider {
  const settings = { ...DEFAULTS, ...options };
  const { deterministic } = provider.features;
  return derive(provider, {
    async translate(whole) {
      const { segments, signal } = whole;
      if (segments.length === 0) return provider.translate(whole);
      const outcome = new Outcome(segments.length);
      let rounds: Placed[][] = [placed(segments)];
      for (let attempt = 1; rounds.length > 0; attempt++) {
        const next: Placed[][] = [];
        let retryAfterMs = 0;
        let mayPass = !deterministic;
        let isBroken = false;
        for (const asked of rounds) {
          if (isBroken && outcome.isEmpty) {
            next.push(asked);
            continue;
          }
          const failure = await ask(asked);
          isBroken = failure?.code === 'PROVIDER_BAD_RESPONSE';
          if (failure) mayPass = true;
          if (failure?.retryAfterMs) retryAfterMs = Math.max(retryAfterMs, failure.retryAfterMs);
          const missing = outcome.missing(asked);
          const isFinal = failure ? failure.reach !== 'attempt' : deterministic && asked.length === 1;
          if (missing.length > 0 && !isFinal)
            next.push(...(shrinks(failure) ? quarters(missing) : [missing]));
        }
        if (next.length === 0 || attempt >= settings.maxAttempts || retryAfterMs > settings.maxRetryAfterMs)
          break;
        if (mayPass) await wait(attempt, retryAfterMs, signal);
        rounds = isBroken && outcome.isEmpty ? oneAhead(next.flat(), attempt - 1) : next;
      }
      return outcome.response();

      async function ask(asked: Placed[]): Promise<KlartextError | undefined> {
        throwIfAborted(signal);
        try {
          const request = { ...whole, segments: asked.map(({ segment }) => segment) };
          outcome.add(asked, await provider.translate(request));
          return undefined;
        } catch (error) {
          if (!isLocal(error)) throw error;
          outcome.fail(asked, error);
          return error;
        }
      }
    },
  });

  async function wait(attempt: number, retryAfterMs: number, signal: AbortSignal): Promise<void> {
    const ceiling = Math.min(settings.maxDelayMs, settings.baseDelayMs * 2 ** (attempt - 1));
    // Half fixed, half by chance: many workers that failed together do not come back together.
    const backOff = ceiling / 2 + (ceiling / 2) * settings.random();
    try {
      await settings.sleep(Math.max(backOff, retryAfterMs), signal);
    } catch (error) {
      throw signal.aborted ? abortedError(signal) : error;
    }
  }
}

/** A smaller request helps against an answer that was wrong, not against a service that is away. */
function shrinks(failure: KlartextError | undefined): boolean {
  return failure === undefined || failure.code === 'PROVIDER_BAD_RESPONSE';
}

/** One alone, and then the others. */
function oneAhead(missing: readonly Placed[], position: number): Placed[][] {
  const others = [...missing];
  const one = others.splice(position % others.length, 1);
  return [one, ...quarters(others)];
}

function quarters(asked: readonly Placed[]): Placed[][] {
  const size = Math.ceil(asked.length / 4);
  return [0, 1, 2, 3].map((n) => asked.slice(n * size, (n + 1) * size)).filter((part) => part.length > 0);
}
