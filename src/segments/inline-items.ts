/** What encoding and decoding share: a segment's content between mdast and markup. */
import type { Delete, Emphasis, Html, Link, LinkReference, PhrasingContent, Strong } from 'mdast';

/** `<kbd>`, what it holds, and `</kbd>`, which stand in mdast side by side. */
export interface HtmlPair {
  type: 'htmlPair';
  open: Html;
  close: Html;
  children: readonly PhrasingContent[];
}

export type PairedNode = Delete | Emphasis | HtmlPair | Link | LinkReference | Strong;

export interface TextItem {
  type: 'text';
  value: string;
}

/** Something that comes back as it was. */
export interface KeepItem {
  type: 'keep';
  id: number;
  node: PhrasingContent;
}

/** Text within an inline element, or within several that hold nothing but each other, outermost first. */
export interface PairedItem {
  type: 'paired';
  id: number;
  chain: readonly PairedNode[];
  children: Item[];
}

export type Item = TextItem | KeepItem | PairedItem;

const PAIRED = new Set(['delete', 'emphasis', 'link', 'linkReference', 'strong']);

export function isPaired(node: PhrasingContent): node is Exclude<PairedNode, HtmlPair> {
  return PAIRED.has(node.type);
}

/** Whether a kept node reads as a word of the sentence, as code and URLs do; images and breaks do not. */
export function isLexical(node: PhrasingContent): boolean {
  return node.type === 'inlineCode' || node.type === 'text' || isPaired(node);
}

/** White space as Markdown sees it: a line end within a paragraph is a space. Others (U+00A0) are text. */
export function collapseSpace(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ');
}

/**
 * Moves white space at the edges of paired items outside of them, joins neighbouring texts, and leaves
 * one space where several met. Returns new items.
 */
export function hoistSpace(items: readonly Item[]): Item[] {
  const out: Item[] = [];
  const addText = (value: string): void => {
    const last = out.at(-1);
    if (last?.type === 'text') last.value = collapseSpace(last.value + value);
    else if (value !== '') out.push({ type: 'text', value: collapseSpace(value) });
  };
  for (const item of items) {
    if (item.type === 'text') addText(item.value);
    else if (item.type === 'keep') out.push(item);
    else {
      const { before, inner, after } = cutSpace(hoistSpace(item.children));
      addText(before);
      out.push({ ...item, children: inner });
      addText(after);
    }
  }
  return out;
}

/** Cuts the white space at both ends off a list of hoisted items. */
export function cutSpace(items: readonly Item[]): { before: string; inner: Item[]; after: string } {
  let inner = [...items];
  let before = '';
  let after = '';
  const first = inner[0];
  if (first?.type === 'text' && first.value.startsWith(' ')) {
    before = ' ';
    inner =
      first.value === ' ' ? inner.slice(1) : [{ ...first, value: first.value.slice(1) }, ...inner.slice(1)];
  }
  const last = inner.at(-1);
  if (last?.type === 'text' && last.value.endsWith(' ')) {
    after = ' ';
    inner =
      last.value === ' '
        ? inner.slice(0, -1)
        : [...inner.slice(0, -1), { ...last, value: last.value.slice(0, -1) }];
  }
  return { before, inner, after };
}

/** The mdast that items stand for; kept nodes are the very nodes they were made of. */
export function toNodes(items: readonly Item[]): PhrasingContent[] {
  return mergeText(items.flatMap(nodesOf));
}

function nodesOf(item: Item): PhrasingContent[] {
  if (item.type === 'text') return [{ type: 'text', value: item.value }];
  if (item.type === 'keep') return [item.node];
  let children = toNodes(item.children);
  // The cast says what TypeScript cannot follow: a paired node's copy holds phrasing like its original.
  for (const node of item.chain.toReversed())
    children =
      node.type === 'htmlPair'
        ? [node.open, ...children, node.close]
        : [{ ...node, children } as PhrasingContent];
  return children;
}

/** Joins neighbouring text nodes, as a parser would have; changes no given node. */
export function mergeText(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      out[out.length - 1] = { type: 'text', value: last.value + node.value };
    } else out.push(node);
  }
  return out;
}
