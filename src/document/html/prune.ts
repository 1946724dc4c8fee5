/** The page reduced to the blocks that are kept and what belongs to them. */
import type { Element, ElementContent, Root } from 'hast';
import type { Block } from './blocks.ts';
import { REFERENCE } from './footnotes.ts';
import { attribute, isFlow, isNamed, textOf } from './nodes.ts';

/** In the place of what holds nothing else: `der<b> </b>Rat`. */
const SPACE: ElementContent = { type: 'text', value: ' ' };

/**
 * A new tree; `tree` is not changed. Pictures stay where most of the text around them is kept: `shares` are those
 * of `keptShares`.
 */
export function prune(
  tree: Root,
  blocks: readonly Block[],
  kept: ReadonlySet<Block>,
  shares: ReadonlyMap<Element, number>,
): Root {
  const dropped = new Set<ElementContent>();
  for (const block of blocks) if (!kept.has(block)) for (const node of block.nodes) dropped.add(node);
  const children = pruneChildren(tree.children as ElementContent[], { dropped, shares }, 0);
  return { type: 'root', children };
}

interface Decisions {
  dropped: ReadonlySet<ElementContent>;
  shares: ReadonlyMap<Element, number>;
}

/** `share`: how much of the text of the nearest element with text is kept. */
function pruneChildren(
  children: readonly ElementContent[],
  decisions: Decisions,
  share: number,
): ElementContent[] {
  const left: ElementContent[] = [];
  for (const child of children) {
    if (decisions.dropped.has(child)) continue;
    if (child.type !== 'element') {
      left.push(child);
      continue;
    }
    const inside = decisions.shares.get(child) ?? share;
    const pruned = { ...child, children: pruneChildren(child.children, decisions, inside) };
    if (isWorthKeeping(pruned, inside)) left.push(pruned);
    else if (textOf(pruned) !== '' && !isFlow(child)) left.push(SPACE);
  }
  return left;
}

/** Holds text or a picture, or is something that is empty by nature. */
function isWorthKeeping(node: Element, share: number): boolean {
  if (isNamed(node, 'img')) return share > 0.5;
  return isNamed(node, 'br', 'hr', 'input', 'td', 'th', 'tr', 'wbr') || hasContent(node);
}

function hasContent(node: Element): boolean {
  if (isNamed(node, 'img') || attribute(node, REFERENCE) !== '') return true;
  return node.children.some((child) =>
    child.type === 'text' ? child.value.trim() !== '' : child.type === 'element' && hasContent(child),
  );
}
