import { type Check, words } from './check.ts';
import { GERMAN_FORM, GERMAN_WORDS } from './german-words.ts';

export const echo: Check = {
  reason: 'echo',
  description: 'The German text came back as it was.',
  severity: 'fail',
  fails({ source, target }) {
    if (firstWord(source) !== firstWord(target)) return false;
    if (words(source).join(' ') !== words(target).join(' ')) return false;
    // Names and loan words are the same in English; several German words are not.
    return (
      words(source.toLowerCase()).filter((word) => GERMAN_WORDS.has(word) || GERMAN_FORM.test(word)).length >=
      2
    );
  },
};

/** Tells most pairs apart without looking at the rest. */
function firstWord(text: string): string | undefined {
  return /[\p{L}\p{M}\p{N}]+/u.exec(text)?.[0];
}
