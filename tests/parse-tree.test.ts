import fc from 'fast-check';
import type { Element, Nodes, Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { parse } from 'parse5';
import { expect, test } from 'vitest';
import { parseTree } from '../src/document/html/parse-tree.ts';

/** The tree with scripts, styles and drawings emptied. */
function bare<Node extends Nodes>(node: Node): Node {
  if (!('children' in node)) return node;
  const isEmptied = node.type === 'element' && ['script', 'style', 'svg'].includes(node.tagName);
  const content = node.type === 'element' && node.content ? { content: bare(node.content) } : {};
  return { ...node, ...content, children: isEmptied ? [] : (node.children as Element[]).map(bare) };
}

const reference = (html: string) => fromParse5(parse(html, { scriptingEnabled: false })) as Root;

test('a page is read as a browser reads it, whatever stands in scripts and styles', () => {
  const piece = fc.constantFrom(
    ...[
      '<script>',
      '<script src="a.js"/>',
      '</script>',
      '</script >',
      '</scripts>',
      '</SCRIPT\n>',
      '<style>',
    ],
    ...['</style>', '<style/>', '<!--', '-->', '<svg>', '</svg>', '<title>', '</title>', '<textarea>'],
    ...['</textarea>', '<noscript>', '</noscript>', '<table>', '<select>', '<template>', '</template>'],
    ...[
      '<p title="<script>">',
      '<p title="a &amp; \r\n😀b\0">',
      'zwei  Worte\r\n\n',
      '\0',
      '\n',
      '<pre>',
      '<td>',
    ],
    ...['Wort ', '😀', '\r\n', '&amp;', '</p>', '<math>', '<xmp>'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const html = pieces.join('');
      expect(bare(parseTree(html).tree)).toEqual(bare(reference(html)));
    }),
    {
      numRuns: 500,
      // An end tag within a script within a comment within a script ends nothing.
      examples: [[['<script>', '<!--', '<script>', '</script>', 'Wort ', '-->', '</script>', 'Wort ']]],
    },
  );
});

test('JSON-LD is read, other scripts are not', () => {
  const html = '<script type="application/ld+json">{"a": 1}</script><script>let b = "<p>";</script><p>Text';
  const json = JSON.stringify(parseTree(html).tree);
  expect(json).toContain('{\\"a\\": 1}');
  expect(json).not.toContain('let b');
});
