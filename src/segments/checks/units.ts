import { type Check, count, sharing } from './check.ts';

/** Units behind digits, and what English may call them; metric lengths and weights may have been converted. */
const UNITS: readonly (readonly [german: string, english: string])[] = [
  [
    'km/h|Stundenkilometern?|Kilometer(?:n)? pro Stunde',
    'km/?h|kph|kmh|kilomet(?:er|re)s? (?:per|an) hour|mph|miles (?:per|an) hour',
  ],
  ['km|Kilometern?', 'km|kms|kilomet|miles?|mi\\b'],
  ['(?:Höhenm|M)etern?', 'm\\b|met(?:er|re)|f(?:ee|oo)t|ft|yard|mile'],
  ['cm|Zentimetern?', 'cm|centimet|inch|f(?:ee|oo)t|″|"|met(?:er|re)'],
  ['mm|Millimetern?', 'mm|millimet|inch'],
  ['Zoll', "inch|″|\"|in\\b|''|”"],
  ['kg|Kilogramm', 'kg|kilo|pound|lbs?'],
  ['Kilo', 'kg|kilo|pound|lbs?'],
  ['Gramm', 'g\\b|gram|ounce|oz'],
  ['Tonnen', 't\\b|tons?|tonnes?|pounds|metric'],
  ['Litern?', 'l\\b|lit(?:er|re)|gallon|quart|pint'],
  ['Hektar', 'ha\\b|hectare|acre'],
  ['Quadratmetern?|m²|qm', 'm²|m2|sq|square'],
  ['Quadratkilometern?|km²', 'km²|km2|sq|square'],
  ['°C|Grad Celsius', '°|deg|celsius|fahrenheit|º|\\d\\s?[CF]\\b|temperatures'],
  ['kWh|Kilowattstunden?', 'kWh|kilowatt'],
  ['Megawatt|MW', 'MW|megawatt'],
  ['Watt', 'W\\b|watt'],
  ['Wh|Wattstunden?', 'Wh|watt'],
  ['Volt|V', 'V\\b|volt'],
  ['GB|Gigabyte', 'GB|gigabyte|gig'],
  ['TB|Terabyte', 'TB|terabyte'],
  ['MB|Megabyte', 'MB|megabyte'],
  ['GHz|Gigahertz', 'GHz|gigahertz'],
  ['MHz|Megahertz', 'MHz|megahertz'],
  ['Sekunden?', 'sec|s\\b|\\ds|moment|\\d:\\d'],
  ['Minuten?', 'min|\\dm\\b|′|quarter|half|hour|\\d:\\d'],
  ['Stunden?', 'hour|hrs?\\b|\\dh\\b|h\\b|day|around-the-clock|24/7|overnight'],
  ['Tagen?', 'day|week|fortnight|24|month|overnight'],
  ['Wochen?', 'week|month|wk'],
  ['Monaten?', 'month|year|quarter'],
];
const GERMAN_AMOUNT = '\\d[\\s\\u00a0-]{0,2}';
const MATCHERS = UNITS.map(([german, english]) => {
  // `\b` knows no umlauts.
  const names = english.replaceAll('\\b', '(?!\\p{L})');
  return {
    /** Behind digits, and anywhere. */
    amount: new RegExp(`${GERMAN_AMOUNT}(?:${german})(?![\\p{L}/²])`, 'gu'),
    word: new RegExp(`(?<!\\p{L})(?:${german})(?![\\p{L}/²])`, 'gu'),
    englishAmount: new RegExp(`(?<![\\d.,])\\d[\\d.,]*[\\s\\u00a0-]?(?=[°″"”′]|\\p{L})(?:${names})`, 'giu'),
    sharing: sharing(names),
    englishWord: new RegExp(`(?:^|[^\\p{L}]|(?=[°″"”':′]))(?:${names})`, 'giu'),
  };
});
const ANY = new RegExp(`${GERMAN_AMOUNT}(?:${UNITS.map(([german]) => german).join('|')})`, 'u');
/** What German says itself is no other way to say its kilometres, metres and minutes. */
const ITS_OWN: readonly (readonly [german: RegExp, english: RegExp])[] = [
  [/Meilen/u, /\bmiles?(?: (?:per|an) hour)?\b|\bmph\b|\bmi\b/giu],
  [/\d\s?Fuß/u, /\b(?:feet|foot|ft)\b/giu],
  [/\d:\d|\sUhr\b/u, /(?<!\d)\d+:\d+/gu],
];

export const units: Check = {
  reason: 'units',
  description: 'A measure has lost its unit, or has another one.',
  severity: 'fail',
  fails({ source, target }) {
    if (!ANY.test(source)) return false;
    if (isUnconverted(source, target)) return true;
    const bare = ITS_OWN.reduce(
      (text, [german, english]) => (german.test(source) ? text.replace(english, ' ') : text),
      target,
    );
    return MATCHERS.some((unit) => {
      const amounts = count(unit.amount, source);
      if (amounts === 0) return false;
      const words = count(unit.englishWord, bare) + count(unit.sharing, bare);
      // Fewer mentions in all, and fewer behind figures: not one of them was only said otherwise.
      return words === 0 || (words < count(unit.word, source) && count(unit.englishAmount, bare) < amounts);
    });
  },
};

/** Metric units, what English may convert them to, and how German calls that itself. */
const CONVERTED = [
  ['km|Kilometern?', 'miles?|mi', 'Meilen?'],
  ['m|(?:Höhenm|M)etern?', 'f(?:ee|oo)t|ft|yards?', 'Fuß|Yards?'],
  ['cm|Zentimetern?', 'inch(?:es)?', 'Zoll'],
  ['kg|Kilo(?:gramm)?', 'pounds?|lbs?', 'Pfund'],
  ['Litern?', 'gallons?|quarts?|pints?', 'Gallonen?|Pints?'],
  ['°C|Grad Celsius|Grad', '°F|degrees Fahrenheit', '°F|Grad Fahrenheit|Fahrenheit'],
].map((units) =>
  units.map((unit) => new RegExp(`(\\d[\\d.,]*)[\\s\\u00a0-]{0,2}(?:${unit})(?!\\p{L})`, 'gu')),
);

/** `712 Kilometer` by `712 miles`: the figure of the one with the unit of the other. */
function isUnconverted(source: string, target: string): boolean {
  return CONVERTED.some(([metric, imperial, german]) => {
    const figures = digitsBefore(metric as RegExp, source);
    if (figures.size === 0) return false;
    const own = digitsBefore(german as RegExp, source);
    return [...digitsBefore(imperial as RegExp, target)].some((one) => figures.has(one) && !own.has(one));
  });
}

/** Whatever the notation: digits alone. */
function digitsBefore(unit: RegExp, text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(unit)].map(([, figure = '']) => figure.replace(/\D/gu, '')));
}
