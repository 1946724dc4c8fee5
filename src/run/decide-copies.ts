/** Which documents of a batch give way to another that tells the same. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isCopyOf, wordsIn } from '../document/same-article.ts';
import type { ArticleIndex, ArticleRow } from '../store/article-index.ts';
import { type Member, namesAsOriginal, rankCopies } from './kept-copy.ts';

/**
 * Sets `duplicateOf` in the index. A document that was written as an article stays one, and none gives way to what is
 * neither in this batch nor in the output folder.
 */
export function decideCopies(rows: readonly ArticleRow[], outFolder: string, index: ArticleIndex): void {
  const batch = new Set(rows.map(({ id }) => id));
  const isThere = (row: ArticleRow) =>
    batch.has(row.id) || (row.output !== null && existsSync(path.join(outFolder, row.output)));
  const open = new Map(rows.filter((row) => isOpen(row, isThere, index)).map((row) => [row.id, row]));
  for (const row of open.values()) if (row.duplicateOf !== null) index.setDuplicate(row.id, undefined);
  const members = new Map<number, Member>();
  for (const row of open.values()) {
    for (const other of index.candidates(row.id, outFolder)) {
      if (open.has(other.id) || (isThere(other) && other.duplicateOf === null))
        link(row, other, open, members, index);
    }
  }
  decide(members, index);
}

/**
 * The same for one document that comes alone: of those that are there the one that is most alike is kept, and what
 * it gave way to before, as long as that is there.
 */
export function decideCopy(
  row: ArticleRow,
  isThere: (other: ArticleRow) => boolean,
  folder: string,
  index: ArticleIndex,
): void {
  const before = row.duplicateOf === null ? undefined : index.get(row.duplicateOf);
  if (!row.isArticle || (before ? isThere(before) : row.isWritten)) return;
  const kept = index
    .candidates(row.id, folder)
    // Whether it is there is asked last: that waits for outputs that are being written beside it.
    .find((other) => other.duplicateOf === null && givesWay(row, other, index) && isThere(other));
  if ((kept?.id ?? null) !== row.duplicateOf) index.setDuplicate(row.id, kept?.id);
}

/** Whether nothing is lost when the one gives way to the other. */
export function givesWay(copy: ArticleRow, kept: ArticleRow, index: ArticleIndex): boolean {
  const isRepeat = index.repeatsOf(copy, kept);
  return isCopyOf(index.print(copy), index.print(kept), { isRepeat, isNamed: namesAsOriginal(copy, kept) });
}

/** It was never written, or what it gave way to was not or is no longer there. */
function isOpen(row: ArticleRow, isThere: (row: ArticleRow) => boolean, index: ArticleIndex): boolean {
  if (!row.isArticle) return false;
  if (row.duplicateOf === null) return !row.isWritten;
  const kept = index.get(row.duplicateOf);
  return !kept?.isWritten || !isThere(kept);
}

/** Notes which of two may give way to the other. Only what may is held in memory: most documents have no copies. */
function link(
  row: ArticleRow,
  other: ArticleRow,
  open: ReadonlyMap<number, ArticleRow>,
  members: Map<number, Member>,
  index: ArticleIndex,
): void {
  const [print, otherPrint] = [index.print(row), index.print(other)];
  const isRepeat = index.repeatsOf(row, other);
  const pair = (copy: ArticleRow, kept: ArticleRow, prints: [typeof print, typeof print]) => {
    const isNamed = namesAsOriginal(copy, kept);
    if (!open.has(copy.id) || !isCopyOf(...prints, { isRepeat, isNamed })) return;
    memberOf(copy, members, index).over.add(kept.id);
    memberOf(kept, members, index).under.add(copy.id);
  };
  pair(row, other, [print, otherPrint]);
  pair(other, row, [otherPrint, print]);
}

function memberOf(row: ArticleRow, members: Map<number, Member>, index: ArticleIndex): Member {
  const known = members.get(row.id);
  if (known) return known;
  const words = wordsIn(index.print(row), index.repeatsOf(row));
  const member = { row, words, over: new Set<number>(), under: new Set<number>() };
  members.set(row.id, member);
  return member;
}

/** The best of all is kept and those that can give way to it do; then the best of the rest. */
function decide(members: ReadonlyMap<number, Member>, index: ArticleIndex): void {
  const decided = new Set<number>();
  for (const kept of rankCopies(members)) {
    if (decided.has(kept.row.id)) continue;
    decided.add(kept.row.id);
    for (const copy of kept.under) {
      if (decided.has(copy)) continue;
      decided.add(copy);
      index.setDuplicate(copy, kept.row.id);
    }
  }
}
