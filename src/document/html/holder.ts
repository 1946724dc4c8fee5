/** Where what a first look would keep lies in the tree: most articles stand in one element, and little else does. */
import type { Element } from 'hast';
import type { Block } from './blocks.ts';

/** Levels above a block whose shares of the kept text are features of it. */
const LEVELS = [1, 2, 3, 4];

export const HOLDER_FEATURES: readonly string[] = [
  'inHolder',
  'toHolder',
  'holderKept',
  'holderShare',
  ...LEVELS.map((level) => `keptIn${level}`),
];

interface Mass {
  /** Characters, each counted as far as it would be kept. */
  kept: number;
  text: number;
}

/** Answers the row of a block by its place; `scores` are 0..1. */
export function holderFeatures(
  blocks: readonly Block[],
  scores: readonly number[],
): (index: number) => number[] {
  const { masses, total } = weigh(blocks, scores);
  const holder = holderOf(masses);
  const { kept, text } = (holder && masses.get(holder)) ?? total;
  const all = Math.max(1, total.kept);
  return (index) => {
    const path = blocks[index]?.path ?? [];
    const at = holder ? path.indexOf(holder) : -1;
    const shares = LEVELS.map((level) => {
      const element = path.at(-level);
      return ((element && masses.get(element)) ?? total).kept / all;
    });
    return [
      at === -1 ? 0 : 1,
      at === -1 ? -1 : path.length - 1 - at,
      kept / Math.max(1, text),
      kept / all,
      ...shares,
    ];
  };
}

function weigh(
  blocks: readonly Block[],
  scores: readonly number[],
): { masses: Map<Element, Mass>; total: Mass } {
  const masses = new Map<Element, Mass>();
  const total: Mass = { kept: 0, text: 0 };
  for (const [index, { text, path }] of blocks.entries()) {
    const own = { kept: text.length * (scores[index] as number), text: text.length };
    add(total, own);
    for (const element of path) {
      const mass = masses.get(element);
      if (mass) add(mass, own);
      else masses.set(element, { ...own });
    }
  }
  return { masses, total };
}

function add(mass: Mass, { kept, text }: Mass): void {
  mass.kept += kept;
  mass.text += text;
}

/** The element with most to keep after what there is to drop is taken off; the deepest of those that are alike. */
function holderOf(masses: ReadonlyMap<Element, Mass>): Element | undefined {
  let holder: Element | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [element, { kept, text }] of masses) {
    const worth = 2 * kept - text;
    if (worth >= most) [holder, most] = [element, worth];
  }
  return holder;
}
