/** A tree as plain text, for `--format text` and the `text` field of JSON Lines. */
import { decodeHTML } from 'entities';
import type { Nodes, Parents, Root } from 'mdast';
import { HTML_TAG } from '../html-tag.ts';
import { listingOf, shownOf } from './dialects.ts';

/**
 * Blocks are parted by an empty line, list items start with `- ` (or their number), table rows are lines of
 * cells parted by tabs, code is verbatim, links are their text, images are left out (their captions are text of their own); footnotes
 * keep their labels as `[1]`; of raw HTML its text is left. One line end at the end; '' for a tree without text.
 */
export function toPlainText(root: Root): string {
  const text = blocks(root);
  return text === '' ? '' : `${text}\n`;
}

function blocks(parent: Parents, separator = '\n\n'): string {
  return parent.children
    .map((node) => block(node))
    .filter((text) => text !== '')
    .join(separator);
}

function block(node: Nodes): string {
  switch (node.type) {
    case 'code':
      return node.value;
    case 'list':
      return list(node);
    case 'table':
      return node.children.map((row) => row.children.map((cell) => inline(cell)).join('\t')).join('\n');
    case 'footnoteDefinition':
      return `[${node.label ?? node.identifier}] ${blocks(node)}`;
    case 'blockquote':
      return blocks(node);
    case 'thematicBreak':
    case 'definition':
    case 'yaml':
      return '';
    case 'html':
      return htmlText(node.value);
    default:
      return inline(node);
  }
}

/** A line for each line that has words; a formula as it is, a listing without the lines around it, a mark not at all. */
function htmlText(value: string): string {
  if (!value.trimStart().startsWith('<')) return value.startsWith('$$') ? value : listingOf(value);
  const bare = value
    .replace(/<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<\/?(?:td|th|br)\b[^<>]*>/gi, ' ')
    .replace(HTML_TAG, '');
  const lines = decodeHTML(bare).split('\n');
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function list(node: Extract<Nodes, { type: 'list' }>): string {
  const first = node.start ?? 1;
  const items = node.children.map((item, index) => {
    const marker = node.ordered ? `${first + index}. ` : '- ';
    const lines = blocks(item, item.spread ? '\n\n' : '\n').split('\n');
    return lines.map((line, at) => (at === 0 ? marker : line && ' '.repeat(marker.length)) + line).join('\n');
  });
  return items.join(node.spread ? '\n\n' : '\n');
}

function inline(node: Nodes): string {
  switch (node.type) {
    case 'text':
      return node.value.replace(/[ \t]*\n[ \t]*/g, ' ');
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'image':
    case 'imageReference':
      return '';
    case 'html':
      return shownOf(node.value);
    case 'footnoteReference':
      return `[${node.label ?? node.identifier}]`;
    default:
      return 'children' in node ? node.children.map(inline).join('') : '';
  }
}
