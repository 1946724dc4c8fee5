/** Dates as German writes them in figures, `28.07.2022`, and what engines make of them. */
import { isVersion } from './mend-notation.ts';

export interface GermanDate {
  /** As it stands. */
  text: string;
  index: number;
  day: number;
  month: number;
  /** Two or four digits. */
  year: string;
}

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(
  ' ',
);
const MONTH = MONTHS.join('|');
const DATE =
  /(?<![\p{L}\d.,:/])(\d{1,2})\.[ \u00a0\u202f]?(\d{1,2})\.[ \u00a0\u202f]?(\d{4}|\d{2})(?!\d|[.,:]\d)/gu;

export function germanDates(text: string): GermanDate[] {
  return [...text.matchAll(DATE)].flatMap(({ 0: date, 1: d, 2: m, 3: year = '', index }) => {
    const [day, month] = [Number(d), Number(m)];
    const isDate = day >= 1 && day <= 31 && month >= 1 && month <= 12 && !isVersion(text, index);
    return isDate ? [{ text: date, index, day, month, year }] : [];
  });
}

/** `09.-11. Mai`: with `bis` even a small model knows it for days. */
const DAYS = new RegExp(
  `(?<![\\d.,])0?(\\d{1,2})\\. ?[-–] ?0?(\\d{1,2})\\. ?(?=(?:${MONTH})(?!\\p{L}))`,
  'gu',
);
const WEEKDAY = '(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|(?:Mo|Di|Mi|Do|Fr|Sa|So)\\.?';
/** `am 15.01.`, `vom 14.-20.01.`: without a year only behind a word that tells it from a section's number. */
const YEARLESS = new RegExp(
  `(?<=(?<![\\p{L}\\d])(?:[Aa]m|[Vv]om|[Zz]um|[Aa]b|[Ss]eit|[Bb]is|dem|den|${WEEKDAY}),? )(?:(\\d{1,2})\\.? ?[-–] ?)?(\\d{1,2})\\. ?(0?[1-9]|1[0-2])\\.(?!\\d)`,
  'gu',
);
/** `14. Januar bis 20. Februar`: with `zum` a small model keeps the second month. */
const UNTIL = new RegExp(`(?<=(?:${MONTH})(?: \\d{4})?) bis (?=\\d{1,2}\\. (?:${MONTH})(?!\\p{L}))`, 'gu');
const GLUED_DAY = new RegExp(`(?<=(?<![\\d.,])\\d{1,2}\\.)(?=(?:${MONTH})(?!\\p{L}))`, 'gu');

/**
 * `28.07.2022` as `28. Juli 2022`, `am 28.07.` as `am 28. Juli`, `9.-11.Mai` as `9. bis 11. Mai`; a year of two digits stays, as nobody says which
 * century it is of.
 */
export function spellOutDates(text: string): string {
  return germanDates(text)
    .filter(({ year }) => year.length === 4)
    .reduceRight((spelt, { text: date, index, day, month, year }) => {
      const words = `${day}. ${MONTHS[month - 1]} ${year}`;
      return spelt.slice(0, index) + words + spelt.slice(index + date.length);
    }, text)
    .replace(YEARLESS, yearlessInWords)
    .replace(DAYS, '$1. bis $2. ')
    .replace(GLUED_DAY, ' ')
    .replace(UNTIL, ' bis zum ');
}

/** Where what ended in a point is written without it: that of its sentence, if it was at the end of a line. */
export function pointAt(text: string, end: number): string {
  return /^(?:\n|$)/.test(text.slice(end)) ? '.' : '';
}

/** `alle Versionen bis 2.4.` is no day, unless it says `am`. */
function isOfVersions(text: string, offset: number): boolean {
  return /(?:Version|Release|Firmware|Kernel)\p{Ll}*(?: [^.,;:!?\s]+){0,3} (?:ab|bis|seit|vom|zum) $/u.test(
    text.slice(Math.max(0, offset - 60), offset),
  );
}

function yearlessInWords(
  ...[date, first, day, month, offset, text]: [string, string | undefined, string, string, number, string]
): string {
  if (Number(day) > 31 || isOfVersions(text, offset)) return date;
  const words = `${first ? `${Number(first)}. bis ` : ''}${Number(day)}. ${MONTHS[Number(month) - 1]}`;
  return words + pointAt(text, offset + date.length);
}

const ENGLISH_MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** `5th. November`, `5. November 2022`: the point of the German ordinal. */
const ORDINAL_POINT = new RegExp(
  String.raw`(?<=\d(?:st|nd|rd|th))\.(?= (?:${ENGLISH_MONTH})\b)|(?<=(?<![\d.,])\d{1,2})\.(?= (?:${ENGLISH_MONTH}) \d{4}\b)`,
  'gu',
);

/** The translation with the dates of its source whose points came back as something else, `28,07-2022`, as they were. */
export function mendDates(source: string, target: string): string {
  const mended = target.replace(ORDINAL_POINT, '');
  return germanDates(source).reduce(
    (text, { text: date, day, month, year }) =>
      text.replace(brokenForm(day, month, year), (found) => (isBroken(found) ? date : found)),
    mended,
  );
}

function brokenForm(day: number, month: number, year: string): RegExp {
  const mark = '(?:(?:st|nd|rd|th)?[.,/-] ?)';
  return new RegExp(`(?<![\\d.,/-])0?${day}${mark}0?${month}${mark}${year}(?!\\d|[.,/-]\\d)`, 'gu');
}

/** Of two signs that differ, or of commas, no date is made. */
function isBroken(found: string): boolean {
  const [first, second] = found.match(/[^\d]+/gu) ?? [];
  return first !== second || first === undefined || !/^[./-]$/u.test(first);
}

/** Whether an English text has the date in figures, in whatever order. */
export function hasDate(text: string, { day, month, year }: GermanDate): boolean {
  const [d, m, y] = [`0?${day}`, `0?${month}`, `(?:\\d\\d)?${year.slice(-2)}`];
  const orders = [
    [d, m, y],
    [m, d, y],
    [y, m, d],
  ];
  return orders.some(([a, b, c]) => new RegExp(`(?<!\\d)${a}([./-])${b}(?:\\1)${c}(?!\\d)`, 'u').test(text));
}
