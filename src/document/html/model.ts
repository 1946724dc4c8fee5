/** The learned judge of blocks: boosted trees over `features.ts`, from a data file that `npm run eval -- train` writes. */

import { readFileSync } from 'node:fs';
import { packagePath } from '../../package-root.ts';
import { FEATURES } from './features.ts';

/** Nodes as parallel lists; node 0 is the root. `feature` indexes the model's `features`, -1 in a leaf. */
export interface Tree {
  feature: number[];
  /** A row goes left when its value is at most this. */
  threshold: number[];
  left: number[];
  right: number[];
  /** Added to the score when a row ends here. */
  value: number[];
}

export interface BlockModel {
  /** Raised by every training that changes what is kept. */
  version: number;
  /** Names of the features used; the order is that of the trees' indices. */
  features: string[];
  /** A block is kept when its probability is above this. */
  threshold: number;
  bias: number;
  trees: Tree[];
}

export interface Judge {
  threshold: number;
  /** 0..1 for a row of `featuresOf`. */
  score(row: ArrayLike<number>): number;
  /** What spoke most for and against it: features with their share of the score (log odds), strongest first. */
  explain(row: ArrayLike<number>, count: number): { feature: string; share: number }[];
}

let shipped: Judge | undefined;

/** The judge that is shipped with the program; read once. */
export function shippedJudge(): Judge {
  shipped ??= createJudge(JSON.parse(readFileSync(packagePath('models/cleaning/blocks.json'), 'utf8')));
  return shipped;
}

/** Throws when the model was trained for features that this program does not have. */
export function createJudge(model: BlockModel): Judge {
  const columns = model.features.map((name) => {
    const column = FEATURES.indexOf(name);
    if (column === -1) throw new Error(`block model: unknown feature ${name}; train it again`);
    return column;
  });
  const trees = model.trees.map((tree) => pack(tree, columns));
  const score = (row: ArrayLike<number>) => {
    let sum = model.bias;
    for (const tree of trees) sum += leafValue(tree, row);
    return 1 / (1 + Math.exp(-sum));
  };
  return { threshold: model.threshold, score, explain: (row, count) => explain(trees, row, count) };
}

interface PackedTree {
  feature: Int16Array;
  threshold: Float64Array;
  left: Uint8Array;
  right: Uint8Array;
  value: Float64Array;
  /** Mean of the leaves below, for `explain`. */
  mean: Float64Array;
}

function pack(tree: Tree, columns: readonly number[]): PackedTree {
  const mean = Float64Array.from(tree.value);
  for (let node = mean.length - 1; node >= 0; node--) {
    if (tree.feature[node] === -1) continue;
    mean[node] =
      ((mean[tree.left[node] as number] as number) + (mean[tree.right[node] as number] as number)) / 2;
  }
  return {
    feature: Int16Array.from(tree.feature, (feature) => (feature === -1 ? -1 : (columns[feature] as number))),
    threshold: Float64Array.from(tree.threshold),
    left: Uint8Array.from(tree.left),
    right: Uint8Array.from(tree.right),
    value: Float64Array.from(tree.value),
    mean,
  };
}

function leafValue(tree: PackedTree, row: ArrayLike<number>): number {
  let node = 0;
  for (let feature = tree.feature[0] as number; feature !== -1; feature = tree.feature[node] as number) {
    node =
      (row[feature] as number) <= (tree.threshold[node] as number)
        ? (tree.left[node] as number)
        : (tree.right[node] as number);
  }
  return tree.value[node] as number;
}

/** Walks every tree once more and gives each turn's change of the mean to the feature that decided it. */
function explain(
  trees: readonly PackedTree[],
  row: ArrayLike<number>,
  count: number,
): { feature: string; share: number }[] {
  const shares = new Map<number, number>();
  for (const tree of trees) {
    let node = 0;
    for (let feature = tree.feature[0] as number; feature !== -1; feature = tree.feature[node] as number) {
      const next = ((row[feature] as number) <= (tree.threshold[node] as number) ? tree.left : tree.right)[
        node
      ] as number;
      shares.set(
        feature,
        (shares.get(feature) ?? 0) + (tree.mean[next] as number) - (tree.mean[node] as number),
      );
      node = next;
    }
  }
  return [...shares]
    .map(([feature, share]) => ({ feature: FEATURES[feature] ?? '', share: Math.round(share * 100) / 100 }))
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, count);
}
