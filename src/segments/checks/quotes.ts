import type { Check } from './check.ts';

/** A mark that stands twice (`""`) is an export's way to write it once. */
const MARK = /["„“”»«]+/gu;
const QUOTATION = /["„“»«][^"„“”»«]+["“”»«]/gu;
/** So many words are somebody's speech; titles and ironies may lose their marks. */
const SPEECH_WORDS = 5;
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
    return marks > 0 && shown === 0 && hasSpeech(source) && !SINGLE.test(target);
  },
};

function hasSpeech(text: string): boolean {
  return (text.match(QUOTATION) ?? []).some((quotation) => quotation.split(/\s+/u).length >= SPEECH_WORDS);
}
