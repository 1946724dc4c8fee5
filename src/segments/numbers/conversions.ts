/** Measures that a translator put into other units: `500 Meter`, `1,650 feet`. */
import type { Reading, Statement } from './reading.ts';

interface Conversion {
  german: RegExp;
  english: RegExp;
  convert: (value: number) => number;
}

const by = (german: string, english: string, factor: number): Conversion => ({
  german: new RegExp(`^[\\s-]?(?:${german})(?!\\p{L})`, 'u'),
  english: new RegExp(`^[\\s-]?(?:${english})(?!\\p{L})`, 'iu'),
  convert: (value) => value * factor,
});
const FEET = 'f(?:ee|oo)t|ft';
const CONVERSIONS: readonly Conversion[] = [
  by('m|Metern?', FEET, 3.281),
  by('m|Metern?', 'yards?', 1.094),
  by('km|Kilometern?', 'miles?', 0.6214),
  by('cm|Zentimetern?', 'inch(?:es)?', 0.3937),
  by('kg|Kilogramm|Kilo', 'pounds?|lbs?', 2.205),
  by('l|Litern?', 'gallons?', 0.2642),
  by('l|Litern?', 'gallons?', 0.22),
  by('ha|Hektar', 'acres?', 2.471),
  by('m²|qm|Quadratmetern?', 'sq(?:uare)?\\.? (?:feet|ft)', 10.76),
  by('km²|Quadratkilometern?', 'sq(?:uare)?\\.? mi(?:les)?', 0.3861),
  {
    ...by('°C|° C|Grad(?: Celsius)?', '°F?|° F|degrees?(?: Fahrenheit)?', 1),
    convert: (value) => value * 1.8 + 32,
  },
];
/** Converted measures are rounded. */
const TOLERANCE = 0.05;

/** Whether a German measure is in the English text in the unit that English readers know. */
export function isConverted({ ways, after }: Statement, german: Reading, english: Reading): boolean {
  return CONVERSIONS.some((conversion) => {
    if (!hasUnit(conversion.german, after)) return false;
    const values = english.numbers
      .filter((number) => hasUnit(conversion.english, number.after))
      .flatMap((number) => number.ways.flat())
      // What the German says in both units, English must too.
      .filter((value) => !german.known.has(value));
    return ways.some(([value]) => value !== undefined && hasNear(values, conversion.convert(value)));
  });
}

/** Whether an English measure says one of the German text in another unit. */
export function isConversion({ ways, after }: Statement, german: Reading): boolean {
  return CONVERSIONS.some(
    ({ english, convert }) =>
      hasUnit(english, after) &&
      ways.some(([value]) => value !== undefined && hasNear([...german.known].map(convert), value)),
  );
}

/** `10 to 20 feet` has its unit behind the second number. */
const RANGE = /^(?: ?[-–] ?| (?:to|and|or|bis|und|oder) )\d[\d.,]*/u;

function hasUnit(unit: RegExp, after: string): boolean {
  return unit.test(after.replace(RANGE, ''));
}

function hasNear(values: Iterable<number>, wanted: number): boolean {
  for (const value of values) if (Math.abs(value - wanted) <= wanted * TOLERANCE) return true;
  return false;
}
