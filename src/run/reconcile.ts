/** What paid services say that they billed, beside what is booked here. */
import { KlartextError } from '../errors.ts';
import type { Reconciliation } from '../store/ledger.ts';
import type { OpenRun } from './open.ts';

/**
 * Asks each service that the pipeline wants asked. Call it before a run, so that counting begins there, and after it.
 * One that cannot be asked is left out and told to `onProblem`: it is no reason to stop.
 */
export async function reconcile(
  { steps, ledger }: Pick<OpenRun, 'steps' | 'ledger'>,
  signal: AbortSignal,
  onProblem: (message: string) => void,
): Promise<Reconciliation[]> {
  const found: Reconciliation[] = [];
  for (const { provider, reportBilled } of steps) {
    if (!reportBilled || !ledger || signal.aborted) continue;
    try {
      found.push(ledger.reconcile(provider.id, await reportBilled(signal)));
    } catch (error) {
      if (!(error instanceof KlartextError)) throw error;
      onProblem(`What ${provider.id} has billed is not known. ${error.message}`);
    }
  }
  return found;
}
