import { type Check, type CheckInput, words } from './check.ts';
import { isGermanNoun } from './german-nouns.ts';
import { GERMAN_FORM, GERMAN_WORDS } from './german-words.ts';

/** So many German words are enough in a text of any length; in a short one all of them must be. */
const ENOUGH = 2;
const ARTICLES = new Set('der die das den dem des'.split(' '));
/** Short answers and labels, beside the words that stand in sentences. */
const LABELS = new Set('ja nein bitte danke neu neueste weiter weitere zurück gut schlecht keins'.split(' '));
/** Words that English has too: alone they say nothing. */
const SHARED = new Set('aller am den des hat mir neuer nun rund seine so um vor'.split(' '));

export const echo: Check = {
  reason: 'echo',
  description: 'The German text came back as it was.',
  severity: 'fail',
  fails(input) {
    const { source, target } = input;
    if (firstWord(source) !== firstWord(target)) return false;
    if (words(source).join(' ') !== words(target).join(' ')) return false;
    // Names and loan words are the same in English; German words are not.
    const list = withoutNames(input).match(WORD) ?? [];
    const german = list.filter(isGerman).length;
    if (german >= ENOUGH) return true;
    const rest = list.length > 1 ? list.filter((word) => !ARTICLES.has(word.toLowerCase())) : list;
    return german > 0 && rest.every((word) => isGerman(word) && !SHARED.has(word.toLowerCase()));
  },
};

/** Parts joined by a hyphen are one word, and what the last one is: `Windows-Nutzer`. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/gu;

function isGerman(word: string): boolean {
  const last = word.slice(word.lastIndexOf('-') + 1);
  const lower = last.toLowerCase();
  if (GERMAN_WORDS.has(lower) || LABELS.has(lower)) return true;
  return /^\p{Ll}/u.test(last) ? GERMAN_FORM.test(last) : isGermanNoun(last);
}

/** What the glossary says stays as it is. */
function withoutNames({ source, terms = [] }: CheckInput): string {
  return terms
    .filter(({ entry }) => entry.doNotTranslate)
    .reduce((text, { text: name }) => text.replace(name, ''), source);
}

/** Tells most pairs apart without looking at the rest. */
function firstWord(text: string): string | undefined {
  return /[\p{L}\p{M}\p{N}]+/u.exec(text)?.[0];
}
