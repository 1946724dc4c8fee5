import { stemmer } from '@orama/stemmers/english';
import { type Check, words } from './check.ts';

/** Every term of the source must be said in English as the glossary has it, in some inflection. */
export const glossary: Check = {
  reason: 'glossary',
  description: 'A term of the glossary was translated by another word.',
  severity: 'warn',
  fails({ target, terms = [] }) {
    const wanted = terms.filter(({ entry }) => !entry.doNotTranslate);
    if (wanted.length === 0) return false;
    const said = words(target.toLowerCase());
    const glued = target.toLowerCase();
    // English puts some compounds into one word: `screenshot`.
    return !wanted.every(({ entry, inCompound }) =>
      entry.accepted.some(
        (form) =>
          isSaid(words(form.toLowerCase()), said) || (inCompound && glued.includes(form.toLowerCase())),
      ),
    );
  },
};

/** Names that are not to be translated must be in the translation as they are. */
export const names: Check = {
  reason: 'names',
  description: 'A name that must stay was translated or lost.',
  severity: 'fail',
  fails: ({ target, terms = [] }) =>
    terms.some(
      ({ entry }) => entry.doNotTranslate && !target.toLowerCase().includes(entry.german.toLowerCase()),
    ),
};

/** Whether the words of a form stand side by side in some inflection. */
function isSaid(form: readonly string[], said: readonly string[]): boolean {
  return said.some((_word, at) => form.every((word, index) => isInflected(word, said[at + index])));
}

/** Inflection leaves how a word begins, so that most are told apart without the stemmer. */
function isInflected(word: string, said: string | undefined): boolean {
  return (
    said !== undefined &&
    (word === said || (word.slice(0, 2) === said.slice(0, 2) && stemmer(word) === stemmer(said)))
  );
}
