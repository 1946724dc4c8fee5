import type { SegmentKind } from '../../types.ts';
import { alignSentences } from './align.ts';
import { type Check, sentences } from './check.ts';

/**
 * How many times as long as the German an English text may be, by the length of the German in characters.
 * Of 3,700 human translations of at least 60 characters all are within 0.37 and 1.7, 99.8 % above 0.55.
 * Headings and cells are telegrams in one language and sentences in the other.
 */
const BOUNDS: readonly { from: number; lowest: number; headline: number; highest: number }[] = [
  { from: 100, lowest: 0.5, headline: 0.4, highest: 2 },
  { from: 60, lowest: 0.42, headline: 0.33, highest: 2.2 },
  { from: 30, lowest: 0.35, headline: 0.25, highest: 3 },
  { from: 0, lowest: 0, headline: 0, highest: 3 },
];
/** A text may grow by this much before it is too long: short ones vary too much. */
const ROOM = 60;
const TELEGRAMS: ReadonlySet<SegmentKind> = new Set(['title', 'heading', 'table-cell', 'meta']);

export const lengthRatio: Check = {
  reason: 'length',
  description: 'The translation is far too short or too long for its source, or breaks off before its end.',
  severity: 'fail',
  fails({ kind, source, target }) {
    const [german, english] = [source.trim(), target.trim()];
    const [from, to] = [german.length, english.length];
    const bounds = BOUNDS.find((bound) => from >= bound.from);
    if (!bounds) return false;
    if (to > from * bounds.highest + ROOM) return true;
    const isTelegram = TELEGRAMS.has(kind);
    if (to < from * (isTelegram ? bounds.headline : bounds.lowest)) return true;
    return !isTelegram && from >= MIN_CUT && isCut(german, english);
  },
};

/** Shorter ones vary too much: `Zusammenfassung:` is a `Summary`. */
const MIN_CUT = 50;
/** Of a sentence that has no end, so much at most is left. */
const BROKEN_OFF = 0.6;
const ENDED = /[.!?]["”“»«’'‘)\]]{0,3}$/u;
const OPEN_END = /[\p{L}\p{M}\p{N},;–—-]$/u;
/** Of a text with fewer sentences than its source: people join sentences, but leave nothing out. */
const SENTENCE_LOST = 0.65;
/** Shorter ones may have gone into another: `Mehr nicht.` */
const MIN_SENTENCE = 30;

function isCut(source: string, target: string): boolean {
  const share = target.length / source.length;
  if (share < BROKEN_OFF && ENDED.test(source) && OPEN_END.test(target)) return true;
  if (sentences(target).length >= sentences(source).length) return false;
  return share < SENTENCE_LOST || hasUnsaid(source, target);
}

/** A sentence of the source that fits to none of the translation. */
function hasUnsaid(source: string, target: string): boolean {
  return alignSentences(source, target).some(
    (bead) => bead.target === '' && bead.source.length >= MIN_SENTENCE,
  );
}
