/** Finds, for a paragraph, the few before it that may say the same, without looking at all of them. */
import { fnv1a } from '../../hash.ts';
import type { Words } from './compare.ts';

/**
 * Two repeats have 85 % of their word pairs in common, so of the pairs with the smallest hashes they almost surely
 * share one: with this many the chance to miss a repeat is below one in a thousand.
 */
const SKETCH_SIZE = 8;
/** Teasers are cut texts: they share their beginning with the whole. */
const OPENING_WORDS = 6;
/** Paragraphs made of the same phrases crowd under one key; of those the latest are looked at. */
const MAX_PER_KEY = 6;

export interface NearbyIndex<T> {
  add(item: T, words: Words): void;
  remove(item: T, words: Words): void;
  /** Items that share a key with these words, each once, in no order. */
  find(words: Words): Set<T>;
}

export function createNearbyIndex<T>(): NearbyIndex<T> {
  const byKey = new Map<string, T[]>();
  return {
    add(item, words) {
      for (const key of keysOf(words)) {
        const items = byKey.get(key);
        if (!items) byKey.set(key, [item]);
        else if (items.push(item) > MAX_PER_KEY) items.shift();
      }
    },
    remove(item, words) {
      for (const key of keysOf(words)) {
        const items = byKey.get(key) ?? [];
        const index = items.indexOf(item);
        if (index >= 0) items.splice(index, 1);
      }
    },
    find(words) {
      return new Set(keysOf(words).flatMap((key) => byKey.get(key) ?? []));
    },
  };
}

function keysOf({ all, pairs }: Words): string[] {
  const hashed = [...pairs].map((pair) => [fnv1a(pair), pair] as const);
  const smallest = hashed.sort(([a], [b]) => a - b).slice(0, SKETCH_SIZE);
  return [all.slice(0, OPENING_WORDS).join(' '), ...smallest.map(([, pair]) => `~${pair}`)];
}
