/** One item from its claim to its end: load, clean, translate, write, and only then settle it in the journal. */
import { setTimeout as sleep } from 'node:timers/promises';
import { KlartextError, throwIfAborted } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import { untilAborted } from '../../providers/until-aborted.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import type { Claim, Problem, Written } from '../../store/journal-types.ts';
import { type DocumentReport, FINAL, writtenReport } from '../batch.ts';
import { compose, documentFingerprint, outputTitle } from '../compose.ts';
import { type DocumentInput, type ProcessedDocument, translateDocument } from '../document.ts';
import { writeOutput } from '../output.ts';
import { type ExistingOutput, readExisting, settledBy } from './existing.ts';
import type { Night, Times } from './night.ts';

/** Resolves when the item is settled in the journal, whatever became of it; rejects only when the journal cannot be written. */
export async function workItem(candidate: Candidate, claim: Claim, night: Night): Promise<void> {
  const times: Times = {};
  try {
    await walk(candidate, claim, night, times);
  } catch (error) {
    await settleFailure(asOurs(error, candidate), claim, night, times);
  }
}

async function walk(candidate: Candidate, claim: Claim, night: Night, times: Times): Promise<void> {
  const { item } = claim;
  const loaded = await load(candidate, night, times);
  const content = typeof loaded.content === 'string' ? Buffer.from(loaded.content) : loaded.content;
  times.bytes = content.length;
  const sourceHash = sha256(content);
  const fingerprint = documentFingerprint(sourceHash, item.key, night.fingerprint);
  if (isAsItWas(claim, sourceHash, fingerprint, night)) {
    await night.patient(() => night.journal.unchanged(claim));
    return night.tell({ type: 'unchanged', item, times });
  }
  const existing = await readExisting(night.outFolder, item.output);
  // Written by a run that died before it could say so.
  if (existing?.fingerprint === fingerprint && FINAL.has(existing.fields.status))
    return settleExisting(existing, loaded, claim, night, times);
  const input = documentInput(candidate, loaded, content, night.maxBytes);
  const document = await make(input, night, times);
  if (wouldLose(document, existing)) return settleUntranslated(document, claim, night, times);
  await write(document, content, loaded, existing, claim, night, times);
}

async function load(candidate: Candidate, night: Night, times: Times): Promise<LoadedDocument> {
  const { queues, shift, retryDelayMs } = night;
  return queues.load.add(() =>
    timed(times, 'loadMs', async () => {
      throwIfAborted(shift.loading);
      try {
        return await untilAborted(shift.loading, candidate.load(shift.loading));
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await sleep(retryDelayMs, undefined, { signal: shift.loading }).catch(() => undefined);
      throwIfAborted(shift.loading);
      return await untilAborted(shift.loading, candidate.load(shift.loading));
    }),
  );
}

/** Whether to try once more tonight; a host that named its time is asked the next night. */
function isPassing(error: unknown): boolean {
  return error instanceof KlartextError && error.reach === 'attempt' && error.retryAfterMs === undefined;
}

/** Whether what is loaded is what the output was made of. With `redo` the pipeline must be the same, too. */
function isAsItWas({ item }: Claim, sourceHash: string, fingerprint: string, { redo }: Night): boolean {
  if (item.source_hash !== sourceHash || !FINAL.has(item.status)) return false;
  return !redo || item.fingerprint === fingerprint;
}

function documentInput(
  candidate: Candidate,
  loaded: LoadedDocument,
  content: Uint8Array,
  maxBytes: number,
): DocumentInput {
  const url = loaded.url ?? candidate.url;
  const extra = { ...candidate.metadata.extra, ...loaded.metadata?.extra };
  return {
    name: candidate.key,
    // A string was decoded by the source.
    content: typeof loaded.content === 'string' ? loaded.content : content,
    maxBytes,
    metadata: {
      ...candidate.metadata,
      ...loaded.metadata,
      ...(Object.keys(extra).length > 0 ? { extra } : {}),
    },
    ...(url ? { url } : {}),
    ...(loaded.format ? { format: loaded.format } : {}),
    ...(loaded.charset ? { charset: loaded.charset } : {}),
  };
}

async function make(input: DocumentInput, night: Night, times: Times): Promise<ProcessedDocument> {
  const { queues, shift, runner } = night;
  const cleaned = await queues.clean.add(() => {
    throwIfAborted(shift.loading);
    return timed(times, 'cleanMs', () => untilAborted(shift.loading, night.clean(input)));
  });
  const document = await queues.translate.add(() => {
    throwIfAborted(shift.loading);
    return timed(times, 'translateMs', () =>
      untilAborted(shift.working, translateDocument(input.name, cleaned, runner)),
    );
  });
  throwIfAborted(shift.working);
  return document;
}

async function write(
  document: ProcessedDocument,
  content: Uint8Array,
  loaded: LoadedDocument,
  existing: ExistingOutput | undefined,
  claim: Claim,
  night: Night,
  times: Times,
): Promise<void> {
  const { key, output } = claim.item;
  const bodyHash = sha256(document.markdown);
  const revision = nextRevision(document.sourceHash, bodyHash, existing, claim);
  const { url } = document.data.metadata;
  const fields = { ...(url && url !== key ? { key } : {}), revision };
  const text = compose('md', document, key, content, night.fingerprint, { fields, hideMemory: true });
  await writeOutput(night.outFolder, output, text);
  const report = writtenReport(key, output, document);
  const fingerprint = documentFingerprint(document.sourceHash, key, night.fingerprint);
  const title = outputTitle(document);
  const result: Written = {
    ...outcomeOf(report, claim, night),
    ...{ status: document.status, sourceHash: document.sourceHash, fingerprint, bodyHash, revision },
    segments: JSON.stringify(report.segments),
    removed: JSON.stringify(report.removed),
    words: report.words ?? 0,
    ...(title ? { title } : {}),
    ...(report.language ? { language: report.language } : {}),
    ...(loaded.raw ? { raw: loaded.raw } : {}),
  };
  await night.patient(() => night.journal.written(claim, result, times));
  night.tell({ type: 'document', report, item: claim.item, times, document });
}

/** Better the English of an earlier version than the German of this one. */
function wouldLose({ status }: ProcessedDocument, existing: ExistingOutput | undefined): boolean {
  return status === 'untranslated' && existing?.fields.status === 'translated';
}

/** The update is tried again the next night; what is there stays. */
async function settleUntranslated(
  document: ProcessedDocument,
  claim: Claim,
  night: Night,
  times: Times,
): Promise<void> {
  const { item } = claim;
  if (night.lacksEngine) {
    await night.patient(() => night.journal.release(claim));
    return night.tell({ type: 'released', item });
  }
  const { problem } = outcomeOf(writtenReport(item.key, item.output, document), claim, night);
  const message = `An update is not translated, and the earlier version stays: ${problem?.message}`;
  const error = { code: 'UNTRANSLATED', message };
  await night.patient(() => night.journal.failed(claim, error, night.maxAttempts, times));
  night.tell({ type: 'document', report: { name: item.key, outcome: 'failed', error }, item, times });
}

/** The article's text has changed, or it is still the same revision. */
function nextRevision(
  sourceHash: string,
  bodyHash: string,
  existing: ExistingOutput | undefined,
  { item }: Claim,
): number {
  const before = existing ?? (item.fingerprint === null ? undefined : asExisting(item));
  if (!before) return 1;
  const isSame = before.sourceHash === sourceHash || before.bodyHash === bodyHash;
  return isSame ? before.revision : before.revision + 1;
}

function asExisting(item: Claim['item']): Pick<ExistingOutput, 'sourceHash' | 'bodyHash' | 'revision'> {
  return { sourceHash: item.source_hash ?? '', bodyHash: item.body_hash ?? '', revision: item.revision };
}

function outcomeOf(
  { status, failed = [], segments = {} }: DocumentReport,
  { item }: Claim,
  { maxAttempts, lacksEngine }: Night,
): Pick<Written, 'state' | 'problem' | 'counts'> {
  if (FINAL.has(status)) return { state: 'done' };
  const isDead = !lacksEngine && item.attempts + 1 >= maxAttempts;
  const all = Object.values(segments).reduce((sum, count) => sum + count, 0);
  const problem = {
    code: status === 'untranslated' ? 'UNTRANSLATED' : 'PARTIAL',
    message: `${failed.length} of ${all} segments stand in the original (${reasons(failed)}).`,
  };
  return { state: isDead ? 'dead' : 'partial', problem, counts: !lacksEngine };
}

function reasons(failed: readonly { reason: string }[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of failed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'structure';
}

async function settleExisting(
  existing: ExistingOutput,
  loaded: LoadedDocument,
  claim: Claim,
  night: Night,
  times: Times,
): Promise<void> {
  const result = { ...settledBy(existing), ...(loaded.raw ? { raw: loaded.raw } : {}) };
  await night.patient(() => night.journal.written(claim, result, times));
  const { key: name, output } = claim.item;
  const report: DocumentReport = { name, outcome: 'unchanged', output, status: result.status };
  night.tell({ type: 'document', report, item: claim.item, times });
}

async function settleFailure(error: KlartextError, claim: Claim, night: Night, times: Times): Promise<void> {
  const { journal, shift, tell } = night;
  const { item } = claim;
  if (error.code === 'ABORTED' || error.reach === 'run' || shift.working.aborted) {
    if (error.code !== 'ABORTED') shift.halt(error);
    await night.patient(() => journal.release(claim));
    return tell({ type: 'released', item });
  }
  const { code, message, hint } = error;
  const problem: Problem = { code, message, ...(hint ? { hint } : {}) };
  await night.patient(() => journal.failed(claim, problem, night.maxAttempts, times));
  tell({ type: 'document', report: { name: item.key, outcome: 'failed', error: problem }, item, times });
}

/** A source that breaks costs its document; the error's own words could quote it. */
function asOurs(error: unknown, { key }: Candidate): KlartextError {
  if (error instanceof KlartextError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new KlartextError('INPUT_UNREADABLE', `${key}: cannot be loaded (${kind}).`, { cause: error });
}

async function timed<T>(
  times: Times,
  name: 'loadMs' | 'cleanMs' | 'translateMs',
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    times[name] = performance.now() - startedAt;
  }
}
