/** Whole-block rules: which units go by a rule, by where they stand in the document. */

import type { Parents } from 'mdast';
import { matchesBlock, matchesBlocks } from '../rules/match.ts';
import type { Rule } from '../rules.ts';
import { isProse, type Unit, type Wall } from './units.ts';

export interface Mark {
  unit: Unit;
  rule: Rule;
}

type Item = Unit | Wall;

/** How many units a head may have; scraped heads are short, and lists without prose are no heads. */
const MAX_HEAD_UNITS = 15;
/** A part from a heading to the end may hold at most this share of the document's characters. */
const MAX_TAIL_SHARE = 0.5;

const isWall = (item: Item | undefined): item is Wall => item !== undefined && 'wall' in item;

/** All units that a rule takes, in document order, each once. */
export function markUnits(items: readonly Item[], rules: readonly Rule[]): Mark[] {
  const marks = new Map<Unit, Rule>();
  const at = (position: Rule['position']) =>
    rules.filter((rule) => rule.position === position && rule.kind !== 'from-here');
  const fromHere = rules.filter((rule) => rule.kind === 'from-here');
  for (let index = 0; index < items.length; index += 1) take(items, index, at('anywhere'), marks);
  markHead(items, at('head'), marks);
  markTail(items, at('tail'), fromHere, marks);
  markInner(items, fromHere, marks);
  spareListItems(items, marks);
  return items.flatMap((item) => {
    const rule = isWall(item) ? undefined : marks.get(item);
    return rule && !isWall(item) ? [{ unit: item, rule }] : [];
  });
}

/** Marks the unit at `index`, or the units of a split label from there on. Answers whether it is marked. */
function take(
  items: readonly Item[],
  index: number,
  rules: readonly Rule[],
  marks: Map<Unit, Rule>,
): boolean {
  const item = items[index];
  if (!item || isWall(item)) return false;
  if (marks.has(item)) return true;
  const run: Unit[] = [];
  for (const next of items.slice(index, index + 4)) {
    if (isWall(next) || marks.has(next) || next.block.parents.at(-1) !== item.block.parents.at(-1)) break;
    run.push(next);
  }
  const texts = run.map((unit) => unit.text);
  for (const rule of rules) {
    const count = matchesBlocks(rule, texts);
    for (const unit of run.slice(0, count)) marks.set(unit, rule);
    if (count > 0) return true;
  }
  return false;
}

function markHead(items: readonly Item[], rules: readonly Rule[], marks: Map<Unit, Rule>): void {
  for (const [index, item] of items.slice(0, MAX_HEAD_UNITS).entries()) {
    if (isWall(item)) return;
    if (!take(items, index, rules, marks) && item.prose) return;
  }
}

function markTail(
  items: readonly Item[],
  rules: readonly Rule[],
  fromHere: readonly Rule[],
  marks: Map<Unit, Rule>,
): void {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (!item || isWall(item)) return;
    const heading = fromHere.find((rule) => matchesBlock(rule, item.text));
    if (heading && hangsTogether(items, index)) {
      marks.set(item, heading);
      for (const unit of items.slice(index) as Unit[]) if (!marks.has(unit)) marks.set(unit, heading);
    } else if (!take(items, index, rules, marks) && item.prose) return;
  }
}

/** Prose stands before, and what follows looks like titles and teasers and is the smaller part. */
function hangsTogether(items: readonly Item[], index: number): boolean {
  const size = (part: readonly Item[]) =>
    part.reduce((sum, item) => sum + (isWall(item) ? 0 : item.text.length), 0);
  const prose = items.slice(0, index).some((item) => isWall(item) || item.prose);
  return prose && size(items.slice(index)) <= MAX_TAIL_SHARE * size(items);
}

/** In the middle of an article such a heading goes with the links right under it, and only with links. */
function markInner(items: readonly Item[], fromHere: readonly Rule[], marks: Map<Unit, Rule>): void {
  for (const [index, item] of items.entries()) {
    if (isWall(item)) continue;
    const rule = fromHere.find((candidate) => matchesBlock(candidate, item.text));
    if (!rule) continue;
    const hanging: Unit[] = [];
    for (const next of items.slice(index + 1)) {
      if (isWall(next) || !next.linkOnly || isProse(next.text)) break;
      hanging.push(next);
    }
    if (hanging.length === 0) continue;
    marks.set(item, rule);
    for (const unit of hanging) if (!marks.has(unit)) marks.set(unit, rule);
  }
}

/** `Teilen` in a list of other words is one of them, not a button: single items go when most of the list does. */
function spareListItems(items: readonly Item[], marks: Map<Unit, Rule>): void {
  const lists = new Map<Parents, Unit[]>();
  for (const item of items) {
    const list = isWall(item) ? undefined : item.block.parents.findLast((parent) => parent.type === 'list');
    if (list && !isWall(item)) lists.set(list, [...(lists.get(list) ?? []), item]);
  }
  for (const units of lists.values()) {
    const marked = units.filter((unit) => marks.has(unit));
    if (marked.length * 2 >= units.length) continue;
    for (const unit of marked) if (unit.text.split(/\s+/u).length < 3) marks.delete(unit);
  }
}
