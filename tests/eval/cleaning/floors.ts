/** The figures below which cleaning must not fall again. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Score } from './scores.ts';

const FILE = new URL('../floors.json', import.meta.url);
/** Below the figure reached by this much, since a page more or less right is no regression. */
const SLACK = 0.002;

export function readFloors(): Record<string, number> {
  return JSON.parse(readFileSync(FILE, 'utf8')).cleaning;
}

/** Names of the rows that are below their floor. */
export function belowFloor(scores: Record<string, Score>, floors: Record<string, number>): string[] {
  return Object.keys(floors).filter((name) => (scores[name]?.f1 ?? 0) < (floors[name] ?? 0));
}

/** Floors only rise: a row that is better than its floor lifts it, any other leaves it. */
export function raiseFloors(scores: Record<string, Score>): void {
  const all = JSON.parse(readFileSync(FILE, 'utf8'));
  for (const [name, { f1 }] of Object.entries(scores)) {
    all.cleaning[name] = Math.max(all.cleaning[name] ?? 0, Math.floor((f1 - SLACK) * 1000) / 1000);
  }
  writeFileSync(FILE, `${JSON.stringify(all, undefined, 2)}\n`);
}
