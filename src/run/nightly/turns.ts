/** Lets items be decided in the order in which they were taken up, though they are worked side by side. */

/** One that is still being loaded then is waited for no more: a slow host must not hold up the others. */
const PATIENCE_MS = 1000;

export interface Turn {
  /** What is left is this machine's own work, and is waited for: how fast it is must not change what is decided. */
  loaded(): void;
  /** Resolves when all that were taken up before are through, or were too slow to load. */
  wait(): Promise<unknown>;
  /** Lets the next one; safe to call twice. */
  end(): void;
}

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take(): Turn {
    const before = this.#last;
    let letNext = (): void => undefined;
    const own = new Promise<void>((resolve) => {
      letNext = resolve;
    });
    const patience = setTimeout(letNext, PATIENCE_MS);
    this.#last = before.then(() => own);
    return {
      loaded: () => clearTimeout(patience),
      wait: () => before,
      end: () => {
        clearTimeout(patience);
        letNext();
      },
    };
  }
}
