/** A service's answer -> mdast, or the reason why it cannot be trusted. */
import type { Encoded, EncodedTag } from './encode.ts';
import { isSign } from './html-pairs.ts';
import { cutSpace, hoistSpace, type Item, isLexical } from './inline-items.ts';
import { type MarkupNode, parseMarkup } from './parse-markup.ts';

/**
 * `markup-invalid`: not our markup, or a tag that the source has not. `tags-lost`, `tags-duplicated`:
 * a tag is absent (or holds no text any more), or there twice. `tags-crossed`: all are there, but one
 * left its parent, or raw HTML of which only one tag is in the segment changed its order. `empty`: nothing but white space and tags.
 */
export type DecodeFailure = 'markup-invalid' | 'tags-lost' | 'tags-duplicated' | 'tags-crossed' | 'empty';

/** What the comparison of tags needs to know of each: by id - 1. */
export interface TagPlace {
  item: { type: 'paired'; id: number } | { type: 'keep'; id: number; node: { type: string; value?: string } };
  parent: number;
}

export type Decoded = { ok: true; content: Item[] } | { ok: false; reason: DecodeFailure };

/** Parses an answer and holds its tags against the source's; every tag must come back exactly once. */
export function decode(target: string, source: Pick<Encoded, 'encodedTags'>): Decoded {
  const nodes = parseMarkup(target);
  if (!nodes) return { ok: false, reason: 'markup-invalid' };
  const reason = compareTags(nodes, source.encodedTags);
  if (reason) return { ok: false, reason };
  const toItems = (list: readonly MarkupNode[]): Item[] =>
    list.map((node) => {
      if (node.type === 'text') return node;
      const { item } = source.encodedTags[node.id - 1] as EncodedTag;
      return node.type === 'g' && item.type === 'paired'
        ? { ...item, children: toItems(node.children) }
        : item;
    });
  const { inner } = cutSpace(hoistSpace(toItems(nodes)));
  return { ok: true, content: mendSpace(inner, source.encodedTags) };
}

/** Why an answer's tags cannot be trusted; undefined when each of `tags` is there once, where it belongs. */
export function compareTags(
  nodes: readonly MarkupNode[],
  tags: readonly TagPlace[],
): DecodeFailure | undefined {
  const found: { id: number; parent: number }[] = [];
  let invalid = false;
  let hollow = false;
  const visit = (list: readonly MarkupNode[], parent: number): boolean => {
    let hasContent = false;
    for (const node of list) {
      if (node.type === 'text') {
        hasContent ||= node.value.trim() !== '';
        continue;
      }
      invalid ||= tags[node.id - 1]?.item.type !== (node.type === 'g' ? 'paired' : 'keep');
      found.push({ id: node.id, parent });
      const full = node.type === 'x' || visit(node.children, node.id);
      if (!full) hollow = true;
      hasContent ||= full;
    }
    return hasContent;
  };
  const hasContent = visit(nodes, 0);
  if (!hasContent) return 'empty';
  if (invalid) return 'markup-invalid';
  const ids = new Set(found.map(({ id }) => id));
  if (ids.size < found.length) return 'tags-duplicated';
  if (ids.size < tags.length || hollow) return 'tags-lost';
  const html = found.map(({ id }) => tags[id - 1]).filter((tag) => isLoneTag(tag));
  const inOrder = html.every(
    (tag, index) => index === 0 || (html[index - 1]?.item.id ?? 0) < (tag?.item.id ?? 0),
  );
  return inOrder && found.every(({ id, parent }) => tags[id - 1]?.parent === parent)
    ? undefined
    : 'tags-crossed';
}

function isLoneTag(tag: TagPlace | undefined): boolean {
  return tag?.item.type === 'keep' && tag.item.node.type === 'html' && !isSign(tag.item.node.value ?? '');
}

/** Gives back the spaces that engines lose beside tags, and takes those that they add. */
function mendSpace(items: readonly Item[], tags: readonly EncodedTag[]): Item[] {
  const out: Item[] = [];
  for (const [index, item] of items.entries()) {
    if (item.type === 'text') {
      out.push(item);
      continue;
    }
    const tag = tags[item.id - 1] as EncodedTag;
    const mended = item.type === 'paired' ? { ...item, children: mendSpace(item.children, tags) } : item;
    const before = out.at(-1);
    if (clings(item) && !tag.spaceBefore && before?.type === 'text') before.value = before.value.trimEnd();
    else if (tag.spaceBefore && touches(before, item)) out.push({ type: 'text', value: ' ' });
    out.push(mended);
    const after = items[index + 1];
    if (isHtmlPair(item)) closeSigns(before, after, tag);
    if (item.type === 'keep' && item.node.type === 'break') continue;
    if (tag.spaceAfter && after?.type === 'text' && touches(item, after))
      out.push({ type: 'text', value: ' ' });
  }
  return dropSpaceAtBreaks(out);
}

function isHtmlPair(item: Item): boolean {
  return item.type === 'paired' && item.chain[0]?.type === 'htmlPair';
}

/** `<kbd>Strg</kbd>+<kbd>C</kbd>` comes back with spaces around the sign. */
function closeSigns(before: Item | undefined, after: Item | undefined, tag: EncodedTag): void {
  if (!tag.spaceBefore && before?.type === 'text')
    before.value = before.value.replace(/([^\p{L}\p{N}\s])\s+$/u, '$1');
  if (!tag.spaceAfter && after?.type === 'text')
    after.value = after.value.replace(/^\s+(?=[^\p{L}\p{N}\s])/u, '');
}

/** Whether it belongs to the word before it where nothing stands between them. */
function clings(item: Item): boolean {
  if (item.type !== 'keep') return false;
  const { node } = item;
  return (
    node.type === 'footnoteReference' ||
    node.type === 'break' ||
    (node.type === 'html' && /^(?:<su[bp]\b|[~^])/i.test(node.value))
  );
}

function dropSpaceAtBreaks(items: readonly Item[]): Item[] {
  const isBreak = (item: Item | undefined): boolean => item?.type === 'keep' && item.node.type === 'break';
  return items
    .map((item, index) => {
      if (item.type !== 'text') return item;
      let { value } = item;
      if (isBreak(items[index - 1])) value = value.trimStart();
      if (isBreak(items[index + 1])) value = value.trimEnd();
      return { ...item, value };
    })
    .filter((item) => item.type !== 'text' || item.value !== '');
}

/** Whether a word of `left` runs into a word of `right`. */
function touches(left: Item | undefined, right: Item): boolean {
  return /[\p{L}\p{N}]$/u.test(edge(left, -1)) && /^[\p{L}\p{N}]/u.test(edge(right, 0));
}

function edge(item: Item | undefined, at: 0 | -1): string {
  if (item === undefined) return '';
  if (item.type === 'text') return item.value;
  if (item.type === 'paired') return edge(item.children.at(at), at);
  return isLexical(item.node) ? 'x' : '';
}
