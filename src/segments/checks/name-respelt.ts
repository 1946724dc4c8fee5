import { distance } from 'fastest-levenshtein';
import { namePairs } from '../persons.ts';
import type { Check } from './check.ts';
import { isGermanNoun } from './german-nouns.ts';

/** A word that may be a name; shorter ones are like too many others, and parts of compounds are translated. */
const CAPITALISED = /(?<![\p{L}\p{N}_-])\p{Lu}\p{L}{5,40}(?![\p{L}\p{N}_-])/gu;
/** German words that are a letter away from English ones. */
const COGNATES = /^(?:garten|silber|seiten?|sprung|woche)/iu;

/**
 * A name that came back a letter off: `Norderau` as `Northerau`. Other alphabets and languages spell names by other
 * vowels and endings (`Moskau`, `Teheran`, `Libyen`), so only consonants before the last one count, and those that
 * are the same sound do not (`Borissow`, `Erdoğan`). Behind a first name that was kept, the last consonant counts too.
 */
export const nameRespelt: Check = {
  reason: 'name-respelt',
  description: 'A name is spelt otherwise than in the source.',
  severity: 'fail',
  fails: ({ source, target }) => respeltNames(source, target).length > 0,
};

/** The names of the source that came back so. */
export function respeltNames(source: string, target: string): string[] {
  const lost = namesOnlyIn(source, target).filter((name) => !isGermanNoun(name) && !COGNATES.test(name));
  const made = lost.length > 0 ? namesOnlyIn(target, source) : [];
  const words = lost.filter((name) => made.some((other) => isRespelt(name, other)));
  return [...new Set([...words, ...respeltPersons(source, target)])];
}

/** Last names behind a first one that was kept: they may be shorter. */
function respeltPersons(source: string, target: string): string[] {
  const own = namePairs(source);
  const lost = own.filter(({ last }) => isLost(last, target));
  if (lost.length === 0) return [];
  const made = new Map(namePairs(target).map(({ first, last }) => [first, last]));
  for (const { first, last } of own) if (made.get(first) === last) made.delete(first);
  return lost.flatMap(({ first, last }) => {
    const other = made.get(first);
    return other !== undefined && isRespeltPerson(last, other) ? [last] : [];
  });
}

/** Without the ending of a genitive, which the other text may lack. */
function namesOnlyIn(text: string, other: string): string[] {
  return [...new Set(text.match(CAPITALISED))].filter((name) => isLost(name, other));
}

function isLost(name: string, text: string): boolean {
  return !text.toLowerCase().includes(name.toLowerCase().replace(/s$/u, ''));
}

function isRespelt(name: string, other: string): boolean {
  if (isSlip(name, other)) return true;
  const [consonants, others] = consonantsOfNear(name, other);
  const inside = Math.min(consonants.length, others.length) - 1;
  return inside >= 2 && consonants.slice(0, inside) !== others.slice(0, inside);
}

/** Not where only an English plural or the end of a Slavic name is another. */
function isRespeltPerson(name: string, other: string): boolean {
  if (isSlip(name, other)) return true;
  const [consonants, others] = consonantsOfNear(name, other).map((some) => some.replace(/w$/u, ''));
  return consonants !== others && (!other.endsWith('s') || /[sß]$/u.test(name));
}

/** A letter doubled or an `ß` halved, which no other alphabet explains. */
function isSlip(name: string, other: string): boolean {
  if (name.includes('ß') && name.replace('ß', 's') === other) return true;
  return other.length === name.length + 1 && withoutDoubles(name) === withoutDoubles(other);
}

/** Of two names that are one sound apart; of others, none. */
function consonantsOfNear(name: string, other: string): [string, string] {
  if (name[0] !== other[0] || Math.abs(name.length - other.length) > 2) return ['', ''];
  const [left, right] = [soundOf(name), soundOf(other)];
  return distance(left, right) === 1 ? [consonantsOf(left), consonantsOf(right)] : ['', ''];
}

/** Letters that are the same sound in German, in English and in what both make of other alphabets. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ß/gu, 'ss'],
  [/tsch/gu, 'ch'],
  [/dsch/gu, 'j'],
  [/sch/gu, 'sh'],
  [/c(?=[eiy])|t?z|ts/gu, 's'],
  [/kh|ck|ch|qu|c/gu, 'k'],
  [/ph/gu, 'f'],
  [/th/gu, 't'],
  [/v/gu, 'w'],
  [/x/gu, 'ks'],
];

function soundOf(name: string): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return SOUNDS.reduce((text, [letters, sound]) => text.replace(letters, sound), plain);
}

/** Each once where it is doubled. */
function consonantsOf(sound: string): string {
  return withoutDoubles(sound.replace(/[aeiouyjh]/gu, ''));
}

function withoutDoubles(text: string): string {
  return text.replace(/(.)\1+/gu, '$1');
}
