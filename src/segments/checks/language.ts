import { francAll } from 'franc';
import { type Check, words } from './check.ts';
import { ENGLISH_WORDS } from './english-words.ts';

/** Texts with fewer words may be all names. */
const MIN_WORDS = 8;
/** And titles lack the words that tell. */
const MIN_TITLE_WORDS = 10;
/** English sentences have about half of their words in the list; names and lists far less. */
const MIN_SHARE = 0.1;
/** Share of capitalised words from which on a text is a list of names. */
const MAX_NAMES = 0.5;
/** How far another language must be ahead of English, in franc's scale of 0 to 1. */
const MARGIN = 0.1;
const LIKELY = [
  'eng',
  'deu',
  'fra',
  'spa',
  'ita',
  'por',
  'nld',
  'dan',
  'swe',
  'nob',
  'pol',
  'ces',
  'ron',
  'tur',
];

/** The translation must be in Latin letters where the source is, and in English where that can be told. */
export const language: Check = {
  reason: 'language',
  description: 'The translation is in another language than English.',
  severity: 'fail',
  fails({ pair, kind, source, target }) {
    if (pair.target !== 'en') return false;
    if (foreignLetters(target) > foreignLetters(source) + 0.2) return true;
    const list = words(target.toLowerCase());
    const isTitle = kind === 'title' || kind === 'heading';
    if (list.length < (isTitle ? MIN_TITLE_WORDS : MIN_WORDS)) return false;
    const english = list.filter((word) => ENGLISH_WORDS.has(word)).length;
    if (english >= list.length * MIN_SHARE) return false;
    // A row of names or results has no language.
    const names = target.match(/(?<!\p{L})\p{Lu}[\p{L}\p{M}]*/gu)?.length ?? 0;
    if (names > list.length * MAX_NAMES || /\d/u.test(target)) return false;
    const scores = francAll(target, { only: LIKELY, minLength: 20 });
    const own = scores.find(([code]) => code === 'eng')?.[1] ?? 0;
    return (scores[0]?.[1] ?? 0) - own > MARGIN;
  },
};

/** Share of letters that are not Latin. */
function foreignLetters(text: string): number {
  if (!/[\u0370-\u1fff\u2e80-\uffff]/u.test(text)) return 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters === 0 ? 0 : (letters - latin) / letters;
}
