import { distance } from 'fastest-levenshtein';
import type { Check } from './check.ts';
import { isGermanNoun } from './german-nouns.ts';

/** A word that may be a name; shorter ones are like too many others, and parts of compounds are translated. */
const CAPITALISED = /(?<![\p{L}\p{N}_-])\p{Lu}\p{L}{5,40}(?![\p{L}\p{N}_-])/gu;
/** German words that are a letter away from English ones. */
const COGNATES = /^(?:garten|silber|seiten?|sprung|woche)/iu;

/**
 * A name that came back a letter off: `Norderau` as `Northerau`. Other alphabets and languages spell names by other
 * vowels and endings (`Moskau`, `Teheran`, `Libyen`), so only consonants before the last one count, and those that
 * are the same sound do not (`Borissow`, `Erdoğan`).
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
  if (lost.length === 0) return [];
  const made = namesOnlyIn(target, source);
  return lost.filter((name) => made.some((other) => isRespelt(name, other)));
}

/** Without the ending of a genitive, which the other text may lack. */
function namesOnlyIn(text: string, other: string): string[] {
  const there = other.toLowerCase();
  const names = new Set(text.match(CAPITALISED));
  return [...names].filter((name) => !there.includes(name.toLowerCase().replace(/s$/u, '')));
}

function isRespelt(name: string, other: string): boolean {
  if (name[0] !== other[0] || Math.abs(name.length - other.length) > 2) return false;
  const [left, right] = [soundOf(name), soundOf(other)];
  if (distance(left, right) !== 1) return false;
  const [consonants, others] = [consonantsOf(left), consonantsOf(right)];
  const inside = Math.min(consonants.length, others.length) - 1;
  return inside >= 2 && consonants.slice(0, inside) !== others.slice(0, inside);
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
  return sound.replace(/[aeiouyjh]/gu, '').replace(/(.)\1+/gu, '$1');
}
