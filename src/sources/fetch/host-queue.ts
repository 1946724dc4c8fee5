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
}

/** For how long a host that does not answer is left alone. */
const DOWN_MS = 10 * 60_000;
/** Least pause after trouble. */
const TROUBLE_MS = 500;

export class HostQueue {
  readonly #host: string;
  readonly #options: PoliteOptions;
  readonly #queue = new PQueue({ concurrency: 1 });
  #delayMs: number;
  #lastEnd = 0;
  /** The same without requests for which no floor holds. */
  #lastPageEnd = 0;
  /** The host asked not to be asked before. */
  #restUntil = 0;
  #failures = 0;
  #downUntil = 0;

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
    if (Date.now() < this.#downUntil) throw this.#isDown();
    const pauses = [this.#lastEnd + this.#delayMs, this.#lastPageEnd + (floorMs ?? 0), this.#restUntil];
    const waitMs = Math.max(...pauses) - Date.now();
    if (waitMs > this.#options.maxWaitMs) throw this.#wantsRest(waitMs);
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    const start = Date.now();
    try {
      const result = await work();
      this.#fared(Date.now() - start);
      return result;
    } catch (error) {
      if (error instanceof KlartextError && error.reach === 'attempt') this.#failed(error);
      throw error;
    } finally {
      this.#lastEnd = Date.now();
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
    if (error.retryAfterMs !== undefined) this.#restUntil = Date.now() + error.retryAfterMs;
    // Only what the network did has a cause; a host that answers, with whatever status, is alive.
    this.#failures = error.cause === undefined ? 0 : this.#failures + 1;
    if (this.#failures < this.#options.maxFailures) return;
    this.#failures = 0;
    this.#downUntil = Date.now() + DOWN_MS;
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
