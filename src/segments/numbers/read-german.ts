/** Reads the numbers of a German text: `1.234,56`, `5 Mio.`, `17.30 Uhr`, `03.10.2024`, `zweieinhalb`. */
import { HOURS, hourBefore, NEAR_HOUR, nearHour, PARTS_OF_HOUR } from './german-hours.ts';
import { isVersion } from './mend-notation.ts';
import { blankAddresses, type NumberItem, type Reading, readItems, round } from './reading.ts';

const UNITS = 'null ein zwei drei vier fünf sechs sieben acht neun'.split(' ');
const TEENS = 'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const TENS = '- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** Words up to 99, and the stems of ordinals and fractions that are no such word (`dritt`, `siebt`). */
const SMALL = new Map<string, number>([
  ...Array.from({ length: 80 }, (_, index): [string, number] => {
    const [ten, unit] = [Math.floor(index / 10) + 2, index % 10];
    return [`${unit === 0 ? '' : `${UNITS[unit]}und`}${TENS[ten]}`, index + 20];
  }),
  ...TEENS.map((word, index): [string, number] => [word, index + 10]),
  ...UNITS.map((word, index): [string, number] => [word, index]),
  ...([
    ['eins', 1],
    ['eine', 1],
    ['einem', 1],
    ['einen', 1],
    ['einer', 1],
    ['zwo', 2],
    ['erst', 1],
  ] as const),
  ...([
    ['dritt', 3],
    ['siebt', 7],
    ['beid', 2],
    ['doppel', 2],
    ['halb', 0.5],
    ['anderthalb', 1.5],
  ] as const),
  ...([
    ['dreiviertel', 0.75],
    ['dutzend', 12],
    ['mittag', 12],
    ['mitternacht', 0],
  ] as const),
]);

const SCALES: Readonly<Record<string, number>> = {
  ...{ tausend: 1e3, tausende: 1e3, tausenden: 1e3, tsd: 1e3, hundert: 100 },
  ...{ million: 1e6, millionen: 1e6, mio: 1e6, mill: 1e6 },
  ...{ milliarde: 1e9, milliarden: 1e9, mrd: 1e9, mia: 1e9 },
  ...{ billion: 1e12, billionen: 1e12, bio: 1e12, billiarde: 1e15, billiarden: 1e15, trillion: 1e18 },
  trillionen: 1e18,
};
/** How number words begin: what no other word has to be searched for. */
const BEGINNINGS = new Set([...SMALL.keys(), ...Object.keys(SCALES)].map((word) => word.slice(0, 3)));
/** A smaller scale in words is often only a manner of speaking. */
const STATED_SCALE = 1e6;

const TOKEN = new RegExp(
  [
    String.raw`(?<![\d.])(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.(?<year>\d{4}|\d{2})?(?!\d)`,
    String.raw`(?<years>(?<![\d.,])(?:1[5-9]|20)\d\d)\s?[/–-]\s?(?<until>\d\d)(?!\d)`,
    String.raw`(?<digits>(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,'’\u00a0\u202f]\d+)*)`,
    '(?<fraction>[½¼¾⅓⅔])',
    `(?<!\\p{L})(?<part>${Object.keys(PARTS_OF_HOUR).join('|')}) (?<hour>${HOURS.join('|')})(?!\\p{L})`,
    `(?<!\\p{L})(?<near>${NEAR_HOUR})(?!\\p{L})`,
    '(?<word>\\p{L}+)',
  ].join('|'),
  'gu',
);
const FRACTIONS: Readonly<Record<string, number>> = {
  '½': 0.5,
  '¼': 0.25,
  '¾': 0.75,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
};
/** What follows the number of an hour. */
const CLOCK = /^\s?(?:Uhr|h\b)|^\s?(?:bis|und|-|–)\s?\d{1,2}(?:[.:]\d\d)?\s?(?:Uhr|h\b)|^:\d\d(?!\d)/u;

export function readGerman(raw: string): Reading {
  const text = blankAddresses(raw);
  const items: NumberItem[] = [];
  const extra: number[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const { day, month, year, years, until, digits, fraction, part, hour, near, word } = match.groups ?? {};
    const [start, end] = [match.index, match.index + match[0].length];
    const before = text.slice(Math.max(0, start - 2), start);
    const push = (ways: NumberItem['ways'], stated = true): void => {
      items.push({ start, end, ways, stated });
    };
    if (day && month) push(dateWays(Number(day), Number(month), year));
    else if (years && until) push(expandYears(Number(years), Number(until)));
    else if (digits) {
      // Digits within a name are the name's: `A380`, `km2`.
      const ways = digitWays(digits, text.slice(end, end + 16), before);
      if (/^\d+\.\d{3}$/u.test(digits) && isVersion(text, start)) ways.push(digits.split('.').map(Number));
      push(ways, !/\p{L}$/u.test(before));
      if (/^\d0$/u.test(digits) && text.startsWith('er', end)) extra.push(1900 + Number(digits));
    } else if (fraction) {
      const value = FRACTIONS[fraction] ?? 0;
      const whole = items.at(-1);
      if (whole && /^[ \u00a0\u202f]?$/u.test(text.slice(whole.end, start)))
        extra.push((whole.ways[0]?.[0] ?? 0) + value);
      push([[value]], false);
    } else if (part && hour) push(partWays(hourBefore(hour), PARTS_OF_HOUR[part] ?? 0), false);
    else if (near) push(nearWays(near), false);
    else if (word) {
      const lower = word.toLowerCase();
      const scale = scaleOf(lower, before);
      if (scale !== undefined) items.push({ start, end, ways: [], scale, stated: scale >= STATED_SCALE });
      else {
        const values = wordValues(lower);
        if (values[0] !== undefined) push([[values[0]]], false);
        extra.push(...values);
      }
    }
  }
  return readItems(text, items, extra);
}

/** `Bio` and `Mia` are scales behind digits only. */
function scaleOf(word: string, before: string): number | undefined {
  if (!Object.hasOwn(SCALES, word)) return undefined;
  return (word !== 'bio' && word !== 'mia') || /\d\s?$/u.test(before) ? SCALES[word] : undefined;
}

function dateWays(day: number, month: number, year: string | undefined): number[][] {
  if (year === undefined) return [[day, month]];
  const short = Number(year);
  const years = year.length === 4 ? [short, short % 100] : [short, 2000 + short, 1900 + short];
  return years.map((value) => [day, month, value]);
}

function expandYears(from: number, until: number): number[][] {
  return [
    [from, until],
    [from, from - (from % 100) + until],
  ];
}

/** Every sensible reading of a run of digits with marks, in German notation first. */
function digitWays(raw: string, after: string, before: string): number[][] {
  const runs = raw.split(/\D/u).map(Number);
  const plain = raw.replace(/['’\u00a0\u202f ]/gu, '');
  if (isClock(raw, after, before)) return clockWays(runs);
  if (/^\d+$/u.test(plain)) {
    const value = Number(plain);
    const decade = /^er\b/u.test(after) && value >= 1000 ? [[value % 100]] : [];
    return [[value], ...(runs.length > 1 ? [runs] : []), ...decade];
  }
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(plain)) return [[germanValue(plain)]];
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(plain)) {
    // Also a decimal in German; texts translated from English keep the English mark.
    const english = [Number(plain.replaceAll(',', ''))];
    return /^\d+,\d+$/u.test(plain) ? [[germanValue(plain)], english] : [english];
  }
  if (/^\d+,\d+$/u.test(plain)) return [[germanValue(plain)]];
  if (/^\d+\.\d+$/u.test(plain)) return [[Number(plain)], runs];
  return [runs];
}

function isClock(raw: string, after: string, before: string): boolean {
  if (!/^\d{1,2}(?:[.:]\d\d)?$/u.test(raw)) return false;
  return CLOCK.test(after) || (before.endsWith(':') && raw.length === 2);
}

/** `7:45`, `19:45`, `half past seven`, `a quarter to eight`. */
function partWays(hour: number, minutes: number): number[][] {
  const inWords = minutes === 30 ? [hour, 0.5] : [(hour % 12) + 1, 60 - minutes];
  return [[hour, minutes], [(hour + 12) % 24, minutes], inWords];
}

/** `zehn vor drei` may be said in the same words, and be no time: `zehn vor drei Jahren`. */
function nearWays(words: string): number[][] {
  const [hour, minutes] = nearHour(words);
  const [minute = '', , word = ''] = words.split(' ');
  return [[hour, minutes], [(hour + 12) % 24, minutes], [minute, word].map((one) => wordValues(one)[0] ?? 0)];
}

/** Hours may be told by twelve, minutes of a full hour and quarters in words. */
function clockWays([hour = 0, minute = 0]: readonly number[]): number[][] {
  const hours = [hour, (hour + 12) % 24, hour === 12 || hour === 24 ? 0 : hour];
  if (minute === 0) return hours.map((value) => [value]);
  return hours.flatMap((value) => [
    [value, minute],
    [(value % 12) + 1, 60 - minute],
  ]);
}

function germanValue(plain: string): number {
  return Number(plain.replaceAll('.', '').replace(',', '.'));
}

/** Values of a number word, or of one that begins a word: `dreifach`, `siebenjährig`, `Millionenhöhe`. */
function wordValues(word: string): number[] {
  if (!BEGINNINGS.has(word.slice(0, 3))) return [];
  const whole = wordValue(word);
  if (whole !== undefined) return [whole];
  const values: number[] = [];
  for (const [scale, value] of Object.entries(SCALES)) {
    if (scale.length > 4 && word.startsWith(scale)) values.push(value);
  }
  for (let length = Math.min(word.length - 1, 24); length >= 3; length--) {
    const value = wordValue(word.slice(0, length));
    if (value === undefined) continue;
    const isDecade = value >= 20 && value % 10 === 0 && word.slice(length) === 'er';
    return [...values, value, ...(isDecade ? [1900 + value] : [])];
  }
  return values;
}

function wordValue(word: string): number | undefined {
  const small = SMALL.get(word);
  if (small !== undefined) return small;
  if (word.endsWith('einhalb')) {
    const whole = SMALL.get(word.slice(0, -7)) ?? (word === 'eineinhalb' ? 1 : undefined);
    return whole === undefined ? undefined : whole + 0.5;
  }
  const [left, right] = cut(word, 'tausend');
  if (right !== undefined)
    return sum(left === '' ? 1 : underThousand(left), right === '' ? 0 : underThousand(right), 1000);
  return word.includes('hundert') ? underThousand(word) : undefined;
}

function underThousand(word: string): number | undefined {
  const [left, right] = cut(word, 'hundert');
  if (right === undefined) return SMALL.get(word);
  return sum(left === '' ? 1 : SMALL.get(left), right === '' ? 0 : SMALL.get(right), 100);
}

function sum(left: number | undefined, right: number | undefined, factor: number): number | undefined {
  return left === undefined || right === undefined ? undefined : round(left * factor + right);
}

function cut(word: string, at: string): [string, string | undefined] {
  const index = word.indexOf(at);
  if (index === -1) return [word, undefined];
  return [word.slice(0, index), word.slice(index + at.length).replace(/^und/u, '')];
}
