import fc from 'fast-check';
import { toString as textOf } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { parseDocument } from '../src/document/parse.ts';
import { parseText } from '../src/document/text.ts';
import { testFixtures } from './support/fixtures.ts';

testFixtures({
  folder: 'parse-text',
  testFile: 'tests/parse-text.test.ts',
  inputExtension: 'txt',
  expectedExtension: 'md',
  run: ({ input }) => stringifyMarkdown(parseText(input).root),
});

test('positions point at the text in the input', () => {
  const input =
    'Ein Titel ohne Punkt\r\n\r\n  Ein Absatz, der lang genug ist, um hier als Absatz zu gelten.\r\n';
  const { root, metadata } = parseText(input);
  expect(metadata).toEqual({ title: 'Ein Titel ohne Punkt' });
  for (const node of root.children) {
    expect(input.slice(node.position?.start.offset, node.position?.end.offset)).toBe(textOf(node));
  }
  expect(root.children[1]?.position?.start).toMatchObject({ line: 3, column: 3 });
});

test('no letter is lost or added, whatever comes in', () => {
  const word = fc.constantFrom(
    'Ein',
    'Haus.',
    'Größe',
    '-',
    '•',
    '1.',
    '2.',
    '*x*',
    '\n',
    '\n\n',
    '    ',
    'a@b.de',
    'und',
    'x = 1;',
    '# y',
  );
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const input = words.join(' ');
      expect(letters(textOf(parseText(input).root))).toBe(letters(input));
    }),
  );
});

test('the three formats come out as one kind of document', async () => {
  const text = await parseDocument({
    text: 'Ein Titel\n\nEin Absatz.',
    format: 'text',
    path: 'a.txt',
    url: 'https://a.de/',
  });
  expect(text.file.path).toBe('a.txt');
  expect(text.file.data.klartext).toMatchObject({
    format: 'text',
    metadata: { url: 'https://a.de/' },
    segments: [],
  });
  const markdown = await parseDocument({ text: '---\na: "b\n---\n\nText', format: 'markdown' });
  expect(markdown.file.messages).toMatchObject([{ source: 'parse', ruleId: 'front-matter', fatal: false }]);
  const html = await parseDocument({ text: '<p>Ein Absatz mit <b>Wort</b>.</p>', format: 'html' });
  expect(textOf(html.root)).toContain('Ein Absatz mit Wort.');
});
