import type { Check } from './check.ts';

const GERMAN = /\d\s?%|Prozent(?!\p{Ll})/u;
const GERMAN_ANY = /%|prozent|v\. ?H\.|vom Hundert|halb|hälfte|viertel|drittel|zehntel/iu;
const ENGLISH = /%|per\s?-?cent|\bpct\b|\d\s?p[cp]\b/iu;
/** What English may say instead. */
const FRACTION =
  /\b(?:half|halves|halved|doubled?|quarters?|thirds?|fifths?|tenths?|in (?:five|ten))\b|percentage|proportion/iu;

export const percent: Check = {
  reason: 'percent',
  description: 'A percentage is none any more, or something else became one.',
  severity: 'fail',
  fails({ source, target }) {
    if (GERMAN.test(source) && !ENGLISH.test(target)) return !FRACTION.test(target);
    return /\d\s?(?:%|per ?cent)/iu.test(target) && !GERMAN_ANY.test(source);
  },
};
