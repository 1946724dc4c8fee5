/**
 * Headings of columns that pages write into each cell again, for narrow screens, where styles alone show them:
 * `<td><span>Preis</span>88 €</td>`. Nothing parts them from the value, and the table says them already.
 */
import type { Element, Nodes, Parents } from 'hast';
import { elementsOf, fold, isElement, textOf } from './nodes.ts';

/** One cell may begin with such a word by chance. */
const LEAST = 2;

interface Label {
  parent: Parents;
  node: Element;
}

/** Works in place. */
export function dropCellLabels(table: Element): void {
  const rows = elementsOf(table).filter(({ tagName }) => tagName === 'tr');
  const cells = rows.flatMap(cellsOf);
  const headings = new Set(
    cells.filter(({ cell }) => cell.tagName === 'th' && fold(textOf(cell)) !== '').map(keyOf),
  );
  if (headings.size === 0) return;
  const labels = cells
    .filter(({ cell }) => cell.tagName === 'td')
    .flatMap(({ cell, column }) => labelOf(cell, column, headings) ?? []);
  if (labels.length < LEAST) return;
  for (const { parent, node } of labels)
    parent.children = (parent.children as Element[]).filter((child) => child !== node);
}

interface Cell {
  cell: Element;
  column: number;
}

function cellsOf(row: Element): Cell[] {
  let column = 0;
  return row.children
    .filter((child) => isElement(child, 'td', 'th'))
    .map((cell) => {
      const place = { cell, column };
      column += Number(cell.properties.colSpan ?? 1) || 1;
      return place;
    });
}

/** The element that a cell opens with, where it says what its column's heading says and the cell says more. No link. */
function labelOf(cell: Element, column: number, headings: ReadonlySet<string>): Label | undefined {
  const whole = keyOf({ cell, column });
  for (let parent: Parents = cell; ; ) {
    const node: Nodes | undefined = parent.children.find(
      (child) => child.type !== 'text' || child.value.trim() !== '',
    );
    if (!isElement(node) || node.tagName === 'a') return undefined;
    const key = keyOf({ cell: node, column });
    if (key !== whole && headings.has(key)) return { parent, node };
    parent = node;
  }
}

/** What an element says in its column. */
function keyOf({ cell, column }: Cell): string {
  return `${column} ${fold(textOf(cell)).replace(/\s?:$/u, '').toLowerCase()}`;
}
