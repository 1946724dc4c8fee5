/** The learned judge of text blocks: logistic passes over `features.ts`, each later one with the neighbours' verdicts of the one before. */

import { readFileSync } from 'node:fs';
import { packagePath } from '../../../package-root.ts';
import { FEATURE_COUNT, featuresOf, SECOND_COUNT, secondFeatures, type TextBlock } from './features.ts';

/** Weights, the last of each list being the bias. `tests/eval/text-blocks/train.ts` writes them. */
export interface TextModel {
  /** Raised by every training that changes verdicts; part of fingerprints by the stage's version. */
  version: number;
  first: number[];
  /** One list a later pass. */
  later: number[][];
}

let shipped: TextModel | undefined;

/** The model that comes with the program; read once. */
export function shippedTextModel(): TextModel {
  shipped ??= JSON.parse(readFileSync(packagePath('models/cleaning/text-blocks.json'), 'utf8')) as TextModel;
  return shipped;
}

/** For each block how likely it is content, 0..1. Throws when the model was trained for other features. */
export function judgeBlocks(blocks: readonly TextBlock[], model: TextModel): number[] {
  if (
    model.first.length !== FEATURE_COUNT + 1 ||
    model.later.some((weights) => weights.length !== SECOND_COUNT + 1)
  ) {
    throw new Error('text model: trained for other features; train it again');
  }
  const rows = featuresOf(blocks);
  const first = rows.map((row) => logistic(row, model.first));
  return model.later.reduce(
    (before, weights) => secondFeatures(rows, blocks, before).map((row) => logistic(row, weights)),
    first,
  );
}

/** The probability (0..1) of a row; `weights` is one longer, its last being the bias. */
export function logistic(row: Float64Array, weights: ArrayLike<number>): number {
  let sum = weights[row.length] ?? 0;
  for (let index = 0; index < row.length; index += 1) sum += (row[index] ?? 0) * (weights[index] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
