/** German that a small model misreads, in words and figures that it knows; the checks still see what the text says. */
import { spellOutDates } from '../segments/numbers/german-dates.ts';
import { HOURS, hourBefore } from '../segments/numbers/german-hours.ts';
import { spellOutAbbreviations } from './bergamot-abbreviations.ts';

const SCALES: Readonly<Record<string, string>> = {
  Tsd: 'Tausend',
  Mio: 'Millionen',
  Mill: 'Millionen',
  Mrd: 'Milliarden',
  Mia: 'Milliarden',
};
/** Its point is taken for the end of a sentence: `2,4 Mio. Euro`. */
const SCALE = new RegExp(`(?<=\\d[ \\u00a0\\u202f]?)(${Object.keys(SCALES).join('|')})\\.(?!\\p{L})`, 'gu');
const AREAS: Readonly<Record<string, string>> = {
  qm: 'Quadratmeter',
  qkm: 'Quadratkilometer',
  cbm: 'Kubikmeter',
};
/** Stay as they are, which is no English. */
const AREA = new RegExp(`(?<!\\p{L})(?:${Object.keys(AREAS).join('|')})(?!\\p{L})`, 'gu');
const UNITS: Readonly<Record<string, string>> = {
  V: 'Volt',
  Std: 'Stunden',
  Sek: 'Sekunden',
};
/** Come back as other units, or as they are: `12 B`, `2 Std.`; nothing is said of units per another. A point may end the sentence. */
const UNIT = /(?<=\d[ \u00a0\u202f]?)(V|Std|Sek)(?![\p{L}\p{N}/])(?:\.(?=\s\p{Ll}))?/gu;
/** `20.00 €`, which some write: to the model a point between thousands, so that English gets a comma. */
const PRICE =
  /(?<![\d.,])(\d{1,3})\.(\d{2})(?=[ \u00a0\u202f]?(?:€|\$|£|EUR|Euro|CHF|Franken|Dollar)(?!\p{L}))/gu;
/** Becomes `Franks` or `franchises`, and is a part of Germany where nothing is counted. */
const FRANCS =
  /(?<=(?:\d|\d[ \u00a0\u202f]Tausend|Million(?:en)?|Milliarden?)[ \u00a0\u202f])(?:Schweizer )?Franken(?!\p{L})/gu;
/** Becomes `a percentage`. */
const ONE_PERCENT = /(?<!\p{L})[Ee]in(?= Prozent(?!\p{L}))/gu;
const HOUR = HOURS.join('|');
/** `um halb neun`, `halb neun Uhr`: half an hour before nine. */
const HALF_HOUR = new RegExp(
  `(?<!\\p{L})(?:(?<=(?:um|ab|bis|gegen|nach|vor|seit|von) )halb (${HOUR})(?: Uhr)?|halb (${HOUR}) Uhr)(?!\\p{L})`,
  'giu',
);

export function spellOut(text: string): string {
  return spellOutDates(spellOutAbbreviations(text))
    .replace(SCALE, (_, scale: string) => SCALES[scale] ?? scale)
    .replace(PRICE, '$1,$2')
    .replace(AREA, (unit) => AREAS[unit] ?? unit)
    .replace(UNIT, (whole, unit: string) => UNITS[unit] ?? whole)
    .replace(FRANCS, 'CHF')
    .replace(ONE_PERCENT, '1')
    .replace(HALF_HOUR, (_, one?: string, other = '') => `${hourBefore(one ?? other)}:30 Uhr`);
}

const SMALL_WATT_HOURS = /(?<=\d[ \u00a0\u202f]?)wh(?!\p{L})/gu;

/** What comes of `74 Wh` is mostly `74 wh`, and of watt hours in full `twatt hours`. */
export function mendUnits(target: string, source: string): string {
  return /\d\s?Wh(?!\p{L})/u.test(source) ? target.replace(SMALL_WATT_HOURS, 'Wh') : target;
}
