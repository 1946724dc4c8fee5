import type { Check } from './check.ts';

/** By currency: how German says it behind an amount, its signs before one, and all that English may say. */
const CURRENCIES: readonly (readonly [german: string, sign: string, english: RegExp])[] = [
  ['€|Euros?|EUR', '€|EUR', /€|\beur/iu],
  ['(?:US-?)?\\$|(?:US-)?Dollars?|USD', '(?:US)?\\$|USD', /\$|dollar|\bUSD|\bbucks?\b|\bgrand\b/iu],
  ['£|Pfund|GBP', '£|GBP', /£|\bpounds?\b|\bquid\b|\bGBP|\blbs?\b|sterling/iu],
  ['Franken|CHF|SFr\\.?', 'CHF|SFr\\.?', /franc|\bCHF|\bSFr/iu],
  ['Yen|¥|JPY', '¥|JPY', /\byen\b|¥|\bJPY/iu],
  ['Yuan|Renminbi|RMB', 'RMB', /\byuan|renminbi|\bRMB|¥|\bCNY/iu],
  ['Rubel', '₽', /r(?:o)?ubles?|₽|\bRUB/iu],
  ['Rupien', '₹', /rupees?|₹|\bINR|\bRs/iu],
  ['Kronen', 'SEK|NOK|DKK', /kron|crown|\bSEK|\bNOK|\bDKK/iu],
  ['Cent', '¢', /\bcents?\b|¢|\d[cp]\b|[$€]\s?0\.|\.\d\d|\bpenn/iu],
];
/** What may stand before a currency where there is no figure; `zig` ends the tens. */
const SCALE =
  '(?:Mio\\.?|Mrd\\.?|Mia\\.?|Mill\\.?|Mill(?:ion|iard)en?|Billionen?|Tsd\\.?|[Tt]ausend|[Hh]undert|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zig)';
const MATCHERS = CURRENCIES.map(([german, sign, english]) => ({
  german: new RegExp(`(?:\\d|${SCALE})[\\s\\u00a0-]{0,2}(?:${german})(?![a-zäöü])|(?:${sign})\\s?\\d`, 'u'),
  english,
}));
const AMOUNT = '(?<![\\d.,])\\d[\\d.,]*\\s(?:(?:thousand|million|billion|trillion)\\s)?';
/** Signs that English puts before an amount, and words behind it, to find currencies that were made up. */
const MADE: readonly (readonly [RegExp, RegExp])[] = [
  [/€\s?\d/u, /€|eur/iu],
  [/\$\s?\d/u, /\$|dollar|usd|cent/iu],
  [/£\s?\d/u, /£|pfund|gbp|pence/iu],
  [new RegExp(`${AMOUNT}euros?\\b`, 'iu'), /€|eur/iu],
  [new RegExp(`${AMOUNT}(?:US )?dollars?\\b`, 'iu'), /\$|dollar|usd|cent/iu],
];
// Where nothing is counted in it: `gegenüber dem Euro`, `Eurozone`.
MATCHERS.push({ german: /(?<!\p{L})Euro(?:s|-?zone|raum)?(?!\p{L})/iu, english: /€|\beur/iu });
/** Any of them, so that most segments cost one search. */
const ANY = new RegExp(CURRENCIES.map(([german, sign]) => `${german}|${sign}`).join('|'), 'u');

export const currency: Check = {
  reason: 'currency',
  description: 'An amount has lost its currency, or has another one.',
  severity: 'fail',
  fails({ source, target }) {
    if (
      ANY.test(source) &&
      MATCHERS.some(({ german, english }) => german.test(source) && !english.test(target))
    )
      return true;
    return MADE.some(([sign, german]) => sign.test(target) && !german.test(source));
  },
};
