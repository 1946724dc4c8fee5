import { type Check, count, sentences } from './check.ts';
import { ANY_COUNTERPART, COUNTERPARTS, ENGLISH_NO, GERMAN_NO, IDIOMS } from './negation-words.ts';

/** In every German no, so that most texts cost one search. */
const HINT = /ni(?:cht|e|rgend)|kein|weder/iu;

/**
 * A text that says no must still say no, as often, in one of the many ways English has: sentence by sentence
 * where both have as many.
 */
export const negation: Check = {
  reason: 'negation',
  description: 'The source says no, and the translation does not.',
  severity: 'fail',
  fails({ source, target }) {
    if (!HINT.test(source)) return false;
    const [german, english] = [sentences(source), sentences(target)];
    if (german.length !== english.length) return isLost(source, target);
    return german.some((sentence, index) => isLost(sentence, english[index] ?? ''));
  },
};

function isLost(source: string, target: string): boolean {
  // Questions may turn round: `Ist das nicht schön?`
  if (source.includes('?')) return false;
  let wanted = count(GERMAN_NO, source);
  if (wanted === 0) return false;
  const all = count(ENGLISH_NO, target);
  const said = all < wanted ? all : all - ofOthers(source, target);
  for (const [german, english] of IDIOMS) {
    if (said >= wanted) return false;
    if (english.test(target)) wanted -= count(german, source);
  }
  return said < wanted;
}

/** English words of no that translate other German words than `nicht`. */
function ofOthers(source: string, target: string): number {
  if (target.search(ANY_COUNTERPART) === -1) return 0;
  return COUNTERPARTS.reduce((sum, [german, english]) => {
    const there = count(german, source);
    return there === 0 ? sum : sum + Math.min(there, count(english, target));
  }, 0);
}
