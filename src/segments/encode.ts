/** mdast phrasing -> one segment's markup. */
import type { PhrasingContent } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import type { InlineTag } from '../types.ts';
import { pairHtml } from './html-pairs.ts';
import {
  collapseSpace,
  cutSpace,
  type HtmlPair,
  hoistSpace,
  type Item,
  isLexical,
  isPaired,
  type KeepItem,
  type PairedItem,
  type PairedNode,
  toNodes,
} from './inline-items.ts';
import { findUntouchable } from './untouchable.ts';

/** A tag of the source and where it stood, to hold an answer against. */
export interface EncodedTag {
  item: KeepItem | PairedItem;
  /** Id of the paired tag around it; 0 at the top. */
  parent: number;
  spaceBefore: boolean;
  spaceAfter: boolean;
}

export interface Encoded {
  source: string;
  tags: InlineTag[];
  /** By id - 1. */
  encodedTags: EncodedTag[];
  /** Whether there is a letter to translate outside of what is kept. */
  hasText: boolean;
  /** Puts translated content back between what stood around the segment, and into what wrapped it. */
  frame(content: readonly Item[]): PhrasingContent[];
}

/**
 * Encodes inline content. White space, images, breaks, HTML and footnote references at its ends, and
 * elements around all of it, stay outside of the segment and come back by `frame`. Changes no node.
 */
export function encode(children: readonly PhrasingContent[]): Encoded {
  const { content, frame } = stripFrame(hoistSpace(itemsOf(children)));
  const tags: InlineTag[] = [];
  const encodedTags: EncodedTag[] = [];
  let hasText = false;
  const write = (items: readonly Item[], parent: number): string =>
    items
      .map((item, index) => {
        if (item.type === 'text') {
          hasText ||= /\p{L}/u.test(item.value);
          return escapeText(item.value);
        }
        item.id = tags.length + 1;
        tags.push(describe(item));
        const [spaceBefore, spaceAfter] = [endsInSpace(items[index - 1]), startsWithSpace(items[index + 1])];
        encodedTags.push({ item, parent, spaceBefore, spaceAfter });
        if (item.type === 'paired') return `<g id="${item.id}">${write(item.children, item.id)}</g>`;
        const tag = `<x id="${item.id}"/>`;
        // Engines glue the words on both sides of a tag together; decoding drops spaces at breaks.
        return item.node.type === 'break' ? `${spaceBefore ? '' : ' '}${tag}${spaceAfter ? '' : ' '}` : tag;
      })
      .join('');
  return { source: write(content, 0), tags, encodedTags, hasText, frame };
}

/** Escapes text for a segment's markup. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
}

function itemsOf(nodes: readonly PhrasingContent[]): Item[] {
  return pairHtml(nodes).flatMap(toItems);
}

function toItems(node: PhrasingContent | HtmlPair): Item[] {
  if (node.type === 'text') {
    return findUntouchable(node.value).map(({ value, untouchable }) =>
      untouchable
        ? { type: 'keep', id: 0, node: { type: 'text', value } }
        : { type: 'text', value: collapseSpace(value) },
    );
  }
  if (node.type === 'htmlPair') {
    const inside = itemsOf(node.children);
    if (inside.some(isTranslatable)) return [{ type: 'paired', id: 0, chain: [node], children: inside }];
    return [...toItems(node.open), ...inside, ...toItems(node.close)];
  }
  if (!isPaired(node) || isItsOwnAddress(node)) return [{ type: 'keep', id: 0, node }];
  const chain: PairedNode[] = [];
  let inner: PhrasingContent = node;
  let children: readonly PhrasingContent[] = [];
  while (isPaired(inner)) {
    chain.push(inner);
    children = inner.children;
    if (children.length !== 1) break;
    inner = children[0] as PhrasingContent;
  }
  const items = itemsOf(children);
  if (!items.some(isTranslatable)) return [{ type: 'keep', id: 0, node }];
  return [{ type: 'paired', id: 0, chain, children: items }];
}

function isTranslatable(item: Item): boolean {
  if (item.type === 'text') return /[\p{L}\p{N}]/u.test(item.value);
  return item.type === 'paired';
}

/** `<https://example.org>` and what GFM makes of a bare URL or e-mail address. */
function isItsOwnAddress(node: PairedNode): boolean {
  if (node.type !== 'link') return false;
  const text = plainText(node);
  return [text, `mailto:${text}`, `http://${text}`, `https://${text}`].includes(node.url);
}

function stripFrame(items: Item[]): { content: Item[]; frame: Encoded['frame'] } {
  const isEdge = (item: Item): boolean =>
    item.type === 'keep' ? !isLexical(item.node) : item.type === 'text' && item.value.trim() === '';
  let start = 0;
  let end = items.length;
  while (start < end && isEdge(items[start] as Item)) start++;
  while (end > start && isEdge(items[end - 1] as Item)) end--;
  const { before, inner, after } = cutSpace(items.slice(start, end));
  const prefix: Item[] = [...items.slice(0, start), { type: 'text', value: before }];
  const suffix: Item[] = [{ type: 'text', value: after }, ...items.slice(end)];
  const wrap = (content: readonly Item[]): PhrasingContent[] =>
    toNodes([...prefix, ...content, ...suffix].filter((item) => item.type !== 'text' || item.value !== ''));
  const only = inner.length === 1 ? inner[0] : undefined;
  if (only?.type !== 'paired') return { content: inner, frame: wrap };
  const nested = stripFrame(only.children);
  return {
    content: nested.content,
    frame: (content) => {
      const children = nested.frame(content).map((node): Item => ({ type: 'keep', id: 0, node }));
      return wrap([{ ...only, children }]);
    },
  };
}

function describe(item: KeepItem | PairedItem): InlineTag {
  const { id } = item;
  if (item.type === 'paired') {
    const { type } = item.chain[0] as PairedNode;
    return { id, kind: 'paired', node: type === 'htmlPair' ? 'html' : type };
  }
  const tag = { id, kind: 'keep', node: item.node.type } as const;
  return isLexical(item.node) ? { ...tag, text: plainText(item.node) } : tag;
}

function endsInSpace(item: Item | undefined): boolean {
  return item?.type === 'text' && item.value.endsWith(' ');
}

function startsWithSpace(item: Item | undefined): boolean {
  return item?.type === 'text' && item.value.startsWith(' ');
}
