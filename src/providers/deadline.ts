import { abortedError, KlartextError, throwIfAborted } from '../errors.ts';

/**
 * Runs `work` with a signal that is aborted by the caller's or after `timeoutMs`. Rejects with ABORTED or
 * PROVIDER_UNAVAILABLE then, else as `work` does. `AbortSignal.any` would hold on to a run's signal for good.
 */
export async function withDeadline<T>(
  service: string,
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
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
    if (!controller.signal.aborted) throw error;
    throw new KlartextError(
      'PROVIDER_UNAVAILABLE',
      `${service} did not answer within ${timeoutMs / 1000} seconds.`,
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
