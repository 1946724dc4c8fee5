/** What a night wrote for an item, found out again: its document goes through its pipeline as it did then. */
import { sha256 } from '../../hash.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { cleanDocument, type ProcessedDocument, translateDocument } from '../document.ts';
import { outputTitle } from '../headline.ts';
import type { OpenRun } from '../open.ts';
import { bytesOf, documentInput } from './item-steps.ts';
import { plainRunner } from './nightly.ts';

export interface Remade {
  document: ProcessedDocument;
  /** Whether its text and title are, byte for byte, what the journal noted as written. */
  isAsWritten: boolean;
}

/**
 * `open` is of a dry run, as of when the output was written. What was learned of the publisher may have come into force
 * later, or did take something of it: the way by which it comes out as it was written is the one.
 */
export async function remake(
  item: JournalItem,
  candidate: Candidate,
  loaded: LoadedDocument,
  open: OpenRun,
): Promise<Remade> {
  const work = { candidate, claim: { item }, night: { maxBytes: open.pipeline.maxBytes } };
  const input = documentInput(work, loaded, bytesOf(loaded));
  const walk = async (runner: OpenRun['runner']): Promise<Remade> => {
    const document = await translateDocument(input.name, await cleanDocument(input, runner), open.runner);
    return { document, isAsWritten: isAsWritten(document, item) };
  };
  const plain = await walk(plainRunner(open));
  if (plain.isAsWritten || !open.archive) return plain;
  const learned = await walk(open.runner);
  return learned.isAsWritten ? learned : plain;
}

function isAsWritten(document: ProcessedDocument, { body_hash, title }: JournalItem): boolean {
  return sha256(document.markdown) === body_hash && (outputTitle(document) || null) === title;
}
