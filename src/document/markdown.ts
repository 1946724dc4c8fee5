/** Markdown <-> mdast: CommonMark with GFM and YAML front matter. */

import type { Code, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify, { type Options } from 'remark-stringify';
import { unified } from 'unified';
import type { Metadata } from '../types.ts';
import { readFrontMatter } from './front-matter.ts';
import { metadataFromFields } from './metadata.ts';
import { relaxEscapes } from './relax-escapes.ts';

export interface DocumentWarning {
  ruleId: string;
  reason: string;
}

export interface ParsedDocument {
  root: Root;
  metadata: Metadata;
  /** Present when there is something a reader should know. */
  warnings?: DocumentWarning[];
}

/** How our Markdown looks; one way for each construct, chosen so that it survives words with `*` and `_`. */
const HOUSE_STYLE: Options = {
  bullet: '-',
  bulletOther: '*',
  bulletOrdered: '.',
  emphasis: '*',
  strong: '*',
  fence: '`',
  fences: true,
  listItemIndent: 'one',
  incrementListMarker: true,
  // Not `-`: a first line of three dashes would be read as front matter.
  rule: '*',
  setext: false,
  tightDefinitions: true,
  handlers: {
    // A line end within a paragraph is a space to a reader, and lines are never wrapped.
    text: (node, _parent, state, info) => state.safe(node.value.replace(/[ \t]*\n[ \t]*/g, ' '), info),
  },
};

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkStringify, HOUSE_STYLE).freeze();

/** Rounds after which writing must have come to rest; two are the rule. */
const MAX_ROUNDS = 6;

/**
 * Parses Markdown. Front matter goes to `metadata` and is no node of the tree; broken YAML stays in the
 * text as a code block, with a warning. Without a `title` key the title is that of the first heading of
 * level 1. Positions are those of the whole text.
 */
export function parseMarkdown(text: string): ParsedDocument {
  const head = readFrontMatter(text);
  if (head.kind === 'none') return titled({ root: parseBody(text), metadata: {} });
  // Blanked, not cut off, so that positions stay those of the whole text.
  const blank = text.slice(0, head.length).replace(/[^\r\n]/g, ' ');
  const root = parseBody(blank + text.slice(head.length));
  if (head.kind === 'fields') return titled({ root, metadata: metadataFromFields(head.fields) });
  const kept: Code = { type: 'code', lang: 'yaml', value: head.text };
  root.children.unshift(kept);
  const reason = `the front matter is no valid YAML (${head.reason}); it was kept as a code block`;
  return titled({ root, metadata: {}, warnings: [{ ruleId: 'front-matter', reason }] });
}

function parseBody(text: string): Root {
  return processor.parse(text);
}

function titled(parsed: ParsedDocument): ParsedDocument {
  if (parsed.metadata.title) return parsed;
  const heading = parsed.root.children.find((node) => node.type === 'heading' && node.depth === 1);
  const title = heading ? textOf(heading).replace(/\s+/g, ' ').trim() : '';
  return title ? { ...parsed, metadata: { ...parsed.metadata, title } } : parsed;
}

/**
 * Writes a tree as Markdown in the house style: no wrapped lines, one line end at the end, '' for a tree
 * without content. Parsing the result and writing it again gives the same bytes. The tree is left as it is.
 */
export function stringifyMarkdown(root: Root): string {
  let current = write(root);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = write(parseBody(current));
    if (next === current) break;
    current = next;
  }
  return current;
}

function write(root: Root): string {
  return relaxEscapes(processor.stringify(root), parseBody);
}
