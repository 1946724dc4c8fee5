/** German that a small model misreads, in words and figures that it knows; the checks still see what the text says. */
import { spellOutDates } from '../segments/numbers/german-dates.ts';
import { HOURS, hourBefore, PARTS_OF_HOUR } from '../segments/numbers/german-hours.ts';
import { spellOutAbbreviations } from './bergamot-abbreviations.ts';
import { putSubjectFirst } from './bergamot-fronted.ts';
import { putPlainPhrases } from './bergamot-phrases.ts';
import { putKnownVerbs } from './bergamot-verbs.ts';
import { putKnownWords } from './bergamot-words.ts';

const SCALES: Readonly<Record<string, string>> = {
  Tsd: 'Tausend',
  Mio: 'Millionen',
  Mill: 'Millionen',
  Mrd: 'Milliarden',
  Mia: 'Milliarden',
  Bio: 'Billionen',
};
/** Its point is taken for the end of a sentence: `2,4 Mio. Euro`. */
const SCALE = new RegExp(`(?<=\\d[ \\u00a0\\u202f]?)(${Object.keys(SCALES).join('|')})\\.(?!\\p{L})`, 'gu');
/** Where the point ends a sentence as well. */
const AFTER_SENTENCE =
  /^(?:$|\n|[“"»)]| (?:D(?:er|ie|as|en|em|abei|amit|avon)|Das|Ein|Eine|Im|In|Am|An|Auch|Es|Er|Sie|Zuvor|Für|Bei|Nach|Vor|Wie)(?!\p{L}))/u;
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
/** Signs that no vocabulary has; kept apart from its number, one came back apart from it: `2½` as `i½.e. … 2`. */
const FRACTION = /(?<![\d.,])(?:(\d{1,3})[ \u00a0\u202f]?)?([¼½¾])/gu;
const DECIMALS: Readonly<Record<string, string>> = { '¼': ',25', '½': ',5', '¾': ',75' };
const HOUR = HOURS.join('|');
const PART = Object.keys(PARTS_OF_HOUR).join('|');
/** `um halb neun`, `halb neun Uhr`, `um dreiviertel neun`. */
const PART_OF_HOUR = new RegExp(
  `(?<!\\p{L})(?:(?<=(?:um|ab|bis|gegen|nach|vor|seit|von) )(${PART}) (${HOUR})(?: Uhr)?|(${PART}) (${HOUR}) Uhr)(?!\\p{L})`,
  'giu',
);
/** `1 250 000`; of spaces that break, only before what is counted: it may be a telephone number. */
const GROUPS =
  /(?<![\d.,\u00a0\u202f]|\d )[1-9]\d{0,2}(?:(?:[\u00a0\u202f]\d{3})+(?!\d)|(?: \d{3}){2,}(?= (?:Euro|Dollar|Franken|Menschen|Einwohner|Kilometer|Meter|Tonnen)(?!\p{L})| ?[€$]))/gu;

export function spellOut(text: string): string {
  const spelt = spellOutDates(spellOutAbbreviations(text))
    .replace(
      SCALE,
      (whole, scale: string, offset: number, all: string) =>
        (SCALES[scale] ?? scale) + endAt(all, offset + whole.length),
    )
    .replace(PRICE, '$1,$2')
    .replace(FRACTION, (_, whole: string | undefined, part: string) => `${whole ?? 0}${DECIMALS[part]}`)
    .replace(AREA, (unit) => AREAS[unit] ?? unit)
    .replace(UNIT, (whole, unit: string) => UNITS[unit] ?? whole)
    .replace(FRANCS, 'CHF')
    .replace(ONE_PERCENT, '1')
    .replace(GROUPS, (number) => number.replace(/\s/gu, '.'))
    .replace(PART_OF_HOUR, (_, part1, hour1, part2, hour2) => {
      const [part, hour]: string[] = [part1 ?? part2, hour1 ?? hour2];
      return `${hourBefore(hour ?? '')}:${PARTS_OF_HOUR[part?.toLowerCase() ?? '']} Uhr`;
    });
  return putKnownVerbs(putPlainPhrases(putKnownWords(putSubjectFirst(spelt))));
}

function endAt(text: string, end: number): string {
  return AFTER_SENTENCE.test(text.slice(end)) ? '.' : '';
}

/** What comes of `Frühestens im Mai`, at the head of a sentence, is mostly `at the latest in May`. */
export function mendEarliest(target: string, source: string): string {
  if (!/(?<!\p{L})frühestens(?!\p{L})/iu.test(source) || /spätestens/iu.test(source)) return target;
  return target
    .replace(/(?<!\p{L})at the latest(?!\p{L})/u, 'at the earliest')
    .replace(/^At the latest(?!\p{L})/u, 'At the earliest');
}

const LASTS =
  /(?<!\p{L})(?:verlänger|gilt|gelten|galt|geschlossen|gesperrt|(?:erhalten|erhält|bekommt|bekommen) .{0,40}noch bis)/u;
const DAY =
  '(?:the (?:end|beginning|middle) of|(?:19|20)\\d\\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:\\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December))';
const LASTS_BY = new RegExp(
  `(?<=(?<!\\p{L})(?:extend(?:s|ed)?|appl(?:y|ies|ied)|valid|closed|[Tt]here (?:is|are)|receiv(?:es?|ed|ing)|gets?|getting)(?: [^.,;:!?\\n]{1,40})?) by (?=${DAY}(?!\\p{L}))`,
  'u',
);

/** What comes of `bis Ende Juni verlängert` is mostly *extended by the end of June*, at which it would happen. */
export function mendUntil(target: string, source: string): string {
  if (!/(?<!\p{L})[Bb]is(?!\p{L})/u.test(source) || !LASTS.test(source)) return target;
  return /spätestens/iu.test(source) ? target : target.replace(LASTS_BY, ' until ');
}

/** What comes of `1,6 Promille` is `promilles`, and of the `per mille` that is asked for, `per mill`. */
const PER_MILL =
  /(?<=(?:\d|\bone|\btwo|\bthree|\bfour|\bfive)\s)(?:(?:per |pro |a )?mills?|per mile)(?!\p{L})/gu;
const SMALL_WATT_HOURS = /(?<=\d[ \u00a0\u202f]?)wh(?!\p{L})/gu;

/** What comes of `74 Wh` is mostly `74 wh`, and of watt hours in full `twatt hours`. */
export function mendUnits(target: string, source: string): string {
  const inMille = /Promille|‰/u.test(source) ? target.replace(PER_MILL, 'per mille') : target;
  return /\d\s?Wh(?!\p{L})/u.test(source) ? inMille.replace(SMALL_WATT_HOURS, 'Wh') : inMille;
}
