/** Which documents of a batch give way to another that tells the same. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type ArticlePrint, isCopyOf, wordsIn } from '../document/same-article.ts';
import type { ArticleIndex, ArticleRow } from '../store/article-index.ts';
import { namesAsOriginal, rankCopies } from './kept-copy.ts';

/** An article that may give way, or that others may give way to. */
interface Member {
  row: ArticleRow;
  print: ArticlePrint;
  words: number;
  /** Whether this batch decides about it; else it stands in the archive as an article of its own. */
  isOpen: boolean;
  /** Ids of those that it can give way to. */
  over: Set<number>;
}

/**
 * Sets `duplicateOf` in the index. A document that was written as an article stays one, and none gives way to what is
 * neither in this batch nor in the output folder.
 */
export function decideCopies(rows: readonly ArticleRow[], outFolder: string, index: ArticleIndex): void {
  const batch = new Set(rows.map(({ id }) => id));
  const isThere = (row: ArticleRow) =>
    batch.has(row.id) || (row.output !== null && existsSync(path.join(outFolder, row.output)));
  const open = rows.filter((row) => isOpen(row, isThere, index));
  const members = new Map<number, Member>();
  for (const row of open) {
    if (row.duplicateOf !== null) index.setDuplicate(row.id, undefined);
    join(members, row, true, index);
  }
  for (const { row } of [...members.values()]) {
    for (const other of index.candidates(row.id, outFolder)) {
      const isKnown = members.has(other.id);
      if (isKnown || (isThere(other) && other.duplicateOf === null)) compare(row, other, members, index);
    }
  }
  decide([...members.values()], index);
}

/** New, or it was never written, or what it gave way to is no longer there. */
function isOpen(row: ArticleRow, isThere: (row: ArticleRow) => boolean, index: ArticleIndex): boolean {
  if (!row.isArticle) return false;
  if (row.duplicateOf === null) return !row.isWritten;
  const kept = index.get(row.duplicateOf);
  return !kept || !isThere(kept) || kept.duplicateOf !== null;
}

function join(members: Map<number, Member>, row: ArticleRow, isOpen: boolean, index: ArticleIndex): Member {
  const known = members.get(row.id);
  if (known) return known;
  const print = index.print(row);
  const words = wordsIn(print, index.repeatsOf(row));
  const member = { row, print, words, isOpen, over: new Set<number>() };
  members.set(row.id, member);
  return member;
}

function compare(
  row: ArticleRow,
  other: ArticleRow,
  members: Map<number, Member>,
  index: ArticleIndex,
): void {
  const one = join(members, row, true, index);
  const two = join(members, other, false, index);
  const isRepeat = index.repeatsOf(row, other);
  for (const [copy, kept] of [[one, two] as const, [two, one] as const]) {
    const isNamed = namesAsOriginal(copy.row, kept.row);
    if (copy.isOpen && isCopyOf(copy.print, kept.print, { isRepeat, isNamed })) copy.over.add(kept.row.id);
  }
}

/** The best of all is kept, those that can give way to it do; then the best of the rest. */
function decide(members: readonly Member[], index: ArticleIndex): void {
  let rest = rankCopies(members);
  while (rest.length > 0) {
    const [kept, ...others] = rest as [Member, ...Member[]];
    const copies = others.filter(({ over }) => over.has(kept.row.id));
    for (const { row } of copies) index.setDuplicate(row.id, kept.row.id);
    rest = others.filter((other) => !copies.includes(other));
  }
}
