/** Plain scraped text -> mdast. Nothing in it is Markdown: every character comes out as itself. */
import type { BlockContent, List, ListItem } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { ParsedDocument } from './markdown.ts';
import { isHeading, isTitle } from './text/headings.ts';
import { splitBlocks } from './text/lines.ts';
import { isList, type MarkedItem } from './text/lists.ts';
import { heading, paragraph, positionOf, table } from './text/nodes.ts';
import { splitUnits, type Unit } from './text/units.ts';

/**
 * Parses plain text, one paragraph a line or hard-wrapped with blank lines between. The first line is a
 * heading of level 1 when it reads as a title, short lines without end punctuation before a paragraph are
 * headings of level 2. `metadata.title` is the first heading. Nodes carry positions in `text`.
 */
export function parseText(text: string): ParsedDocument {
  const units = splitUnits(text, splitBlocks(text));
  const children = flowOf(units, text);
  const heading = children.find((node) => node.type === 'heading');
  return { root: { type: 'root', children }, metadata: heading ? { title: textOf(heading) } : {} };
}

function flowOf(units: readonly Unit[], text: string, isQuoted = false): BlockContent[] {
  const children: BlockContent[] = [];
  for (let index = 0; index < units.length; ) {
    const items = listAt(units, index);
    if (items > 0) children.push(listOf(units.slice(index, index + items)));
    else children.push(blockOf(units, index, text, isQuoted));
    index += items || 1;
  }
  return children;
}

function blockOf(units: readonly Unit[], index: number, text: string, isQuoted: boolean): BlockContent {
  const unit = units[index];
  if (!unit) throw new RangeError(`no unit ${index}`);
  if (unit.quoted) {
    const children = flowOf(splitUnits(text, unit.quoted), text, true);
    return { type: 'blockquote', children, ...positionOf(unit.lines) };
  }
  if (unit.kind === 'code') return { type: 'code', value: unit.text, ...positionOf(unit.lines) };
  if (unit.kind === 'rule') return { type: 'thematicBreak', ...positionOf(unit.lines) };
  if (unit.rows) return table(unit.rows, unit.lines);
  const next = units[index + 1]?.text;
  if (unit.underlined) return heading(index === 0 ? 1 : 2, unit.text, unit.lines);
  if (index === 0 && !isQuoted && isTitle(unit.text, next)) return heading(1, unit.text, unit.lines);
  if (isHeading(unit.text, next)) return heading(2, unit.text, unit.lines);
  return paragraph(unit.text, unit.lines);
}

/** How many units from `index` on make one list; 0 when none does. */
function listAt(units: readonly Unit[], index: number): number {
  const first = units[index];
  if (!first?.mark || first.underlined) return 0;
  let end = index;
  while (belongs(first, units[end])) end++;
  const level = units.slice(index, end).filter((unit) => unit.indent === first.indent);
  return isList(level.flatMap(markedItem)) ? end - index : 0;
}

/** Items of a list share their sign; deeper ones may have any. */
function belongs(first: Unit, unit: Unit | undefined): boolean {
  if (!unit?.mark || unit.underlined || !first.mark || unit.indent < first.indent) return false;
  if (unit.indent >= first.indent + 2) return true;
  return unit.indent === first.indent && unit.mark.sign === first.mark.sign;
}

function markedItem(unit: Unit): MarkedItem[] {
  return unit.mark ? [{ mark: unit.mark, text: unit.text.slice(unit.mark.length) }] : [];
}

function listOf(units: readonly Unit[]): List {
  const [first] = units;
  const ordered = first?.mark?.ordered ?? false;
  const children: ListItem[] = [];
  for (let index = 0; index < units.length; ) {
    let end = index + 1;
    while (end < units.length && (units[end]?.indent ?? 0) > (first?.indent ?? 0)) end++;
    children.push(itemOf(units.slice(index, end)));
    index = end;
  }
  const start = ordered ? { start: first?.mark?.number ?? 1 } : {};
  const position = positionOf(units.flatMap((unit) => unit.lines));
  return { type: 'list', ordered, ...start, spread: false, children, ...position };
}

function itemOf([unit, ...nested]: readonly Unit[]): ListItem {
  if (!unit) throw new RangeError('a list item needs a unit');
  const text = paragraph(unit.text.slice(unit.mark?.length ?? 0), unit.lines);
  const children = nested.length > 0 ? [text, ...nestedBlocks(nested)] : [text];
  return {
    type: 'listItem',
    spread: false,
    children,
    ...positionOf([unit, ...nested].flatMap((u) => u.lines)),
  };
}

/** Deeper items are lists of their own where they read as such, else paragraphs of the item. */
function nestedBlocks(units: readonly Unit[]): ListItem['children'] {
  const children: ListItem['children'] = [];
  for (let index = 0; index < units.length; ) {
    const items = listAt(units, index);
    const unit = units[index];
    if (items > 0) children.push(listOf(units.slice(index, index + items)));
    else if (unit) children.push(paragraph(unit.text, unit.lines));
    index += items || 1;
  }
  return children;
}
