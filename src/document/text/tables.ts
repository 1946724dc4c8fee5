/** Tables of a plain text: cells between bars, tabs or semicolons, or in columns of three and more that gaps part. */
import { type Block, isRule, type Line, startsListItem } from './lines.ts';

export interface TableRow {
  line: Line;
  cells: string[];
}

/** Less would be two lines that look alike by chance. */
const LEAST_ROWS = 2;
const LEAST_ROWS_OF_GAPS = 3;
/** Names with their values are two columns, and so is speech with who says it. */
const LEAST_COLUMNS_OF_GAPS = 3;
const GRID = /^[+|][-=+|:\s]+$/;
const GAP = /\s{2,}|\t/;

/** The rows, lines drawn between them left out; undefined where the block is no table. */
export function tableOf(block: Block): TableRow[] | undefined {
  const lines = block.filter((line) => !isRule(line.text) && !GRID.test(line.text));
  if (lines.length < LEAST_ROWS || lines.every((line) => startsListItem(line.text))) return undefined;
  return betweenBars(lines) ?? betweenTabs(lines) ?? betweenSemicolons(lines) ?? inColumns(lines);
}

function betweenBars(lines: Block): TableRow[] | undefined {
  if (!lines.every(({ text }) => text.length > 1 && text.startsWith('|') && text.endsWith('|')))
    return undefined;
  return evenRows(lines, (text) => text.slice(1, -1).split('|'));
}

function betweenTabs(lines: Block): TableRow[] | undefined {
  return evenRows(lines, (text) => text.split('\t'));
}

/** As spreadsheets export them where the comma is a decimal one. */
function betweenSemicolons(lines: Block): TableRow[] | undefined {
  const isPlain = lines.length >= LEAST_ROWS_OF_GAPS && !lines.some(({ text }) => /;\s*$|"/.test(text));
  const rows = isPlain ? evenRows(lines, (text) => text.split(';')) : undefined;
  return (rows?.[0]?.cells.length ?? 0) >= LEAST_COLUMNS_OF_GAPS ? rows : undefined;
}

/** Gaps of any width within a line, but cells that begin or end below each other. */
function inColumns(lines: Block): TableRow[] | undefined {
  const rows = lines.length < LEAST_ROWS_OF_GAPS ? undefined : evenRows(lines, (text) => text.split(GAP));
  const columns = rows?.[0]?.cells.length ?? 0;
  if (!rows || columns < LEAST_COLUMNS_OF_GAPS) return undefined;
  for (let column = 0; column < columns; column++) {
    const places = rows.map((row) => placeOf(row, column));
    if (new Set(places.map(({ start }) => start)).size > 1 && new Set(places.map(({ end }) => end)).size > 1)
      return undefined;
  }
  return rows;
}

function placeOf({ line, cells }: TableRow, column: number): { start: number; end: number } {
  let start = 0;
  for (let index = 0; index <= column; index++) {
    start = line.text.indexOf(cells[index] ?? '', start) + (index < column ? (cells[index] ?? '').length : 0);
  }
  return { start: line.indent + start, end: line.indent + start + (cells[column] ?? '').length };
}

function evenRows(lines: Block, split: (text: string) => string[]): TableRow[] | undefined {
  const rows = lines.map((line) => ({ line, cells: split(line.text).map((cell) => cell.trim()) }));
  const columns = rows[0]?.cells.length ?? 0;
  return columns > 1 && rows.every(({ cells }) => cells.length === columns) ? rows : undefined;
}
