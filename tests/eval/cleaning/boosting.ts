/**
 * Gradient-boosted trees for two classes, grown leaf by leaf over histograms: enough for some hundred thousand
 * rows in a minute, and the same trees for the same rows every time.
 */
import type { Forest, Tree } from '../../../src/document/html/forest.ts';
import { createRandom } from '../random.ts';

/** The rows in columns of bins; made once for many trainings on parts of the same rows. */
export interface Columns {
  /** By feature: the bin of every row. */
  bins: Uint8Array[];
  /** By feature: a row is in bin b when its value is <= edges[b] and > edges[b - 1]. */
  edges: number[][];
}

export interface TrainingSet {
  columns: Columns;
  /** By row: 0..1; how much of the block is content. */
  labels: ArrayLike<number>;
  weights: ArrayLike<number>;
  /** The rows that are trained on. */
  members: Uint32Array;
}

export interface BoostingOptions {
  trees: number;
  learningRate: number;
  maxLeaves: number;
  /** Pulls leaves towards 0, in units of summed second derivatives. */
  lambda: number;
  minRowsPerLeaf: number;
  /** Share of the features that a tree may use. */
  featureShare: number;
  seed: number;
}

export const DEFAULTS: BoostingOptions = {
  trees: 200,
  learningRate: 0.07,
  maxLeaves: 18,
  lambda: 5,
  minRowsPerLeaf: 30,
  featureShare: 0.15,
  seed: 7,
};

const MAX_BINS = 48;

/** A forest over the columns of the set; their names are for the caller to add. */
export function train(set: TrainingSet, options: BoostingOptions = DEFAULTS): Omit<Forest, 'features'> {
  const { columns, labels, weights, members } = set;
  const count = labels.length;
  const random = createRandom(options.seed);
  let positive = 0;
  let total = 0;
  for (const row of members) {
    positive += (weights[row] ?? 0) * (labels[row] ?? 0);
    total += weights[row] ?? 0;
  }
  const bias = Math.log(positive / (total - positive));
  const scores = new Float64Array(count).fill(bias);
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const trees: Tree[] = [];
  for (let round = 0; round < options.trees; round++) {
    for (const row of members) {
      const guess = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const weight = weights[row] ?? 0;
      gradients[row] = weight * (guess - (labels[row] ?? 0));
      hessians[row] = weight * guess * (1 - guess);
    }
    const usable = columns.bins.map((_, index) => index).filter(() => random() < options.featureShare);
    trees.push(grow({ columns, members, gradients, hessians, usable, options, scores }));
  }
  return { bias: round(bias), trees };
}

interface Growing {
  columns: Columns;
  members: Uint32Array;
  gradients: Float64Array;
  hessians: Float64Array;
  usable: readonly number[];
  options: BoostingOptions;
  scores: Float64Array;
}

interface Leaf {
  node: number;
  rows: Uint32Array;
  gradient: number;
  hessian: number;
  histogram: Float64Array;
  split: Split | undefined;
}

interface Split {
  gain: number;
  feature: number;
  bin: number;
}

function grow(growing: Growing): Tree {
  const { options, columns, members } = growing;
  const tree: Tree = { feature: [-1], threshold: [0], left: [0], right: [0], value: [0] };
  const leaves: Leaf[] = [makeLeaf(0, members, histogramOf(members, growing), growing)];
  while (leaves.length < options.maxLeaves) {
    const best = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (!best.split) break;
    const { feature, bin } = best.split;
    const column = columns.bins[feature] as Uint8Array;
    const leftRows = best.rows.filter((row) => (column[row] as number) <= bin);
    const rightRows = best.rows.filter((row) => (column[row] as number) > bin);
    const [left, right] = [tree.feature.length, tree.feature.length + 1];
    tree.feature[best.node] = feature;
    tree.threshold[best.node] = columns.edges[feature]?.[bin] ?? 0;
    tree.left[best.node] = left;
    tree.right[best.node] = right;
    for (const list of [tree.threshold, tree.left, tree.right, tree.value]) list.push(0, 0);
    tree.feature.push(-1, -1);
    const isLeftSmaller = leftRows.length < rightRows.length;
    const small = histogramOf(isLeftSmaller ? leftRows : rightRows, growing);
    const large = best.histogram.map((value, index) => value - (small[index] as number));
    leaves.splice(leaves.indexOf(best), 1);
    leaves.push(makeLeaf(left, leftRows, isLeftSmaller ? small : large, growing));
    leaves.push(makeLeaf(right, rightRows, isLeftSmaller ? large : small, growing));
  }
  const counts: number[] = [];
  for (const leaf of leaves) {
    const value = round((-options.learningRate * leaf.gradient) / (leaf.hessian + options.lambda));
    tree.value[leaf.node] = value;
    counts[leaf.node] = leaf.rows.length;
    for (const row of leaf.rows) growing.scores[row] = (growing.scores[row] as number) + value;
  }
  addMeans(tree, counts);
  return tree;
}

/** What the rows of an inner node come to on average; children stand after their parents. */
function addMeans(tree: Tree, counts: number[]): void {
  for (let node = tree.feature.length - 1; node >= 0; node--) {
    if (tree.feature[node] === -1) continue;
    const [left, right] = [tree.left[node] as number, tree.right[node] as number];
    const [few, more] = [counts[left] as number, counts[right] as number];
    counts[node] = few + more;
    const sum = (tree.value[left] as number) * few + (tree.value[right] as number) * more;
    tree.value[node] = round(sum / (few + more));
  }
}

/** Per usable feature and bin: gradient, hessian, rows. */
function histogramOf(rows: Uint32Array, growing: Growing): Float64Array {
  const { columns, gradients, hessians, usable } = growing;
  const histogram = new Float64Array(usable.length * MAX_BINS * 3);
  for (let index = 0; index < usable.length; index++) {
    const column = columns.bins[usable[index] as number] as Uint8Array;
    const base = index * MAX_BINS * 3;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      const cell = base + (column[row] as number) * 3;
      histogram[cell] = (histogram[cell] as number) + (gradients[row] as number);
      histogram[cell + 1] = (histogram[cell + 1] as number) + (hessians[row] as number);
      histogram[cell + 2] = (histogram[cell + 2] as number) + 1;
    }
  }
  return histogram;
}

function makeLeaf(node: number, rows: Uint32Array, histogram: Float64Array, growing: Growing): Leaf {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += growing.gradients[row] as number;
    hessian += growing.hessians[row] as number;
  }
  const leaf: Leaf = { node, rows, gradient, hessian, histogram, split: undefined };
  if (rows.length >= 2 * growing.options.minRowsPerLeaf) leaf.split = bestSplit(leaf, growing);
  return leaf;
}

function bestSplit(leaf: Leaf, { usable, options }: Growing): Split | undefined {
  const worth = (gradient: number, hessian: number) => (gradient * gradient) / (hessian + options.lambda);
  const whole = worth(leaf.gradient, leaf.hessian);
  let best: Split | undefined;
  for (let index = 0; index < usable.length; index++) {
    let gradient = 0;
    let hessian = 0;
    let rows = 0;
    for (let bin = 0; bin < MAX_BINS - 1; bin++) {
      const cell = (index * MAX_BINS + bin) * 3;
      gradient += leaf.histogram[cell] as number;
      hessian += leaf.histogram[cell + 1] as number;
      rows += leaf.histogram[cell + 2] as number;
      if (rows < options.minRowsPerLeaf) continue;
      if (leaf.rows.length - rows < options.minRowsPerLeaf) break;
      const gain = worth(gradient, hessian) + worth(leaf.gradient - gradient, leaf.hessian - hessian) - whole;
      if (gain > (best?.gain ?? 1e-9)) best = { gain, feature: usable[index] as number, bin };
    }
  }
  return best;
}

/** Edges are rounded first and used rounded, so that the model's file says exactly what was trained. */
export function binColumns(rows: readonly ArrayLike<number>[], features: readonly number[]): Columns {
  const edges: number[][] = [];
  const bins: Uint8Array[] = [];
  for (const feature of features) {
    const values = Float64Array.from(rows, (row) => row[feature] ?? 0);
    const own = edgesOf(values);
    edges.push(own);
    bins.push(Uint8Array.from(values, (value) => binOf(own, value)));
  }
  return { bins, edges };
}

/** Half the edges part the rows evenly, half the distinct values: rare values matter too. */
function edgesOf(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  const edges = new Set<number>();
  for (const list of [sorted, distinct]) {
    const steps = Math.min(MAX_BINS / 2, list.length);
    for (let step = 1; step < steps; step++) {
      const at = Math.floor((step * list.length) / steps);
      edges.add(round(((list[at - 1] as number) + (list[at] as number)) / 2));
    }
  }
  return [...edges].sort((a, b) => a - b).slice(0, MAX_BINS - 1);
}

function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
