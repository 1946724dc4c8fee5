import { isConversion, isConverted } from '../numbers/conversions.ts';
import { germanNotations } from '../numbers/mend-notation.ts';
import { readEnglish } from '../numbers/read-english.ts';
import { readGerman } from '../numbers/read-german.ts';
import { missingFrom } from '../numbers/reading.ts';
import type { Check } from './check.ts';

/**
 * Every number that either text states in digits or by a large scale (`drei Millionen`) must be in the
 * other, by value: notation, words and scales may differ. Number words alone may come and go.
 */
export const numbers: Check = {
  reason: 'numbers',
  description: 'A number was lost, changed or made up.',
  severity: 'fail',
  fails({ source, target }) {
    if (!STATES_NUMBER.test(source) && !STATES_NUMBER.test(target)) return false;
    if (isNotationLeft(source, target) || isOneOfSeveralLost(source, target)) return true;
    const [german, english] = [readGerman(source), readEnglish(target)];
    if (isFractionTorn(source, target, english.known)) return true;
    return (
      missingFrom(english, german).some((lost) => !isConverted(lost, german, english)) ||
      missingFrom(german, english).some((added) => !isConversion(added, german))
    );
  },
};

/** `17.000` and `5,5` are numbers in English too, but other ones. */
function isNotationLeft(source: string, target: string): boolean {
  const left = germanNotations(target);
  if (left.length === 0) return false;
  const { known } = readGerman(source);
  return left.some((number) => {
    const said = Number(number.replaceAll('.', '').replace(',', '.'));
    // A German decimal of three places has the point in English.
    return known.has(said) && !source.includes(number.replaceAll('.', ','));
  });
}

const MIXED = /(?<!\d)(\d{1,6})([½¼¾])/gu;
const QUARTERS: Readonly<Record<string, number>> = { '¼': 0.25, '½': 0.5, '¾': 0.75 };

/** `2½` is one number, which a 2 here and a ½ there do not say. */
function isFractionTorn(source: string, target: string, known: ReadonlySet<number>): boolean {
  return [...source.matchAll(MIXED)].some(([, whole = '', part = '']) => {
    if (known.has(Number(whole) + (QUARTERS[part] ?? 0))) return false;
    return target.includes(part) && !new RegExp(`${whole}[ -]?${part}`, 'u').test(target);
  });
}

const PLAIN = /(?<![\d.,:\p{L}-])\d{2,}(?![\d\p{L}]|[.,:]\d)/gu;
/** Up to this English writes numbers as words. */
const LAST_WORD = 12;

/** `100 Tage und 100 Nächte` by `100 days and nights`. */
function isOneOfSeveralLost(source: string, target: string): boolean {
  const said = countEach(target.match(/\d+/gu) ?? []);
  return [...countEach(source.match(PLAIN) ?? [])].some(([number, times]) => {
    const found = said.get(number) ?? 0;
    return Number(number) > LAST_WORD && found > 0 && found < times;
  });
}

function countEach(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const STATES_NUMBER = /\d|ill(?:ion|iard)/u;
