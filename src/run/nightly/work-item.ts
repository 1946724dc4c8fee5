/** One item from its claim to its end: load, clean, translate, write, and only then settle it in the journal. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import type { Claim, JournalItem, Problem } from '../../store/journal-types.ts';
import { FINAL } from '../batch.ts';
import { documentFingerprint } from '../compose.ts';
import type { CleanedDocument, DocumentInput } from '../document.ts';
import { leadsOutside } from '../output.ts';
import type { Verdict } from '../verdicts.ts';
import { readExisting } from './existing.ts';
import type { ItemInWork, Loaded } from './item-in-work.ts';
import { bytesOf, clean, documentInput, load, make } from './item-steps.ts';
import { losesEnglish, lossOfText } from './lost-text.ts';
import type { Judged } from './neighbours.ts';
import type { Night } from './night.ts';
import { noticeIn } from './notice.ts';
import { isFinal } from './other-pipelines.ts';
import { findSamePage, hasOwnAddress } from './same-page.ts';
import {
  asOurs,
  settleExisting,
  settleFailure,
  settleNotice,
  settleShrunk,
  settleUnchanged,
  settleUntranslated,
} from './settle-item.ts';
import { writeDocument, writeRecord } from './write-item.ts';

/**
 * `later`: waiting again, to be worked after what it is a copy of, or was. `updates`: its link is known to lead to that item, which is
 * to be worked by what came.
 */
export type ItemEnd = 'later' | 'settled' | { updates: JournalItem; document: LoadedDocument };

/** Resolves when the item is settled in the journal, whatever became of it. Rejects only when that cannot be written. */
export async function workItem(candidate: Candidate, claim: Claim, night: Night): Promise<ItemEnd> {
  const turn = night.neighbours?.take();
  const work: ItemInWork = { candidate, claim, night, times: {}, ...(turn ? { turn } : {}) };
  let settle = (): void => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const judge: Judge = async (input, cleaned) =>
    turn && night.neighbours
      ? night.neighbours.judge(input, {
          ...{ turn, settled, signal: night.shift.loading },
          clean: async () => cleaned ?? clean(input, undefined, work),
        })
      : {};
  try {
    return await walk(work, judge);
  } catch (error) {
    await settleFailure(asOurs(error, candidate.key, 'loaded'), work);
    return 'settled';
  } finally {
    turn?.end();
    settle();
  }
}

function outside(output: string): KlartextError {
  return new KlartextError(
    'OUTPUT_OUTSIDE',
    `${output}: a link on the way leads out of the output folder, or nowhere; the earlier version stays.`,
    { hint: 'Put the folder itself in the place of the link, or mount the other disk there.' },
  );
}

/** What other items and the archive decide of this one. */
type Judge = (input: DocumentInput, cleaned: CleanedDocument | undefined) => Promise<Judged>;

async function walk(work: ItemInWork, judge: Judge): Promise<ItemEnd> {
  const { claim, night, times } = work;
  const { item } = claim;
  const document = await load(work);
  work.turn?.loaded();
  const content = bytesOf(document);
  times.bytes = content.length;
  const sourceHash = sha256(content);
  const isDone = item.source_hash === sourceHash && isFinal(item.status, night);
  const loaded: Loaded = {
    ...{ content, sourceHash, isSame: isDone && existsSync(path.join(night.outFolder, item.output)) },
    isPage: document.url !== undefined && typeof document.content !== 'string',
    ...(document.raw ? { raw: document.raw } : {}),
  };
  if (loaded.isSame && !night.redo) {
    const notice = loaded.isPage && (await knownNotice(work));
    await (notice ? settleNotice(notice, work) : settleUnchanged(work));
    return 'settled';
  }
  const input = documentInput(work, document, content);
  const isNew = !loaded.isSame && hasOwnAddress(work.candidate, document);
  const cleaned = isNew ? await clean(input, undefined, work) : undefined;
  const twin = cleaned && (await findSamePage(work, document, sourceHash, cleaned));
  if (twin) {
    night.tell({ type: 'joined', item, to: twin.item });
    return twin.isUpdate ? { updates: twin.item, document } : 'settled';
  }
  const judged = { ...(cleaned ? { cleaned } : {}), ...(await judge(input, cleaned)) };
  if (judged.waitsFor) {
    await night.patient(() => night.journal.release(claim));
    return 'later';
  }
  await makeOutput(input, loaded, judged, work);
  return (await isOvertaken(judged.verdict, work)) ? 'later' : 'settled';
}

/** What it was called a copy of was made anew meanwhile, too late to know of it, and tells something else. */
async function isOvertaken(verdict: Verdict | undefined, { claim, night }: ItemInWork): Promise<boolean> {
  const { key } = claim.item;
  if (!verdict?.duplicateOf || night.neighbours?.stands(verdict) !== false) return false;
  await night.patient(() => night.journal.reopenCopies([key]));
  return true;
}

async function knownNotice({ claim, night }: ItemInWork): Promise<Problem | undefined> {
  const { output } = claim.item;
  return noticeIn((await readExisting(night.outFolder, output))?.fields.warnings, output);
}

async function makeOutput(
  input: DocumentInput,
  loaded: Loaded,
  judged: Judged,
  work: ItemInWork,
): Promise<void> {
  const { night, claim } = work;
  const { item } = claim;
  const { verdict } = judged;
  const fingerprint = documentFingerprint(loaded.sourceHash, item.key, night.fingerprint, verdict?.key);
  if (loaded.isSame && item.fingerprint === fingerprint) return settleUnchanged(work, verdict);
  if (leadsOutside(night.outFolder, item.output)) throw outside(item.output);
  const existing = await readExisting(night.outFolder, item.output);
  const isToldAnew = item.source_hash === null && item.fingerprint === fingerprint;
  // Written by a run that died before it could say so.
  if (existing?.fingerprint === fingerprint && !isToldAnew && FINAL.has(existing.fields.status)) {
    const notice = loaded.isPage && noticeIn(existing.fields.warnings, item.output);
    return notice ? settleNotice(notice, work) : settleExisting(existing, loaded, work, verdict);
  }
  if (verdict?.duplicateOf) return writeRecord(verdict, { loaded, fingerprint, existing }, work);
  const document = await make(input, judged, work);
  if (losesEnglish(document, existing)) return settleUntranslated(document, work);
  const loss = lossOfText(document, existing);
  if (loss) return settleShrunk(loss, work);
  await writeDocument(document, { loaded, fingerprint, existing, verdict }, work);
}
