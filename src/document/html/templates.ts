/** Templates that hold the rest of an article: pages show it by script, as what comes after a teaser. */
import { type DefaultTreeAdapterMap, defaultTreeAdapter } from 'parse5';

type Parent = DefaultTreeAdapterMap['parentNode'];
type Child = DefaultTreeAdapterMap['childNode'];

/** More text in paragraphs than a box of the page has; in characters. */
const LONG = 400;
/** What a program has still to fill in. */
const UNFILLED = /\{\{|\$\{|\[\[/;

/** Puts the content of those among the children of an article in their place; works in place. */
export function showTemplates(parent: Parent): void {
  for (const [index, child] of parent.childNodes.entries()) {
    if (child.nodeName !== 'template' || !isInArticle(parent)) continue;
    const template = child as DefaultTreeAdapterMap['template'];
    const { childNodes } = defaultTreeAdapter.getTemplateContent(template);
    const text = textInParagraphs(childNodes);
    if (text.length < LONG || UNFILLED.test(text)) continue;
    const box = defaultTreeAdapter.createElement('div', template.namespaceURI, []);
    parent.childNodes[index] = box;
    box.parentNode = parent;
    for (const node of childNodes.slice()) defaultTreeAdapter.appendChild(box, node);
  }
}

function isInArticle(node: Parent): boolean {
  for (let at: Parent | null = node; at; at = 'parentNode' in at ? at.parentNode : null)
    if (at.nodeName === 'article' || at.nodeName === 'main') return true;
  return false;
}

function textInParagraphs(nodes: readonly Child[]): string {
  let text = '';
  const waiting = nodes.map((node) => ({ node, isIn: false })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node } = next;
    const isIn = next.isIn || node.nodeName === 'p';
    if (node.nodeName === '#text' && isIn) text += (node as DefaultTreeAdapterMap['textNode']).value;
    else if ('childNodes' in node)
      for (const child of node.childNodes.toReversed()) waiting.push({ node: child, isIn });
  }
  return text.replace(/\s+/g, ' ').trim();
}
