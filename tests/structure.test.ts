import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown, stringifyMarkdown } from '../src/document/markdown.ts';
import { lostStructure } from '../src/run/structure.ts';
import { arbitraryMarkdown } from './support/arbitrary-markdown.ts';
import { upperCaseProvider } from './support/fake-providers.ts';
import { parse } from './support/markdown.ts';
import { runStages } from './support/run-stages.ts';

const DOCUMENT = `# Titel

Ein [Link](https://example.org/a), \`code\`, ![Bild](b.png) und eine Fußnote[^1].

| A | B |
|---|---|
| 1 | 2 |

\`\`\`js
let x;
\`\`\`

[^1]: Die Note.
`;

describe('lostStructure', () => {
  test('a document that reads back whole loses nothing', () => {
    fc.assert(
      fc.property(arbitraryMarkdown, (markdown) => {
        // As documents are read: two rules at the very start are taken for front matter, which is no part of the tree.
        const tree = parseMarkdown(markdown).root;
        const written = stringifyMarkdown(tree);
        expect(lostStructure(tree, parse(written))).toEqual([]);
      }),
      { numRuns: 40, examples: [['---\n\n---\n\n| A | B |\n|---|:-:|\n| Haus | Haus |\n']] },
    );
  });

  test.each([
    ['# Titel', 'Titel', 'heading of level 1'],
    ['https://example.org/a', 'https://example.org/b', 'link'],
    ['b.png', 'c.png', 'image'],
    ['`code`', 'code', 'inline code'],
    ['let x;', 'let y;', 'code block'],
    ['|---|---|\n', '', 'table of 2 columns'],
    ['Fußnote[^1]', 'Fußnote', 'footnote mark'],
    ['[^1]: Die', 'Die', 'footnote'],
  ])('%j become %j is a loss', (from, to, what) => {
    const lost = lostStructure(parse(DOCUMENT), parse(DOCUMENT.replace(from, to)));
    expect(lost.join()).toContain(`1 × ${what}`);
  });

  test('text, order and added bare addresses are no loss', () => {
    expect(
      lostStructure(
        parse(DOCUMENT),
        parse(`${DOCUMENT.replace('Titel', 'Title')}\nhttps://example.org/new\n`),
      ),
    ).toEqual([]);
  });
});

test('segments know the title and the text beside them, capped', async () => {
  const provider = upperCaseProvider();
  const long = 'Wort '.repeat(100).trim();
  await runStages(`Anfang.\n\n${long}\n\n2024\n\nEnde hier.\n`, provider, {
    metadata: { title: 'Der Titel' },
  });
  const [title, first, second, last] = provider.requests.flat();
  expect(title).toMatchObject({ source: 'Der Titel', after: 'Anfang.' });
  expect(first).toMatchObject({ context: 'Der Titel', after: long.slice(0, 200) });
  expect(first).not.toHaveProperty('before');
  expect(second).toMatchObject({ before: 'Anfang.' });
  // A neighbour without words says nothing.
  expect(second).not.toHaveProperty('after');
  expect(last).not.toHaveProperty('before');
});
