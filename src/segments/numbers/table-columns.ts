/** Tells which columns of a German table hold numbers in German notation, where they could be something else. */
import { toEnglish } from './mend-notation.ts';

/** One cell: its text, and the words that say what is in it: those above it and at the start of its row. */
export interface NumberCell {
  text: string;
  labels: readonly string[];
}

/** What the rest of a document shows of its author's notation. */
export interface Habits {
  /** `3,5` or `1.234,5` somewhere. */
  german: boolean;
  /** `3.5` somewhere, in a place where it is a number. */
  english: boolean;
}

type Notation = 'plain' | 'german' | 'english' | 'points' | 'comma' | 'none';

const TOKEN = /\d[\d.,]*\d|\d/gu;
/** What else a cell of numbers may hold; a colon would make it a time or a score. */
const SIGNS = /^[\s%‰€$£+−–—±~≈<>≤≥()/*×°-]*$/u;
/** `2024-10-03`, and other numbers with parts. */
const DATE = /\d-\d/u;
/** Points and commas in these are no matter of notation. */
const NO_NUMBERS =
  /version|release|build|firmware|kernel|datum|date|termin|jahr|uhrzeit|\bip\b|ipv|adresse|\bids?\b|\bnr\b|nummer|kennung|code|plz|postleitzahl|telefon|\btel\b|fax|isbn|\bean\b|modell?|\btyp|artikel|kapitel|abschnitt|paragra|koordinat|hash|norm\b|\bdin\b/iu;

const SHAPES: readonly (readonly [RegExp, Notation])[] = [
  [/^0\d/u, 'none'],
  [/^\d+$/u, 'plain'],
  // Four groups up to 255 may be an address.
  [/^(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:1\d\d|2[0-4]\d|25[0-5])){3}$/u, 'none'],
  [/^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$|^\d+,\d{1,2}$|^\d+,\d{4,}$|^0,\d+$/u, 'german'],
  [/^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$|^\d+\.\d{1,2}$|^\d+\.\d{4,}$|^0\.\d+$/u, 'english'],
  [/^[1-9]\d{0,2}\.\d{3}$/u, 'points'],
  [/^[1-9]\d{0,2},\d{3}$/u, 'comma'],
];

function notationOf(number: string): Notation {
  return SHAPES.find(([shape]) => shape.test(number))?.[1] ?? 'none';
}

/**
 * The cells of one column whose numbers are German for sure: none where one of them could not be, or where all could
 * be English too and nothing speaks against it.
 */
export function germanCells<T extends NumberCell>(column: readonly T[], habits: Habits): T[] {
  const cells = column.filter(
    // Ticks and stars beside the numbers say nothing of how they are written.
    ({ text, labels }) => /\d/u.test(text) && !labels.some((label) => NO_NUMBERS.test(label)),
  );
  if (!cells.every(({ text }) => SIGNS.test(text.replace(TOKEN, '')) && !DATE.test(text))) return [];
  const numbers = cells.flatMap(({ text }) => text.match(TOKEN) ?? []);
  return areGerman(numbers, habits) ? cells : [];
}

/** A cell's markup with its numbers as English writes them. */
export function toEnglishCell(markup: string): string {
  return markup.replace(/<[^>]*>|[^<]+/gu, (part) =>
    part.startsWith('<') ? part : part.replace(TOKEN, toEnglish),
  );
}

function areGerman(numbers: readonly string[], habits: Habits): boolean {
  const notations = numbers.map(notationOf);
  const has = (one: Notation): boolean => notations.includes(one);
  if (has('none') || has('english')) return false;
  if (has('german')) return true;
  if (!has('points') || has('comma')) return false;
  // Beside whole numbers below a thousand only thousands have points: `1.204` and `987`.
  const plain = numbers.filter((_number, index) => notations[index] === 'plain').map(Number);
  const isCount = plain.some((value) => value >= 10) && plain.every((value) => value < 1000);
  return isCount || (habits.german && !habits.english);
}

/** What a text shows of its author's notation; words in front of a number may make it something else. */
export function habitsOf(text: string): Habits {
  const shown = (pattern: RegExp): boolean =>
    [...text.matchAll(pattern)].some(
      ({ index }) => !NO_NUMBERS.test(text.slice(Math.max(0, index - 20), index)),
    );
  return {
    german: shown(/(?<![\p{L}\d.,:/-])\d+(?:\.\d{3})*,\d{1,2}(?![\p{L}\d,.:/-]|[.,]\d)/gu),
    english: shown(/(?<![\p{L}\d.,:/-])\d+\.\d{1,2}(?![\p{L}\d,.:/-]|[.,]\d| ?Uhr)/gu),
  };
}
