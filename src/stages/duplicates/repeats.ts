/** Repeated paragraphs: which of two to keep, if they are the same at all. */
import { coverage, factsCovered, pairCoverage, sameWords, type Words, wordsOf } from './compare.ts';

/** Shorter ones may be refrains, answers, verses, and under another heading what is to be told there as well. */
export const MIN_EXACT_WORDS = 8;
const MIN_EXACT_CHARACTERS = 50;
const MIN_NEAR_WORDS = 15;
/** Length of the shorter over that of the longer. */
const MIN_SIZES = 0.75;
/** Share of the words that the kept one has too. */
const MIN_COVERAGE = 0.9;
/** Share of word pairs that near-repeats have in common. */
const MIN_PAIRS = 0.85;
/** `Der erste Absatz bricht ab …`: a teaser that the whole paragraph repeats. */
const TRUNCATED =
  /(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:[([]?(?:mehr(?: lesen)?|weiterlesen|weiter|more|read more)[)\]]?)?\s*$/iu;
/** A teaser of fewer words may be somebody's dots. */
const MIN_TEASER_WORDS = 10;

export interface Candidate {
  text: string;
  /** How many headings stand before it. */
  section: number;
  /** Whether it stands in a list. */
  isItem: boolean;
  words: Words;
  links: readonly string[];
  /** The words of a text that breaks off, without the sign that it does. */
  teaser?: Words;
}

export function candidate(
  text: string,
  { words, links, ...place }: Pick<Candidate, 'words' | 'links' | 'section' | 'isItem'>,
): Candidate {
  const cut = TRUNCATED.exec(text.slice(-40));
  const isTeaser = cut && words.all.length >= MIN_TEASER_WORDS;
  const whole = isTeaser ? text.slice(0, text.length - cut[0].length) : '';
  return { text, words, links, ...place, ...(isTeaser ? { teaser: wordsOf(whole) } : {}) };
}

/** Which of the two goes: `later` if the later repeats the earlier, `earlier` if the later is the fuller. */
export function repeats(earlier: Candidate, later: Candidate): 'earlier' | 'later' | undefined {
  const laterGoes = isRepeat(later, earlier);
  const earlierGoes = isRepeat(earlier, later);
  if (!laterGoes) return earlierGoes ? 'earlier' : undefined;
  return earlierGoes && later.words.all.length > earlier.words.all.length ? 'earlier' : 'later';
}

/** Whether `kept` says all that `gone` says: the same words, nearly the same, or the whole of a teaser. */
function isRepeat(gone: Candidate, kept: Candidate): boolean {
  if (!gone.links.every((link) => kept.links.includes(link))) return false;
  const count = gone.words.all.length;
  const isElsewhere = gone.section !== kept.section;
  if (sameWords(gone.words, kept.words)) {
    // A step that two sections have in common is to be taken in both.
    if (isElsewhere && gone.isItem) return false;
    const least = isElsewhere ? MIN_NEAR_WORDS : MIN_EXACT_WORDS;
    return count >= least && gone.text.length >= MIN_EXACT_CHARACTERS;
  }
  const teaser = TRUNCATED.exec(gone.text);
  if (teaser && count >= MIN_TEASER_WORDS)
    return opens(wordsOf(gone.text.slice(0, teaser.index)), kept.words);
  // Under another heading nearly the same words are told of something else.
  if (isElsewhere) return false;
  const sizes = Math.min(count, kept.words.all.length) / Math.max(count, kept.words.all.length);
  return (
    count >= MIN_NEAR_WORDS &&
    sizes >= MIN_SIZES &&
    gone.words.turns === kept.words.turns &&
    factsCovered(gone.words, kept.words) &&
    coverage(gone.words, kept.words) >= MIN_COVERAGE &&
    pairCoverage(gone.words, kept.words) >= MIN_PAIRS
  );
}

/** Whether a text begins with the words of another; the last word of a cut text may be half a word. */
function opens(part: Words, whole: Words): boolean {
  return part.all.every((word, index) =>
    index === part.all.length - 1 ? (whole.all[index] ?? '').startsWith(word) : whole.all[index] === word,
  );
}
