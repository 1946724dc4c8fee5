/** One item from its claim to its end: load, clean, translate, write, and only then settle it in the journal. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../hash.ts';
import type { Candidate } from '../../sources/source.ts';
import type { Claim } from '../../store/journal-types.ts';
import { FINAL } from '../batch.ts';
import { documentFingerprint } from '../compose.ts';
import type { DocumentInput } from '../document.ts';
import { readExisting } from './existing.ts';
import type { ItemInWork, Loaded } from './item-in-work.ts';
import { clean, documentInput, load, make } from './item-steps.ts';
import { losesEnglish, lossOfText } from './lost-text.ts';
import type { Judged } from './neighbours.ts';
import type { Night } from './night.ts';
import {
  asOurs,
  settleExisting,
  settleFailure,
  settleShrunk,
  settleUnchanged,
  settleUntranslated,
} from './settle-item.ts';
import { writeDocument, writeRecord } from './write-item.ts';

/**
 * Resolves when the item is settled in the journal, whatever became of it, or, with `later`, given back there, to be
 * worked after what it is a copy of. Rejects only when the journal cannot be written.
 */
export async function workItem(
  candidate: Candidate,
  claim: Claim,
  night: Night,
): Promise<'later' | 'settled'> {
  const work: ItemInWork = { candidate, claim, night, times: {} };
  const turn = night.neighbours?.take();
  let settle = (): void => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const judge: Judge = async (input) =>
    turn && night.neighbours
      ? night.neighbours.judge(input, {
          ...{ turn, settled, signal: night.shift.loading },
          clean: () => clean(input, undefined, work),
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

/** What other items and the archive decide of this one. */
type Judge = (input: DocumentInput) => Promise<Judged>;

async function walk(work: ItemInWork, judge: Judge): Promise<'later' | 'settled'> {
  const { claim, night, times } = work;
  const { item } = claim;
  const document = await load(work);
  const content = typeof document.content === 'string' ? Buffer.from(document.content) : document.content;
  times.bytes = content.length;
  const sourceHash = sha256(content);
  const isDone = item.source_hash === sourceHash && FINAL.has(item.status);
  const loaded: Loaded = {
    ...{ content, sourceHash, isSame: isDone && existsSync(path.join(night.outFolder, item.output)) },
    ...(document.raw ? { raw: document.raw } : {}),
  };
  if (loaded.isSame && !night.redo) {
    await settleUnchanged(work);
    return 'settled';
  }
  const input = documentInput(work, document, content);
  const judged = await judge(input);
  if (judged.waitsFor) {
    await night.patient(() => night.journal.release(claim));
    return 'later';
  }
  await makeOutput(input, loaded, judged, work);
  return 'settled';
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
  const existing = await readExisting(night.outFolder, item.output);
  // Written by a run that died before it could say so.
  if (existing?.fingerprint === fingerprint && FINAL.has(existing.fields.status))
    return settleExisting(existing, loaded, work, verdict);
  if (verdict?.duplicateOf) return writeRecord(verdict, fingerprint, loaded, work);
  const document = await make(input, judged, work);
  if (losesEnglish(document, existing)) return settleUntranslated(document, work);
  const loss = lossOfText(document, existing);
  if (loss) return settleShrunk(loss, work);
  await writeDocument(document, { loaded, fingerprint, existing, verdict }, work);
}
