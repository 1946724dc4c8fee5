/**
 * Trains the text model and says how it does on sites that it has not seen:
 * `node tests/run-ts.mjs tests/eval/text-blocks/train.ts` (writes models/cleaning/text-blocks.json).
 */
import { writeFileSync } from 'node:fs';
import {
  FEATURE_COUNT,
  featuresOf,
  SECOND_COUNT,
  secondFeatures,
} from '../../../src/stages/boilerplate/text-model/features.ts';
import { judgeBlocks, logistic, type TextModel } from '../../../src/stages/boilerplate/text-model/judge.ts';
import { cleanOf, foldOf, hasData, type LabelledDocument, readSet, scrapedOf } from './data.ts';

const FOLDS = 5;
const EPOCHS = 8;
/** A third was measured and gained nothing. */
const PASSES = 2;
/** Labels of `silver-de` come from extractors, those of `gold-en` teach another language. */
const WEIGHTS: Record<string, number> = { 'gold-de': 3, 'silver-de': 0.6, 'gold-en': 0.7 };

interface Prepared {
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

function fitModel(prepared: readonly Prepared[]): TextModel {
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

interface Verdict {
  set: string;
  variant: string;
  label: string;
  length: number;
  score: number;
}

function report(verdicts: readonly Verdict[]): void {
  for (const set of ['gold-de', 'silver-de', 'gold-en']) {
    const own = verdicts.filter((one) => one.set === set && one.variant === 'page' && one.label !== 'title');
    for (const threshold of [0.4, 0.5, 0.6]) {
      const f1 = (size: (one: Verdict) => number) => {
        const sum = (test: (one: Verdict) => boolean) =>
          own.filter(test).reduce((all, one) => all + size(one), 0);
        const hit = sum((one) => one.score >= threshold && one.label === 'content');
        return (2 * hit) / (sum((one) => one.score >= threshold) + sum((one) => one.label === 'content'));
      };
      console.log(
        `${set} kept at ${threshold}: block F1 ${f1(() => 1).toFixed(3)}, character F1 ${f1((one) => one.length).toFixed(3)}`,
      );
    }
    for (const threshold of [0.005, 0.02, 0.05]) {
      const share = (variant: string, label: string) => {
        const some = verdicts.filter(
          (one) => one.set === set && one.variant === variant && one.label === label,
        );
        return `${((100 * some.filter((one) => one.score < threshold).length) / some.length).toFixed(2)} %`;
      };
      console.log(
        `${set} removed below ${threshold}: of clean articles ${share('clean', 'content')}, of content in scraped ${share('scraped', 'content')}, of noise in scraped ${share('scraped', 'boilerplate')}, of noise in pages ${share('page', 'boilerplate')}`,
      );
    }
  }
}

function main(): void {
  if (!hasData) {
    console.log('skipped: ../shared/data/cleaning/blocks is absent');
    return;
  }
  const documents = ['gold-de', 'silver-de', 'gold-en'].flatMap(readSet);
  const prepare = (document: LabelledDocument): Prepared => ({ document, rows: featuresOf(document.blocks) });
  const variants = { page: documents, clean: documents.map(cleanOf), scraped: documents.map(scrapedOf) };
  const prepared = Object.values(variants).map((list) => list.map(prepare));
  const verdicts: Verdict[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isTest = ({ document }: Prepared) => foldOf(document, FOLDS) === fold;
    const model = fitModel(prepared.flat().filter((one) => !isTest(one)));
    for (const [index, variant] of Object.keys(variants).entries()) {
      for (const { document } of (prepared[index] ?? []).filter(isTest)) {
        const scores = judgeBlocks(document.blocks, model);
        for (const [at, { label, text }] of document.blocks.entries()) {
          verdicts.push({
            set: document.set,
            variant,
            label,
            length: text.length,
            score: scores[at] ?? 0,
          });
        }
      }
    }
  }
  report(verdicts);
  const file = new URL('../../../models/cleaning/text-blocks.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(fitModel(prepared.flat()))}\n`);
}

main();
