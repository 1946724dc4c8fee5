/** A time limit for work that may also be aborted. */
import { abortedError, type KlartextError, throwIfAborted } from './errors.ts';

/**
 * Runs `work` with a signal that is aborted by the caller's or after `timeoutMs`. Rejects with ABORTED or with what
 * `timedOut` makes of the cause then, else as `work` does. `AbortSignal.any` would hold on to a run's signal for good.
 */
export async function withDeadline<T>(
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  timedOut: (cause: unknown) => KlartextError,
): Promise<T> {
  throwIfAborted(signal);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    if (signal.aborted) throw abortedError(signal);
    throw controller.signal.aborted ? timedOut(error) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
