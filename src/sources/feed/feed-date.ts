/** Dates as feeds have them -> ISO 8601. */
import { toIsoDate } from '../../document/metadata.ts';

/** By their first three letters, in German where that is another word. */
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const GERMAN: Readonly<Record<string, string>> = {
  mär: 'mar',
  mrz: 'mar',
  mae: 'mar',
  mai: 'may',
  okt: 'oct',
  dez: 'dec',
};
/** Those of German feeds; what RFC 822 names is read without our help. */
const ZONES: Readonly<Record<string, string>> = { cet: '+0100', mez: '+0100', cest: '+0200', mesz: '+0200' };
/** Written by programs that know none: zero, counted from one beginning of time or another. */
const NONE = /^(?:1970-01-01T00:00(?:$|[^1-9]*$)|0)/;

/** As precise as it was; RFC 822 dates, which RSS has, in UTC. Undefined for what is no date. */
export function feedDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date =
    toIsoDate(text.replace(/^(\s*\d{1,2}\.\d{1,2}\.\d{4})[\s,].*/s, '$1')) ?? fromRfc822(text.trim());
  return date === undefined || NONE.test(date) ? undefined : date;
}

function fromRfc822(text: string): string | undefined {
  const parts =
    /^(?:\p{L}+\.?,?\s+)?(\d{1,2})\.?\s+(\p{L}{3,9})\.?\s+(\d{4}|\d\d)\s+(\d\d?:\d\d(?::\d\d)?)\s*(.*)$/u.exec(
      text,
    );
  if (!parts) return fromOther(text);
  const [, day = '', name = '', year = '', time, zone = ''] = parts;
  const letters = name.toLowerCase().slice(0, 3);
  const month = GERMAN[letters] ?? letters;
  const known = ZONES[zone.toLowerCase()] ?? zone;
  // Two digits are of the century in which there are feeds.
  const full = year.padStart(4, '20');
  const at = Date.parse(`${day} ${month} ${full} ${time} ${known}`);
  return isDay(Number(day), MONTHS.indexOf(month), Number(full)) ? toUtc(at) : undefined;
}

/** A date without a year would be read as one of this machine's. */
function fromOther(text: string): string | undefined {
  return /\b\d{4}\b/.test(text) && !/\b0\d{3}\b/.test(text) ? toUtc(Date.parse(text)) : undefined;
}

/** What the language itself reads as a day of the next month, or of another century, is none. */
function isDay(day: number, month: number, year: number): boolean {
  return month >= 0 && year >= 1900 && new Date(Date.UTC(year, month, day)).getUTCMonth() === month;
}

function toUtc(at: number): string | undefined {
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
}
