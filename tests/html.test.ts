import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';

const FIXTURES = new URL('./fixtures/html/', import.meta.url);
const PAGE_URL = 'https://www.morgenblatt.example/wirtschaft/';
const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkStringify).freeze();

/** A fixture's expectation is written with `UPDATE=1 npx vitest run tests/html.test.ts`, never in CI. */
for (const name of readdirSync(FIXTURES)) {
  test(`reads the page ${name}`, () => {
    const page = parseHtml(readFileSync(new URL(`${name}/input.html`, FIXTURES), 'utf8'), {
      url: PAGE_URL,
    });
    const { root, blocks: _, ...facts } = page;
    const found = `${JSON.stringify(facts, undefined, 2)}\n\n${markdown.stringify(root)}`;
    const file = new URL(`${name}/expected.md`, FIXTURES);
    if (process.env.UPDATE && !process.env.CI) writeFileSync(file, found);
    if (!existsSync(file))
      throw new Error('no expected.md: write it with UPDATE=1 npx vitest run tests/html.test.ts');
    expect(found).toBe(readFileSync(file, 'utf8'));
  });
}

test('addresses of scripts that a cache left in the page are no text', () => {
  const sentence =
    'Der Rat hat am Abend lange gestritten, bevor er dem Entwurf mit knapper Mehrheit zustimmte.';
  const scripts = Array.from(
    { length: 9 },
    (_, n) =>
      `<div class="scripts-load">https://beispiel.example/cache/minify/js/scripts_${n}.js?ver=6.1</div>`,
  ).join('');
  const html = `<!doctype html><html><body>${scripts}<main>${`<p>${sentence}</p>`.repeat(5)}</main></body></html>`;
  const judge = { threshold: 0.5, score: () => 0.9, explain: () => [] };
  const kept = JSON.stringify(parseHtml(html, { judge }).root);
  expect(kept).toContain(sentence);
  expect(kept).not.toContain('minify');
});
