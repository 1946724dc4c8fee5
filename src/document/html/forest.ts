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

/** All trees' nodes in one list each: blocks are many, and memory is what walking trees waits for. */
export interface PackedForest {
  bias: number;
  roots: Int32Array;
  /** Column of the row, -1 in a leaf. */
  feature: Int16Array;
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  value: Float64Array;
}

/** Makes the forest read rows whose values stand in the order of `names`. Throws for a feature that is not among them. */
export function packForest({ features, bias, trees }: Forest, names: readonly string[]): PackedForest {
  const columns = features.map((name) => {
    const column = names.indexOf(name);
    if (column === -1) throw new Error(`block model: unknown feature ${name}; train it again`);
    return column;
  });
  let size = 0;
  const roots = trees.map(({ feature }) => {
    size += feature.length;
    return size - feature.length;
  });
  const nodes = (of: (tree: Tree, root: number) => number[]) =>
    trees.flatMap((tree, index) => of(tree, roots[index] as number));
  return {
    bias,
    roots: Int32Array.from(roots),
    feature: Int16Array.from(
      nodes(({ feature }) => feature.map((own) => (own === -1 ? -1 : (columns[own] as number)))),
    ),
    threshold: Float64Array.from(nodes(({ threshold }) => threshold)),
    left: Int32Array.from(nodes(({ left }, root) => left.map((node) => root + node))),
    right: Int32Array.from(nodes(({ right }, root) => right.map((node) => root + node))),
    value: Float64Array.from(nodes(({ value }) => value)),
  };
}

/** 0..1. */
export function scoreRow(forest: PackedForest, row: ArrayLike<number>): number {
  const { roots, feature, threshold, left, right, value } = forest;
  let sum = forest.bias;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] as number;
    for (let column = feature[node] as number; column !== -1; column = feature[node] as number)
      node = ((row[column] as number) <= (threshold[node] as number) ? left : right)[node] as number;
    sum += value[node] as number;
  }
  return 1 / (1 + Math.exp(-sum));
}

/** Walks every tree once more and gives each turn's change of the mean to the feature that decided it; by column, in log odds. */
export function sharesOf(forest: PackedForest, row: ArrayLike<number>): Map<number, number> {
  const { feature, threshold, left, right, value } = forest;
  const shares = new Map<number, number>();
  for (const root of forest.roots) {
    let node = root;
    for (let column = feature[node] as number; column !== -1; column = feature[node] as number) {
      const child = ((row[column] as number) <= (threshold[node] as number) ? left : right)[node] as number;
      const change = (value[child] as number) - (value[node] as number);
      shares.set(column, (shares.get(column) ?? 0) + change);
      node = child;
    }
  }
  return shares;
}
