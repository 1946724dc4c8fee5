import { expect, test } from 'vitest';
import { FEATURES, featuresOf } from '../src/document/html/features.ts';
import { createJudge, shippedJudge } from '../src/document/html/model.ts';
import { readPage } from '../src/document/html/read-page.ts';

const model = {
  version: 1,
  features: ['length', 'linkDensity'],
  threshold: 0.5,
  bias: 0.1,
  trees: [
    { feature: [0, -1, -1], threshold: [3, 0, 0], left: [1, 0, 0], right: [2, 0, 0], value: [0, -1, 1] },
    { feature: [1, -1, -1], threshold: [0.5, 0, 0], left: [1, 0, 0], right: [2, 0, 0], value: [0, 0.2, -2] },
  ],
};
const row = (length: number, linkDensity: number) => {
  const values = new Array(FEATURES.length).fill(0);
  values[FEATURES.indexOf('length')] = length;
  values[FEATURES.indexOf('linkDensity')] = linkDensity;
  return values;
};

test('a judge adds the leaves of its trees', () => {
  const judge = createJudge(model);
  expect(judge.score(row(3, 0))).toBeCloseTo(1 / (1 + Math.exp(0.7)), 10);
  expect(judge.score(row(4, 1))).toBeCloseTo(1 / (1 + Math.exp(0.9)), 10);
});

test('a judge names the strongest features first', () => {
  const [first, second] = createJudge(model).explain(row(4, 1), 5);
  expect(first).toEqual({ feature: 'linkDensity', share: -1.1 });
  expect(second).toEqual({ feature: 'length', share: 1 });
});

test('a model for other features is refused', () => {
  expect(() => createJudge({ ...model, features: ['length', 'noSuchFeature'] })).toThrow('noSuchFeature');
});

test('every block has a number for every feature, and each name is there once', () => {
  expect(new Set(FEATURES).size).toBe(FEATURES.length);
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
