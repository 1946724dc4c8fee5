/** Which sentences of a translation say which of its source, by their lengths and by the words that both have. */
import { sentences } from './check.ts';

/** Sentences that belong together; one side is empty where the other has no counterpart. */
export interface Bead {
  source: string;
  target: string;
}

/** How many sentences of either side may belong together, and what that costs: the rarer, the more. */
const STEPS: readonly (readonly [from: number, to: number, cost: number])[] = [
  [1, 1, 0],
  [1, 2, 2.3],
  [2, 1, 2.3],
  [2, 2, 4.4],
  [1, 3, 5],
  [3, 1, 5],
  [1, 0, 4.5],
  [0, 1, 4.5],
];
/** By how much lengths vary, in characters: Gale and Church's constant. */
const VARIANCE = 6.8;
/** What a word that both have is worth; of many the rest says nothing new. */
const ANCHOR = 1.5;
const MOST_ANCHORS = 4;
/** Longer texts are one bead: no paragraph has so many sentences, and the work grows with their product. */
const MOST_CELLS = 10_000;
/** Letters by which names and loan words are the same in both languages. */
const STEM = 5;

/** The cheapest way through both texts (Gale and Church, 1993), with words that both have as a second sign. */
export function alignSentences(source: string, target: string): Bead[] {
  const [german, english] = [sentences(source), sentences(target)];
  if (german.length === 1 || english.length === 1) return [{ source, target }];
  if (german.length * english.length > MOST_CELLS) return [{ source, target }];
  const distance = distances(german, english);
  const width = english.length + 1;
  const costs = new Array<number>((german.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const steps: (readonly [number, number])[] = new Array(costs.length);
  costs[0] = 0;
  for (let at = 0; at < costs.length; at++) {
    const [from, to] = [Math.floor(at / width), at % width];
    for (const [left, right, cost] of STEPS) {
      if (from + left > german.length || to + right > english.length) continue;
      const next = at + left * width + right;
      const sum = (costs[at] as number) + cost + distance(from, left, to, right);
      if (sum >= (costs[next] as number)) continue;
      costs[next] = sum;
      steps[next] = [left, right];
    }
  }
  return walkBack(german, english, steps);
}

function walkBack(
  german: readonly string[],
  english: readonly string[],
  steps: readonly (readonly [number, number])[],
): Bead[] {
  const beads: Bead[] = [];
  let [from, to] = [german.length, english.length];
  while (from > 0 || to > 0) {
    const [left, right] = steps[from * (english.length + 1) + to] as readonly [number, number];
    beads.unshift({
      source: german.slice(from - left, from).join(' '),
      target: english.slice(to - right, to).join(' '),
    });
    from -= left;
    to -= right;
  }
  return beads;
}

type Distance = (from: number, left: number, to: number, right: number) => number;

/** How unlike so many sentences from here are to so many from there. */
function distances(german: readonly string[], english: readonly string[]): Distance {
  const [before, after] = [lengthsUpTo(german), lengthsUpTo(english)];
  const words = english.map(anchors);
  const shared = german.map((sentence) => {
    const own = [...anchors(sentence)];
    return words.map((theirs) => own.filter((word) => theirs.has(word)).length);
  });
  return (from, left, to, right) => {
    if (left === 0 || right === 0) return 0;
    const length = (before[from + left] as number) - (before[from] as number);
    const other = (after[to + right] as number) - (after[to] as number);
    const deviation = (other - length) / Math.sqrt(((length + other) / 2) * VARIANCE);
    let same = 0;
    for (let row = from; row < from + left; row++)
      for (let column = to; column < to + right; column++) same += shared[row]?.[column] ?? 0;
    return (deviation * deviation) / 2 - ANCHOR * Math.min(same, MOST_ANCHORS);
  };
}

/** Of the first none, one, two … sentences. */
function lengthsUpTo(list: readonly string[]): number[] {
  let sum = 0;
  return [0, ...list.map(({ length }) => (sum += length))];
}

/** Numbers, and words by their beginnings. */
function anchors(sentence: string): ReadonlySet<string> {
  return new Set((sentence.match(/\d+|[A-Z][a-z]{3,}/g) ?? []).map((word) => word.slice(0, STEM)));
}
