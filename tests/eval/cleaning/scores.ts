/** The benchmark's metrics, by the definitions of its own tool (`score_cleaning.py`): the figures must agree. */
import { type Gold, type Page, SEGMENT_SET } from './data.ts';

export interface Answer {
  text: string;
  title: string;
}

export interface Score {
  pages: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Every row that is reported and held to a floor: a set, or its German pages. */
export const ROWS: readonly (readonly [name: string, set: string, lang?: string])[] = [
  ['trafilatura-de', 'trafilatura', 'de'],
  ['fundus-de', 'fundus', 'de'],
  ['trafilatura', 'trafilatura'],
  ['fundus', 'fundus'],
  ['scrapinghub', 'scrapinghub'],
  ['fundus-eval', 'fundus-eval'],
  ['wcxb', 'wcxb'],
];

export function scoreRows(
  pages: readonly Page[],
  gold: ReadonlyMap<string, Gold>,
  answers: ReadonlyMap<string, Answer>,
): Record<string, Score> {
  const rows = ROWS.map(([name, set, lang]) => {
    const own = pages.filter((page) => page.set === set && (!lang || page.lang === lang));
    const pairs = own.map((page) => ({
      gold: gold.get(page.id) ?? { id: page.id },
      answer: answers.get(page.id) ?? { text: '', title: '' },
    }));
    return [name, set === SEGMENT_SET ? segmentScore(pairs) : shingleScore(pairs)] as const;
  });
  return Object.fromEntries(rows);
}

type Pair = { gold: Gold; answer: Answer };

export function normalise(text: string): string {
  return text.replace(/(?:\s|\p{Cc})+/gu, ' ').trim();
}

function segmentScore(pairs: readonly Pair[]): Score {
  let found = 0;
  let missed = 0;
  let wrong = 0;
  for (const { gold, answer } of pairs) {
    const text = normalise(`${answer.title}\n${answer.text}`);
    const hits = (gold.with ?? []).filter((segment) => text.includes(normalise(segment))).length;
    found += hits;
    missed += (gold.with ?? []).length - hits;
    wrong += (gold.without ?? []).filter((segment) => text.includes(normalise(segment))).length;
  }
  return {
    pages: pairs.length,
    precision: found / Math.max(1, found + wrong),
    recall: found / Math.max(1, found + missed),
    f1: (2 * found) / Math.max(1, 2 * found + wrong + missed),
  };
}

function shingleScore(pairs: readonly Pair[]): Score {
  const precisions: number[] = [];
  const recalls: number[] = [];
  for (const { gold, answer } of pairs) {
    const [wanted, given] = [shingles(gold.gold ?? ''), shingles(answer.text)];
    let common = 0;
    for (const [shingle, count] of wanted) common += Math.min(count, given.get(shingle) ?? 0);
    if (given.size > 0) precisions.push(common / sum(given.values()));
    if (wanted.size > 0) recalls.push(common / sum(wanted.values()));
  }
  const [precision, recall] = [mean(precisions), mean(recalls)];
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { pages: pairs.length, precision, recall, f1 };
}

export function tokens(text: string): string[] {
  return text.replaceAll('\u00ad', '').match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** Runs of four words and how often each stands there; a shorter text is one shingle. */
function shingles(text: string): Map<string, number> {
  const words = tokens(text);
  const counts = new Map<string, number>();
  for (let index = 0; index < Math.max(1, words.length - 3); index++) {
    const shingle = words.slice(index, index + 4).join(' ');
    if (shingle !== '') counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
