/** When a night ends: at its hour, on a signal, or because going on is of no use. */
import { setMaxListeners } from 'node:events';
import type { KlartextError } from '../../errors.ts';

export interface ShiftOptions {
  /** Asks the night to end: nothing new is begun, what is being translated may end within `graceMs`. */
  stop: AbortSignal;
  graceMs: number;
  /** Milliseconds since 1970 after which nothing new is begun; what is in work ends in peace. */
  until?: number;
  now?: () => number;
}

export class Shift {
  /** Aborted when the night is asked to end: for what can be had again for nothing. */
  readonly loading: AbortSignal;
  /** Aborted when the grace is over: for what may be paid. */
  readonly working: AbortSignal;
  /** What halted the night. */
  halted: KlartextError | undefined;
  readonly #loading = new AbortController();
  readonly #working = new AbortController();
  readonly #options: ShiftOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ShiftOptions) {
    this.#options = options;
    this.loading = this.#loading.signal;
    this.working = this.#working.signal;
    // All that is in work listens, which is bounded elsewhere.
    setMaxListeners(0, this.loading, this.working);
    if (options.stop.aborted) this.#onStop();
    else options.stop.addEventListener('abort', this.#onStop, { once: true });
  }

  /** Asked at each beginning, so that a clock that jumps does no harm. */
  get isOver(): boolean {
    return this.#loading.signal.aborted || this.isLate;
  }

  get isLate(): boolean {
    const { until, now = Date.now } = this.#options;
    return until !== undefined && now() >= until;
  }

  get isInterrupted(): boolean {
    return this.#options.stop.aborted;
  }

  /** The next document would fail alike, so none is begun; what is being translated may be paid, and its answers are kept. */
  halt(error: KlartextError): void {
    this.halted ??= error;
    this.#onStop();
  }

  /** Lets go of timers and listeners. */
  close(): void {
    clearTimeout(this.#timer);
    this.#options.stop.removeEventListener('abort', this.#onStop);
  }

  readonly #onStop = (): void => {
    this.#loading.abort();
    this.#timer ??= setTimeout(() => this.#working.abort(), this.#options.graceMs);
  };
}

/**
 * The next time the clock shows `06:00` after `now`; undefined when the text is no time of day. Where the clock is put
 * forward over it, when it would have shown it.
 */
export function nextTime(text: string, now: number): number | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const today = new Date(now);
  const on = (day: number) =>
    new Date(today.getFullYear(), today.getMonth(), day, Number(hours), Number(minutes));
  const first = on(today.getDate());
  return [first, again(first), on(today.getDate() + 1)].map(Number).find((at) => at > now);
}

/** The same time by the clock, once more where the clock is put back over it; else the same moment. */
function again(first: Date): Date {
  const later = new Date(first.getTime() + 12 * 3_600_000);
  const putBack = (later.getTimezoneOffset() - first.getTimezoneOffset()) * 60_000;
  const second = new Date(first.getTime() + putBack);
  return second.toTimeString().slice(0, 5) === first.toTimeString().slice(0, 5) ? second : first;
}
