/** Headings that nobody closed: the parser puts all that follows into them. */
import type { Element, ElementContent, Parents } from 'hast';
import { fold, isFlow, textOf } from './nodes.ts';

/** More text than a heading has; in characters. */
const LONG = 300;

/** Ends each that begins with text before the first block in it; works in place. */
export function closeHeadings({ children }: Parents): void {
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index];
    if (child?.type !== 'element') continue;
    closeHeadings(child);
    const after = isHeading(child) ? overflowOf(child) : [];
    if (after.length > 0) children.splice(index + 1, 0, ...after);
    index += after.length;
  }
}

function isHeading({ tagName }: Element): boolean {
  return tagName.length === 2 && /^h[1-6]$/.test(tagName);
}

/** Taken out of it. */
function overflowOf(heading: Element): ElementContent[] {
  if (fold(textOf(heading)).length <= LONG) return [];
  const start = heading.children.findIndex((node) => textOf(node).trim() !== '');
  const end = heading.children.findIndex(isFlow);
  return end <= start ? [] : heading.children.splice(end);
}
