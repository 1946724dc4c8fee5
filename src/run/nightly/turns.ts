/** Lets items be decided in the order in which they were taken up, though they are worked side by side. */
import { setTimeout as sleep } from 'node:timers/promises';

/** One that takes longer is waited for no more: a slow host must not hold up the others. */
const PATIENCE_MS = 1000;

export interface Turn {
  /** Resolves when all that were taken up before are through, or have had their time. */
  wait(): Promise<void>;
  /** Lets the next one; safe to call twice. */
  end(): void;
}

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take(): Turn {
    const before = this.#last;
    const takenAt = performance.now();
    let end = (): void => undefined;
    const own = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#last = before.then(() => own);
    return {
      wait: async () => {
        const patience = new AbortController();
        const left = Math.max(0, PATIENCE_MS - (performance.now() - takenAt));
        const time = sleep(left, undefined, { signal: patience.signal }).catch(() => undefined);
        await Promise.race([before, time]);
        patience.abort();
      },
      end,
    };
  }
}
