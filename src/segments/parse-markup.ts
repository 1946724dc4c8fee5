/** The strict parser of a segment's markup, for sources and for what services answer. */
import { decodeHTMLStrict } from 'entities';

/** Markup as a tree; `id` is what the tag says, not yet held against any segment. */
export type MarkupNode =
  | { type: 'text'; value: string }
  | { type: 'x'; id: number }
  | { type: 'g'; id: number; children: MarkupNode[] };

/** No source nests so deep; an answer that does would exhaust the stack of those who walk it. */
const MAX_DEPTH = 500;
// Case-blind, since an engine that shouts a heading may shout its tags.
const TAG = /^(?:<g id="(\d{1,4})">|(<\/g>)|<x id="(\d{1,4})" ?\/>)/iu;

/**
 * Parses `<g id="1">…</g>` and `<x id="2"/>` and entities. Undefined when there is any other `<`, or an
 * element is not closed or not open. A bare `&` or `>` is text, as no other reading of it is possible.
 */
export function parseMarkup(markup: string): MarkupNode[] | undefined {
  const root: MarkupNode[] = [];
  const open: MarkupNode[][] = [root];
  let position = 0;
  while (position < markup.length) {
    const siblings = open.at(-1) as MarkupNode[];
    const next = markup.indexOf('<', position);
    const textEnd = next === -1 ? markup.length : next;
    if (textEnd > position) {
      siblings.push({ type: 'text', value: decodeHTMLStrict(markup.slice(position, textEnd)) });
      position = textEnd;
      continue;
    }
    const tag = TAG.exec(markup.slice(position, position + 24));
    if (!tag) return undefined;
    position += tag[0].length;
    if (tag[1] !== undefined) {
      if (open.length > MAX_DEPTH) return undefined;
      const children: MarkupNode[] = [];
      siblings.push({ type: 'g', id: Number(tag[1]), children });
      open.push(children);
    } else if (tag[3] !== undefined) siblings.push({ type: 'x', id: Number(tag[3]) });
    else if (open.length === 1) return undefined;
    else open.pop();
  }
  return open.length === 1 ? root : undefined;
}

/** The text of markup without its tags; markup that does not parse is given back as it is. */
export function markupText(markup: string): string {
  const nodes = parseMarkup(markup);
  return nodes ? textOf(nodes) : markup;
}

export function textOf(nodes: readonly MarkupNode[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.value : node.type === 'g' ? textOf(node.children) : ''))
    .join('');
}
