/**
 * The learned judge of blocks, from a data file that `npm run eval -- --train` writes. It looks twice: at each block
 * for itself, and then again with what the first look made of the blocks around it.
 */

import { readFileSync } from 'node:fs';
import { packagePath } from '../../package-root.ts';
import type { Block } from './blocks.ts';
import { CONTEXT_FEATURES, contextFeatures } from './context.ts';
import { FEATURES } from './features.ts';
import { type Forest, packForest, scoreRow, sharesOf } from './forest.ts';

/** The first look is the forest of the model itself. */
export interface BlockModel extends Forest {
  /** Raised by every training that changes what is kept. */
  version: number;
  /** A block is kept when its probability is above this. */
  threshold: number;
  /** The second look. */
  context: Forest;
}

export interface Judgement {
  /** 0..1, the probability that the block is content: the mean of both looks. */
  score: number;
  /** What was looked at, for `explain`: the row of `featuresOf` and, after a second look, that of `contextFeatures`. */
  row: ArrayLike<number>;
}

export interface Judge {
  threshold: number;
  /** All blocks of a page with their rows of `featuresOf`; one judgement each, in order. */
  judge(blocks: readonly Block[], rows: readonly ArrayLike<number>[]): Judgement[];
  /** What spoke most for and against it: features with their share of the score (log odds), strongest first. */
  explain(row: ArrayLike<number>, count: number): { feature: string; share: number }[];
}

const NAMES = [...FEATURES, ...CONTEXT_FEATURES];
/** What the first look made of the block itself is no reason; that look has its own. */
const VERDICT = NAMES.indexOf('verdict');

/** No second look could lift a first score below this over a threshold, and half of all blocks have one. */
const HOPELESS = 0.01;

let shipped: Judge | undefined;

/** The judge that is shipped with the program; read once. */
export function shippedJudge(): Judge {
  shipped ??= createJudge(JSON.parse(readFileSync(packagePath('models/cleaning/blocks.json'), 'utf8')));
  return shipped;
}

/** Throws when the model was trained for features that this program does not have. */
export function createJudge(model: BlockModel): Judge {
  const first = packForest(model, FEATURES);
  const second = packForest(model.context, NAMES);
  return {
    threshold: model.threshold,
    judge(blocks, rows) {
      const scores = rows.map((row) => scoreRow(first, row));
      const context = contextFeatures(blocks, scores);
      return rows.map((own, index) => {
        const score = scores[index] as number;
        if (score < HOPELESS) return { score, row: own };
        const row = new Float64Array(NAMES.length);
        row.set(own);
        row.set(context(index), own.length);
        return { score: (score + scoreRow(second, row)) / 2, row };
      });
    },
    explain(row, count) {
      const shares = sharesOf(first, row);
      for (const [column, share] of row.length > FEATURES.length ? sharesOf(second, row) : [])
        if (column !== VERDICT) shares.set(column, (shares.get(column) ?? 0) + share);
      return strongest(shares, count);
    },
  };
}

function strongest(shares: ReadonlyMap<number, number>, count: number): { feature: string; share: number }[] {
  return [...shares]
    .map(([column, share]) => ({ feature: NAMES[column] ?? '', share: Math.round(share * 100) / 100 }))
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, count);
}
