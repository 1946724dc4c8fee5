import type { Check } from './check.ts';

/** A mark that stands twice (`""`) is an export's way to write it once. */
const MARK = /["„“”»«]+/gu;
const QUOTATION = /["„“»«][^"„“”»«]+["“”»«]/gu;
/** So many words are somebody's speech; titles and ironies may lose their marks. */
const SPEECH_WORDS = 5;
/** Fewer are enough behind a colon or before `sagte`. */
const SAID_WORDS = 3;
const SAID = /^: ?|^.{0,2}, (?:so |sag|erklär|mein|beton|heißt|hieß|schr|frag|antwort|berichte)/u;
/** So much in several quotations has not lost all its marks on purpose, names that stayed as they are left out. */
const WORDS_IN_ALL = 3;
/** Quoted by single marks; apostrophes within are none. */
const SINGLE = /(?<!\p{L})['‘](?:[^'‘’]|(?<=\p{L})['’](?=\p{L}))+['’](?!\p{L})/u;

/** Every quotation mark must have its other half, and speech must stay quoted. */
export const quotes: Check = {
  reason: 'quotes',
  description: 'A quotation mark was lost, or speech is not quoted any more.',
  severity: 'warn',
  fails({ source, target }) {
    const marks = source.match(MARK)?.length ?? 0;
    const shown = target.match(MARK)?.length ?? 0;
    // A quotation that goes on in the next block has one half here and may have one there.
    if (marks % 2 === 1) return false;
    if (shown % 2 === 1) return true;
    return marks > 0 && shown === 0 && hasSpeech(source, target) && !SINGLE.test(target);
  },
};

function hasSpeech(text: string, target: string): boolean {
  let quoted = 0;
  for (const { 0: quotation, index } of text.matchAll(QUOTATION)) {
    const around = text.slice(Math.max(0, index - 2), index) + text.slice(index + quotation.length);
    const words = quotation.split(/\s+/u).length;
    if (words >= (SAID.test(around) ? SAID_WORDS : SPEECH_WORDS)) return true;
    if (!target.includes(quotation.slice(1, -1))) quoted += words;
  }
  return quoted >= WORDS_IN_ALL;
}
