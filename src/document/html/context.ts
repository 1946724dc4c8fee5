/** What a first look at all blocks says of each: how its neighbours, its section and its likes were judged. */
import type { Block } from './blocks.ts';
import { signatureOf } from './features/mass.ts';
import { HOLDER_FEATURES, holderFeatures } from './holder.ts';

const OFFSETS = [-3, -2, -1, 1, 2, 3];
/** Blocks before and after that are taken together. */
const WINDOW = 10;
const FARTHEST = 99;
/** What the first look would keep. */
const KEPT = 0.5;

export const CONTEXT_FEATURES: readonly string[] = [
  'verdict',
  ...OFFSETS.map((offset) => `verdict${offset}`),
  'verdictAround1',
  'verdictAround2',
  'verdictAround3',
  'verdictOfKind',
  'verdictInSection',
  'verdictBefore',
  'verdictAfter',
  'keptBefore',
  'keptAfter',
  'keptOfPage',
  'toKeptBefore',
  'toKeptAfter',
  ...HOLDER_FEATURES,
];

/** Answers the row of a block by its place; `scores` are 0..1. A mean leaves the block itself out and is -1 where it is alone. */
export function contextFeatures(
  blocks: readonly Block[],
  scores: readonly number[],
): (index: number) => number[] {
  const weights = blocks.map(({ text }) => Math.sqrt(text.length));
  const around = [2, 3, 4].map((level) =>
    meansOfOthers(
      blocks.map(({ path }) => path.at(-level)),
      scores,
      weights,
    ),
  );
  const ofKind = meansOfOthers(blocks.map(signatureOf), scores, weights);
  const inSection = meansOfOthers(sectionsOf(blocks), scores, weights);
  const windows = windowsOf(scores, weights);
  const kept = keptOf(blocks, scores);
  const holder = holderFeatures(blocks, scores);
  return (index) => [
    scores[index] as number,
    ...OFFSETS.map((offset) => scores[index + offset] ?? -1),
    ...around.map((means) => means[index] as number),
    ofKind[index] as number,
    inSection[index] as number,
    ...windows(index),
    ...(kept[index] as number[]),
    ...holder(index),
  ];
}

/** For each block, the weighted mean of the scores of all others that have its key. */
function meansOfOthers(
  keys: readonly unknown[],
  scores: readonly number[],
  weights: readonly number[],
): number[] {
  const sums = new Map<unknown, { score: number; weight: number }>();
  for (const [index, key] of keys.entries()) {
    const sum = sums.get(key) ?? { score: 0, weight: 0 };
    sum.score += (scores[index] as number) * (weights[index] as number);
    sum.weight += weights[index] as number;
    sums.set(key, sum);
  }
  return keys.map((key, index) => {
    const sum = sums.get(key) as { score: number; weight: number };
    const weight = sum.weight - (weights[index] as number);
    return weight < 1e-6 ? -1 : (sum.score - (scores[index] as number) * (weights[index] as number)) / weight;
  });
}

/** A heading and what follows it up to the next are one section. */
function sectionsOf(blocks: readonly Block[]): number[] {
  let section = 0;
  return blocks.map(({ name }) => (/^h[1-6]$/.test(name) ? ++section : section));
}

/** Answers the means of the blocks before and after one. */
function windowsOf(scores: readonly number[], weights: readonly number[]): (index: number) => number[] {
  const sums = [0];
  const totals = [0];
  for (const [index, score] of scores.entries()) {
    const weight = weights[index] as number;
    sums.push((sums[index] as number) + score * weight);
    totals.push((totals[index] as number) + weight);
  }
  const mean = (from: number, to: number) => {
    const weight = (totals[to] as number) - (totals[from] as number);
    return weight > 0 ? ((sums[to] as number) - (sums[from] as number)) / weight : -1;
  };
  return (index) => [
    mean(Math.max(0, index - WINDOW), index),
    mean(index + 1, Math.min(scores.length, index + 1 + WINDOW)),
  ];
}

/** Shares of the kept text before and after, and of the page; steps to the nearest kept blocks. */
function keptOf(blocks: readonly Block[], scores: readonly number[]): number[][] {
  const lengths = blocks.map(({ text }, index) => ((scores[index] as number) > KEPT ? text.length : 0));
  const kept = Math.max(1, sumOf(lengths));
  const share = kept / Math.max(1, sumOf(blocks.map(({ text }) => text.length)));
  const back = stepsSince(lengths);
  const on = stepsSince(lengths.toReversed()).reverse();
  let before = 0;
  return lengths.map((length, index) => {
    const row = [
      before / kept,
      (kept - before - length) / kept,
      share,
      back[index] as number,
      on[index] as number,
    ];
    before += length;
    return row;
  });
}

function stepsSince(lengths: readonly number[]): number[] {
  let steps = FARTHEST;
  return lengths.map((length) => {
    const own = steps;
    steps = length > 0 ? 1 : Math.min(FARTHEST, steps + 1);
    return own;
  });
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
