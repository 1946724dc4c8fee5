/** Names that an article keeps everywhere but in one place: there a translation has lost them. */
import type { Check } from './checks/index.ts';

/** Like the checks of one segment, but told from all of a document. */
export const nameLost: Omit<Check, 'fails'> = {
  reason: 'name-lost',
  description: 'A name that the rest of the article keeps is missing.',
  severity: 'fail',
};

/** `Altman`; not what a hyphen joins to other words, which English may take apart. */
const CAPITALISED = /(?<![\p{L}\p{N}_-])\p{Lu}[\p{L}]{3,40}(?![\p{L}\p{N}_-])/gu;
/** In so many segments a name must be kept before its absence says anything. */
const LEAST_KEPT = 3;
/** Of those that have it: more losses mean a word that has several translations. */
const KEPT_SHARE = 0.75;

/**
 * The names that segments lost, by their place; `least` and `share` say in how many of those that have it one must be
 * kept. A word counts as a name if translations keep it as it is and never have it in small letters, as they have every
 * noun that both languages share.
 */
export function lostNames(
  segments: readonly { source: string; target: string }[],
  { least = LEAST_KEPT, share = KEPT_SHARE } = {},
): Map<number, string[]> {
  const small = new Set(segments.flatMap(({ target }) => target.match(/(?<!\p{L})\p{Ll}\p{L}{3,}/gu) ?? []));
  const targets = segments.map(({ target }) => new Set(target.match(/\p{L}+/gu)));
  const places = new Map<string, number[]>();
  segments.forEach(({ source }, index) => {
    for (const name of new Set(source.match(CAPITALISED)))
      if (!small.has(name.toLowerCase())) places.set(name, [...(places.get(name) ?? []), index]);
  });
  const lost = new Map<number, string[]>();
  for (const [name, at] of places) {
    const without = at.filter((index) => !targets[index]?.has(name));
    const kept = at.length - without.length;
    if (kept < least || kept < share * at.length) continue;
    for (const index of without) lost.set(index, [...(lost.get(index) ?? []), name]);
  }
  return lost;
}
