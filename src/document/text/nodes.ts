/** mdast nodes for pieces of plain text, with the places where they stood. */
import type { Heading, Link, Paragraph, PhrasingContent, Table } from 'mdast';
import type { Position } from 'unist';
import type { Line } from './lines.ts';
import type { TableRow } from './tables.ts';

/** Trailing signs belong to the sentence, not to the address. */
const ADDRESS =
  /https?:\/\/[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)\]'’]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-])/giu;

/** Literal text; bare URLs and mail addresses in it are links with themselves as text. */
export function phrasing(text: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    if (index > from) nodes.push({ type: 'text', value: text.slice(from, index) });
    const link: Link = {
      type: 'link',
      url: /^https?:/i.test(found) ? found : `mailto:${found}`,
      children: [{ type: 'text', value: found }],
    };
    nodes.push(link);
    from = index + found.length;
  }
  if (from < text.length) nodes.push({ type: 'text', value: text.slice(from) });
  return nodes;
}

/** From the first line's first character to behind the last line's last. */
export function positionOf(lines: readonly Line[]): { position?: Position } {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return {};
  return {
    position: {
      start: { line: first.number, column: first.column, offset: first.start },
      end: { line: last.number, column: last.column + last.text.length, offset: last.end },
    },
  };
}

export function paragraph(text: string, lines: readonly Line[]): Paragraph {
  return { type: 'paragraph', children: phrasing(text), ...positionOf(lines) };
}

export function heading(depth: 1 | 2, text: string, lines: readonly Line[]): Heading {
  return { type: 'heading', depth, children: phrasing(text), ...positionOf(lines) };
}

/** The first row is the heading: Markdown's tables have no other. */
export function table(rows: readonly TableRow[], lines: readonly Line[]): Table {
  const children = rows.map(({ line, cells }): Table['children'][number] => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell) })),
    ...positionOf([line]),
  }));
  return { type: 'table', children, ...positionOf(lines) };
}
