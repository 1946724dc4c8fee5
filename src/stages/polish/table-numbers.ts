/** Sets the numbers of translated tables as English does: cells that hold nothing else go to no provider. */
import type { Root, TableCell } from 'mdast';
import { visit } from 'unist-util-visit';
import {
  germanCells,
  habitsOf,
  type NumberCell,
  toEnglishCell,
} from '../../segments/numbers/table-columns.ts';
import { markupText } from '../../segments/parse-markup.ts';
import { decodeTarget, type Unit } from '../../segments/units.ts';
import type { SegmentRecord } from '../../types.ts';

interface Cell extends NumberCell {
  record: SegmentRecord;
  unit: Unit;
}

/**
 * The records, those as translated whose numbers changed. Left alone are tables with text that is no English, and
 * numbers that may be in English notation already, or are none.
 */
export function setTableNumbers(
  tree: Root,
  records: readonly SegmentRecord[],
  units: ReadonlyMap<string, Unit>,
): SegmentRecord[] {
  const cells = cellsByNode(records, units);
  if (cells.size === 0) return [...records];
  const habits = habitsOf(records.map(({ source }) => markupText(source)).join('\n'));
  const targets = new Map<SegmentRecord, string>();
  visit(tree, 'table', ({ children }) => {
    const rows = children.map((row) => row.children.map((node) => cells.get(node)));
    if (!isTranslated(rows.flat())) return;
    for (const column of columnsOf(rows))
      for (const { record, unit } of germanCells(column, habits)) {
        // A person has written it.
        if (record.target !== undefined) continue;
        const target = toEnglishCell(record.source);
        const decoded = decodeTarget(unit, target);
        if (target === record.source || !decoded.ok) continue;
        unit.show(decoded.children);
        targets.set(record, target);
      }
  });
  return records.map((record) => {
    const target = targets.get(record);
    if (target === undefined) return record;
    const { reason: _noText, ...rest } = record;
    return { ...rest, state: 'translated', target };
  });
}

/** Whether its words are English because we made them so; a table of numbers alone has none. */
function isTranslated(cells: readonly (Cell | undefined)[]): boolean {
  const words = cells.filter((cell) => cell?.unit.hasText);
  const isFailed = words.some((cell) => cell?.record.state === 'failed');
  return !isFailed && (words.length === 0 || words.some((cell) => cell?.record.target !== undefined));
}

function cellsByNode(
  records: readonly SegmentRecord[],
  units: ReadonlyMap<string, Unit>,
): Map<TableCell, Cell> {
  const cells = new Map<TableCell, Cell>();
  for (const record of records) {
    const unit = units.get(record.id);
    if (unit?.block?.type !== 'tableCell') continue;
    cells.set(unit.block, { record, unit, text: markupText(record.source), labels: [] });
  }
  return cells;
}

/** The cells without words of each column, labelled by what stands above them and at the start of their row. */
function columnsOf(rows: readonly (Cell | undefined)[][]): Cell[][] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    rows.flatMap((row) => {
      const cell = row[column];
      if (!cell || cell.unit.hasText) return [];
      const labels = [rows[0]?.[column], row[0]].flatMap((label) => label?.text ?? []);
      return [{ ...cell, labels }];
    }),
  );
}
