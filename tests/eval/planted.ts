/** Ways to break a good translation, each as an engine does it. A plant gives undefined where it has nothing to break. */

export interface Pair {
  source: string;
  target: string;
}

export interface Plant {
  name: string;
  /** The check that is meant for it. */
  reason: string;
  plant(pair: Pair): Pair | undefined;
}

const onTarget =
  (change: (target: string, source: string) => string | undefined) =>
  ({ source, target }: Pair): Pair | undefined => {
    const changed = change(target, source);
    return changed === undefined || changed === target ? undefined : { source, target: changed };
  };
const swap = (pattern: RegExp, by: string | ((match: string) => string)) =>
  onTarget((target) => (typeof by === 'string' ? target.replace(pattern, by) : target.replace(pattern, by)));
const long = (target: string): boolean => target.split(' ').length >= 10;
const NUMBER = /(?<![\d.,\p{L}-])\d{2,}(?:[.,]\d+)*(?![\d\p{L}])/u;
/** Capitalised within a sentence, on both sides: all but a few are names. */
const NAME = /(?<=[a-z,] )[A-Z][a-zäöü]{5,}(?![\p{L}-])/gu;
/** A consonant after the first letters and before the last two. */
const INNER = /(?<=^..+)[bdfgklmnprstw](?=.{2,}$)/u;
const OTHER: Record<string, string> = {
  ...{ b: 'd', d: 't', f: 'l', g: 'n', k: 'r', l: 'n', m: 'b' },
  ...{ n: 'r', p: 'm', r: 'l', s: 'k', t: 'p', w: 'g' },
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const PLANTS: readonly Plant[] = [
  {
    name: 'a digit changed',
    reason: 'numbers',
    plant: swap(NUMBER, (n) => n.replace(/\d$/, (d) => String((Number(d) + 1) % 10))),
  },
  { name: 'a number lost', reason: 'numbers', plant: swap(NUMBER, '') },
  {
    name: 'a number made up',
    reason: 'numbers',
    plant: onTarget((target) => (long(target) ? `${target} 4711` : undefined)),
  },
  {
    name: 'million for billion',
    reason: 'numbers',
    plant: swap(/\b(?:million|billion)\b/, (w) => (w === 'million' ? 'billion' : 'million')),
  },
  {
    name: 'German thousands left',
    reason: 'numbers',
    plant: swap(/(?<!\d)(\d{1,3}),(\d{3})(?!\d)/, (n) => n.replace(',', '.')),
  },
  {
    name: 'German decimals left',
    reason: 'numbers',
    plant: swap(/(?<![\d.])\d+\.\d{1,2}(?![\d.])/, (n) => n.replace('.', ',')),
  },
  {
    name: 'another month',
    reason: 'dates',
    plant: onTarget((target, source) =>
      /\d\.\s?\p{Lu}\p{Ll}+/u.test(source)
        ? target.replace(
            new RegExp(`\\d (?:${MONTHS.join('|')})\\b|\\b(?:${MONTHS.join('|')}) \\d`),
            (date) =>
              date.replace(
                /[A-Z]\w+/,
                (month) => MONTHS[(MONTHS.indexOf(month) + 1) % MONTHS.length] ?? month,
              ),
          )
        : undefined,
    ),
  },
  {
    name: 'a.m. for p.m.',
    reason: 'times',
    plant: swap(/(?<=\d ?)([ap])(?=\.?m\b)/, (half) => (half === 'a' ? 'p' : 'a')),
  },
  {
    name: 'dollars for euros',
    reason: 'currency',
    plant: onTarget((target) =>
      /€|\beuros?\b/iu.test(target)
        ? target.replace(/€/g, '$').replace(/\beuros?\b/giu, 'dollars')
        : undefined,
    ),
  },
  {
    name: 'a currency lost',
    reason: 'currency',
    plant: onTarget((target, source) =>
      /\d\s?(?:€|Euro|Dollar)/u.test(source)
        ? target.replace(/[€$]|\b(?:euros?|(?:US )?dollars?)\b/giu, '')
        : undefined,
    ),
  },
  { name: 'percent lost', reason: 'percent', plant: swap(/\s?(?:%|\bper ?cent\b)/gu, '') },
  {
    name: 'another unit',
    reason: 'units',
    plant: swap(
      /(?<=\d )(?:kilomet(?:er|re)s?|met(?:er|re)s?|tons|lit(?:er|re)s|hours|minutes|days)\b/gu,
      'Kelvin',
    ),
  },
  {
    name: 'miles for kilometres',
    reason: 'units',
    plant: swap(/(?<=\d )(?:kilomet(?:er|re)s?|km)\b(?! (?:per|an)\b|\/)/gu, 'miles'),
  },
  {
    name: 'a negation dropped',
    reason: 'negation',
    plant: onTarget((target, source) =>
      /(?<!\p{L})(?:nicht|kein\p{L}*|nie)(?!\p{L})/iu.test(source)
        ? target.replace(/\b(?:not|never|no)\b |(?<=\w)n['’]t\b/u, '')
        : undefined,
    ),
  },
  {
    name: 'a name respelt',
    reason: 'name-respelt',
    plant: onTarget((target, source) => {
      const kept = target.match(NAME)?.find((name) => source.includes(name));
      return (
        kept &&
        target.replaceAll(
          kept,
          kept.replace(INNER, (letter) => OTHER[letter] ?? letter),
        )
      );
    }),
  },
  { name: 'a quotation mark lost', reason: 'quotes', plant: swap(/["“”]/u, '') },
  {
    name: 'speech unquoted',
    reason: 'quotes',
    plant: onTarget((target) =>
      /["“][^"“”]*(?:\s\S+){6,}["”]/u.test(target) ? target.replace(/["“”]/gu, '') : undefined,
    ),
  },
  {
    name: 'a loop at the end',
    reason: 'repetition',
    plant: onTarget((target) => `${target} ${`${target.split(' ').slice(-3).join(' ')} `.repeat(6)}`),
  },
  {
    name: 'one word over and over',
    reason: 'repetition',
    plant: onTarget((target) => `${target} ${'the '.repeat(12)}`),
  },
  {
    name: 'half of it lost',
    reason: 'length',
    plant: onTarget((target) => (long(target) ? target.slice(0, target.length / 2) : undefined)),
  },
  {
    name: 'the last sentence lost',
    reason: 'length',
    plant: onTarget((target) => /^.{40,}[.!?]["”]? (?=[A-Z])/u.exec(target)?.[0].trimEnd()),
  },
  {
    name: 'three quarters lost',
    reason: 'length',
    plant: onTarget((target) => (long(target) ? target.slice(0, target.length / 4) : undefined)),
  },
  {
    name: 'source echoed',
    reason: 'echo',
    plant: ({ source }) => (source.split(' ').length >= 5 ? { source, target: source } : undefined),
  },
  {
    name: 'second half in German',
    reason: 'german-left',
    plant: ({ source, target }) =>
      long(source) ? { source, target: half(target, 0) + half(source, 1) } : undefined,
  },
  {
    name: 'six German words left',
    reason: 'german-left',
    plant: ({ source, target }) =>
      long(source)
        ? {
            source,
            target: `${half(target, 0)} ${source.split(' ').slice(2, 8).join(' ')} ${half(target, 1)}`,
          }
        : undefined,
  },
  {
    name: 'in French',
    reason: 'language',
    plant: ({ source }) => (long(source) ? { source, target: FRENCH.slice(0, source.length) } : undefined),
  },
  {
    name: 'in Chinese',
    reason: 'language',
    plant: ({ source }) =>
      long(source) ? { source, target: '这是一个翻译得不对的句子，因为它是用另一种语言写的。' } : undefined,
  },
  {
    name: 'chatter before',
    reason: 'chatter',
    plant: onTarget((target) => `Sure! Here is the English translation:\n\n${target}`),
  },
  {
    name: 'chatter after',
    reason: 'chatter',
    plant: onTarget((target) => `${target}\n\nNote: I kept the original names in this translation.`),
  },
  {
    name: 'refusal',
    reason: 'chatter',
    plant: ({ source }) => ({ source, target: "I'm sorry, but I can't help with translating this text." }),
  },
  {
    name: 'another address',
    reason: 'urls',
    plant: ({ source, target }) => ({
      source: `${source} (https://example.org/a_b?c=d)`,
      target: `${target} (https://example.org/a b?c=d)`,
    }),
  },
  {
    name: 'a placeholder translated',
    reason: 'placeholders',
    plant: ({ source, target }) => ({ source: `${source} {benutzer}`, target: `${target} {user}` }),
  },
  {
    name: 'an identifier changed',
    reason: 'code',
    plant: ({ source, target }) => ({
      source: `${source} (CVE-2024-12345)`,
      target: `${target} (CVE 2024 12345)`,
    }),
  },
  ...(
    [
      ['number', 'numbers', 'Es waren 47.113 Stück.'],
      ['date', 'numbers', 'Das war am 27. Februar 1687.'],
      ['address', 'urls', 'Siehe https://example.org/a_b?c=d dazu.'],
      ['piece of code', 'code', 'Das Feld user_id_77 fehlt.'],
    ] as const
  ).map(
    ([what, reason, sentence]): Plant => ({
      name: `a planted ${what} lost`,
      reason,
      plant: ({ source, target }) => ({ source: `${source} ${sentence}`, target }),
    }),
  ),
  { name: 'nothing but marks', reason: 'empty', plant: ({ source }) => ({ source, target: '…' }) },
];

const FRENCH =
  "Voici une phrase qui est écrite dans une langue que personne ici n'a demandée, et elle continue encore un peu pour que sa longueur soit celle du texte original, avec des mots tels que maison, voiture, demain et toujours, afin que les contrôles puissent la reconnaître sans difficulté.";

function half(text: string, which: 0 | 1): string {
  const list = text.split(' ');
  const middle = Math.ceil(list.length / 2);
  return (which === 0 ? list.slice(0, middle) : ['', ...list.slice(middle)]).join(' ');
}
