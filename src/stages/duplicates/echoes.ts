/** Title echoes: the title again as heading or first paragraphs, also in slightly other words. */
import { coverage, pairCoverage, sameWords, type Words, wordsOf } from './compare.ts';

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

/**
 * Compares a block with the title (and the title without a site's name). `toldElsewhere` says whether a
 * word stands in another block of the document.
 */
export function echoOf(
  title: string,
  text: string,
  block: Words,
  toldElsewhere: (word: string) => boolean,
): Echo | undefined {
  if (block.all.length === 0) return undefined;
  for (const form of titleForms(title)) {
    if (sameWords(form, block)) return 'exact';
    const long = Math.min(form.all.length, block.all.length) >= MIN_NEAR_WORDS;
    const alike = () => Math.min(coverage(form, block), coverage(block, form)) >= MIN_COVERAGE;
    const ordered = () => Math.max(pairCoverage(form, block), pairCoverage(block, form)) >= MIN_PAIRS;
    const sameTurn = block.turns === form.turns && title.includes('?') === text.includes('?');
    if (!(long && sameTurn && alike() && ordered())) continue;
    if ([...block.weighty].every((word) => form.all.includes(word) || toldElsewhere(word))) return 'near';
  }
  return undefined;
}
