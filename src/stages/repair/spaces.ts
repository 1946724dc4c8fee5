/** Spaces at the borders of inline nodes, which no look at one text can see. */
import type { Heading, Paragraph, PhrasingContent, TableCell } from 'mdast';
import { visit } from 'unist-util-visit';
import { mergeText } from '../../segments/inline-items.ts';

/**
 * Moves spaces and line breaks at the ends of emphasis and links out of them (Markdown can say neither there),
 * leaves one space where two met, and none and no break at the block's ends. Returns how many spaces went.
 */
export function mendBorders(block: Paragraph | Heading | TableCell): number {
  block.children = withoutEdgeBreaks(mergeText(block.children.flatMap(hoist)));
  let before = ' ';
  let dropped = 0;
  visit(block, (node) => {
    if (node.type === 'text') {
      const value = node.value.replace(/ {2,}/g, ' ');
      const kept = isStray(before, value) ? value.slice(1) : value;
      dropped += node.value.length - kept.length;
      node.value = kept;
      before = kept.at(-1) ?? before;
    } else if (!('children' in node))
      before = node.type === 'break' ? ' ' : node.type === 'inlineCode' ? 'x' : '';
  });
  return dropped;
}

/** A text's first space after one, or between a word and the comma or full stop after it. */
function isStray(before: string, text: string): boolean {
  if (!text.startsWith(' ')) return false;
  return before === ' ' || (/[\p{L}\p{N})»“"]/u.test(before) && /^ [,.](?:[ \n]|$)/.test(text));
}

function hoist(node: PhrasingContent): PhrasingContent[] {
  if (!('children' in node)) return [node];
  node.children = mergeText(node.children.flatMap(hoist)) as typeof node.children;
  const breaks = takeEdgeBreaks(node);
  if (node.children.length === 0) return [...breaks.before, ...breaks.after];
  const [first, last] = [node.children[0], node.children.at(-1)];
  const isEmpty = node.children.length === 1 && first?.type === 'text' && first.value.trim() === '';
  const isAddress = node.type === 'link' || node.type === 'linkReference';
  if (isEmpty) return [...breaks.before, isAddress ? node : first, ...breaks.after];
  const [before, after] = [cut(first, /^ +/), cut(last, / +$/)];
  return [...breaks.before, ...before, node, ...after, ...breaks.after];
}

function takeEdgeBreaks(node: {
  children: PhrasingContent[];
}): Record<'before' | 'after', PhrasingContent[]> {
  const start = node.children.findIndex((child) => child.type !== 'break');
  const end = node.children.findLastIndex((child) => child.type !== 'break') + 1;
  const before = start < 0 ? node.children : node.children.slice(0, start);
  const after = start < 0 ? [] : node.children.slice(end);
  node.children = start < 0 ? [] : node.children.slice(start, end);
  return { before, after };
}

/** White space beside a break at a block's end goes with it: neither shows. */
function withoutEdgeBreaks(children: PhrasingContent[]): PhrasingContent[] {
  const shows = (node: PhrasingContent) =>
    node.type !== 'break' && !(node.type === 'text' && node.value.trim() === '');
  return children.slice(children.findIndex(shows), children.findLastIndex(shows) + 1);
}

function cut(node: PhrasingContent | undefined, pattern: RegExp): PhrasingContent[] {
  const space = node?.type === 'text' ? (pattern.exec(node.value)?.[0] ?? '') : '';
  if (node?.type !== 'text' || space === '') return [];
  node.value = node.value.replace(pattern, '');
  return [{ type: 'text', value: space }];
}
