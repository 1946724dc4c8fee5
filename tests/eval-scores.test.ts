import { expect, test } from 'vitest';
import { labelBlocks } from './eval/cleaning/labels.ts';
import { scoreRows } from './eval/cleaning/scores.ts';

const page = (id: string, set: string) => ({
  id,
  set,
  lang: 'de',
  site: 'seite.example',
  encoding: 'utf-8',
  path: '',
});

test('segments are counted over all pages, in title and text, white space folded', () => {
  const pages = [page('a', 'trafilatura'), page('b', 'trafilatura')];
  const gold = new Map([
    ['a', { id: 'a', with: ['eins zwei', 'Titel'], without: ['Werbung'] }],
    ['b', { id: 'b', with: ['fehlt'], without: ['auch nicht'] }],
  ]);
  const answers = new Map([['a', { title: 'Titel', text: 'eins\n zwei Werbung' }]]);
  const { precision, recall, f1 } = scoreRows(pages, gold, answers)['trafilatura-de'] ?? {};
  expect([precision, recall, f1]).toEqual([2 / 3, 2 / 3, 4 / 6]);
});

test('full texts are compared by runs of four words, precision and recall averaged over pages', () => {
  const pages = [page('a', 'fundus'), page('b', 'fundus')];
  const gold = new Map([
    ['a', { id: 'a', gold: 'eins zwei drei vier fünf' }],
    ['b', { id: 'b', gold: 'kurz' }],
  ]);
  const answers = new Map([
    ['a', { title: '', text: 'eins zwei, drei vier!' }],
    ['b', { title: '', text: '' }],
  ]);
  const { precision, recall } = scoreRows(pages, gold, answers).fundus ?? {};
  expect(precision).toBe(1);
  expect(recall).toBe(0.25);
});

test('blocks are labelled by the gold text, and weigh the same on every page', () => {
  const gold = { id: 'a', gold: 'Der erste Satz ist Inhalt.\n\nZwischentitel\n\nDer zweite auch, und lang.' };
  const labels = labelBlocks(page('a', 'fundus'), gold, [
    'Der erste Satz ist Inhalt.',
    'Zwischentitel',
    'Mehr zum Thema',
    'Der erste Satz ist falsch.',
  ]);
  expect(labels.map(({ label }) => label)).toEqual([1, 1, 0, 0.5]);
  expect(labels.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(2, 10);
});

test('of a page with segments only the named blocks are known', () => {
  const gold = { id: 'a', with: ['Inhalt'], without: ['Werbung'], comments: ['Toller Beitrag'] };
  const labels = labelBlocks(page('a', 'trafilatura'), gold, [
    'Das ist Inhalt.',
    'Werbung',
    'Toller Beitrag, danke',
    'unbekannt',
  ]);
  expect(labels.map(({ label, weight }) => [label, weight > 0])).toEqual([
    [1, true],
    [0, true],
    [0, true],
    [0, false],
  ]);
});
