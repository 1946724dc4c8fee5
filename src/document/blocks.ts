/** The text blocks of a tree, their plain text with a map back to the inline nodes, and cutting in it. */
import type { Heading, Paragraph, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';

/** Stands in a block's text for what is no text: an image, a footnote reference, inline HTML. */
export const OBJECT = '\uFFFC';

/** A block that holds text of its own. */
export type LeafBlock = Paragraph | Heading;

export interface Block {
  node: LeafBlock;
  /** From the root (first) to the block's parent (last). */
  parents: Parents[];
  /** Text with `\n` for line breaks and OBJECT for other inline nodes. */
  text: string;
}

/** Something at block level that holds no such text: code, a table, an image's paragraph is a Block. */
export interface OtherBlock {
  node: RootContent;
  parents: Parents[];
  text?: undefined;
}

export interface Range {
  start: number;
  end: number;
}

/** Paragraphs and headings, and whatever else stands between them, in document order; nothing in tables or footnotes. */
export function listBlocks(tree: Root): (Block | OtherBlock)[] {
  const found: (Block | OtherBlock)[] = [];
  const walk = (parent: Parents, parents: Parents[]) => {
    const path = [...parents, parent];
    for (const node of parent.children) {
      if (node.type === 'paragraph' || node.type === 'heading') {
        found.push({ node, parents: path, text: blockText(node) });
      } else if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote')
        walk(node, path);
      else found.push({ node: node as RootContent, parents: path });
    }
  };
  walk(tree, []);
  return found;
}

/** Only the blocks with text. */
export function textBlocks(tree: Root): Block[] {
  return listBlocks(tree).filter((block) => block.text !== undefined);
}

/** The text of a block, one character in it for each character of its text nodes. */
export function blockText(node: LeafBlock): string {
  return pieces(node)
    .map((piece) => piece.text)
    .join('');
}

interface Piece {
  node: PhrasingContent;
  parents: Parents[];
  text: string;
}

function pieces(block: LeafBlock): Piece[] {
  const found: Piece[] = [];
  const walk = (parent: Parents, parents: Parents[]) => {
    const path = [...parents, parent];
    for (const child of parent.children as PhrasingContent[]) {
      if (child.type === 'text' || child.type === 'inlineCode') {
        found.push({ node: child, parents: path, text: child.value });
      } else if (child.type === 'break') found.push({ node: child, parents: path, text: '\n' });
      else if ('children' in child) walk(child, path);
      else found.push({ node: child, parents: path, text: OBJECT });
    }
  };
  walk(block, []);
  return found;
}

/**
 * Takes ranges of `blockText` out of a block. Inline nodes around them stay whole; one that is left
 * without content goes. Code is taken only when a range covers all of it.
 */
export function cutText(block: LeafBlock, ranges: readonly Range[]): void {
  let offset = 0;
  for (const piece of pieces(block)) {
    const start = offset;
    offset += piece.text.length;
    const inside = ranges
      .map((range) => ({ start: Math.max(range.start, start), end: Math.min(range.end, offset) }))
      .filter((range) => range.start < range.end);
    if (inside.length === 0) continue;
    const covered = inside.reduce((sum, range) => sum + range.end - range.start, 0) >= piece.text.length;
    if (covered) removeNode(piece.node, piece.parents);
    else if (piece.node.type === 'text') {
      for (const range of inside.reverse()) {
        const { value } = piece.node;
        piece.node.value = value.slice(0, range.start - start) + value.slice(range.end - start);
      }
    }
  }
}

/** Removes a node, and every parent (but the root) that it leaves without children. */
export function removeNode(node: RootContent, parents: readonly Parents[]): void {
  const parent = parents.at(-1);
  if (!parent) return;
  const siblings = parent.children as RootContent[];
  const index = siblings.indexOf(node);
  if (index < 0) return;
  siblings.splice(index, 1);
  const above = parents.slice(0, -1);
  if (siblings.length === 0 && above.length > 0) removeNode(parent as RootContent, above);
}

/** A rule line at the end or the start, or beside another, divides nothing. */
export function dropHangingBreaks(tree: Root): void {
  const isBreak = (node: RootContent | undefined) => node === undefined || node.type === 'thematicBreak';
  tree.children = tree.children.filter((node, index, all) => !isBreak(node) || !isBreak(all[index - 1]));
  if (tree.children.length > 0 && isBreak(tree.children.at(-1))) tree.children.pop();
}

/** Whether all of a block's words are inside links. */
export function isLinkOnly(node: LeafBlock): boolean {
  const words = (nodes: readonly PhrasingContent[]) =>
    /[\p{L}\p{N}]/u.test(nodes.map((n) => plainText(n)).join(''));
  const links = node.children.filter((child) => child.type === 'link' || child.type === 'linkReference');
  return words(links) && !words(node.children.filter((child) => !links.includes(child as never)));
}
