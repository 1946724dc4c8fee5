import type { Check } from './check.ts';

/**
 * Every number of the source must be in the translation, by its runs of digits, so that grouping and
 * decimal marks may change. Left out, because English writes them otherwise: up to 12 (words, months,
 * hours), times of day, runs of zeros (`20.000` as `20 thousand`), and what is spelled out (`Fifty-seven`).
 */
export const numbers: Check = {
  reason: 'numbers',
  description: 'A number of the source is not in the translation.',
  fails({ source, target }) {
    const found = new Set(numberTokens(target).flatMap((token) => [onlyDigits(token), ...digitRuns(token)]));
    const isThere = (run: string): boolean =>
      Number(run) <= 12 || found.has(run) || isSpelledOut(Number(run), target);
    return numberTokens(source.replace(TIME, '')).some(
      (token) => !found.has(onlyDigits(token)) && !digitRuns(token).every(isThere),
    );
  },
};

/** `17 Uhr`, `17.30 Uhr`, the `17` of `17 bis 19 Uhr`, `17:30`. */
const TIME =
  /\b\d{1,2}(?:[.:]\d{2})?(?=\s?(?:Uhr|h)\b|\s?(?:bis|und|-|–)\s?\d{1,2}(?:[.:]\d{2})?\s?(?:Uhr|h)\b)|\b\d{1,2}:\d{2}\b/gu;

/** `1.234,56`, `1'234` and `1 234` (with a fixed space) are one token. */
function numberTokens(text: string): string[] {
  return text.match(/\d+(?:[.,'’\u00a0\u202f]\d+)*/gu) ?? [];
}

function digitRuns(text: string): string[] {
  return text.match(/\d+/gu) ?? [];
}

function onlyDigits(token: string): string {
  return token.replace(/\D/gu, '');
}

const UNITS = ' one two three four five six seven eight nine'.split(' ');
const ORDINALS = ' first second third fourth fifth sixth seventh eighth ninth'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = '  twent thirt fort fift sixt sevent eight ninet'.split(' ');

/** Whether an English text has a number of two digits in words, as a cardinal or an ordinal. */
function isSpelledOut(value: number, text: string): boolean {
  if (value > 99) return false;
  const [ten, unit] = [Math.floor(value / 10), value % 10];
  const tens =
    unit === 0 ? `${TENS[ten]}(?:y|ieth|ies)` : `${TENS[ten]}y[- ](?:${UNITS[unit]}|${ORDINALS[unit]})`;
  return new RegExp(`\\b(?:${ten === 1 ? TEENS[unit] : tens})`, 'iu').test(text);
}
