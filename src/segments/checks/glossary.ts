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
    const said = stems(target);
    const glued = target.toLowerCase();
    // English puts some compounds into one word: `screenshot`.
    return !wanted.every(({ entry, inCompound }) =>
      entry.accepted.some(
        (form) => said.includes(stems(form)) || (inCompound && glued.includes(form.toLowerCase())),
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

/** Stems of all words, each between spaces. */
function stems(text: string): string {
  return ` ${words(text)
    .map((word) => stemmer(word.toLowerCase()))
    .join(' ')} `;
}
