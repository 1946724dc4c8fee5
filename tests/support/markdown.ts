/** Markdown in and out as the product does it, and generated documents. */
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkFrontmatter)
  .use(remarkStringify)
  .freeze();

export const parse = (markdown: string): Root => processor.parse(markdown);
export const stringify = (root: Root): string => processor.stringify(root);

/** Everything about a tree but its translatable text: kinds, nesting, targets, code, images, table shape. */
export function skeleton(node: Nodes): unknown {
  if (node.type === 'text') return undefined;
  const { position: _position, data: _data, ...fields } = node as Nodes & { children?: Nodes[] };
  // What an image says is text too.
  if ('alt' in fields) return { ...fields, alt: undefined };
  // What stands between the tags of raw HTML is translatable text.
  if (fields.type === 'html')
    return { ...fields, value: fields.value.split(/(<[^>]*>)/).filter((_, at) => at % 2) };
  if (!('children' in fields)) return fields;
  const children = fields.children as Nodes[];
  // A bare address is its own link text, and no translatable text either.
  return { ...fields, children: children.map(skeleton).filter((child) => child !== undefined) };
}

/** All text of a tree, white space and case aside. */
export function foldedText(root: Root): string {
  return plainText(root).replace(/\s+/g, '').toUpperCase();
}

const word = fc.constantFrom(
  ...[
    'Wort',
    'Straße',
    'und',
    'a<b',
    'x & y',
    '*',
    '_',
    '[kein Link]',
    '1.',
    '#',
    '`',
    '~',
    '|',
    '\\',
    '„Zitat“',
    'z. B.',
    '3,5 %',
  ],
  ...[
    '!',
    '<i>',
    '&amp;',
    'heise.de',
    'https://example.org/a_b?c=d',
    'info@example.org',
    '@klar',
    '/usr/lib/x.so',
    'so_ist_es',
    'Ende.',
    '®',
    '🎉',
  ],
);
const text = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map((words) => ({ type: 'text', value: words.join(' ') }));
const url = fc.constantFrom('https://example.org/', '/pfad?x=1&y=2', '#anker', 'https://example.org/(a)');
const leaf = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom('npm install', 'a`b', '<x>', 'Größe').map((value) => ({ type: 'inlineCode', value })),
  fc.record({
    type: fc.constant('image'),
    url,
    alt: fc.constantFrom('Bild', '', 'Ein *Bild*'),
    title: fc.constant(null),
  }),
  fc.constant({ type: 'footnoteReference', identifier: 'fuss', label: 'fuss' }),
  fc.constant({
    type: 'imageReference',
    identifier: 'ziel',
    label: 'ziel',
    referenceType: 'full',
    alt: 'Alt',
  }),
  fc.constantFrom('<br>', '<kbd>', '</kbd>').map((value) => ({ type: 'html', value })),
);
/** Constructs that touch each other print to Markdown that reads as something else (remark's limits), so none do. */
const spaced = (node: fc.Arbitrary<unknown>, maxLength: number) =>
  fc
    .array(fc.tuple(node, fc.constantFrom(' ', ', ', ' – ', ': ', 'break')), { minLength: 1, maxLength })
    .map((pairs) =>
      pairs.flatMap(([child, gap], index) => {
        if (index === pairs.length - 1) return [child];
        return [child, gap === 'break' ? { type: 'break' } : { type: 'text', value: gap }];
      }),
    );
/** Of each kind of emphasis at most one, as Markdown has no sure way to write one within its like. */
const within = (type: string, children: fc.Arbitrary<unknown>) =>
  fc.record({ type: fc.constant(type), children: spaced(children, 3) });
const link = fc.oneof(
  fc.record({
    type: fc.constant('link'),
    url,
    title: fc.constantFrom(null, 'Titel'),
    children: spaced(fc.oneof(leaf, within('strong', text)), 3),
  }),
  fc.record({
    type: fc.constant('linkReference'),
    identifier: fc.constant('ziel'),
    label: fc.constant('ziel'),
    referenceType: fc.constantFrom('full', 'collapsed'),
    children: spaced(text, 2),
  }),
);
const deleted = within('delete', fc.oneof(leaf, link));
const strong = within('strong', fc.oneof(leaf, link, deleted));
const inline = fc.oneof(
  { weight: 5, arbitrary: leaf },
  link,
  deleted,
  strong,
  within('emphasis', fc.oneof(leaf, link, strong)),
);
const phrasing = spaced(inline, 4);
const paragraph = phrasing.map((children) => ({ type: 'paragraph', children }));
const { block } = fc.letrec((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: paragraph },
    fc.record({ type: fc.constant('heading'), depth: fc.integer({ min: 1, max: 6 }), children: phrasing }),
    fc.constant({ type: 'code', lang: 'js', meta: null, value: 'const Wort = "und";' }),
    fc.constant({ type: 'html', value: '<div class="Wort">\nText\n</div>' }),
    fc.constant({ type: 'thematicBreak' }),
    fc
      .array(fc.array(phrasing, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .map((rows) => ({
        type: 'table',
        align: ['left', null],
        children: rows.map((cells) => ({
          type: 'tableRow',
          children: cells.map((children) => ({
            type: 'tableCell',
            children: children.filter((child) => (child as Nodes).type !== 'break'),
          })),
        })),
      })),
    fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((children) => ({ type: 'blockquote', children })),
    fc.record({
      type: fc.constant('list'),
      ordered: fc.boolean(),
      start: fc.constant(null),
      spread: fc.boolean(),
      children: fc.array(
        fc.record({
          type: fc.constant('listItem'),
          checked: fc.constantFrom(null, true, false),
          spread: fc.boolean(),
          children: fc
            .tuple(paragraph, fc.array(tie('block'), { maxLength: 2 }))
            .map(([first, more]) => [first, ...more]),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  ),
}));

/** Markdown documents with every construct, as text that parses and prints to the same structure again. */
export const markdownDocument: fc.Arbitrary<string> = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((children) => {
    const end = [
      { type: 'definition', identifier: 'ziel', label: 'ziel', url: 'https://example.org/ziel', title: null },
      {
        type: 'footnoteDefinition',
        identifier: 'fuss',
        label: 'fuss',
        children: [{ type: 'paragraph', children: [{ type: 'text', value: 'Eine Fußnote' }] }],
      },
    ];
    return stringify({ type: 'root', children: [...children, ...end] } as Root);
  })
  .filter((markdown) => {
    const tree = parse(markdown);
    return JSON.stringify(skeleton(parse(stringify(tree)))) === JSON.stringify(skeleton(tree));
  });
