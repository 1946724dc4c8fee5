import fc from 'fast-check';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { parseMarkdown, stringifyMarkdown } from '../src/document/markdown.ts';
import { toPlainText } from '../src/document/plain-text.ts';
import { arbitraryMarkdown } from './support/arbitrary-markdown.ts';
import { testFixtures } from './support/fixtures.ts';

testFixtures({
  folder: 'markdown',
  testFile: 'tests/markdown.test.ts',
  inputExtension: 'md',
  expectedExtension: 'md',
  run: ({ input }) => {
    const { root, metadata } = parseMarkdown(input);
    return `${stringifyMarkdown(root)}\n<!-- text -->\n\n${toPlainText(root)}\n<!-- metadata -->\n\n${JSON.stringify(metadata, null, 2)}\n`;
  },
});

/** What must be the same before and after writing: all but positions and the kind of white space. */
function essence(root: Root): string {
  const text = JSON.stringify(root, (key, value) =>
    key === 'position' || key === 'spread' ? undefined : value,
  );
  return text.replaceAll(/"},{"type":"text","value":"/g, '').replaceAll(/(\\n|\s)+/g, ' ');
}

describe('writing Markdown', () => {
  test('is idempotent', () => {
    fc.assert(
      fc.property(arbitraryMarkdown, (source) => {
        const once = stringifyMarkdown(parseMarkdown(source).root);
        expect(stringifyMarkdown(parseMarkdown(once).root)).toBe(once);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the tree', () => {
    fc.assert(
      fc.property(arbitraryMarkdown, (source) => {
        const { root } = parseMarkdown(source);
        expect(essence(parseMarkdown(stringifyMarkdown(root)).root)).toBe(essence(root));
      }),
      { numRuns: 60 },
    );
  });

  test('keeps any text literally', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        const text = value.replace(/[\0\s]+/g, ' ').trim();
        const root: Root = {
          type: 'root',
          children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
        };
        expect(textOf(parseMarkdown(stringifyMarkdown(root)).root)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('an address that only GFM takes for one is written as a link, and comes to rest', () => {
    const once = stringifyMarkdown(parseMarkdown('> a@b.de_snake_Haus\n').root);
    expect(once).toBe('> [a@b.de_snake_Haus](mailto:a@b.de_snake_Haus)\n');
    expect(stringifyMarkdown(parseMarkdown(once).root)).toBe(once);
  });

  test('does not change the tree it is given', () => {
    const { root } = parseMarkdown('Ein [von] Wort\nzweite Zeile');
    const before = structuredClone(root);
    stringifyMarkdown(root);
    expect(root).toEqual(before);
  });

  test('gives nothing for nothing', () => {
    expect(stringifyMarkdown({ type: 'root', children: [] })).toBe('');
    expect(toPlainText({ type: 'root', children: [] })).toBe('');
  });
});

describe('front matter', () => {
  test('broken YAML is kept as code, with a warning', () => {
    const { root, warnings, metadata } = parseMarkdown('---\ntitle: "Offen\nx: 1\n---\n\nText.');
    expect(root.children[0]).toMatchObject({ type: 'code', lang: 'yaml', value: 'title: "Offen\nx: 1' });
    expect(warnings).toMatchObject([{ ruleId: 'front-matter' }]);
    expect(metadata).toEqual({});
  });

  test('TOML is kept as code, with a warning', () => {
    const head = 'title = "Die Säge"\n[params]\nautor = "Eva"';
    const { root, warnings } = parseMarkdown(`+++\r\n${head}\n+++\n\nText.`);
    expect(root.children).toMatchObject([{ type: 'code', lang: 'toml', value: head }, { type: 'paragraph' }]);
    expect(warnings).toMatchObject([{ reason: expect.stringContaining('TOML'), ruleId: 'front-matter' }]);
  });

  test('JSON is read', () => {
    const head = JSON.stringify({ title: 'Die Säge', author: 'Eva', params: { a: [1] } }, null, 2);
    const { root, metadata } = parseMarkdown(`${head}\n\nText.`);
    expect(root.children).toMatchObject([{ type: 'paragraph' }]);
    expect(metadata).toMatchObject({ title: 'Die Säge', author: 'Eva' });
  });

  test.each([
    ['what is no JSON', '{\nkein JSON\n}\n\nText.'],
    ['JSON without a text', '{\n"a": 1\n}\n'],
    ['plus signs around a text', '+++\nEin Satz.\n+++\n\nText.'],
  ])('%s is the text itself', (_, text) => {
    const { root, metadata } = parseMarkdown(text);
    expect(root.children[0]).toMatchObject({ type: 'paragraph' });
    expect(metadata).toEqual({});
  });

  test('a text between two rules is no front matter', () => {
    const { root, warnings } = parseMarkdown('---\n\nEin Text\n\n---\n\nNoch einer.');
    expect(textOf(root)).toContain('Ein Text');
    expect(warnings).toBeUndefined();
  });

  test('positions are those of the whole file', () => {
    const text = '---\r\ntitle: Ein Titel\r\n---\r\n\r\nEin Absatz.';
    const [paragraph] = parseMarkdown(text).root.children;
    expect(paragraph?.position?.start).toEqual({ line: 5, column: 1, offset: text.indexOf('Ein Absatz') });
  });
});

test('a name of a site keeps its point without an escape', () => {
  const text = 'Mehr auf thw.de und Bauwww.net.\n';
  expect(stringifyMarkdown(parseMarkdown(text).root)).toBe(text);
});

test('of raw HTML in Markdown plain text has the words', () => {
  const html =
    '<div title="a > b"><b>Fett</b> &amp; mehr\n<table><tr><td>Eins</td><td>zwei</td></tr></table>\n<!-- nein --></div>';
  const { root } = parseMarkdown(`Ein Satz.\n\n${html}\n\n<img src="x.png">\n\n> [!NOTE]\n> Hinweis.\n`);
  expect(toPlainText(root)).toBe('Ein Satz.\n\nFett & mehr\nEins zwei\n\nHinweis.\n');
});

test('a formula of a tree that was no Markdown is written without escapes', () => {
  const value = '$$\\int_0^1 x_1 * y * \\, dx\n\\\\ [a](b)$$';
  const root: Root = { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value }] }] };
  expect(stringifyMarkdown(root)).toBe(`${value.replace('\n', ' ')}\n`);
});
