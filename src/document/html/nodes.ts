/** Small questions asked of hast nodes everywhere in this folder. */
import type { Element, ElementContent, Nodes, Parents } from 'hast';

/** Elements that begin a block of their own; any other element is one only when it holds one of these. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th ' +
    'thead tr ul'
  ).split(' '),
);

/** In the place of what is no more than one to a reader. */
export const SPACE: ElementContent = { type: 'text', value: ' ' };

export function isElement(node: Nodes | undefined, ...names: string[]): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));
}

/** Whether an element of this name stands on lines of its own. */
export function isBlockName(name: string): boolean {
  return BLOCKS.has(name);
}

/** For what is known to be an element. */
export function isNamed(element: Element, ...names: string[]): boolean {
  return names.includes(element.tagName);
}

/** Whether an element stands on lines of its own, or holds something that does. */
export function isFlow(node: ElementContent): boolean {
  return node.type === 'element' && (BLOCKS.has(node.tagName) || node.children.some(isFlow));
}

/** An attribute as text; lists joined by spaces, absent as ''. `name` is hast's (camel case). */
export function attribute(node: Element, name: string): string {
  const value = node.properties[name];
  if (value === undefined || value === null || value === false) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** All text below, as it stands; `<br>` is a line break, an image is nothing. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'br') return '\n';
  if (!('children' in node)) return '';
  let text = '';
  for (const child of node.children) text += textOf(child);
  return text;
}

/** White space folded to single spaces, ends trimmed. What is folded already, nearly all, is not replaced. */
export function fold(text: string): string {
  return text.replace(/ \s+|[^\S ]\s*/g, ' ').trim();
}

/** Every element below `node`, in document order. */
export function elementsOf(node: Parents): Element[] {
  const found: Element[] = [];
  collectElements(node, found);
  return found;
}

function collectElements(node: Parents, found: Element[]): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    found.push(child);
    collectElements(child, found);
  }
}

/** The first element below with one of these names. */
export function findElement(node: Parents, ...names: string[]): Element | undefined {
  for (const element of elementsOf(node)) if (names.includes(element.tagName)) return element;
  return undefined;
}
