/** An item's output: the article, or the short record that stands for a copy. In its place first, then settled. */
import { KlartextError } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import type { JournalItem, Written } from '../../store/journal-types.ts';
import { type DocumentReport, writtenReport } from '../batch.ts';
import { compose } from '../compose.ts';
import type { ProcessedDocument } from '../document.ts';
import { composeDuplicate } from '../duplicate-record.ts';
import { outputTitle } from '../headline.ts';
import { writeOutput } from '../output.ts';
import type { Verdict } from '../verdicts.ts';
import { type ExistingOutput, readExisting } from './existing.ts';
import type { ItemInWork, Loaded } from './item-in-work.ts';
import { noticeIn } from './notice.ts';
import { setEditsAside } from './set-aside.ts';
import { noteWritten, outcomeOf, settleExisting } from './settle-item.ts';

export interface WriteSettings {
  loaded: Loaded;
  /** Of this document, its pipeline and what others decided of it. */
  fingerprint: string;
  /** What stands in its place so far. */
  existing: ExistingOutput | undefined;
  verdict: Verdict | undefined;
}

export async function writeDocument(
  document: ProcessedDocument,
  { loaded, fingerprint, existing, verdict }: WriteSettings,
  work: ItemInWork,
): Promise<void> {
  const { night, claim, times } = work;
  const { key, output } = claim.item;
  const { sourceHash, content, raw } = loaded;
  const bodyHash = sha256(document.markdown);
  const revision = nextRevision(sourceHash, bodyHash, existing ?? asExisting(claim.item));
  const fields = { ...keyField(document.data.metadata.url, key), revision };
  // Copies are named when the output is in its place, so that it is the same whenever they came.
  const named = verdict ? { verdict: { ...verdict, alsoSeen: [] } } : {};
  const options = { fields, hideMemory: true, ...named };
  await leaveKept(existing, verdict, work);
  await leaveCopies(existing, work);
  await put(compose('md', document, key, content, night.fingerprint, options), work);
  await noteWritten(verdict, work);
  const report = writtenReport(key, output, document);
  const title = outputTitle(document);
  const notice = loaded.isPage ? noticeIn(report.warnings, output) : undefined;
  const result: Written = {
    ...outcomeOf(report, work, notice),
    ...{ status: document.status, sourceHash, fingerprint, bodyHash, revision },
    segments: JSON.stringify(report.segments),
    removed: JSON.stringify(report.removed),
    words: report.words ?? 0,
    ...(title ? { title } : {}),
    ...(report.language ? { language: report.language } : {}),
    ...(raw ? { raw } : {}),
  };
  await night.patient(() => night.journal.written(claim, result, times));
  const told: DocumentReport = notice ? { ...report, outcome: 'failed', error: notice } : report;
  night.tell({ type: 'document', report: told, item: claim.item, times, document });
}

/** `verdict.duplicateOf` is set. */
export async function writeRecord(
  verdict: Verdict,
  { loaded, fingerprint, existing }: Omit<WriteSettings, 'verdict'>,
  work: ItemInWork,
): Promise<void> {
  const { outFolder } = work.night;
  const { key, output } = work.claim.item;
  const { self, duplicateOf } = verdict;
  const { sourceHash } = loaded;
  const fields = { ...keyField(self.source, key), revision: 1 };
  const place = { sourceHash, fingerprint, output, keptOutput: duplicateOf?.output, fields };
  await leaveKept(existing, verdict, work);
  await put(composeDuplicate('md', { ...verdict, alsoSeen: [] }, place), work);
  const written = await readExisting(outFolder, output);
  if (!written) throw new KlartextError('OUTPUT_UNWRITABLE', `${output}: cannot be read back.`);
  await settleExisting(written, loaded, work, verdict, 'written');
}

/** As long as the record is there it is known what it was a copy of, also when the run dies. */
async function leaveKept(
  existing: ExistingOutput | undefined,
  verdict: Verdict | undefined,
  { night }: ItemInWork,
): Promise<void> {
  const { status, duplicate_of: kept } = existing?.fields ?? {};
  if (status === 'duplicate' && typeof kept === 'string' && kept !== verdict?.duplicateOf?.source)
    await night.neighbours?.left(kept);
}

/** The text of what was its copy may stand nowhere else any more. Done first, as the output knows of them until it is another. */
async function leaveCopies(
  existing: ExistingOutput | undefined,
  { night, claim }: ItemInWork,
): Promise<void> {
  const seen = existing?.fields.also_seen;
  const sources = Array.isArray(seen) ? seen.filter((one) => typeof one === 'string') : [];
  const parted = sources.length > 0 ? (night.neighbours?.parted(claim.item.key, sources) ?? []) : [];
  if (parted.length === 0) return;
  await night.patient(() => night.journal.reopenCopies(parted));
  const message = `${claim.item.output} tells something else now; what was its copy is worked again when it is offered: ${parted.join(', ')}.`;
  night.tell({ type: 'notice', message });
}

async function put(text: string, { night, claim }: ItemInWork): Promise<void> {
  const { outFolder, neighbours, tell } = night;
  const { item } = claim;
  const write = async () => {
    await setEditsAside(outFolder, item.output, {
      next: text,
      // One with another fingerprint is of a run that died before it could note it.
      isAsWritten: ({ fingerprint, bodyHash }) =>
        fingerprint !== item.fingerprint || bodyHash === item.body_hash,
      notice: (message) => tell({ type: 'notice', message }),
    });
    await writeOutput(outFolder, item.output, text);
  };
  await (neighbours ? neighbours.alone(item.output, write) : write());
}

/** A journal that is built again needs the key where the address is another. */
function keyField(url: string | undefined, key: string): { key?: string } {
  return url && url !== key ? { key } : {};
}

type Revised = Pick<ExistingOutput, 'sourceHash' | 'bodyHash' | 'revision'>;

/** The article's text has changed, or it is still the same revision. */
function nextRevision(sourceHash: string, bodyHash: string, before: Revised | undefined): number {
  if (!before) return 1;
  const isSame = before.sourceHash === sourceHash || before.bodyHash === bodyHash;
  return isSame ? before.revision : before.revision + 1;
}

/** What the journal knows of an output that is gone; undefined when there never was one. */
function asExisting({ fingerprint, source_hash, body_hash, revision }: JournalItem): Revised | undefined {
  if (fingerprint === null) return undefined;
  return { sourceHash: source_hash ?? '', bodyHash: body_hash ?? '', revision };
}
