/** An article's tree as the plain text that is scored: blocks on lines of their own, pictures left out. */
import type { Nodes } from 'mdast';

const APART = new Set(['root', 'list', 'listItem', 'blockquote', 'table', 'tableRow', 'footnoteDefinition']);

export function textOf(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  return node.children.map(textOf).join(APART.has(node.type) ? '\n' : '');
}
