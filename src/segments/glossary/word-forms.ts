/** Whether a German word is a form of another, or a compound with it. */
import { stemmer } from '@orama/stemmers/german';

/** A word of a term, prepared to be compared. */
export interface Form {
  text: string;
  /** Folded and without the ending that inflection changes: `schwachstell`. */
  base: string;
  stem: string;
}

/** Shorter terms are in too many words by chance. */
export const MIN_IN_COMPOUND = 4;
/** What stands before the term in a compound, and what stands behind it: `Handycap` is none. */
const MIN_MODIFIER = 3;
const MIN_HEAD = 4;
/** Shorter words hold no term and another word. */
export const MIN_COMPOUND = MIN_IN_COMPOUND + MIN_MODIFIER;
/** Endings of nouns. */
const ENDING = /^(?:e|en|er|ern|es|n|ns|s|se|sen|ses)?$/u;
export const MAX_ENDING = 3;

/** Lower case without umlauts, since inflection puts them on: `Vertrag`, `Verträge`. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (!/[äöüß]/u.test(lower)) return lower;
  return lower.replace(/[äöüß]/gu, (letter) => ({ ä: 'a', ö: 'o', ü: 'u' })[letter] ?? 'ss');
}

export function formOf(text: string): Form {
  return { text, base: fold(text).replace(/e[ns]?$/u, ''), stem: stemmer(text.toLowerCase()) };
}

/** The stemmer alone takes `Rechnung` for `Rechner`, the base alone `Handschuh` for `Hand`. */
export function isInflected(word: string, folded: string, { base, stem }: Form): boolean {
  if (!folded.startsWith(base)) return false;
  const lower = word.toLowerCase();
  // Loan words take a plural that the stemmer leaves: `Handys`.
  return stemmer(lower) === stem || (lower.endsWith('s') && stemmer(lower.slice(0, -1)) === stem);
}

/** `Handyvertrag` and `Diensthandys`, but not `Handy` and `Handys`. */
export function isCompoundWith(folded: string, { base }: Form): boolean {
  if (folded.startsWith(base) && folded.length - base.length >= MIN_HEAD) return true;
  const at = folded.lastIndexOf(base);
  return at >= MIN_MODIFIER && ENDING.test(folded.slice(at + base.length));
}
