/** Title echoes: the title again as heading or first paragraphs, also in slightly other words. */
import { coverage, factsCovered, pairCoverage, sameWords, type Words, wordsOf } from './compare.ts';

/** A block near the head with this share of the title's words, and hardly others, is the title again. */
const MIN_COVERAGE = 0.7;
/** And this share of its word pairs, so that two titles on one subject are two. */
const MIN_PAIRS = 0.5;
/** Shorter titles are too easily alike. */
const MIN_NEAR_WORDS = 5;

/** Site names and separators that pages put behind a title: `Titel | Zeitung`. */
function titleForms(title: string): Words[] {
  const short = title.replace(/\s+[|–—-]\s+[^|–—]{2,40}$/u, '');
  return short === title ? [wordsOf(title)] : [wordsOf(title), wordsOf(short)];
}

/** `exact`: the title word for word. `near`: the title in other words, saying nothing new. */
export type Echo = 'exact' | 'near';

/** Compares with the title (and the title without a site's name). `rest` is the document without this block. */
export function echoOf(title: string, text: string, rest: Words): Echo | undefined {
  const block = wordsOf(text);
  if (block.all.length === 0) return undefined;
  for (const form of titleForms(title)) {
    if (sameWords(form, block)) return 'exact';
    const long = Math.min(form.all.length, block.all.length) >= MIN_NEAR_WORDS;
    const alike = Math.min(coverage(form, block), coverage(block, form)) >= MIN_COVERAGE;
    const ordered = Math.max(pairCoverage(form, block), pairCoverage(block, form)) >= MIN_PAIRS;
    const nothingNew = factsCovered(block, { ...rest, all: [...form.all, ...rest.all] });
    if (long && alike && ordered && nothingNew && block.turns === form.turns) return 'near';
  }
  return undefined;
}
