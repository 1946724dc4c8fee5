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
/** Of so few paragraphs between others even these scores are text for the most part. */
const FEW = 3;
const DOUBT_BETWEEN = 0.2;
const SENTENCE_END = /[.!?:]["”“»«)]?$/;
const NOTE = /^\*+ ?[\p{L}\d„"]/u;
const MARKED = /[\p{L}\d”"“»«)]\*/u;

/** Keeps long text without links whose neighbours under the same element are kept for the most part, and notes. */
export function keepParagraphs(verdicts: readonly Verdict[]): void {
  const paragraphs = verdicts.filter(({ block }) => block.name === 'p');
  const beside = companiesOf(paragraphs);
  const isMarked = verdicts.some(({ kept, block }) => kept && MARKED.test(block.text));
  for (const verdict of paragraphs) {
    const { block, row, score } = verdict;
    if (score <= DOUBT || (row[LINK_DENSITY] ?? 0) > 0) continue;
    const company = beside.get(block.path.at(-2)) ?? { kept: 0, all: 0 };
    const isAmong = company.kept >= COMPANY && company.kept > company.all / 2;
    if ((isAmong && block.text.length >= LONG) || (isMarked && NOTE.test(block.text))) verdict.kept = true;
  }
}

/**
 * Keeps a few paragraphs with a sentence among them, between anything that is kept, in what holds the text. Comes when
 * lists, tables and their like are decided.
 */
export function keepBetween(verdicts: readonly Verdict[]): void {
  const beside = companiesOf(verdicts.filter(({ block }) => block.name === 'p'));
  const holds = (element: Element) => (beside.get(element)?.kept ?? 0) >= COMPANY;
  for (let from = 1, to = 1; from < verdicts.length; from = to + 1) {
    to = from;
    while (verdicts[to]?.kept === false) to++;
    const run = verdicts.slice(from, to);
    const holder = run[0]?.block.path.findLast(holds);
    if (run.length === 0 || run.length > FEW || !holder) continue;
    const isInside = (verdict: Verdict | undefined) => verdict?.block.path.includes(holder);
    if (![verdicts[from - 1], ...run, verdicts[to]].every(isInside) || !run.every(mayBeText)) continue;
    if (run.some(({ block }) => SENTENCE_END.test(block.text)))
      for (const verdict of run) verdict.kept = true;
  }
}

/** How many paragraphs stand in each element, and how many of them are kept. */
function companiesOf(
  paragraphs: readonly Verdict[],
): Map<Element | undefined, { kept: number; all: number }> {
  const beside = new Map<Element | undefined, { kept: number; all: number }>();
  for (const { block, kept } of paragraphs) {
    const sum = beside.get(block.path.at(-2)) ?? { kept: 0, all: 0 };
    sum.all++;
    if (kept) sum.kept++;
    beside.set(block.path.at(-2), sum);
  }
  return beside;
}

function mayBeText({ block, row, score }: Verdict): boolean {
  return block.name === 'p' && score > DOUBT_BETWEEN && (row[LINK_DENSITY] ?? 0) === 0;
}
