/** `<pre>` that holds no code but verse, a letter or what was pasted there: text whose lines count. */
import type { Element, ElementContent } from 'hast';
import { FUNCTION_WORDS } from '../function-words.ts';
import { isFull, splitBlocks, wrapWidth } from '../text/lines.ts';
import { attribute, elementsOf, isNamed, textOf } from './nodes.ts';

const VERSE = /(?:^|[\s_-])(?:verse|poem|poetry|gedicht|lyrics)(?:$|[\s_-])/i;
/** Elements that text has; highlighters colour code by others. */
const OF_TEXT = ['a', 'b', 'strong', 'i', 'em', 'u', 'br', 'font', 'big', 'small', 'p', 'img'];
const ADDRESS = /\b(?:https?:\/\/|www\.)\S+|\S+@\S+\.\w+/g;
/** Signs and gaps that code, output and columns have, and prose has not. */
const OF_CODE = /[{}<>|=$\\~^`]|^\s*(?:#|\/\/|--|\*|;)|\S(?: {3,}|\t)\S|::|\w\(\)/m;
/** What a program says is shorter. */
const FEW_WORDS = 15;
/** German prose and verse have a third. */
const FUNCTION_SHARE = 0.2;
const { strong, weak } = FUNCTION_WORDS.de;

/** Whether nobody would take it for code; in doubt it is some. */
export function isProseListing(pre: Element): boolean {
  const inside = elementsOf(pre);
  if (VERSE.test(attribute(pre, 'className'))) return !inside.some((node) => isNamed(node, 'code'));
  if (/\S/.test(attribute(pre, 'className')) || !inside.every((node) => isNamed(node, ...OF_TEXT)))
    return false;
  const text = textOf(pre).replace(ADDRESS, '');
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < FEW_WORDS || OF_CODE.test(text)) return false;
  return words.filter((word) => strong.has(word) || weak.has(word)).length >= words.length * FUNCTION_SHARE;
}

/** As a `<div>` with `<br>` where a line ends for good, not where it was full. Works in place. */
export function unmakeListing(pre: Element): void {
  const blocks = splitBlocks(textOf(pre));
  const width = wrapWidth(blocks);
  const soft = new Set<number>();
  for (const block of width === undefined ? [] : blocks)
    for (const [index, line] of block.entries()) {
      const next = block[index + 1];
      if (next && isFull(line, next, width as number)) soft.add(line.number);
    }
  let number = 1;
  const rewrite = (nodes: ElementContent[]): ElementContent[] =>
    nodes.flatMap((node): ElementContent[] => {
      if (node.type === 'element' && node.tagName === 'br') return endOf(number++);
      if (node.type === 'element') return [{ ...node, children: rewrite(node.children) }];
      if (node.type !== 'text') return [];
      const [first = '', ...rest] = node.value.split('\n');
      return [textNode(first), ...rest.flatMap((part) => [...endOf(number++), textNode(part)])];
    });
  const endOf = (line: number): ElementContent[] =>
    soft.has(line) ? [textNode(' ')] : [{ type: 'element', tagName: 'br', properties: {}, children: [] }];
  pre.tagName = 'div';
  pre.children = rewrite(pre.children);
}

function textNode(value: string): ElementContent {
  return { type: 'text', value };
}
