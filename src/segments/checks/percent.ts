import { type Check, count, sharing } from './check.ts';

const GERMAN = /\d\s?%|Prozent(?!\p{Ll})/gu;
/** What English says by a fraction because German does. */
const GERMAN_FRACTION = /hälfte|halb|halbier|quartal|viertel|dritte|drittel|fünftel|zehntel|doppel/giu;
const GERMAN_ANY = /%|prozent|v\. ?H\.|vom Hundert|halb|hälfte|viertel|drittel|zehntel/iu;
const ENGLISH = /%|per\s?-?cent(?!age\b(?! point))|\bpct\b|\d\s?p[cp]\b/giu;
const SHARING = sharing('%|per\\s?-?cent');
/** What English may say instead. */
const FRACTION =
  /\b(?:half|halves|halved|doubled?|quarters?|thirds?|fifths?|tenths?|in (?:five|ten)|fully|completely|entirely|whole|sure|absolutely)\b/giu;

export const percent: Check = {
  reason: 'percent',
  description: 'A percentage is none any more, or something else became one.',
  severity: 'fail',
  fails({ source, target }) {
    const lost = count(GERMAN, source) - count(ENGLISH, target) - count(SHARING, target);
    if (lost > 0) return Math.max(0, count(FRACTION, target) - count(GERMAN_FRACTION, source)) < lost;
    return /\d\s?(?:%|per ?cent)/iu.test(target) && !GERMAN_ANY.test(source);
  },
};
