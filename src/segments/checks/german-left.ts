import type { Check } from './check.ts';
import { GERMAN_FORM, GERMAN_WORDS } from './german-words.ts';

/** German words that are English or other words too. */
const SHARED = new Set('als am an das den der des die du man so von war was will'.split(' '));
/** So many words in a row as in the source are no translation. */
const RUN = 4;

/** So many, when all of them may be one long name. */
const LONG_RUN = 8;
/** The only small words that names of people, papers and associations have. */
const IN_NAMES = new Set(
  'und für der die das des dem den im am zum zur vom auf bei unter über aus mit gegen ohne ein eine zu'.split(
    ' ',
  ),
);

/** German words of the source that stand in the translation too, outside of quotations and names. */
export const germanLeft: Check = {
  reason: 'german-left',
  description: 'German words were left in the translation.',
  severity: 'fail',
  fails({ source, target }) {
    const there = source.match(WORD) ?? [];
    const known = new Set(there.filter(isGerman));
    const list = target.replace(QUOTED, ' , ').match(WORD) ?? [];
    if (!list.some((word) => known.has(word))) return false;
    const pairs = new Set(there.map((word, index) => `${there[index - 1]} ${word}`));
    const found = new Set<string>();
    let run = { length: 1, german: 0 };
    for (const [index, word] of list.entries()) {
      if (!pairs.has(`${list[index - 1]} ${word}`)) run = { length: 0, german: 0 };
      run.length += 1;
      if (known.has(word)) {
        const isName = IN_NAMES.has(word) && isBetweenCapitals(list, index);
        if (!isName) found.add(word);
        run.german += isName ? 0.5 : 1;
      }
      if (run.german > 0 && run.length >= (run.german < 1.5 ? LONG_RUN : RUN)) return true;
    }
    return found.size >= 2 || [...found].some((word) => word.length >= 4);
  },
};

const WORD = /[\p{L}\p{M}\p{N}.]*[\p{L}\p{M}\p{N}]|[^\s\p{L}\p{M}\p{N}]/gu;
const QUOTED = /["„“”»«][^"“”»«]{1,200}["”“»«]/gu;

function isGerman(word: string): boolean {
  if (!/^\p{Ll}+$/u.test(word)) return false;
  return (GERMAN_WORDS.has(word) && !SHARED.has(word)) || (word.length >= 5 && GERMAN_FORM.test(word));
}

/** `Brot für die Welt`, `Bündnis 90/Die Grünen`. */
function isBetweenCapitals(list: readonly string[], index: number): boolean {
  const isCapital = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}/u.test(word);
  const before = list.slice(Math.max(0, index - 3), index).some(isCapital);
  return before && list.slice(index + 1, index + 4).some(isCapital);
}
