/** Waits for a file that another program has locked, without holding up everything else. */
import { setTimeout as sleep } from 'node:timers/promises';
import { KlartextError } from '../../errors.ts';

const STEP_MS = 250;

/** Does `work` again while it throws STORE_BUSY, for `forMs` at most; then, and for anything else, it rejects. */
export async function patiently<T>(work: () => T, forMs: number): Promise<T> {
  const end = performance.now() + forMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      const isBusy = error instanceof KlartextError && error.code === 'STORE_BUSY';
      if (!isBusy || performance.now() > end) throw error;
    }
    await sleep(STEP_MS);
  }
}
