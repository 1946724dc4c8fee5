/** Bold and italics around whole blocks, or with paragraphs in them, come to be around the words: Markdown knows no other. */
import type { Element, ElementContent, Root } from 'hast';
import { paragraphsAtBreaks } from './breaks.ts';
import { isFlow, isNamed, textOf } from './nodes.ts';

const STYLES = ['b', 'strong', 'i', 'em'];

/** A new tree; the given one is not changed. */
export function spreadStyles(tree: Root): Root {
  return { type: 'root', children: spreadIn(tree.children as ElementContent[]) };
}

function spreadIn(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    const node = { ...child, children: spreadIn(child.children) };
    if (isNamed(node, ...STYLES)) return spread(node);
    if (node.tagName === 'p' && node.children.some(isFlow)) node.tagName = 'div';
    return [node];
  });
}

function spread(style: Element): ElementContent[] {
  const children = paragraphsAtBreaks(style.children) ?? style.children;
  return children.some(isFlow) ? around(style, children) : [style];
}

/** Each block by itself with the style within, and what stands between them together. */
function around(style: Element, children: readonly ElementContent[]): ElementContent[] {
  const styled: ElementContent[] = [];
  let run: ElementContent[] = [];
  const flush = () => {
    const isBlank = run.every((node) => textOf(node).trim() === '');
    styled.push(...(isBlank ? run : [{ ...style, children: run }]));
    run = [];
  };
  for (const child of children) {
    if (child.type !== 'element' || !isFlow(child)) run.push(child);
    else {
      flush();
      const isFixed = isNamed(child, 'table', 'pre');
      styled.push(isFixed ? child : { ...child, children: around(style, child.children) });
    }
  }
  flush();
  return styled;
}
