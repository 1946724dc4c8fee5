/** Double line breaks, which old pages have in the place of paragraphs. */
import type { Element, ElementContent } from 'hast';
import { isElement, isFlow, isNamed, textOf } from './nodes.ts';

/** Two `<br>` in a row are how old pages begin a paragraph. */
export function splitAtBreaks(parent: Element): void {
  if (!parent.children.some((child) => isElement(child, 'br'))) return;
  const isParagraph = parent.tagName === 'p';
  if (
    !isParagraph &&
    !isNamed(parent, 'div', 'td', 'li', 'section', 'article', 'body', 'blockquote', 'main', 'font')
  )
    return;
  const parts = partsBetweenBreaks(parent.children);
  if (parts.filter(Array.isArray).length < 2) return;
  parent.children = parts.map((part) =>
    Array.isArray(part) ? { type: 'element', tagName: 'p', properties: {}, children: part } : part,
  );
  if (isParagraph) parent.tagName = 'div';
}

/** Blocks as they are, and the runs of inline content between them and between double breaks. */
export function partsBetweenBreaks(children: ElementContent[]): (ElementContent | ElementContent[])[] {
  const parts: (ElementContent | ElementContent[])[] = [];
  let run: ElementContent[] = [];
  let breaks: ElementContent[] = [];
  const flush = () => {
    if (run.some((node) => textOf(node).trim() !== '' || isElement(node, 'img', 'a'))) parts.push(run);
    run = [];
    breaks = [];
  };
  for (const child of children) {
    const blank = child.type === 'text' && child.value.trim() === '';
    if (isFlow(child)) {
      flush();
      parts.push(child);
    } else if (isElement(child, 'br') || (blank && breaks.length > 0)) breaks.push(child);
    else {
      if (breaks.filter((node) => isElement(node)).length > 1) flush();
      run.push(...breaks, child);
      breaks = [];
    }
  }
  flush();
  return parts;
}
