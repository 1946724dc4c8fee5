import { alignSentences } from './align.ts';
import { type Check, count } from './check.ts';
import {
  COUNTERPARTS,
  ENGLISH_IMPLIED,
  ENGLISH_NO,
  GERMAN_NO,
  IDIOMS,
  LONE_AUXILIARY,
  WITHOUT,
} from './negation-words.ts';

/** In every German no, so that most texts cost one search. */
const HINT = /ni(?:cht|e|rgend)|kein|weder/iu;
/** `Ist das nicht schön?` may turn round; `Warum geht er nicht?` may not. */
const TURNS = /(?<!\p{L})nicht(?!\p{L}).*\?/iu;
const ASKS =
  /(?:^|[.,:;!?"„“»–-]\s*)(?:und |aber |doch )?(?:warum|was|wer|wen|wem|wann|wo|wie|wieso|weshalb|welche[nmrs]?)(?!\p{L}).*\?/iu;
/** How far from its German no an implied one may be, as a share of the sentence and in characters. */
const NEAR = 0.3;
const NEAR_CHARACTERS = 25;

/** A text that says no must still say no, as often, in one of the many ways English has: sentence by sentence. */
export const negation: Check = {
  reason: 'negation',
  description: 'The source says no, and the translation does not.',
  severity: 'fail',
  fails({ source, target }) {
    if (!HINT.test(source)) return false;
    return alignSentences(source, target).some((bead) => isLost(bead.source, bead.target));
  },
};

function isLost(source: string, target: string): boolean {
  const places = [...source.matchAll(GERMAN_NO)].map(({ index }) => index / source.length);
  let wanted = places.length;
  if (wanted === 0 || (TURNS.test(source) && !ASKS.test(source))) return false;
  let said = count(ENGLISH_NO, target);
  if (said >= wanted) said -= Math.min(count(WITHOUT, source), count(WITHOUT, target));
  if (said >= wanted) return false;
  if (LONE_AUXILIARY.test(target) && !source.includes('?')) return true;
  said += countImplied(source, target, places);
  for (const { german, english, rest } of IDIOMS) {
    if (said >= wanted) return false;
    if (english.test(target) && !rest?.test(target)) wanted -= count(german, source);
  }
  return said < wanted;
}

/** Words that hold a no, where the source says one and has no other word that they translate. */
function countImplied(source: string, target: string, places: readonly number[]): number {
  const near = Math.max(NEAR, NEAR_CHARACTERS / target.length);
  const found = [...target.matchAll(ENGLISH_IMPLIED)].filter(({ index }) =>
    places.some((place) => Math.abs(place - index / target.length) <= near),
  );
  if (found.length === 0) return 0;
  const others = COUNTERPARTS.filter(([german]) => german.test(source));
  return found.filter(([word]) => !others.some(([, english]) => english.test(word))).length;
}
