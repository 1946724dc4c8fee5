/** Figures as English sets them: percent signs, amounts, dates and times of day that the engine left as they were. */
import { isVersion } from '../../segments/numbers/mend-notation.ts';
import type { EnglishStyle } from './quotes.ts';

type Edits = Map<number, string>;

const PERCENT_SPACE = /(?<=\d)[ \u00a0\u202f]+(?=%(?![\p{L}\d]))/gu;
/** `5 €`, `1,234.50 €`, `5 million €`. */
const AMOUNT =
  /(?<![\p{L}\d.,€$£-])(\d[\d.,]*(?: (?:thousand|million|billion|trillion))?[ \u00a0\u202f]?)€(?![\p{L}\d])/gu;
const DATE = /(?<![\p{L}\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.]*\d)/gu;
const TIME = /(?<![\p{L}\d.,:])([01]?\d|2[0-4])\.[0-5]\d(?![\d.,]*\d)/gu;

/** The changes by offset; a date or a time is only changed where the German source has the same. */
export function figureEdits(text: string, style: EnglishStyle, source: string): Edits {
  const edits: Edits = new Map();
  for (const { 0: spaces, index } of text.matchAll(PERCENT_SPACE)) replace(edits, index, spaces, '');
  for (const { 0: found, 1: amount = '', index } of text.matchAll(AMOUNT)) {
    edits.set(index, `€${found[0]}`);
    const end = amount.trimEnd().length;
    replace(edits, index + end, found.slice(end), '');
  }
  for (const { 0: date, 1: day = '', 2: month = '', 3: year = '', index } of text.matchAll(DATE)) {
    const isLeft = source.includes(date) && !isVersion(text, index);
    if (!isLeft || Number(day) > 31 || Number(month) > 12) continue;
    replace(edits, index, date, (style === 'us' ? [month, day, year] : [day, month, year]).join('/'));
  }
  for (const { 0: time, 1: hour = '', index } of text.matchAll(TIME))
    if (source.includes(`${time} Uhr`)) edits.set(index + hour.length, ':');
  return edits;
}

/** The first character becomes the new text, so that it may be of another length. */
function replace(edits: Edits, start: number, old: string, text: string): void {
  for (let offset = start; offset < start + old.length; offset++) edits.set(offset, '');
  edits.set(start, text);
}
