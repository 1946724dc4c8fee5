/** Spaces at the borders of inline nodes, which no look at one text can see. */
import type { Heading, Paragraph, PhrasingContent, TableCell } from 'mdast';
import { visit } from 'unist-util-visit';
import { mergeText } from '../../segments/inline-items.ts';

/**
 * Moves spaces at the ends of emphasis and links out of them, leaves one where two met and none at the
 * block's start. Returns how many went.
 */
export function mendBorders(block: Paragraph | Heading | TableCell): number {
  block.children = mergeText(block.children.flatMap(hoist));
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
  const [first, last] = [node.children[0], node.children.at(-1)];
  const isEmpty = node.children.length === 1 && first?.type === 'text' && first.value.trim() === '';
  if (isEmpty) return node.type === 'link' || node.type === 'linkReference' ? [node] : [first];
  const [before, after] = [cut(first, /^ +/), cut(last, / +$/)];
  return [...before, node, ...after];
}

function cut(node: PhrasingContent | undefined, pattern: RegExp): PhrasingContent[] {
  const space = node?.type === 'text' ? (pattern.exec(node.value)?.[0] ?? '') : '';
  if (node?.type !== 'text' || space === '') return [];
  node.value = node.value.replace(pattern, '');
  return [{ type: 'text', value: space }];
}
