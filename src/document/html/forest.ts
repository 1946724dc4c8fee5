/** Boosted trees: a score for a row of numbers, and what speaks for and against it. */

/** Nodes as parallel lists; node 0 is the root. `feature` indexes the forest's `features`, -1 in a leaf. */
export interface Tree {
  feature: number[];
  /** A row goes left when its value is at most this. */
  threshold: number[];
  left: number[];
  right: number[];
  /** In a leaf, what is added to the score when a row ends there; above, the mean of the rows that it was trained on. */
  value: number[];
}

/** As it stands in a model's file. */
export interface Forest {
  /** Names of the features used; the order is that of the trees' indices. */
  features: string[];
  bias: number;
  trees: Tree[];
}

interface PackedTree {
  feature: Int16Array;
  threshold: Float64Array;
  left: Uint8Array;
  right: Uint8Array;
  value: Float64Array;
}

export interface PackedForest {
  bias: number;
  trees: readonly PackedTree[];
}

/** Makes the forest read rows whose values stand in the order of `names`. Throws for a feature that is not among them. */
export function packForest(forest: Forest, names: readonly string[]): PackedForest {
  const columns = forest.features.map((name) => {
    const column = names.indexOf(name);
    if (column === -1) throw new Error(`block model: unknown feature ${name}; train it again`);
    return column;
  });
  return { bias: forest.bias, trees: forest.trees.map((tree) => pack(tree, columns)) };
}

function pack(tree: Tree, columns: readonly number[]): PackedTree {
  return {
    feature: Int16Array.from(tree.feature, (feature) => (feature === -1 ? -1 : (columns[feature] as number))),
    threshold: Float64Array.from(tree.threshold),
    left: Uint8Array.from(tree.left),
    right: Uint8Array.from(tree.right),
    value: Float64Array.from(tree.value),
  };
}

/** 0..1. */
export function scoreRow(forest: PackedForest, row: ArrayLike<number>): number {
  let sum = forest.bias;
  for (const tree of forest.trees) {
    let node = 0;
    while (tree.feature[node] !== -1) node = next(tree, node, row);
    sum += tree.value[node] as number;
  }
  return 1 / (1 + Math.exp(-sum));
}

/** Walks every tree once more and gives each turn's change of the mean to the feature that decided it; by column, in log odds. */
export function sharesOf(forest: PackedForest, row: ArrayLike<number>): Map<number, number> {
  const shares = new Map<number, number>();
  for (const tree of forest.trees) {
    let node = 0;
    for (let feature = tree.feature[0] as number; feature !== -1; feature = tree.feature[node] as number) {
      const child = next(tree, node, row);
      const change = (tree.value[child] as number) - (tree.value[node] as number);
      shares.set(feature, (shares.get(feature) ?? 0) + change);
      node = child;
    }
  }
  return shares;
}

function next(tree: PackedTree, node: number, row: ArrayLike<number>): number {
  const feature = tree.feature[node] as number;
  const goesLeft = (row[feature] as number) <= (tree.threshold[node] as number);
  return (goesLeft ? tree.left : tree.right)[node] as number;
}
