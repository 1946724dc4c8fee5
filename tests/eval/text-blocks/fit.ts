/** Training of the text model, and its verdicts on sites that it has not seen. */
import {
  FEATURE_COUNT,
  featuresOf,
  SECOND_COUNT,
  secondFeatures,
} from '../../../src/stages/boilerplate/text-model/features.ts';
import { judgeBlocks, logistic, type TextModel } from '../../../src/stages/boilerplate/text-model/judge.ts';
import { cleanOf, foldOf, type LabelledDocument, readSet, scrapedOf } from './data.ts';

export const SETS = ['gold-de', 'silver-de', 'gold-en'];
const FOLDS = 5;
const EPOCHS = 8;
/** A third was measured and gained nothing. */
const PASSES = 2;
/** Labels of `silver-de` come from extractors, those of `gold-en` teach another language. */
const WEIGHTS: Record<string, number> = { 'gold-de': 10, 'silver-de': 0.6, 'gold-en': 2 };

export interface Prepared {
  document: LabelledDocument;
  rows: Float64Array[];
}

interface Rows {
  rows: Float64Array[];
  labels: number[];
  weights: number[];
}

function train({ rows, labels, weights }: Rows, width: number): Float64Array {
  const theta = new Float64Array(width + 1);
  const mean = new Float64Array(width + 1);
  const spread = new Float64Array(width + 1);
  let step = 0;
  const order = rows.map((_, index) => index);
  let seed = 12345;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      const other = seed % (index + 1);
      [order[index], order[other]] = [order[other] as number, order[index] as number];
    }
    for (let from = 0; from < order.length; from += 64) {
      const gradient = new Float64Array(width + 1);
      const batch = order.slice(from, from + 64);
      for (const at of batch) {
        const row = rows[at] as Float64Array;
        const error = (logistic(row, theta) - (labels[at] ?? 0)) * (weights[at] ?? 1);
        for (let k = 0; k < width; k += 1) gradient[k] = (gradient[k] ?? 0) + error * (row[k] ?? 0);
        gradient[width] = (gradient[width] ?? 0) + error;
      }
      step += 1;
      const rate = 0.02 * (1 - epoch / EPOCHS) + 0.001;
      for (let k = 0; k <= width; k += 1) {
        const g = (gradient[k] ?? 0) / batch.length + 1e-6 * (theta[k] ?? 0);
        mean[k] = 0.9 * (mean[k] ?? 0) + 0.1 * g;
        spread[k] = 0.999 * (spread[k] ?? 0) + 0.001 * g * g;
        const m = (mean[k] ?? 0) / (1 - 0.9 ** step);
        const v = (spread[k] ?? 0) / (1 - 0.999 ** step);
        theta[k] = (theta[k] ?? 0) - (rate * m) / (Math.sqrt(v) + 1e-8);
      }
    }
  }
  return theta;
}

function rowsOf(prepared: readonly Prepared[], rows: (one: Prepared) => Float64Array[]): Rows {
  const all: Rows = { rows: [], labels: [], weights: [] };
  for (const one of prepared) {
    const own = rows(one);
    for (const [index, { label }] of one.document.blocks.entries()) {
      if (label === 'title' || label === 'mixed') continue;
      all.rows.push(own[index] as Float64Array);
      all.labels.push(Number(label === 'content'));
      all.weights.push(WEIGHTS[one.document.set] ?? 1);
    }
  }
  return all;
}

export function fitModel(prepared: readonly Prepared[]): TextModel {
  const round = (weights: Float64Array) => [...weights].map((weight) => Number(weight.toFixed(4)));
  const first = train(
    rowsOf(prepared, ({ rows }) => rows),
    FEATURE_COUNT,
  );
  const model: TextModel = { version: 1, first: round(first), later: [] };
  for (let pass = 1; pass < PASSES; pass += 1) {
    const again = ({ document, rows }: Prepared) =>
      secondFeatures(rows, document.blocks, judgeBlocks(document.blocks, model));
    model.later.push(round(train(rowsOf(prepared, again), SECOND_COUNT)));
  }
  return model;
}

export interface Verdict {
  set: string;
  variant: string;
  label: string;
  length: number;
  score: number;
}

const VARIANTS: Record<string, (document: LabelledDocument) => LabelledDocument> = {
  page: (document) => document,
  clean: cleanOf,
  scraped: scrapedOf,
};

/** All documents of the sets, each in every variant. */
export function prepareAll(): Record<string, Prepared[]> {
  const documents = SETS.flatMap(readSet);
  const prepare = (document: LabelledDocument): Prepared => ({ document, rows: featuresOf(document.blocks) });
  return Object.fromEntries(
    Object.entries(VARIANTS).map(([name, vary]) => [name, documents.map((one) => prepare(vary(one)))]),
  );
}

/** Verdicts on every block by a model that saw nothing of the block's site. */
export function crossValidate(prepared: Record<string, Prepared[]>): Verdict[] {
  const verdicts: Verdict[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isTest = ({ document }: Prepared) => foldOf(document, FOLDS) === fold;
    const all = Object.values(prepared).flat();
    const model = fitModel(all.filter((one) => !isTest(one)));
    for (const [variant, list] of Object.entries(prepared)) {
      for (const { document } of list.filter(isTest)) verdicts.push(...judge(document, variant, model));
    }
  }
  return verdicts;
}

function judge({ set, blocks }: LabelledDocument, variant: string, model: TextModel): Verdict[] {
  const scores = judgeBlocks(blocks, model);
  return blocks.map(({ label, text }, at) => ({
    ...{ set, variant, label },
    length: text.length,
    score: scores[at] ?? 0,
  }));
}

/** F1 of what is kept of whole pages at a threshold, by blocks and by characters. */
export function scoresOf(
  verdicts: readonly Verdict[],
  set: string,
  threshold: number,
): { block: number; character: number } {
  const own = verdicts.filter((one) => one.set === set && one.variant === 'page' && one.label !== 'title');
  const f1 = (size: (one: Verdict) => number) => {
    const sum = (test: (one: Verdict) => boolean) =>
      own.filter(test).reduce((all, one) => all + size(one), 0);
    const hit = sum((one) => one.score >= threshold && one.label === 'content');
    return (2 * hit) / (sum((one) => one.score >= threshold) + sum((one) => one.label === 'content'));
  };
  return { block: f1(() => 1), character: f1((one) => one.length) };
}

/** How many of the blocks of a label and variant score below a threshold, 0..1. */
export function shareBelow(
  verdicts: readonly Verdict[],
  of: { set: string; variant: string; label: string },
  threshold: number,
): number {
  const some = verdicts.filter(
    (one) => one.set === of.set && one.variant === of.variant && one.label === of.label,
  );
  return some.filter((one) => one.score < threshold).length / some.length;
}
