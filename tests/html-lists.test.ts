import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { judgedPage, keptOf, SENTENCE } from './support/judged-page.ts';

const TEXT = `<p>${SENTENCE}</p>`.repeat(3);
const listOf = (words: readonly string[]) => words.map((word) => `<li>${word}</li>`).join('');
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `Punkt ${index + 1}.`);

test.each(['ul', 'div'])('a list of which a good part is kept stays whole, in %s', (name) => {
  const items = ['Brot', 'Käse', 'Wein'];
  const page = judgedPage(`${TEXT}<${name}>${listOf(items)}</${name}>`, { Käse: 0.2, Wein: 0.1 });
  expect(keptOf(page)).toEqual(items);
});

test('a list that the text announces stays where it is likely', () => {
  const items = ['Brot', 'Käse'];
  const kept = (before: string, score: number) =>
    keptOf(
      judgedPage(`${TEXT}<div><p>${before}</p></div><div><ul>${listOf(items)}</ul></div>`, {
        Brot: score,
        Käse: score,
      }),
    ).slice(1);
  expect(kept('Dazu gibt es:', 0.4)).toEqual(items);
  expect(kept('Dazu gibt es:', 0.3)).toEqual([]);
  expect(kept('Dazu gibt es etwas.', 0.4)).toEqual([]);
});

test('a term stays with what is said of it', () => {
  const list = '<dl><dt>Nachteile</dt><dd>Laut</dd><dd>Schwer</dd></dl>';
  expect(keptOf(judgedPage(`${TEXT}${list}`, { Nachteile: 0.3, Laut: 0.4 }))).toContain('Nachteile');
});

test('a long list of which next to nothing is kept is a menu', () => {
  const items = numbered(20);
  const scores = Object.fromEntries(items.slice(1).map((item) => [item, 0.1]));
  expect(keptOf(judgedPage(`${TEXT}<ul>${listOf(items)}</ul>`, scores))).toEqual([]);
  const likely = Object.fromEntries(items.slice(1).map((item) => [item, 0.45]));
  expect(keptOf(judgedPage(`${TEXT}<ul>${listOf(items)}</ul>`, likely))).toEqual(items);
});

test('lists of teasers, of forms and above the text are judged item by item', () => {
  const items = listOf(['Brot', 'Käse']);
  const scores = { Käse: 0.2, Mehr: 0.2 };
  expect(keptOf(judgedPage(`<ul>${items}</ul>${TEXT}`, scores))).toEqual(['Brot']);
  expect(keptOf(judgedPage(`${TEXT}<form><ul>${items}</ul></form>`, scores))).toEqual(['Brot']);
  const teasers = '<ul><li><div>Brot</div><p>Mehr</p></li></ul>';
  expect(keptOf(judgedPage(`${TEXT}${teasers}`, scores))).toEqual(['Brot']);
});

test.each([
  ['<ol reversed><li>Köln</li><li>Bonn</li></ol>', '2. Köln\n\n1) Bonn'],
  ['<ol start="5" reversed><li>Köln</li></ol>', '5. Köln'],
  ['<ol><li value="10">Köln</li><li>Bonn</li><li value="20">Ulm</li></ol>', '10. Köln\n11. Bonn\n\n20) Ulm'],
  ['<ol start="3"><li>Köln</li><li value="4">Bonn</li></ol>', '3. Köln\n4. Bonn'],
])('items keep the numbers that readers see: %s', (html, markdown) => {
  expect(stringifyMarkdown(judgedPage(`<p>${SENTENCE}</p>${html}`).root)).toBe(
    `${SENTENCE}\n\n${markdown}\n`,
  );
});
