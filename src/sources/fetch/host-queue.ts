/** Politeness towards one host: one request at a time, pauses that follow how it fares, and rest when it asks. */
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { abortedError, KlartextError, throwIfAborted } from '../../errors.ts';
import { shownRest } from './failures.ts';

export interface PoliteOptions {
  /** Least pause between two requests to one host. */
  delayMs: number;
  /** Longest pause that trouble leads to, and the longest wait that a host may ask for within a run. */
  maxWaitMs: number;
  /** How often a host may fail to answer, in a row, before it is left alone. */
  maxFailures: number;
  /** Told before a pause that could be taken for a hang: of each host the first one, and then those twice as long. */
  onPause?: (host: string, pauseMs: number) => void;
}

/** For how long a host that does not answer is left alone. */
const DOWN_MS = 10 * 60_000;
/** Pauses from this on are told. */
const LONG_MS = 10_000;
/** Least pause after trouble. */
const TROUBLE_MS = 500;

export class HostQueue {
  readonly #host: string;
  readonly #options: PoliteOptions;
  readonly #queue = new PQueue({ concurrency: 1 });
  #delayMs: number;
  // By a clock that nobody sets: one that was put back would ask for an hour of rest.
  #lastEnd = Number.NEGATIVE_INFINITY;
  /** The same without requests for which no floor holds. */
  #lastPageEnd = Number.NEGATIVE_INFINITY;
  /** The host asked not to be asked before. */
  #restUntil = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #downUntil = Number.NEGATIVE_INFINITY;
  /** The longest pause that was told. */
  #toldMs = 0;

  constructor(host: string, options: PoliteOptions) {
    this.#host = host;
    this.#options = options;
    this.#delayMs = options.delayMs;
  }

  /**
   * Runs `work` when it is its turn, `floorMs` (what robots.txt asks for) or more after the one before; undefined is
   * for robots.txt itself, which is nothing that floor is about. Rejects without running it: with SOURCE_RATE_LIMIT
   * when the host wants more rest than a run may spend, with SOURCE_UNAVAILABLE when it did not answer several times
   * in a row, with ABORTED.
   */
  async run<T>(work: () => Promise<T>, floorMs: number | undefined, signal: AbortSignal): Promise<T> {
    throwIfAborted(signal);
    try {
      return await this.#queue.add(() => this.#turn(work, floorMs, signal), { signal });
    } catch (error) {
      if (error instanceof KlartextError || !signal.aborted) throw error;
      throw abortedError(signal);
    }
  }

  async #turn<T>(work: () => Promise<T>, floorMs: number | undefined, signal: AbortSignal): Promise<T> {
    if (performance.now() < this.#downUntil) throw this.#isDown();
    const pauses = [this.#lastEnd + this.#delayMs, this.#lastPageEnd + (floorMs ?? 0), this.#restUntil];
    const waitMs = Math.max(...pauses) - performance.now();
    if (waitMs > this.#options.maxWaitMs) throw this.#wantsRest(waitMs);
    if (waitMs >= LONG_MS && waitMs >= 2 * this.#toldMs) {
      this.#toldMs = waitMs;
      this.#options.onPause?.(this.#host, waitMs);
    }
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    const start = performance.now();
    try {
      const result = await work();
      this.#fared(performance.now() - start);
      return result;
    } catch (error) {
      if (error instanceof KlartextError && error.reach === 'attempt') this.#failed(error);
      throw error;
    } finally {
      this.#lastEnd = performance.now();
      if (floorMs !== undefined) this.#lastPageEnd = this.#lastEnd;
    }
  }

  /** A slow host is given as much rest as it took to answer; what trouble added wears off by half each time. */
  #fared(latencyMs: number): void {
    this.#failures = 0;
    const wanted = Math.min(Math.max(this.#options.delayMs, latencyMs), this.#longestMs());
    this.#delayMs = Math.max(wanted, (this.#delayMs + wanted) / 2);
  }

  #failed(error: KlartextError): void {
    this.#delayMs = Math.min(Math.max(this.#delayMs * 2, TROUBLE_MS), this.#longestMs());
    if (error.retryAfterMs !== undefined) this.#restUntil = performance.now() + error.retryAfterMs;
    // Only what the network did has a cause; a host that answers, with whatever status, is alive.
    this.#failures = error.cause === undefined ? 0 : this.#failures + 1;
    if (this.#failures < this.#options.maxFailures) return;
    this.#failures = 0;
    this.#downUntil = performance.now() + DOWN_MS;
  }

  #longestMs(): number {
    return Math.max(this.#options.delayMs, this.#options.maxWaitMs);
  }

  #isDown(): KlartextError {
    return new KlartextError(
      'SOURCE_UNAVAILABLE',
      `${this.#host} failed ${this.#options.maxFailures} times in a row and is left alone for now.`,
      { hint: 'The next run asks it again.', isUntried: true },
    );
  }

  #wantsRest(waitMs: number): KlartextError {
    return new KlartextError(
      'SOURCE_RATE_LIMIT',
      `${this.#host} asks to be left alone for ${shownRest(waitMs)}; it was not asked.`,
      { retryAfterMs: waitMs, hint: 'The next run asks it again.', isUntried: true },
    );
  }
}
