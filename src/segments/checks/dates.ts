import { type GermanDate, germanDates, hasDate } from '../numbers/german-dates.ts';
import { readGerman } from '../numbers/read-german.ts';
import type { Check } from './check.ts';

/** Months and days of the week, as they begin in German and in English. */
const MONTHS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bJ[aä]n(?:uar|ner)?\b/u, /\bJan/u],
  [/\bFeb(?:ruar|er)?\b/u, /\bFeb/u],
  [/\bMärz\b/u, /\bMar(?:ch)?\b/u],
  [/\bApr(?:il)?\b/u, /\bApr/u],
  [/\bMai\b/u, /\bMay\b/u],
  [/\bJun[io]?\b/u, /\bJune?\b/u],
  [/\bJul[iy]?\b/u, /\bJuly?\b/u],
  [/\bAug(?:ust)?\b/u, /\bAug/u],
  [/\bSept?(?:ember)?\b/u, /\bSept?/u],
  [/\bOkt(?:ober)?\b/u, /\bOct/u],
  [/\bNov(?:ember)?\b/u, /\bNov/u],
  [/\bDez(?:ember)?\b/u, /\bDec/u],
];
const GERMAN_MONTH =
  'J[aä]nn?(?:uar|er)?|Feb(?:ruar|er)?|März|Apr(?:il)?|Mai|Jun[io]?|Jul[iy]?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|Nov(?:ember)?|Dez(?:ember)?';
/** A month by name is a date only with its day or year beside it; `Mai` and `August` are names too. */
const NAMED = new RegExp(
  String.raw`\d{1,2}\.\s?(${GERMAN_MONTH})(?![\p{L}])|(?<![\p{L}])(${GERMAN_MONTH})\.?\s(?:1[5-9]|20)\d\d`,
  'gu',
);

const ENGLISH_MONTH = '(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*';
const ENGLISH_DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
/** A day beside its month in English: `October 3`, `3rd of October`. */
const DAY = new RegExp(
  String.raw`\b${ENGLISH_MONTH}\.? (?:the )?${ENGLISH_DAY}(?![\d:.,]\d|\d)|(?<![\d.,:])${ENGLISH_DAY}(?: of)? ${ENGLISH_MONTH}\b`,
  'gu',
);

/** Every date must be in the translation, its month by name or all of it in figures, and no day beside it that German has not. */
export const dates: Check = {
  reason: 'dates',
  description: 'A date has another day or month, the two changed places, or it is none any more.',
  severity: 'fail',
  fails({ source, target }) {
    if (!/\d/u.test(source)) return false;
    const [named, figures] = [namedMonths(source), germanDates(source)];
    return (
      named.some((month) => isMonthLost(month, target)) ||
      figures.some((date) => !isThere(date, target)) ||
      (named.length + figures.length > 0 && isDayMadeUp(source, target))
    );
  },
};

function isMonthLost(month: number, target: string): boolean {
  const english = MONTHS[month - 1]?.[1];
  if (!english || english.test(target)) return false;
  // With another month by name the number proves nothing: it may be that date's day.
  const named = MONTHS.some(([, name]) => name.test(target));
  return named || !new RegExp(`(?<!\\d)0?${month}(?!\\d)`, 'u').test(target);
}

/** In figures, or with the month by name. */
function isThere(date: GermanDate, target: string): boolean {
  return hasDate(target, date) || MONTHS[date.month - 1]?.[1].test(target) === true;
}

/** What may be a day in German: no part of a version, a decimal or a time; the second one of `12.-13. Mai` is. */
const GERMAN_DAY =
  /(?:(?<![\d.,:\p{L}-])|(?<=(?<![\d.,:\p{L}-])\d{1,2}\.?-))\d{1,2}(?!\d|[,:]\d|\.\d{3}|\.\d+(?![\d.]))/gu;

function isDayMadeUp(source: string, target: string): boolean {
  const days = [...target.matchAll(DAY)].map(([, behind, before]) => Number(behind ?? before));
  if (days.length === 0) return false;
  const words = readGerman(source).numbers.filter(({ text }) => !/\d/u.test(text));
  const known = new Set([
    ...(source.match(GERMAN_DAY) ?? []).map(Number),
    ...words.flatMap(({ ways }) => ways.flat()),
  ]);
  return days.some((day) => !known.has(day));
}

function namedMonths(source: string): number[] {
  return [...source.matchAll(NAMED)]
    .map(([, behindDay, before]) => 1 + MONTHS.findIndex(([name]) => name.test(behindDay ?? before ?? '')))
    .filter((month) => month >= 1);
}
