/**
 * Abbreviations that the model misreads, or leaves as they are, in full: `max.` became a minimum, `bzw.` an "and", `mind.`
 * nothing. What it reads well (`z. B.`, `d. h.`, `ca.`, `usw.`) and what has several meanings is not here: `Max.` may be
 * a name, `Lt.` an officer, `S. O.` somebody's initials.
 */
import { isGermanNoun } from '../segments/checks/german-nouns.ts';
import { pointAt } from '../segments/numbers/german-dates.ts';

/** Without spaces and the last point. */
const WORDS: Readonly<Record<string, string>> = {
  abzgl: 'abzüglich',
  bspw: 'beispielsweise',
  Bspw: 'Beispielsweise',
  bzgl: 'bezüglich',
  Bzgl: 'Bezüglich',
  bzw: 'beziehungsweise',
  einschl: 'einschließlich',
  eventl: 'eventuell',
  evtl: 'eventuell',
  Evtl: 'Eventuell',
  exkl: 'ohne',
  Fa: 'Firma',
  gem: 'gemäß',
  inkl: 'inklusive',
  Inkl: 'Inklusive',
  insb: 'insbesondere',
  Insb: 'Insbesondere',
  insbes: 'insbesondere',
  lt: 'laut',
  max: 'maximal',
  mind: 'mindestens',
  sog: 'sogenannte',
  vgl: 'siehe',
  Vgl: 'Siehe',
  zzgl: 'zuzüglich',
};
const PHRASES: Readonly<Record<string, string>> = {
  'i.d.R': 'in der Regel',
  'I.d.R': 'In der Regel',
  'i.H.v': 'in Höhe von',
  'm.E': 'meines Erachtens',
  'o.Ä': 'oder Ähnliches',
  'o.ä': 'oder Ähnliches',
  'p.a': 'pro Jahr',
  's.o': 'siehe oben',
  's.u': 'siehe unten',
  'u.U': 'unter Umständen',
  'u.Ä': 'und Ähnliches',
  'u.ä': 'und Ähnliches',
  'v.H': 'Prozent',
  'v.a': 'vor allem',
  'V.a': 'Vor allem',
  'z.T': 'zum Teil',
  'Z.T': 'Zum Teil',
  'z.Zt': 'zurzeit',
};
const BEFORE_NUMBER: Readonly<Record<string, string>> = {
  Abb: 'Abbildung',
  Kap: 'Kapitel',
  Max: 'Maximal',
  Mind: 'Mindestens',
  S: 'Seite',
  Tab: 'Tabelle',
  rd: 'rund',
};

const SPACE = '[ \\u00a0\\u202f]';
const anyOf = (words: object): string => `(?:${Object.keys(words).join('|')})`;
/** Not the end of an address, nor of another abbreviation. */
const START = '(?<![\\p{L}\\p{N}.])';
const WORD = new RegExp(`${START}${anyOf(WORDS)}\\.(?![\\p{L}\\p{N}])`, 'gu');
/** Of more letters it is another: `i. V. m.` */
const PHRASE = new RegExp(
  `${START}${anyOf(PHRASES).replaceAll('.', `\\.${SPACE}?`)}\\.(?!${SPACE}?\\p{L}\\.)(?![\\p{L}\\p{N}])`,
  'gu',
);
/** `Abs. 2 S. 1` is a sentence of a law. */
const NUMBERED = new RegExp(
  `${START}(?<!(?:Abs\\.?|Absatz|§)${SPACE}?\\d+[a-z]?${SPACE}?)(${anyOf(BEFORE_NUMBER)})\\.${SPACE}?(?=\\d)`,
  'gu',
);
/** `s. Abb. 3` */
const SEE = new RegExp(`${START}s\\.${SPACE}?(?=${anyOf(BEFORE_NUMBER)}\\.${SPACE}?\\d)`, 'gu');
/** `Lt. Polizei`; before a name it may be an officer. */
const ACCORDING_TO = new RegExp(`${START}Lt\\.${SPACE}(?=(\\p{L}[\\p{L}-]*))`, 'gu');

export function spellOutAbbreviations(text: string): string {
  if (!text.includes('.')) return text;
  return text
    .replace(ACCORDING_TO, (whole, word: string) =>
      /^\p{Ll}/u.test(word) || isGermanNoun(word) ? 'Laut ' : whole,
    )
    .replace(SEE, 'siehe ')
    .replace(NUMBERED, (_, word: string) => `${BEFORE_NUMBER[word]} `)
    .replace(PHRASE, inFull)
    .replace(WORD, inFull);
}

function inFull(abbreviation: string, offset: number, text: string): string {
  const key = abbreviation.replace(/\s/g, '').slice(0, -1);
  const full = WORDS[key] ?? PHRASES[key] ?? abbreviation;
  return full + pointAt(text, offset + abbreviation.length);
}
