/** Tree <-> units of translation: a unit is a block with text, or one language's part of a mixed block. */
import type { Heading, Html, Nodes, Paragraph, Parents, PhrasingContent, Root, TableCell } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { visitParents } from 'unist-util-visit-parents';
import type { LanguageCode, Segment, SegmentKind } from '../types.ts';
import { type DecodeFailure, decode } from './decode.ts';
import { type Encoded, encode } from './encode.ts';
import { htmlTexts } from './html-texts.ts';
import { mergeText } from './inline-items.ts';
import { joinHalves, splitByLanguage } from './language-parts.ts';

type TextBlock = Heading | Paragraph | TableCell;

export interface Unit {
  readonly segment: Segment;
  /** Nearest `data.language` or span; undefined when the language stage said nothing about it. */
  readonly language: LanguageCode | undefined;
  /** False when nothing but numbers, marks and kept things is in it. */
  readonly hasText: boolean;
  /** Line in the input, when known. */
  readonly line: number | undefined;
  readonly encoded: Encoded;
  /** The block that it is or is part of; undefined for text that is in no tree. */
  readonly block: TextBlock | undefined;
  /** Shows other content in the unit's place; `undefined` shows the original again. */
  readonly show: (children: readonly PhrasingContent[] | undefined) => void;
}

export type DecodedTarget = { ok: true; children: PhrasingContent[] } | { ok: false; reason: DecodeFailure };

export interface ExtractOptions {
  /** Neighbouring text that goes with every segment, such as the document's title. */
  context?: string;
}

/**
 * Every heading, paragraph and table cell with content, and the texts of raw HTML blocks, in document order; code,
 * front matter and definitions never. Ids count blocks from 1 (`s4`, HTML `h1.1`), with a second number for parts (`s4.2`).
 * Changes nothing in the tree; alternative texts (`textUnit`) and link titles are none of them.
 */
export function extractUnits(root: Root, options: ExtractOptions = {}): Unit[] {
  const units: Unit[] = [];
  let count = 0;
  let htmlCount = 0;
  visitParents(root, (node, ancestors) => {
    if (node.type === 'html' && !ancestors.some(isTextBlock))
      units.push(...htmlUnits(node, ancestors, `h${++htmlCount}`, options));
    if (!isTextBlock(node)) return;
    if (node.children.length === 0) return;
    count += 1;
    units.push(...blockUnits(node, ancestors, `s${count}`, options));
  });
  return units;
}

/** A unit of its own for text that is in no tree, such as the title; `onChange` gets its text now. */
export function textUnit(
  id: string,
  kind: SegmentKind,
  text: string,
  language: LanguageCode | undefined,
  onChange: (text: string | undefined) => void,
): Unit {
  const encoded = encode([{ type: 'text', value: text }]);
  return {
    segment: { id, source: encoded.source, tags: encoded.tags, kind },
    language,
    hasText: encoded.hasText,
    line: undefined,
    encoded,
    block: undefined,
    show: (children) => onChange(children?.map((child) => plainText(child)).join('')),
  };
}

/** Strictly parses a service's answer into the unit's new content; kept nodes are the originals. */
export function decodeTarget(unit: Unit, target: string): DecodedTarget {
  const decoded = decode(target, unit.encoded);
  return decoded.ok ? { ok: true, children: unit.encoded.frame(decoded.content) } : decoded;
}

function isTextBlock(node: Nodes): node is TextBlock {
  return node.type === 'heading' || node.type === 'paragraph' || node.type === 'tableCell';
}

function blockUnits(
  block: TextBlock,
  ancestors: readonly Parents[],
  id: string,
  options: ExtractOptions,
): Unit[] {
  const { languageSpans, language = nearestLanguage(ancestors) } = block.data ?? {};
  const parts = languageSpans && splitByLanguage(block.children, languageSpans);
  const original = block.children;
  const shown = (parts ?? [{ children: original }]).map((part) => part.children);
  const originals = [...shown];
  return shown.map((children, index) => {
    const encoded = encode(children);
    const segment = { id: parts ? `${id}.${index + 1}` : id, source: encoded.source, tags: encoded.tags };
    return {
      segment: { ...segment, kind: kindOf(block, ancestors.at(-1)), ...options },
      language: parts ? parts[index]?.language : language,
      hasText: encoded.hasText,
      line: block.position?.start.line,
      encoded,
      block,
      show: (now) => {
        shown[index] = [...(now ?? (originals[index] as PhrasingContent[]))];
        const isOriginal = shown.every((part, i) => sameNodes(part, originals[i] as PhrasingContent[]));
        // The original list itself, so that undoing leaves no trace.
        block.children = isOriginal ? original : joinParts(shown);
      },
    };
  });
}

function htmlUnits(block: Html, ancestors: readonly Parents[], id: string, options: ExtractOptions): Unit[] {
  const language = block.data?.language ?? nearestLanguage(ancestors);
  return htmlTexts(block).map(({ children, show }, index) => {
    const encoded = encode(children);
    const { source, tags, hasText } = encoded;
    return {
      segment: { id: `${id}.${index + 1}`, source, tags, kind: 'paragraph', ...options },
      language,
      hasText,
      line: block.position?.start.line,
      encoded,
      block: undefined,
      show,
    };
  });
}

function joinParts(parts: readonly PhrasingContent[][]): PhrasingContent[] {
  return mergeText(parts.length > 1 ? joinHalves(parts.flat()) : parts.flat());
}

function sameNodes(a: readonly PhrasingContent[], b: readonly PhrasingContent[]): boolean {
  return a.length === b.length && a.every((node, index) => node === b[index]);
}

function kindOf(block: TextBlock, parent: Parents | undefined): SegmentKind {
  if (block.type === 'heading') return 'heading';
  if (block.type === 'tableCell') return 'table-cell';
  return parent?.type === 'listItem' ? 'list-item' : 'paragraph';
}

function nearestLanguage(ancestors: readonly Parents[]): LanguageCode | undefined {
  return ancestors.findLast((node) => node.data?.language !== undefined)?.data?.language;
}
