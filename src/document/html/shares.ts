/** How much of the text around a place is kept: what decides for things without words, and for captions. */
import type { Element } from 'hast';
import type { Block } from './blocks.ts';

/** Shares of kept text, 0..1, of every element that holds text outside figures. `ignored` blocks count for nothing. */
export function keptShares(
  blocks: readonly Block[],
  isKept: (block: Block) => boolean,
  isIgnored: (block: Block) => boolean,
): Map<Element, number> {
  const all = new Map<Element, number>();
  const kept = new Map<Element, number>();
  for (const block of blocks) {
    if (isIgnored(block) || figureOf(block)) continue;
    const own = isKept(block) ? block.text.length : 0;
    for (const element of block.path) {
      all.set(element, (all.get(element) ?? 0) + block.text.length);
      kept.set(element, (kept.get(element) ?? 0) + own);
    }
  }
  for (const [element, length] of all) all.set(element, (kept.get(element) ?? 0) / length);
  return all;
}

/** The share of the nearest text around what a block stands in; 0 where there is none. */
export function shareAround(element: Element, { path }: Block, shares: ReadonlyMap<Element, number>): number {
  const nearest = path.slice(0, path.indexOf(element)).findLast((above) => shares.has(above));
  return nearest ? (shares.get(nearest) ?? 0) : 0;
}

/** The outermost figure around a block. */
export function figureOf(block: Block): Element | undefined {
  return block.path.find((element) => element.tagName === 'figure');
}
