import { KlartextError } from '../errors.ts';
import { withDeadline as withAnyDeadline } from '../with-deadline.ts';

/** As the general one; after `timeoutMs` with PROVIDER_UNAVAILABLE. */
export async function withDeadline<T>(
  service: string,
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timedOut = (): KlartextError =>
    new KlartextError(
      'PROVIDER_UNAVAILABLE',
      `${service} did not answer within ${timeoutMs / 1000} seconds.`,
    );
  return withAnyDeadline(signal, timeoutMs, work, timedOut);
}
