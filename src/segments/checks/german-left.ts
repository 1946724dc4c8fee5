import type { Check } from './check.ts';
import { ENGLISH_WORDS } from './english-words.ts';
import { GERMAN_FORM, GERMAN_WORDS } from './german-words.ts';

/** German words that other languages have too, and those of them that English has. */
const FOREIGN = new Set('als das den der des du von'.split(' '));
const SHARED = new Set(['am', 'an', 'die', 'man', 'so', 'war', 'was', 'will', ...FOREIGN]);
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
    const list = target.replace(QUOTED, ' , ').replace(CODE, ' , ').match(WORD) ?? [];
    const words = new Set(there);
    const shared = list.filter((word) => words.has(word) && /^\p{Ll}+$/u.test(word));
    const known = new Set(shared.filter(isGerman));
    if (known.size === 0 && shared.length < RUN) return false;
    const pairs = new Set(there.map((word, index) => `${there[index - 1]} ${word}`));
    const found = new Set<string>();
    let run = { length: 1, small: 0, german: 0, sure: false, likely: false };
    for (const [index, word] of list.entries()) {
      if (!pairs.has(`${list[index - 1]} ${word}`))
        run = { length: 0, small: 0, german: 0, sure: false, likely: false };
      run.length += 1;
      if (/^\p{Ll}/u.test(word)) run.small += 1;
      const isName = IN_NAMES.has(word) && isBetweenCapitals(list, index);
      if (known.has(word) && !isName) found.add(word);
      run.german += weightOf(word, known) * (isName ? 0.5 : 1);
      run.sure ||= known.has(word);
      run.likely ||= FOREIGN.has(word);
      // Words that nobody knows may be names of commands and options.
      if (run.length >= RUN && (run.sure ? run.german >= 1.5 : run.likely && run.german >= 2)) return true;
      // `Lea und Anna Mai, Eva Horn` are names throughout.
      if (run.length >= LONG_RUN && run.sure && run.small >= 2) return true;
    }
    return found.size >= 2 || [...found].some((word) => word.length >= 4);
  },
};

const WORD = /[\p{L}\p{M}\p{N}.]*[\p{L}\p{M}\p{N}]|[^\s\p{L}\p{M}\p{N}]/gu;
/** `sources.list`, `flex-grow`, `/usr/lib` and what else is written the same in every language. */
const CODE = /(?<!\S)\S*[_/=@#;{}<>\\]\S*|(?<![\p{L}\p{N}-])\p{Ll}[\p{Ll}\d]*(?:-[\p{Ll}\d]+)+(?![\p{L}-])/gu;
const QUOTED = /["„“”»«][^"“”»«]{1,200}["”“»«]/gu;

/** How much a word that was copied along with its neighbours speaks for German. */
function weightOf(word: string, known: ReadonlySet<string>): number {
  if (known.has(word)) return 1;
  if (FOREIGN.has(word)) return 0.5;
  if (SHARED.has(word)) return 0.25;
  if (ENGLISH_WORDS.has(word)) return -1;
  return word.length >= 4 && /^\p{Ll}+$/u.test(word) ? 0.5 : 0;
}

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
