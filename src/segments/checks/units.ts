import type { Check } from './check.ts';

/** Units behind digits, and what English may call them; metric lengths and weights may have been converted. */
const UNITS: readonly (readonly [german: string, english: string])[] = [
  [
    'km/h|Stundenkilometern?|Kilometer(?:n)? pro Stunde',
    'km/?h|kph|kmh|kilomet(?:er|re)s? (?:per|an) hour|mph|miles (?:per|an) hour',
  ],
  ['km|Kilometern?', 'km|kms|kilomet|miles?|mi\\b'],
  ['Metern?', 'm\\b|met(?:er|re)|f(?:ee|oo)t|ft|yard|mile'],
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
  ['Volt', 'V\\b|volt'],
  ['GB|Gigabyte', 'GB|gigabyte|gig'],
  ['TB|Terabyte', 'TB|terabyte'],
  ['MB|Megabyte', 'MB|megabyte'],
  ['GHz|Gigahertz', 'GHz|gigahertz'],
  ['MHz|Megahertz', 'MHz|megahertz'],
  ['Sekunden?', 'sec|s\\b|\\ds|moment|:'],
  ['Minuten?', 'min|\\dm\\b|′|quarter|half|hour|:'],
  ['Stunden?', 'hour|hrs?\\b|\\dh\\b|h\\b|day|around-the-clock|24/7|overnight'],
  ['Tagen?', 'day|week|fortnight|24|month|overnight'],
  ['Wochen?', 'week|month|wk'],
  ['Monaten?', 'month|year|quarter'],
];
const MATCHERS = UNITS.map(([german, english]) => ({
  german: new RegExp(`\\d[\\s\\u00a0-]{0,2}(?:${german})(?![\\p{L}/²])`, 'u'),
  english: new RegExp(`(?:^|[^\\p{L}]|(?=[°″"”':′]))(?:${english})`, 'iu'),
}));
const ANY = new RegExp(`\\d[\\s\\u00a0-]{0,2}(?:${UNITS.map(([german]) => german).join('|')})`, 'u');

export const units: Check = {
  reason: 'units',
  description: 'A measure has lost its unit, or has another one.',
  severity: 'fail',
  fails: ({ source, target }) =>
    ANY.test(source) && MATCHERS.some(({ german, english }) => german.test(source) && !english.test(target)),
};
