/** Double line breaks, which old pages have in the place of paragraphs. */
import type { Element, ElementContent } from 'hast';
import { isElement, isFlow, isNamed, textOf } from './nodes.ts';

/**
 * `<b>Word<br></b><br>`: breaks at the edges of inline elements come out of them where more stands there or beside, so
 * that two in a row are seen as such.
 */
export function hoistBreaks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child, index) => {
    if (child.type !== 'element' || isFlow(child) || !child.children.some(isBreak)) return [child];
    const start = child.children.findIndex((node) => !isEdge(node));
    const end = child.children.findLastIndex((node) => !isEdge(node)) + 1;
    if (end === 0) return child.children;
    const before = outOf(child.children.slice(0, start), neighbour(children, index, -1));
    const after = outOf(child.children.slice(end), neighbour(children, index, 1));
    child.children = child.children.slice(before.length > 0 ? start : 0, after.length > 0 ? end : undefined);
    return [...before.filter(isBreak), child, ...after.filter(isBreak)];
  });
}

/** What stands next, white space aside. */
function neighbour(
  children: readonly ElementContent[],
  index: number,
  step: 1 | -1,
): ElementContent | undefined {
  const next = children[index + step];
  return next?.type === 'text' && next.value.trim() === '' ? children[index + 2 * step] : next;
}

/** An edge that is more than one break, together with what stands beside it. */
function outOf(edge: ElementContent[], beside: ElementContent | undefined): ElementContent[] {
  const isMore = edge.length > 1 || (beside !== undefined && isBreak(beside));
  return isMore && edge.some(isBreak) ? edge : [];
}

function isBreak(node: ElementContent): boolean {
  return isElement(node, 'br');
}

function isEdge(node: ElementContent): boolean {
  return isBreak(node) || (node.type === 'text' && node.value.trim() === '');
}

/** Two `<br>` in a row are how old pages begin a paragraph. */
export function splitAtBreaks(parent: Element): void {
  const isParagraph = parent.tagName === 'p';
  if (
    !isParagraph &&
    !isNamed(parent, 'div', 'td', 'li', 'section', 'article', 'body', 'blockquote', 'main', 'font')
  )
    return;
  const parts = paragraphsAtBreaks(parent.children);
  if (!parts) return;
  parent.children = parts;
  if (isParagraph) parent.tagName = 'div';
}

/** With a `<p>` for each run of inline content between double breaks; undefined where there is but one. */
export function paragraphsAtBreaks(children: ElementContent[]): ElementContent[] | undefined {
  if (!children.some((child) => isElement(child, 'br'))) return undefined;
  const parts = partsBetweenBreaks(children);
  if (parts.filter(Array.isArray).length < 2) return undefined;
  return parts.map((part) =>
    Array.isArray(part) ? { type: 'element', tagName: 'p', properties: {}, children: part } : part,
  );
}

/** Blocks as they are, and the runs of inline content between them and between double breaks. */
function partsBetweenBreaks(children: ElementContent[]): (ElementContent | ElementContent[])[] {
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
