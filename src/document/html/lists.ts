/** A list is one thing, but the model judges its items one by one, and tears it apart where it is not sure. */
import type { Element } from 'hast';
import type { Verdict } from './select.ts';

const LISTS = new Set(['ul', 'ol', 'dl']);
const ITEMS = new Set(['li', 'dt', 'dd']);
/** A list of which this share of the items is kept stays whole. */
const ENOUGH = 1 / 3;
/** So does one of which anything is kept, if its items score as much in the mean. */
const LIKELY = 0.45;
/** So does one that the text right before it announces with a colon, if its items score as much in the mean. */
const ANNOUNCED = 0.35;
/** A list of more than a few items of which less than this share is kept is a menu. */
const LITTLE = 0.1;
const FEW = 5;

/** Keeps or drops as wholes the lists after the first kept paragraph, where an item is one block. */
export function keepLists(verdicts: readonly Verdict[]): void {
  const first = verdicts.findIndex(({ kept, block }) => kept && block.name === 'p');
  const announced = new Set(verdicts.filter((_, index) => announces(verdicts[index - 1])));
  for (const items of first === -1 ? [] : listsIn(verdicts.slice(first))) {
    if (items.some(({ block }) => !ITEMS.has(block.name))) continue;
    const share = items.filter(({ kept }) => kept).length / items.length;
    const mean = items.reduce((sum, { score }) => sum + score, 0) / items.length;
    const least = announced.has(items[0] as Verdict) ? ANNOUNCED : share > 0 ? LIKELY : 1;
    if (share >= ENOUGH || mean >= least) for (const item of items) item.kept = true;
    else if (share < LITTLE && items.length > FEW) for (const item of items) item.kept = false;
  }
}

function announces(verdict: Verdict | undefined): boolean {
  return verdict?.kept === true && verdict.block.name === 'p' && verdict.block.text.endsWith(':');
}

/** By the list that items stand in, or by what they stand in without one; those of forms are messages. */
function listsIn(verdicts: readonly Verdict[]): Iterable<Verdict[]> {
  const lists = new Map<Element, Verdict[]>();
  for (const verdict of verdicts) {
    const list = listOf(verdict);
    if (!list) continue;
    const items = lists.get(list) ?? [];
    items.push(verdict);
    lists.set(list, items);
  }
  return lists.values();
}

function listOf({ block: { name, path } }: Verdict): Element | undefined {
  const item = path.findLastIndex(({ tagName }) => ITEMS.has(tagName));
  if (item < 1 || /^h[1-6]$/.test(name) || path.some(({ tagName }) => tagName === 'form')) return undefined;
  return path.slice(0, item).findLast(({ tagName }) => LISTS.has(tagName)) ?? path[item - 1];
}
