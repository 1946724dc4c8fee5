/** Code listings in the many forms highlighters give them -> `<pre><code class="language-x">` with bare text. */
import type { Element, ElementContent } from 'hast';
import { attribute, isElement, isNamed } from './nodes.ts';

const LANGUAGE = /(?:^|\s)(?:language-|lang-|brush:\s*|highlight-source-|code-)([a-z0-9+#._-]+)/i;
/** Columns of line numbers that highlighters put beside the code. */
export const GUTTER =
  /(?:^|\s)(?:gutter|line-?numbers?(?:-rows)?|linenos?|lineno|rouge-gutter|hljs-ln-numbers)(?:\s|$)/i;

/** The listing's text keeps its line breaks; its language comes from the first class name that tells one. */
export function healCode(pre: Element): Element {
  const language = languageOf(pre);
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: language ? { className: [`language-${language}`] } : {},
    children: [{ type: 'text', value: listing(pre).replace(/\u00a0/g, ' ') }],
  };
  return { ...pre, children: [code] };
}

function languageOf(node: Element): string | undefined {
  const named = attribute(node, 'dataLang') || attribute(node, 'dataLanguage');
  const language = named || LANGUAGE.exec(attribute(node, 'className'))?.[1];
  if (language) return language.toLowerCase();
  for (const child of node.children) {
    const found = isElement(child) ? languageOf(child) : undefined;
    if (found) return found;
  }
  return undefined;
}

function listing(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' || GUTTER.test(attribute(node, 'className'))) return '';
  if (node.tagName === 'br') return '\n';
  if (isNamed(node, 'script', 'style', 'template', 'button')) return '';
  const text = node.children.map(listing).join('');
  const ownLine = isNamed(node, 'div', 'p', 'li', 'tr');
  return ownLine && !text.endsWith('\n') ? `${text}\n` : text;
}
