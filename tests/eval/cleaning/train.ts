/** Trains the block model on the open half and says how it does on sites that it has not seen. */

import type { Block } from '../../../src/document/html/blocks.ts';
import { CONTEXT_FEATURES, contextFeatures } from '../../../src/document/html/context.ts';
import { FEATURES, featuresOf } from '../../../src/document/html/features.ts';
import { type Forest, packForest, scoreRow } from '../../../src/document/html/forest.ts';
import { type BlockModel, createJudge, type Judge } from '../../../src/document/html/model.ts';
import { readPage } from '../../../src/document/html/read-page.ts';
import { parseHtml } from '../../../src/document/html.ts';
import { toPlainText } from '../../../src/document/plain-text.ts';
import { fnv1a } from '../../../src/hash.ts';
import { binColumns, type Columns, DEFAULTS, train } from './boosting.ts';
import { type Gold, type Page, readHtml } from './data.ts';
import { type Label, labelBlocks } from './labels.ts';
import { type Answer, type Score, scoreRows } from './scores.ts';

export const FOLDS = 5;
/** The second look has fewer features that matter and more that are alike; few at a time make its trees differ. */
const SECOND = { ...DEFAULTS, featureShare: 0.1 };

export interface Example {
  fold: number;
  blocks: readonly Block[];
  /** By block. */
  rows: readonly Float32Array[];
  labels: readonly Label[];
}

export function readExamples(pages: readonly Page[], gold: ReadonlyMap<string, Gold>): Example[] {
  return pages.map((page) => {
    const { blocks, facts } = readPage(readHtml(page), page.url);
    const texts = blocks.map((block) => block.text);
    return {
      fold: foldOf(page),
      blocks,
      rows: featuresOf(blocks, facts).map((row) => Float32Array.from(row)),
      labels: labelBlocks(page, gold.get(page.id) ?? { id: page.id }, texts),
    };
  });
}

/** All pages of a site are in one fold, in every set, and folds stay when pages are added. */
export function foldOf(page: Page): number {
  return fnv1a(page.site.replace(/^www\./, '')) % FOLDS;
}

/** A model for every fold, trained on the others, and the one that is trained on all; without a threshold of their own. */
export function trainModels(
  examples: readonly Example[],
  names: readonly string[],
): { folds: BlockModel[]; all: BlockModel } {
  const firstLook = createFirstLook(examples, names);
  const model = (left: number | undefined): BlockModel => ({
    version: 3,
    threshold: 0.5,
    ...firstLook.forest(left),
    context: trainSecond(examples, names, firstLook, left),
  });
  return { folds: Array.from({ length: FOLDS }, (_, fold) => model(fold)), all: model(undefined) };
}

interface FirstLook {
  columns: Columns;
  /** The labelled blocks, in the order of the columns' rows. */
  labelled: readonly Labelled[];
  set(columns: Columns, ...left: (number | undefined)[]): Parameters<typeof train>[0];
  /** Trained without the pages of these folds; each is trained once. */
  forest(...left: (number | undefined)[]): Forest;
}

interface Labelled {
  example: Example;
  block: number;
}

function createFirstLook(examples: readonly Example[], names: readonly string[]): FirstLook {
  const labelled = examples.flatMap((example) =>
    example.labels.flatMap(({ weight }, block) => (weight > 0 ? [{ example, block }] : [])),
  );
  const rows = labelled.map(({ example, block }) => example.rows[block] as Float32Array);
  const columns = binColumns(
    rows,
    names.map((name) => FEATURES.indexOf(name)),
  );
  const labels = Float64Array.from(labelled, ({ example, block }) => example.labels[block]?.label ?? 0);
  const weights = Float64Array.from(labelled, ({ example, block }) => example.labels[block]?.weight ?? 0);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const scaled = weights.map((weight) => weight / mean);
  const set: FirstLook['set'] = (own, ...left) => ({
    columns: own,
    labels,
    weights: scaled,
    members: Uint32Array.from(
      labelled.flatMap(({ example }, row) => (left.includes(example.fold) ? [] : [row])),
    ),
  });
  const trained = new Map<string, Forest>();
  const forest = (...left: (number | undefined)[]): Forest => {
    const key = [...new Set(left)]
      .filter((fold) => fold !== undefined)
      .sort()
      .join();
    const known = trained.get(key) ?? { features: [...names], ...train(set(columns, ...left)) };
    trained.set(key, known);
    return known;
  };
  return { columns, labelled, set, forest };
}

/** The first look's scores that it learns from come from forests that have not seen the page, as they will in use. */
function trainSecond(
  examples: readonly Example[],
  names: readonly string[],
  firstLook: FirstLook,
  left: number | undefined,
): Forest {
  const packed = Array.from({ length: FOLDS }, (_, fold) =>
    packForest(firstLook.forest(fold, left), FEATURES),
  );
  const context = new Map(
    examples
      .filter(({ fold }) => fold !== left)
      .map((example) => {
        const forest = packed[example.fold] as (typeof packed)[number];
        const scores = example.rows.map((row) => scoreRow(forest, row));
        return [example, contextFeatures(example.blocks, scores)];
      }),
  );
  const rows = firstLook.labelled.map(({ example, block }) => context.get(example)?.(block) ?? []);
  const own = binColumns(
    rows,
    CONTEXT_FEATURES.map((_, index) => index),
  );
  const columns = {
    bins: [...firstLook.columns.bins, ...own.bins],
    edges: [...firstLook.columns.edges, ...own.edges],
  };
  return { features: [...names, ...CONTEXT_FEATURES], ...train(firstLook.set(columns, left), SECOND) };
}

/** How the whole program does with a judge for every page. */
export function answer(pages: readonly Page[], judgeOf: (page: Page) => Judge): Map<string, Answer> {
  return new Map(
    pages.map((page) => {
      const { root, metadata } = parseHtml(readHtml(page), {
        judge: judgeOf(page),
        ...(page.url ? { url: page.url } : {}),
      });
      return [page.id, { text: toPlainText(root), title: metadata.title ?? '' }];
    }),
  );
}

export function judgesOf(models: readonly BlockModel[], threshold: number): Judge[] {
  return models.map((model) => createJudge({ ...model, threshold }));
}

export function crossValidate(
  pages: readonly Page[],
  gold: ReadonlyMap<string, Gold>,
  models: readonly BlockModel[],
  threshold: number,
): Record<string, Score> {
  const judges = judgesOf(models, threshold);
  return scoreRows(
    pages,
    gold,
    answer(pages, (page) => judges[foldOf(page)] as Judge),
  );
}
