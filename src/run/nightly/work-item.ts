/** One item from its claim to its end: load, clean, translate, write, and only then settle it in the journal. */
import { KlartextError } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import type { Claim, Problem, Written } from '../../store/journal-types.ts';
import { type DocumentReport, FINAL, writtenReport } from '../batch.ts';
import { compose, documentFingerprint, outputTitle } from '../compose.ts';
import type { DocumentInput, ProcessedDocument } from '../document.ts';
import { composeDuplicate } from '../duplicate-record.ts';
import { writeOutput } from '../output.ts';
import type { Verdict } from '../verdicts.ts';
import { type ExistingOutput, readExisting, settledBy } from './existing.ts';
import { clean, documentInput, load, make } from './item-steps.ts';
import type { Judged } from './neighbours.ts';
import type { Night, Times } from './night.ts';

/**
 * Resolves when the item is settled in the journal, whatever became of it, or, with `later`, given back there, to be
 * worked after what it is a copy of. Rejects only when the journal cannot be written.
 */
export async function workItem(
  candidate: Candidate,
  claim: Claim,
  night: Night,
): Promise<'later' | 'settled'> {
  const times: Times = {};
  const turn = night.neighbours?.take();
  let settle = (): void => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const judge: Judge = async (input) =>
    turn && night.neighbours
      ? night.neighbours.judge(input, {
          ...{ turn, settled, signal: night.shift.loading },
          clean: () => clean(input, undefined, night, times),
        })
      : {};
  try {
    return await walk(candidate, claim, judge, night, times);
  } catch (error) {
    await settleFailure(asOurs(error, candidate.key, 'loaded'), claim, night, times);
    return 'settled';
  } finally {
    turn?.end();
    settle();
  }
}

/** What other items and the archive decide of this one. */
type Judge = (input: DocumentInput) => Promise<Judged>;

async function walk(
  candidate: Candidate,
  claim: Claim,
  judge: Judge,
  night: Night,
  times: Times,
): Promise<'later' | 'settled'> {
  const { item } = claim;
  const loaded = await load(candidate, night, times);
  const content = typeof loaded.content === 'string' ? Buffer.from(loaded.content) : loaded.content;
  times.bytes = content.length;
  const sourceHash = sha256(content);
  const isSame = item.source_hash === sourceHash && FINAL.has(item.status);
  if (isSame && !night.redo) {
    await leave(claim, night, times);
    return 'settled';
  }
  const input = documentInput(candidate, item.source, loaded, content, night.maxBytes);
  const judged = await judge(input);
  if (judged.waitsFor) {
    await night.patient(() => night.journal.release(claim));
    return 'later';
  }
  await makeOutput({ loaded, content, sourceHash, input, isSame }, judged, claim, night, times);
  return 'settled';
}

interface Material {
  loaded: LoadedDocument;
  content: Uint8Array;
  sourceHash: string;
  input: DocumentInput;
  /** Whether the journal knows the output as made of it. */
  isSame: boolean;
}

async function makeOutput(
  { loaded, content, sourceHash, input, isSame }: Material,
  judged: Judged,
  claim: Claim,
  night: Night,
  times: Times,
): Promise<void> {
  const { item } = claim;
  const { verdict } = judged;
  const fingerprint = documentFingerprint(sourceHash, item.key, night.fingerprint, verdict?.key);
  if (isSame && item.fingerprint === fingerprint) {
    await noteWritten(verdict, item.output, night);
    return leave(claim, night, times);
  }
  const existing = await readExisting(night.outFolder, item.output);
  // Written by a run that died before it could say so.
  if (existing?.fingerprint === fingerprint && FINAL.has(existing.fields.status))
    return settleExisting(existing, verdict, loaded, claim, night, times);
  if (verdict?.duplicateOf)
    return writeRecord(verdict, { sourceHash, fingerprint }, loaded, claim, night, times);
  const document = await make(input, judged, night, times);
  if (wouldLose(document, existing)) return settleUntranslated(document, claim, night, times);
  await write(document, verdict, content, loaded, existing, claim, night, times);
}

/** The output was made of what is loaded and, with `redo`, by what would make it now. */
async function leave(claim: Claim, night: Night, times: Times): Promise<void> {
  await night.patient(() => night.journal.unchanged(claim));
  night.tell({ type: 'unchanged', item: claim.item, times });
}

async function write(
  document: ProcessedDocument,
  verdict: Verdict | undefined,
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
  const fields = { ...keyField(document.data.metadata.url, key), revision };
  // Copies are named when the output is in its place, so that it is the same whenever they came.
  const named = verdict ? { verdict: { ...verdict, alsoSeen: [] } } : {};
  const options = { fields, hideMemory: true, ...named };
  const text = compose('md', document, key, content, night.fingerprint, options);
  await writeOutput(night.outFolder, output, text);
  await noteWritten(verdict, output, night);
  const report = writtenReport(key, output, document);
  const fingerprint = documentFingerprint(document.sourceHash, key, night.fingerprint, verdict?.key);
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

/** A journal that is built again needs the key where the address is another. */
function keyField(url: string | undefined, key: string): { key?: string } {
  return url && url !== key ? { key } : {};
}

async function noteWritten(verdict: Verdict | undefined, output: string, night: Night): Promise<void> {
  if (verdict) await night.neighbours?.written(verdict, output);
}

/** The short record that stands for a copy. */
async function writeRecord(
  verdict: Verdict,
  { sourceHash, fingerprint }: Pick<Written, 'sourceHash' | 'fingerprint'>,
  loaded: LoadedDocument,
  claim: Claim,
  night: Night,
  times: Times,
): Promise<void> {
  const { key, output } = claim.item;
  const { self, duplicateOf } = verdict;
  const fields = { ...keyField(self.source, key), revision: 1 };
  const place = { sourceHash, fingerprint, output, keptOutput: duplicateOf?.output, fields };
  await writeOutput(night.outFolder, output, composeDuplicate('md', { ...verdict, alsoSeen: [] }, place));
  const written = await readExisting(night.outFolder, output);
  if (!written) throw new KlartextError('OUTPUT_UNWRITABLE', `${output}: cannot be read back.`);
  await settleExisting(written, verdict, loaded, claim, night, times, 'written');
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
  verdict: Verdict | undefined,
  loaded: LoadedDocument,
  claim: Claim,
  night: Night,
  times: Times,
  outcome: DocumentReport['outcome'] = 'unchanged',
): Promise<void> {
  await noteWritten(verdict, claim.item.output, night);
  const result = { ...settledBy(existing), ...(loaded.raw ? { raw: loaded.raw } : {}) };
  await night.patient(() => night.journal.written(claim, result, times));
  const { key: name, output } = claim.item;
  const duplicateOf = verdict?.duplicateOf?.source;
  const report: DocumentReport = {
    ...{ name, outcome, output, status: result.status },
    ...(duplicateOf ? { duplicateOf } : {}),
  };
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
export function asOurs(error: unknown, name: string, what: 'loaded' | 'read'): KlartextError {
  if (error instanceof KlartextError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new KlartextError('INPUT_UNREADABLE', `${name}: cannot be ${what} (${kind}).`, { cause: error });
}
