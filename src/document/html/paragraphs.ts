/** Prose that the model is not sure of, among paragraphs that it is sure of; and notes to marks in the text. */
import type { Element } from 'hast';
import { FEATURES } from './features.ts';
import type { Verdict } from './select.ts';

/** Credits, promotion and notices score below this for the most part. */
const DOUBT = 0.3;
/** Shorter text may be a caption, a date or a button; in characters. */
const LONG = 100;
/** Paragraphs beside it that are kept, at least. */
const COMPANY = 3;
const LINK_DENSITY = FEATURES.indexOf('linkDensity');
const NOTE = /^\*+ ?[\p{L}\d„"]/u;
const MARKED = /[\p{L}\d”"“»«)]\*/u;

/** Keeps long text without links whose neighbours under the same element are kept for the most part, and notes. */
export function keepParagraphs(verdicts: readonly Verdict[]): void {
  const beside = new Map<Element | undefined, { kept: number; all: number }>();
  const paragraphs = verdicts.filter(({ block }) => block.name === 'p');
  for (const { block, kept } of paragraphs) {
    const sum = beside.get(block.path.at(-2)) ?? { kept: 0, all: 0 };
    sum.all++;
    if (kept) sum.kept++;
    beside.set(block.path.at(-2), sum);
  }
  const isMarked = verdicts.some(({ kept, block }) => kept && MARKED.test(block.text));
  for (const verdict of paragraphs) {
    const { block, row, score } = verdict;
    if (score <= DOUBT || (row[LINK_DENSITY] ?? 0) > 0) continue;
    const company = beside.get(block.path.at(-2)) ?? { kept: 0, all: 0 };
    const isAmong = company.kept >= COMPANY && company.kept > company.all / 2;
    if ((isAmong && block.text.length >= LONG) || (isMarked && NOTE.test(block.text))) verdict.kept = true;
  }
}
