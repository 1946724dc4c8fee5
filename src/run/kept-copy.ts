/** Which of several copies of an article is kept. */
import { hostOf } from '../document/publishers.ts';
import type { ArticleRow } from '../store/article-index.ts';

/** An article that may give way, or that others may give way to. */
export interface Member {
  row: ArticleRow;
  /** Of its own text, its publisher's repeats aside. */
  words: number;
  /** Ids of those that it can give way to. */
  over: Set<number>;
  /** Ids of those that can give way to it. */
  under: Set<number>;
}

/** Sites that republish what others wrote; a copy of theirs is never the original. */
const REPUBLISHERS =
  /(?:^|\.)(?:plato(?:data|blockchain|aistream|esg|gaming|health)?\.(?:network|io|ai|com|net)|xlera8\.com|zephyrnet\.com|amplifipr\.com)$/;

/** Best first: one that was written before, then the original if it is named, then the longest. */
export function rankCopies(members: ReadonlyMap<number, Member>): Member[] {
  const isNamed = ({ row, over, under }: Member) =>
    [...over, ...under].some((id) => {
      const other = members.get(id);
      return other !== undefined && namesAsOriginal(other.row, row);
    });
  const ranked = [...members.values()].map((member) => ({ member, rank: rank(member, isNamed(member)) }));
  return ranked.sort((a, b) => compareRanks(b.rank, a.rank)).map(({ member }) => member);
}

function rank({ row, words }: Member, isNamed: boolean): number[] {
  return [Number(row.isWritten), Number(isNamed), Number(!REPUBLISHERS.test(row.host ?? '')), words, -row.id];
}

/** Whether a document gives the other for its original. */
export function namesAsOriginal(copy: ArticleRow, other: ArticleRow): boolean {
  return copy.originals.some((original) => isMeant(original, other));
}

/** Whether a name or an address that a copy gives for its original means this document. */
function isMeant(original: string, { url, host }: ArticleRow): boolean {
  if (/^https?:/.test(original)) return sameAddress(original, url);
  const label = host?.split('.').at(-2) ?? '';
  const name = original.replace(/[^\p{L}\p{N}]/gu, '');
  return label.length > 2 && (name === label || name === host?.replace(/[^\p{L}\p{N}]/gu, ''));
}

function sameAddress(one: string, other: string | null): boolean {
  if (!other || !URL.canParse(one) || !URL.canParse(other)) return false;
  const bare = (url: string) => `${hostOf(url)}${new URL(url).pathname.replace(/\/$/, '')}`;
  return bare(one) === bare(other);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
