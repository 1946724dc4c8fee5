/** Where the trained models lie: one is shipped, one for each fold measures how it does on unseen sites. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Tree } from '../../../src/document/html/forest.ts';
import type { BlockModel } from '../../../src/document/html/model.ts';
import { FOLDS } from './train.ts';

const SHIPPED = new URL('../../../models/cleaning/blocks.json', import.meta.url);
const foldFile = (fold: number) =>
  new URL(`../../../models/training/cleaning/fold-${fold}.json`, import.meta.url);

export function readFoldModels(): BlockModel[] {
  return Array.from(
    { length: FOLDS },
    (_, fold) => JSON.parse(readFileSync(foldFile(fold), 'utf8')) as BlockModel,
  );
}

export function writeModels(shipped: BlockModel, folds: readonly BlockModel[]): void {
  write(SHIPPED, shipped);
  for (const [fold, model] of folds.entries()) write(foldFile(fold), model);
}

/** A line a tree, so that a change of the model can be read as one. */
function write(file: URL, { trees, context, ...head }: BlockModel): void {
  const { trees: second, ...rest } = context;
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(
    file,
    `${open(head)}"context":${open(rest)}"trees":[\n${lines(second)}\n]},"trees":[\n${lines(trees)}\n]}\n`,
  );
}

function open(head: object): string {
  return `${JSON.stringify(head).slice(0, -1)},`;
}

function lines(trees: readonly Tree[]): string {
  return trees.map((tree) => JSON.stringify(tree)).join(',\n');
}
