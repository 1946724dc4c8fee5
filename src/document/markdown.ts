/** Markdown <-> mdast: CommonMark with GFM and front matter. */

import type { Blockquote, Code, Html, Root, RootContent, Text } from 'mdast';
import type { Join } from 'mdast-util-to-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify, { type Options } from 'remark-stringify';
import { type Processor, unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { Metadata } from '../types.ts';
import { ADMONITIONS, besideTitle, markAdmonition, writeQuote } from './admonitions.ts';
import { DIALECTS, headingText } from './dialects.ts';
import { cutFirstLine, definitionsOf, isDefinition } from './first-line.ts';
import { readFrontMatter } from './front-matter.ts';
import { metadataFromFields } from './metadata.ts';
import { type EscapePlan, planFor, relaxingHandlers, settlePlan } from './relax-escapes.ts';
import { flat, sameNode } from './same-tree.ts';
import { writeLink } from './write-link.ts';

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
};

/** One tilde is a sign of other dialects (`H~2~O`), and is left as it stands. */
const GFM = { singleTilde: false };

const parser = unified().use(remarkParse).use(remarkGfm, GFM).use(readDialects).freeze();

function readDialects(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), DIALECTS, ADMONITIONS];
}

/** Rounds after which writing must have come to rest; two are the rule. */
const MAX_ROUNDS = 6;

/**
 * Parses Markdown. Front matter goes to `metadata` and is no node of the tree; broken YAML, and TOML, stays in the
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
  const kept: Code = { type: 'code', lang: head.lang, value: head.text };
  root.children.unshift(kept);
  const reason = `the front matter is ${head.reason}; it was kept as a code block`;
  return titled({ root, metadata: {}, warnings: [{ ruleId: 'front-matter', reason }] });
}

/** Markdown below the front matter. */
export function parseBody(text: string): Root {
  const root = parser.parse(text);
  if (/[!?=]{3}/.test(text))
    visit(root, 'blockquote', (quote, index, parent) => {
      const line = markAdmonition(quote, text);
      if (line && parent && index !== undefined) parent.children[index] = line;
    });
  if (text.includes('[!')) visit(root, 'blockquote', setAlertApart);
  if (/^[ \t]*:[ \t]/m.test(text))
    visit(root, 'paragraph', (paragraph, index, parent) => {
      const parts = definitionsOf(paragraph);
      if (!parts || !parent || index === undefined) return undefined;
      parent.children.splice(index, 1, ...parts);
      return index + parts.length;
    });
  if (text.includes('$$')) root.children = root.children.map((block) => formulaIn(block, text) ?? block);
  return root;
}

/** TeX's backslashes escape nothing, and its stars are no emphasis. */
const FORMULA = /^\$\$(?=[\s\S]*[\\^_=])(?:(?!\$\$)[\s\S])+\$\$$/;

/** A paragraph of `$$ … $$`, to the byte. */
function formulaIn({ type, position }: RootContent, text: string): Html | undefined {
  const value = type === 'paragraph' ? text.slice(position?.start.offset, position?.end.offset) : '';
  return FORMULA.test(value) ? { type: 'html', value, ...(position && { position }) } : undefined;
}

/** The same of a tree that was no Markdown. */
function withFormulas(root: Root): Root {
  const children = root.children.map((block) => {
    const [only, ...more] = block.type === 'paragraph' ? block.children : [];
    const isFormula = only?.type === 'text' && more.length === 0 && only.value.trimStart().startsWith('$$');
    const value = isFormula ? flat(only.value) : '';
    return FORMULA.test(value) ? ({ type: 'html', value } as const) : block;
  });
  return { ...root, children };
}

/** What makes an alert of a quotation on GitHub (`> [!NOTE]`), on a line of its own only. */
const ALERT = /^\[!(?:note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;
/** Obsidian's, with a title. */
const CALLOUT = /^\[![a-z][\w-]*\][+-]?[ \t]+(?=\S)/i;

/** As a block that nobody translates nor joins with the text below it. */
function setAlertApart(quote: Blockquote): void {
  const [first] = quote.children;
  const [text] = first?.type === 'paragraph' ? first.children : [];
  const [marker] = (text?.type === 'text' && ALERT.exec(text.value)) || [];
  if (first?.type !== 'paragraph' || text?.type !== 'text') return;
  const mark = CALLOUT.exec(text.value)?.[0];
  if (mark !== undefined && marker === undefined) {
    text.value = text.value.slice(mark.length);
    const [title, rest] = cutFirstLine(first);
    title.children.unshift({ type: 'html', value: mark });
    quote.children.splice(0, 1, title, ...(rest ? [rest] : []));
  }
  if (marker === undefined) return;
  text.value = text.value.slice(marker.length);
  if (text.value === '') first.children.shift();
  if (first.children.length === 0) quote.children.shift();
  quote.children.unshift({ type: 'html', value: marker.trim() });
}

/** The line below an alert's mark belongs to it, and what a term means stands below that. */
const besideAlert: Join = (left, right) => {
  if (right.type !== 'paragraph') return undefined;
  if (isDefinition(right) && left.type === 'paragraph') return 0;
  const mark = left.type === 'paragraph' ? left.children[0] : left;
  return mark?.type === 'html' && (ALERT.test(mark.value) || CALLOUT.test(`${mark.value}.`)) ? 0 : undefined;
};

function titled(parsed: ParsedDocument): ParsedDocument {
  if (parsed.metadata.title) return parsed;
  const heading = parsed.root.children.find((node) => node.type === 'heading' && node.depth === 1);
  const title = heading ? headingText(heading).replace(/\s+/g, ' ').trim() : '';
  return title ? { ...parsed, metadata: { ...parsed.metadata, title } } : parsed;
}

/**
 * Writes a tree as Markdown in the house style: no wrapped lines, one line end at the end, '' for a tree
 * without content. Parsing the result and writing it again gives the same bytes. The tree is left as it is.
 */
export function stringifyMarkdown(root: Root): string {
  return writeMarkdown(root).text;
}

/**
 * The same in a fifth of the time, for a tree that Markdown can say as it is: it is read back only where an escape is in
 * question.
 */
export function stringifyPlainTree(root: Root): string {
  const plan = planFor('relaxed');
  const text = write(root, plan);
  return plan.seen.size === 0 ? text : stringifyMarkdown(root);
}

/** The same as `stringifyMarkdown`, and the tree that the text reads back as. */
export function writeMarkdown(root: Root): WrittenMarkdown {
  let current: WrittenMarkdown = { text: '', read: withFormulas(root) };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = writeOnce(current.read, current);
    // What reads back as it was written would be written the same again.
    if (sameNode(current.read, next.read)) return next;
    current = next;
  }
  return written(current.read, planFor('strict'));
}

export interface WrittenMarkdown {
  text: string;
  read: Root;
}

/**
 * Writes with as few escapes as the tree can bear. `read` is what the text says: another tree than `root`
 * where Markdown cannot say what `root` does (neighbouring texts, empty emphasis, spaces at an end). `before`: the text
 * that was last read, which is mostly what is written again.
 */
function writeOnce(root: Root, before: WrittenMarkdown): WrittenMarkdown {
  const first = planFor('relaxed');
  const relaxed = written(root, first, before);
  if (first.seen.size === 0 || sameNode(root, relaxed.read)) return relaxed;
  const strict = written(root, planFor('strict'));
  if (!sameNode(root, strict.read)) return strict;
  const suspects = [...first.seen].filter(([index]) => !sameBlock(root, relaxed.read, index));
  const plan = settlePlan(root, new Map(suspects), (block, escapes) => parseBody(write(block, escapes)));
  const isSuspect = new Set(suspects.map(([index]) => index));
  const settled = written(root, {
    ...plan,
    relaxed: (index) => (isSuspect.has(index) ? plan.relaxed(index) : first.relaxed(index)),
  });
  return sameNode(root, settled.read) ? settled : strict;
}

function sameBlock(root: Root, read: Root, index: number): boolean {
  const [one, other] = [root.children[index], read.children[index]];
  return root.children.length === read.children.length && !!one && !!other && sameNode(one, other);
}

function written(root: Root, plan: EscapePlan, before?: WrittenMarkdown): WrittenMarkdown {
  const text = write(root, plan);
  return before && text !== '' && text === before.text ? before : { text, read: parseBody(text) };
}

function write(root: Root, plan: EscapePlan): string {
  const handlers = { ...HOUSE_HANDLERS, ...relaxingHandlers(plan) };
  return unified()
    .use(remarkGfm, { ...GFM, tablePipeAlign: !hasWideCell(root) })
    .use(remarkStringify, { ...HOUSE_STYLE, handlers, join: [besideAlert, besideTitle] })
    .stringify(root);
}

/** Cells over this many characters make aligned pipes a burden: every row is padded to the longest. */
const WIDE_CELL = 60;

function hasWideCell(root: Root): boolean {
  let found = false;
  visit(root, 'tableCell', (cell) => {
    found ||= textOf(cell).length > WIDE_CELL;
  });
  return found;
}

/** A line end within a paragraph is a space to a reader, and lines are never wrapped. */
const HOUSE_HANDLERS: NonNullable<Options['handlers']> = {
  text: (node: Text, _parent, state, info) => state.safe(flat(node.value), info),
  link: writeLink,
  blockquote: writeQuote,
};
