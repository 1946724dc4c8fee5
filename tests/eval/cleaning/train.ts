/** Trains the block model on the open half and says how it does on sites that it has not seen. */

import { FEATURES, featuresOf } from '../../../src/document/html/features.ts';
import { type BlockModel, createJudge, type Judge } from '../../../src/document/html/model.ts';
import { readPage } from '../../../src/document/html/read-page.ts';
import { parseHtml } from '../../../src/document/html.ts';
import { toPlainText } from '../../../src/document/plain-text.ts';
import { type BoostingOptions, DEFAULTS, train } from './boosting.ts';
import { type Gold, type Page, readHtml } from './data.ts';
import { labelBlocks } from './labels.ts';
import { type Answer, type Score, scoreRows } from './scores.ts';

export const FOLDS = 5;

/** One block that something is known of. */
export interface Example {
  page: number;
  row: Float32Array;
  label: number;
  weight: number;
}

export function readExamples(pages: readonly Page[], gold: ReadonlyMap<string, Gold>): Example[] {
  return pages.flatMap((page, index) => {
    const { blocks, facts } = readPage(readHtml(page), page.url);
    const rows = featuresOf(blocks, facts);
    const labels = labelBlocks(
      page,
      gold.get(page.id) ?? { id: page.id },
      blocks.map((block) => block.text),
    );
    return labels.flatMap(({ label, weight }, at) =>
      weight > 0 ? [{ page: index, row: Float32Array.from(rows[at] ?? []), label, weight }] : [],
    );
  });
}

/** All pages of a site are in one fold, in every set. FNV-1a, so that folds stay when pages are added. */
export function foldOf(page: Page): number {
  let hash = 0x811c9dc5;
  for (const letter of page.site.replace(/^www\./, ''))
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0) % FOLDS;
}

export function trainModel(
  examples: readonly Example[],
  names: readonly string[],
  options: BoostingOptions = DEFAULTS,
): BlockModel {
  const mean = examples.reduce((sum, { weight }) => sum + weight, 0) / examples.length;
  const set = {
    rows: examples.map(({ row }) => row),
    labels: examples.map(({ label }) => label),
    weights: examples.map(({ weight }) => weight / mean),
  };
  const columns = names.map((name) => FEATURES.indexOf(name));
  return { version: 1, features: [...names], threshold: 0.5, ...train(set, columns, options) };
}

/** A model for every fold, trained on the others. */
export function trainFolds(
  pages: readonly Page[],
  examples: readonly Example[],
  names: readonly string[],
  options?: BoostingOptions,
): BlockModel[] {
  return Array.from({ length: FOLDS }, (_, fold) =>
    trainModel(
      examples.filter(({ page }) => foldOf(pages[page] as Page) !== fold),
      names,
      options,
    ),
  );
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
