/** What stands in a table's cell as one line of text: Markdown's tables know no blocks. */
import type { PhrasingContent, RootContent } from 'mdast';

/** After which nothing need part two items of a list. */
const ENDED = /[.,;:!?…]$/;

/** The text of all blocks, in order; items of a list are parted by semicolons, other blocks by spaces. */
export function flattenCell(children: readonly RootContent[]): PhrasingContent[] {
  const line: PhrasingContent[] = [];
  let isAfterBlock = false;
  for (const child of children) {
    const { content, isBlock } = lineOf(child);
    if (content.length === 0) continue;
    if (line.length > 0 && (isBlock || isAfterBlock)) line.push({ type: 'text', value: ' ' });
    line.push(...content);
    isAfterBlock = isBlock;
  }
  return line;
}

function lineOf(node: RootContent): { content: PhrasingContent[]; isBlock: boolean } {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return { content: node.children, isBlock: true };
    case 'list':
      return { content: joinItems(node.children.map((item) => flattenCell(item.children))), isBlock: true };
    case 'code':
      return { content: joinLines(node.value), isBlock: true };
    case 'thematicBreak':
      return { content: [], isBlock: true };
    case 'blockquote':
    case 'table':
    case 'tableRow':
    case 'tableCell':
      return { content: flattenCell(node.children), isBlock: true };
    default:
      return { content: [node as PhrasingContent], isBlock: false };
  }
}

/** Each line of a listing for itself: two commands in one are another. */
function joinLines(code: string): PhrasingContent[] {
  const lines = code.trim().split(/\s*\n\s*/);
  return lines.flatMap((value, index): PhrasingContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' ' }] : []),
    { type: 'inlineCode', value },
  ]);
}

function joinItems(items: readonly PhrasingContent[][]): PhrasingContent[] {
  const line: PhrasingContent[] = [];
  for (const item of items) {
    if (item.length === 0) continue;
    const last = line.at(-1);
    if (last) line.push({ type: 'text', value: last.type === 'text' && ENDED.test(last.value) ? ' ' : '; ' });
    line.push(...item);
  }
  return line;
}
