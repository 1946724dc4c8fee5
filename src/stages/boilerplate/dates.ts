/** A date alone in the head of a document: when it was published, which belongs into its metadata. */
import type { Unit, Wall } from './units.ts';

const MONTHS = ['jan', 'feb', 'mär', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'];
const DATE =
  /^(?:(?:mo|di|mi|do|fr|sa|so)\p{L}*\.?,?\s+)?(?:den\s+)?(\d{1,2})\.\s?(?:(\d{1,2})\.|(jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)\p{L}{0,6}\.?)\s?(\d{4})$/iu;
const MAX_HEAD_UNITS = 8;

export interface DateLine {
  unit: Unit;
  /** `2024-05-03` */
  iso: string;
}

/** The first unit that is nothing but a date, before the first paragraph of prose. */
export function dateLine(items: readonly (Unit | Wall)[]): DateLine | undefined {
  for (const item of items.slice(0, MAX_HEAD_UNITS)) {
    if ('wall' in item || item.prose) return undefined;
    const iso = toIso(item.text);
    if (iso && !item.isHeading) return { unit: item, iso };
  }
  return undefined;
}

function toIso(text: string): string | undefined {
  const match = DATE.exec(text.trim());
  if (!match) return undefined;
  const month = match[2] ? Number(match[2]) : MONTHS.indexOf((match[3] ?? '').toLowerCase()) + 1;
  const day = Number(match[1]);
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return `${match[4]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
