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
const DAY = new RegExp(String.raw`(?<!\d)(\d{1,2})\.\s?(?:${GERMAN_MONTH})(?![\p{L}])`, 'gu');
/** Without one, the translation says its days in another way than by digits. */
const ENGLISH_DAY =
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}*\.? \d{1,2}(?!\d)|\d(?:st|nd|rd|th)? (?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/u;
const NUMERIC = /(?<![\p{L}\d.])\d{1,2}\.\s?(\d{1,2})\.(?:\d{4}|\d{2})(?!\d)/gu;

/** The day and the month of every date must be in the translation; the month by name or as a number. */
export const dates: Check = {
  reason: 'dates',
  description: 'A date has another day or month, or day and month changed places.',
  severity: 'fail',
  fails({ source, target }) {
    if (!/\d/u.test(source)) return false;
    return isMonthLost(source, target) || isDayLost(source, target);
  },
};

function isMonthLost(source: string, target: string): boolean {
  return monthsOf(source).some((month) => {
    const english = MONTHS[month - 1]?.[1];
    if (!english || english.test(target)) return false;
    // With another month by name the number proves nothing: it may be that date's day.
    const named = MONTHS.some(([, name]) => name.test(target));
    return named || !new RegExp(`(?<!\\d)0?${month}(?!\\d)`, 'u').test(target);
  });
}

/** The digits of a year say no day: `October 1, 1811` is not the 11th. */
function isDayLost(source: string, target: string): boolean {
  if (!ENGLISH_DAY.test(target)) return false;
  return [...source.matchAll(DAY)].some(
    ([, day]) => !new RegExp(`(?<!\\d)0?${Number(day)}(?!\\d)`, 'u').test(target),
  );
}

function monthsOf(source: string): number[] {
  const named = [...source.matchAll(NAMED)].map(
    ([, behindDay, beforeYear]) => 1 + MONTHS.findIndex(([name]) => name.test(behindDay ?? beforeYear ?? '')),
  );
  const numeric = [...source.matchAll(NUMERIC)].map(([, month]) => Number(month));
  return [...named, ...numeric].filter((month) => month >= 1 && month <= 12);
}
