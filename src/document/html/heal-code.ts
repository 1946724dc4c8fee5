/** Code listings in the many forms highlighters give them -> `<pre><code class="language-x">` with bare text. */
import type { Element, ElementContent } from 'hast';
import { attribute, elementsOf, isElement, isNamed, textOf } from './nodes.ts';

const LANGUAGE = /(?:^|\s)(?:language-|lang-|brush:\s*|highlight-source-|code-)([a-z0-9+#._-]+)/i;
/** Names of the line numbers that highlighters put beside the code, and of listings that have such. */
const GUTTER =
  /(?:^|\s)(?:gutter|crayon-nums|lnt?|(?:[\w-]*-|code)?line-?numbers?(?:-rows|_\w+)?|lineno(?:div|s)?|rouge-gutter|hljs-ln-numbers|blob-num)(?:\s|$)/i;
/** The cells of a listing that is a table: one for each line, or one for all. */
const CODE_CELL = /(?:^|\s)(?:blob-code|js-file-line|hljs-ln-code|crayon-code|code)(?:\s|$)/;

/** A column or a single one; what is named so and holds more than figures is the listing itself. */
export function isGutter(node: Element): boolean {
  return GUTTER.test(attribute(node, 'className')) && /^[\s\d]*$/.test(textOf(node));
}

/** A table that is nothing but code, and perhaps line numbers, as a `<pre>`; undefined for any other. */
export function listingOf(table: Element): Element | undefined {
  const rows = elementsOf(table).filter(({ tagName }) => tagName === 'tr');
  const lines = rows.flatMap(({ children }) =>
    children.filter((cell): cell is Element => isElement(cell) && !isGutter(cell)),
  );
  const isCode = (cell: Element) => cell.tagName === 'td' && CODE_CELL.test(attribute(cell, 'className'));
  if (lines.length === 0 || lines.length !== rows.length || !lines.every(isCode)) return undefined;
  const children = lines.map((cell): Element => ({ ...cell, tagName: 'div' }));
  return healCode({ ...table, tagName: 'pre', children });
}

/** The listing's text keeps its line breaks; its language comes from the first class name that tells one. */
export function healCode(pre: Element): Element {
  const language = languageOf(pre);
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: language ? { className: [`language-${language}`] } : {},
    children: [{ type: 'text', value: plainCode(listing(pre)) }],
  };
  return { ...pre, children: [code] };
}

/** Without what only says where a line may break, or may not. */
export function plainCode(code: string): string {
  return code.replace(/\u00a0/g, ' ').replace(/[\u00ad\u200b]/g, '');
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
  if (node.type !== 'element' || isGutter(node)) return '';
  if (node.tagName === 'br') return '\n';
  if (isNamed(node, 'script', 'style', 'template', 'button', 'textarea')) return '';
  const text = node.children.map(listing).join('');
  const ownLine = isNamed(node, 'div', 'p', 'li', 'tr');
  return ownLine && !text.endsWith('\n') ? `${text}\n` : text;
}
