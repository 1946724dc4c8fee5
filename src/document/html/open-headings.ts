/** Headings that nobody closed: the parser puts all that follows into them. */
import type { ElementContent, Parents } from 'hast';
import { fold, isFlow, textOf } from './nodes.ts';

/** More text than a heading has; in characters. */
const LONG = 300;

/** Ends each that begins with text before the first block in it; works in place. */
export function closeHeadings(parent: Parents): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child) => {
    if (child.type !== 'element') return [child];
    closeHeadings(child);
    if (!/^h[1-6]$/.test(child.tagName) || fold(textOf(child)).length <= LONG) return [child];
    const start = child.children.findIndex((node) => textOf(node).trim() !== '');
    const end = child.children.findIndex(isFlow);
    return end <= start ? [child] : [child, ...child.children.splice(end)];
  });
}
