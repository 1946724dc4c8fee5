/** Which articles are looked at for one: those that may tell the same, however much their publishers repeat. */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ArticleIndex } from '../src/store/article-index.ts';
import { temporaryFolder } from './support/tmp.ts';

function openIndex() {
  const index = new ArticleIndex({ file: path.join(temporaryFolder(), 'index.db') });
  onTestFinished(() => index.close());
  /** `shingles` are what a sketch is made of: its smallest. */
  const add = (name: string, shingles: readonly number[], isArticle = true) => {
    const block = { heading: false, words: shingles.length + 3, figures: new Uint32Array() };
    const blocks = [{ ...block, key: name, shingles: Uint32Array.from(shingles) }];
    const place = { folder: '/out', name, version: '1', originals: [], isArticle, texts: [name] };
    return index.add({ ...place, print: { title: '', mask: 0, blocks } });
  };
  return { index, add };
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

test('a copy is found among any number of articles that share only what their publisher says', () => {
  const { index, add } = openIndex();
  const imprint = range(0, 12);
  for (let n = 1; n <= 300; n += 1) add(`own-${n}`, [...imprint, ...range(n * 100, 20)]);
  const story = range(90_000, 20);
  const copy = add('copy', story);
  const { id } = add('original', [...imprint, ...story]);
  expect(index.candidates(id)[0]?.id).toBe(copy.id);
  expect(index.candidates(id)).toHaveLength(40);
});

test('those of another folder and pages that are no article are not among those of a folder', () => {
  const { index, add } = openIndex();
  const [one, other] = [add('one', range(0, 20)), add('other', range(0, 20))];
  expect(index.candidates(one.id, '/out').map(({ id }) => id)).toEqual([other.id]);
  expect(index.candidates(one.id, '/elsewhere')).toEqual([]);
  add('error-page', range(0, 20), false);
  const third = add('third', range(0, 20));
  expect(index.candidates(one.id).map(({ id }) => id)).toEqual([other.id, third.id]);
});
