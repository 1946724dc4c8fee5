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
  const forest = pack(model.trees, columns);
  const score = (row: ArrayLike<number>) => 1 / (1 + Math.exp(-sumOfLeaves(forest, row, model.bias)));
  return { threshold: model.threshold, score, explain: (row, count) => explain(forest, row, count) };
}

/** All trees' nodes in one list each: blocks are many, and memory is what walking trees waits for. */
interface Forest {
  roots: Int32Array;
  /** Column of the row, -1 in a leaf. */
  feature: Int16Array;
  /** In a leaf its value. */
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  /** Mean of the leaves below, for `explain`. */
  mean: Float64Array;
}

function pack(trees: readonly Tree[], columns: readonly number[]): Forest {
  const sizes = trees.map(({ feature }) => feature.length);
  const roots = sizes.map((_, tree) => sizes.slice(0, tree).reduce((sum, size) => sum + size, 0));
  const all = (numbersOf: (tree: Tree, root: number) => number[]) =>
    trees.flatMap((tree, index) => numbersOf(tree, roots[index] as number));
  return {
    roots: Int32Array.from(roots),
    feature: Int16Array.from(
      all(({ feature }) => feature.map((own) => (own === -1 ? -1 : (columns[own] as number)))),
    ),
    threshold: Float64Array.from(
      all(({ feature, threshold, value }) =>
        threshold.map((own, node) => (feature[node] === -1 ? (value[node] as number) : own)),
      ),
    ),
    left: Int32Array.from(all(({ left }, root) => left.map((node) => root + node))),
    right: Int32Array.from(all(({ right }, root) => right.map((node) => root + node))),
    mean: Float64Array.from(all(meansOf)),
  };
}

function meansOf({ feature, left, right, value }: Tree): number[] {
  const mean = [...value];
  for (let node = mean.length - 1; node >= 0; node--) {
    if (feature[node] === -1) continue;
    mean[node] = ((mean[left[node] as number] as number) + (mean[right[node] as number] as number)) / 2;
  }
  return mean;
}

function sumOfLeaves(forest: Forest, row: ArrayLike<number>, bias: number): number {
  const { roots, feature, threshold } = forest;
  let sum = bias;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] as number;
    while (feature[node] !== -1) node = next(forest, node, row);
    sum += threshold[node] as number;
  }
  return sum;
}

function next({ feature, threshold, left, right }: Forest, node: number, row: ArrayLike<number>): number {
  const goesLeft = (row[feature[node] as number] as number) <= (threshold[node] as number);
  return (goesLeft ? left : right)[node] as number;
}

/** Walks every tree once more and gives each turn's change of the mean to the feature that decided it. */
function explain(
  forest: Forest,
  row: ArrayLike<number>,
  count: number,
): { feature: string; share: number }[] {
  const { mean } = forest;
  const shares = new Map<number, number>();
  for (const root of forest.roots) {
    let node = root;
    for (
      let feature = forest.feature[node] as number;
      feature !== -1;
      feature = forest.feature[node] as number
    ) {
      const below = next(forest, node, row);
      const change = (mean[below] as number) - (mean[node] as number);
      shares.set(feature, (shares.get(feature) ?? 0) + change);
      node = below;
    }
  }
  return [...shares]
    .map(([feature, share]) => ({ feature: FEATURES[feature] ?? '', share: Math.round(share * 100) / 100 }))
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, count);
}
