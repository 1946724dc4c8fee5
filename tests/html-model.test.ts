import { expect, test } from 'vitest';
import { CONTEXT_FEATURES, contextFeatures } from '../src/document/html/context.ts';
import { FEATURES, featuresOf } from '../src/document/html/features.ts';
import { HOLDER_FEATURES, holderFeatures } from '../src/document/html/holder.ts';
import { createJudge, shippedJudge } from '../src/document/html/model.ts';
import { readPage } from '../src/document/html/read-page.ts';

/** Adds `high` where the feature is above `limit`, else `low`; `mean` is that of the rows it was trained on. */
const stump = (feature: number, limit: number, low: number, high: number, mean: number) => ({
  feature: [feature, -1, -1],
  threshold: [limit, 0, 0],
  left: [1, 0, 0],
  right: [2, 0, 0],
  value: [mean, low, high],
});
const model = {
  version: 1,
  features: ['length', 'linkDensity'],
  threshold: 0.5,
  bias: 0.1,
  trees: [stump(0, 3, -1, 1, 0), stump(1, 0.5, 0.2, -2, -0.9)],
  context: { features: ['verdict', 'verdict-1'], bias: 0, trees: [stump(1, 0.5, -1, 1, 0)] },
};
const row = (length: number, linkDensity: number) => {
  const values = new Array(FEATURES.length).fill(0);
  values[FEATURES.indexOf('length')] = length;
  values[FEATURES.indexOf('linkDensity')] = linkDensity;
  return values;
};
const { blocks: TWO } = readPage('<html><body><p>Eins.</p><p>Zwei.</p></body></html>', undefined);
const sigmoid = (odds: number) => 1 / (1 + Math.exp(-odds));

test('a judge adds the leaves of its trees, looks again at each block in its context and means both', () => {
  const [first, second] = createJudge(model).judge(TWO, [row(4, 0), row(4, 1)]);
  expect(first?.score).toBeCloseTo((sigmoid(1.3) + sigmoid(-1)) / 2, 10);
  expect(second?.score).toBeCloseTo((sigmoid(-0.9) + sigmoid(1)) / 2, 10);
});

test('a judge names the strongest features first, of both looks', () => {
  const judge = createJudge(model);
  const [, second] = judge.judge(TWO, [row(4, 0), row(4, 1)]);
  expect(judge.explain(second?.row ?? [], 5)).toEqual([
    { feature: 'linkDensity', share: -1.1 },
    { feature: 'length', share: 1 },
    { feature: 'verdict-1', share: 1 },
  ]);
});

test('a model for other features is refused', () => {
  expect(() => createJudge({ ...model, features: ['length', 'noSuchFeature'] })).toThrow('noSuchFeature');
  const context = { ...model.context, features: ['verdict', 'noSuchContext'] };
  expect(() => createJudge({ ...model, context })).toThrow('noSuchContext');
});

test('the context of a block is how those before, after and around it were judged', () => {
  const { blocks } = readPage(
    '<html><body><nav><a href="/">Start</a></nav><main><h2>Eins</h2><p>Zwei.</p><p>Drei.</p></main></body></html>',
    undefined,
  );
  const rowOf = contextFeatures(blocks, [0.1, 0.6, 0.8, 0.9]);
  const rows = blocks.map((_, index) => rowOf(index));
  const of = (index: number, name: string) => rows[index]?.[CONTEXT_FEATURES.indexOf(name)];
  expect(rows.every((values) => values.length === CONTEXT_FEATURES.length)).toBe(true);
  expect([of(2, 'verdict'), of(2, 'verdict-1'), of(2, 'verdict1')]).toEqual([0.8, 0.6, 0.9]);
  expect([of(0, 'verdict-1'), of(3, 'verdict1')]).toEqual([-1, -1]);
  expect(of(0, 'verdictInSection')).toBe(-1);
  expect(of(2, 'verdictOfKind')).toBeCloseTo(0.9, 10);
  expect(of(3, 'toKeptBefore')).toBe(1);
  expect(of(0, 'keptAfter')).toBe(1);
});

test('what holds most of what was kept is told from what stands beside it', () => {
  const { blocks } = readPage(
    '<html><body><main><p>Eins.</p><div><p>Zwei.</p></div></main><div><p>Drei.</p></div></body></html>',
    undefined,
  );
  const rowOf = holderFeatures(blocks, [1, 1, 0.2]);
  const rows = blocks.map((_, index) => rowOf(index));
  const of = (name: string) => rows.map((values) => values[HOLDER_FEATURES.indexOf(name)]);
  expect(of('inHolder')).toEqual([1, 1, 0]);
  expect(of('toHolder')).toEqual([1, 2, -1]);
  expect(of('holderKept')).toEqual([1, 1, 1]);
  expect(of('holderShare')[0]).toBeCloseTo(10 / 11, 10);
  expect(of('keptIn1')[1]).toBeCloseTo(5 / 11, 10);
});

test('every block has a number for every feature, and each name is there once', () => {
  const names = [...FEATURES, ...CONTEXT_FEATURES];
  expect(new Set(names).size).toBe(names.length);
  const { blocks, facts } = readPage(
    '<html><body><div><p>Ein Satz.</p><ul><li><a href="/x">Link</a></li></ul></div>lose</body></html>',
    undefined,
  );
  const rows = featuresOf(blocks, facts);
  expect(blocks.map(({ text }) => text)).toEqual(['Ein Satz.', 'Link', 'lose']);
  for (const values of rows) {
    expect(values).toHaveLength(FEATURES.length);
    expect(values.every(Number.isFinite)).toBe(true);
  }
});

test('the shipped model fits this program', () => {
  expect(shippedJudge().threshold).toBeGreaterThan(0.2);
});
