/** How an item ends in the journal, and what is told of it. */
import { KlartextError } from '../../errors.ts';
import type { Problem, Written } from '../../store/journal-types.ts';
import { type DocumentReport, FINAL, writtenReport } from '../batch.ts';
import type { ProcessedDocument } from '../document.ts';
import type { Verdict } from '../verdicts.ts';
import { type ExistingOutput, settledBy } from './existing.ts';
import type { ItemInWork, Loaded } from './item-in-work.ts';

/** The output was made of what is loaded and, with `redo`, by what would make it now. */
export async function settleUnchanged(work: ItemInWork, verdict?: Verdict): Promise<void> {
  const { night, claim, times } = work;
  await noteWritten(verdict, work);
  await night.patient(() => night.journal.unchanged(claim));
  night.tell({ type: 'unchanged', item: claim.item, times });
}

/** What stands in its place is what would be written. */
export async function settleExisting(
  existing: ExistingOutput,
  { raw }: Loaded,
  work: ItemInWork,
  verdict?: Verdict,
  outcome: DocumentReport['outcome'] = 'unchanged',
): Promise<void> {
  const { night, claim, times } = work;
  const { key: name, output } = claim.item;
  await noteWritten(verdict, work);
  const result = { ...settledBy(existing), ...(raw ? { raw } : {}) };
  await night.patient(() => night.journal.written(claim, result, times));
  const duplicateOf = verdict?.duplicateOf?.source;
  const report: DocumentReport = {
    ...{ name, outcome, output, status: result.status },
    ...(duplicateOf ? { duplicateOf } : {}),
  };
  night.tell({ type: 'document', report, item: claim.item, times });
}

/** An update that could not be translated is tried again the next night; what is there stays. */
export async function settleUntranslated(document: ProcessedDocument, work: ItemInWork): Promise<void> {
  const { night, claim } = work;
  const { key, output } = claim.item;
  if (night.lacksEngine) return release(work);
  const { problem, counts = true } = outcomeOf(writtenReport(key, output, document), work);
  const message = `An update is not translated, and the earlier version stays: ${problem?.message}`;
  await fail({ code: 'UNTRANSLATED', message }, work, counts);
}

/** An update that has lost its text may be a notice that is gone tomorrow; what is there stays. */
export async function settleShrunk(message: string, work: ItemInWork): Promise<void> {
  const hint = `If that is right, delete ${work.claim.item.output} and run \`klartext retry --failed\`.`;
  await fail({ code: 'SHRUNK', message, hint }, work);
}

/** The notice that an earlier night was answered with is still there. */
export async function settleNotice(problem: Problem, work: ItemInWork): Promise<void> {
  await fail(problem, work);
}

export async function settleFailure(error: KlartextError, work: ItemInWork): Promise<void> {
  const { shift } = work.night;
  const { code, reach, message, hint, isUntried } = error;
  if (code === 'ABORTED' || reach === 'run' || shift.working.aborted) {
    if (code !== 'ABORTED') shift.halt(error);
    return release(work);
  }
  await fail({ code, message, ...(hint ? { hint } : {}) }, work, !isUntried);
}

async function release({ night, claim }: ItemInWork): Promise<void> {
  await night.patient(() => night.journal.release(claim));
  night.tell({ type: 'released', item: claim.item });
}

async function fail(error: Problem, { night, claim, times }: ItemInWork, counts = true): Promise<void> {
  const { item } = claim;
  const attempts = { counts, max: night.maxAttempts };
  await night.patient(() => night.journal.failed(claim, error, attempts, times));
  night.tell({ type: 'document', report: { name: item.key, outcome: 'failed', error }, item, times });
}

/** Call it when the output is in its place, and before the item is settled. */
export async function noteWritten(verdict: Verdict | undefined, { night, claim }: ItemInWork): Promise<void> {
  if (verdict) await night.neighbours?.written(verdict, claim.item.output);
}

export function outcomeOf(
  { status, failed = [], segments = {} }: DocumentReport,
  { claim, night }: ItemInWork,
  notice?: Problem,
): Pick<Written, 'state' | 'problem' | 'counts'> {
  if (FINAL.has(status) && !notice) return { state: 'done' };
  const counts = notice !== undefined || isItemsFault(failed, night);
  const isDead = counts && claim.item.attempts + 1 >= night.maxAttempts;
  const state = isDead ? 'dead' : 'partial';
  if (notice) return { state, problem: notice, counts };
  const all = Object.values(segments).reduce((sum, count) => sum + count, 0);
  const problem = {
    code: status === 'untranslated' ? 'UNTRANSLATED' : 'PARTIAL',
    message: `${failed.length} of ${all} segments stand in the original (${reasons(failed)}).`,
  };
  return { state, problem, counts };
}

/** Reasons for which any other text would have been left as well. */
const FOR_ALL_ALIKE: ReadonlySet<string> = new Set([
  'BUDGET_EXHAUSTED',
  'PROVIDER_AUTH',
  'PROVIDER_QUOTA',
  'PROVIDER_RATE_LIMIT',
  'no-provider',
]);

/** A service that answers others tonight, and this one never, is no outage. */
function isItemsFault(
  failed: readonly { reason: string }[],
  { isServed }: Pick<ItemInWork['night'], 'isServed'>,
): boolean {
  const isOutage = (reason: string) => reason === 'PROVIDER_UNAVAILABLE' && !isServed;
  return failed.length === 0 || failed.some(({ reason }) => !FOR_ALL_ALIKE.has(reason) && !isOutage(reason));
}

function reasons(failed: readonly { reason: string }[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of failed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'structure';
}

/** A source that breaks costs its document; the error's own words could quote it. */
export function asOurs(error: unknown, name: string, what: 'loaded' | 'read'): KlartextError {
  if (error instanceof KlartextError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new KlartextError('INPUT_UNREADABLE', `${name}: cannot be ${what} (${kind}).`, { cause: error });
}
