/** Reads the numbers of an English text: `1,234.56`, `$5bn`, `5:30 p.m.`, `two and a half million`, `21st`. */
import { blankAddresses, type NumberItem, type Reading, readItems, round } from './reading.ts';

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const ORDINALS =
  '- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Values that one word stands for. */
const WORDS = new Map<string, readonly number[]>();
const learn = (word: string, ...values: number[]): void => {
  if (word !== '-') WORDS.set(word, values);
};
for (const [value, word] of UNITS.split(' ').entries())
  for (const form of [word, `${word}s`]) learn(form, value);
for (const [value, word] of ORDINALS.split(' ').entries())
  for (const form of [word, `${word}s`]) learn(form, value);
for (const [index, word] of TENS.entries()) {
  learn(word, index * 10);
  learn(word.replace(/y$/u, 'ies'), index * 10, 1900 + index * 10);
  for (const form of ['ieth', 'ieths']) learn(word.replace(/y$/u, form), index * 10);
}
for (const form of ['sixes', 'nil', 'nought', 'no']) learn(form, form === 'sixes' ? 6 : 0);
for (const form of ['once', 'single', 'sole', 'a', 'an']) learn(form, 1);
for (const form of ['twice', 'both', 'double', 'doubled', 'couple', 'pair', 'twofold', 'twin'])
  learn(form, 2);
for (const form of ['thrice', 'triple', 'tripled', 'trio', 'threefold', 'treble']) learn(form, 3);
for (const form of ['quarter', 'quarters']) learn(form, 4, 0.25, 25, 15, 45);
for (const form of ['half', 'halves', 'halfway']) learn(form, 0.5, 2, 50, 30);
for (const form of ['dozen', 'dozens', 'noon', 'midday']) learn(form, 12);
for (const form of ['quadruple', 'quartet']) learn(form, 4);
for (const form of ['teens', 'teenager']) learn(form, 10);
for (const form of ['decade', 'decades']) learn(form, 10);
for (const form of ['century', 'centuries', 'centenary', 'hundredth']) learn(form, 100);
for (const form of ['fortnight']) learn(form, 14);
for (const form of ['midnight']) learn(form, 0, 12, 24);

const SCALES: Readonly<Record<string, number>> = {
  ...{ hundred: 100, hundreds: 100, thousand: 1e3, thousands: 1e3, million: 1e6, millions: 1e6, mn: 1e6 },
  ...{ mil: 1e6, mln: 1e6, billion: 1e9, billions: 1e9, bn: 1e9, trillion: 1e12, trillions: 1e12, tn: 1e12 },
  ...{ quadrillion: 1e15, quintillion: 1e18, k: 1e3, m: 1e6, b: 1e9 },
};
/** `7:30 p.m.`, where German says 19.30. */
const AFTERNOON = /^(?::\d\d)? ?p\.? ?m/iu;
/** Letters that are a scale only where they touch digits, and may be a unit even there. */
const LETTERS = /^[kmb]$/u;
const STATED_SCALE = 1e6;

const TOKEN =
  /(?<whole>\d+)? ?(?<above>\d)\/(?<below>\d)(?![\d/])|(?<digits>(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*)|(?<fraction>[½¼¾⅓⅔])|(?<word>\p{L}+)/gu;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
/** Words whose first value is another. */
const PARTS: Readonly<Record<string, number>> = { half: 0.5, quarter: 0.25 };
/** What may stand within a number in words. */
const LINK = /^(?:[\s-]|[\s-]and[\s-](?:a )?)$/u;
const FRACTIONS: Readonly<Record<string, number>> = {
  '½': 0.5,
  '¼': 0.25,
  '¾': 0.75,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
};

/** What is read so far. */
interface State {
  text: string;
  items: NumberItem[];
  extra: number[];
  /** The number words just before, for `two hundred and five`. */
  words: { value: number; end: number };
}

interface Span {
  start: number;
  end: number;
}

export function readEnglish(raw: string): Reading {
  const text = blankAddresses(raw);
  const state: State = { text, items: [], extra: [], words: { value: 0, end: Number.NEGATIVE_INFINITY } };
  for (const match of text.matchAll(TOKEN)) {
    const { whole, above, below, digits, fraction, word } = match.groups ?? {};
    const span = { start: match.index, end: match.index + match[0].length };
    if (word) readWord(state, word, span);
    else if (digits) readDigits(state, digits, span);
    else if (above && below) readFraction(state, [Number(whole ?? 0), Number(above), Number(below)], span);
    else if (fraction) readSign(state, FRACTIONS[fraction] ?? 0, span);
  }
  return readItems(text, state.items, state.extra);
}

function readDigits({ text, items, extra }: State, digits: string, { start, end }: Span): void {
  const before = text.slice(Math.max(0, start - 1), start);
  const runs = digitRuns(digits);
  items.push({
    start,
    end,
    ways: digitWays(digits),
    stated: isStated(digits, before, text.slice(end, end + 2)),
  });
  // Military time: `0230`.
  if (/^0\d{3}$/u.test(digits)) extra.push(Number(digits.slice(0, 2)), Number(digits.slice(2)));
  if (AFTERNOON.test(text.slice(end, end + 8))) extra.push((runs[0] ?? 0) + 12);
  // The groups of `549,046` are no numbers of their own.
  if (!THOUSANDS.test(digits)) extra.push(...runs);
  extra.push(...shortYear(digits, text.slice(Math.max(0, start - 5), start)));
}

function readFraction(
  { items, extra }: State,
  [base, above, below]: [number, number, number],
  span: Span,
): void {
  const part = above / below;
  extra.push(part, base + part, above, below);
  items.push({ ...span, ways: [[base + part], [base, above, below]], stated: false });
}

/** `3½`: alone and with the number before it. */
function readSign({ items, extra }: State, part: number, span: Span): void {
  extra.push((items.at(-1)?.ways[0]?.[0] ?? 0) + part);
  items.push({ ...span, ways: [[part]], stated: false });
}

function readWord(state: State, word: string, span: Span): void {
  const lower = word.toLowerCase();
  const scale = Object.hasOwn(SCALES, lower) ? SCALES[lower] : undefined;
  if (scale !== undefined) {
    readScale(state, lower, scale, span);
    return;
  }
  const month = /^[A-Z]/u.test(word) ? MONTHS.indexOf(lower.slice(0, 3)) : -1;
  if (month !== -1) state.extra.push(month + 1);
  const values = WORDS.get(lower);
  if (values) readNumberWord(state, lower, values, span);
}

function readScale(
  { text, items, extra, words }: State,
  word: string,
  scale: number,
  { start, end }: Span,
): void {
  if (LETTERS.test(word)) {
    const before = items.at(-1);
    if (before?.end !== start || !/\d/u.test(text.slice(start - 1, start))) return;
    const scaled = before.ways.map((way) => way.map((value) => round(value * scale)));
    items[items.length - 1] = { ...before, end, ways: [...before.ways, ...scaled] };
    return;
  }
  // `in 2019 thousands came`: no number of thousands.
  const isCrowd = /^(?:hundreds|thousands)$/u.test(word);
  if (isCrowd) extra.push(scale);
  else items.push({ start, end, ways: [], scale, stated: scale >= STATED_SCALE });
  words.value = start - words.end <= 1 ? words.value * scale : scale;
  words.end = end;
  extra.push(words.value);
}

/** `two`, and with what stands before it `twenty-two`, `two hundred and two`, `two and a half`. */
function readNumberWord(
  { text, items, extra, words }: State,
  word: string,
  values: readonly number[],
  span: Span,
): void {
  extra.push(...values);
  const value = PARTS[word] ?? values[0] ?? 0;
  const isArticle = word === 'a' || word === 'an';
  const goesOn = span.start - words.end <= 5 && !isArticle && LINK.test(text.slice(words.end, span.start));
  const total = goesOn ? words.value + value : value;
  const before = items.at(-1);
  if (goesOn) extra.push(total, words.value * 100 + value);
  if (goesOn && before && before.end === words.end && before.scale === undefined) {
    items[items.length - 1] = { ...before, end: span.end, ways: [[total]] };
  } else items.push({ ...span, ways: [[value]], stated: false });
  words.value = total;
  words.end = span.end;
}

/** Not what belongs to a name (`A380`, `km2`, `4x4`), a time's `00` or leading zero, or is an article (`1st`). */
function isStated(digits: string, before: string, after: string): boolean {
  if (digits === '1' || /^0\d{3}$/u.test(digits)) return false;
  return !/\p{L}/u.test(before) && !/^x\d/u.test(after) && !(digits === '00' && /[:.]/u.test(before));
}

function digitWays(raw: string): number[][] {
  if (/[^\d.,]/u.test(raw)) return [[Number(raw.replace(/\D/gu, ''))], digitRuns(raw)];
  if (THOUSANDS.test(raw)) return [[Number(raw.replaceAll(',', ''))]];
  if (/^\d+(?:\.\d+)?$/u.test(raw))
    return raw.includes('.') ? [[Number(raw)], digitRuns(raw)] : [[Number(raw)]];
  return [digitRuns(raw)];
}

function digitRuns(raw: string): number[] {
  return raw.split(/\D/u).map(Number);
}

/** `2024-25` and `the '90s` say a whole year in two digits. */
function shortYear(digits: string, before: string): number[] {
  if (digits.length === 4) return [Number(digits) % 100, Math.floor(Number(digits) / 100)];
  if (digits.length !== 2) return [];
  const from = /(\d\d)\d\d[/–-]$/u.exec(before)?.[1];
  return [1900 + Number(digits), ...(from === undefined ? [] : [Number(from) * 100 + Number(digits)])];
}
