/** The blocks of an output, and which of them are the same after a person changed it. */
import type { Nodes, PhrasingContent, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { sha256 } from '../hash.ts';

/** Why a block is not learned whose links, pictures or code are others. */
export const OTHER_ITEM = 'a link, image or piece of code is not the one of the original';

export interface TextBlock {
  /** Of its text, spacing aside. */
  hash: string;
  line: number;
  children: PhrasingContent[];
}

/** Places of a block before and after. */
export type BlockPair = readonly [number, number];

/** A block in the place of another, or why a change cannot be told so. */
type Change = { index: number; block: TextBlock } | { line: number; reason: string };

/** Of a text, spacing aside. */
export function hashOf(text: unknown): string {
  return sha256(String(text).replace(/\s+/g, ' ').trim()).slice(0, 12);
}

/** The blocks that segments are made of, in the order in which their ids count them. */
export function textBlocks(root: Root): TextBlock[] {
  const blocks: TextBlock[] = [];
  visit(root, (node: Nodes) => {
    if (node.type !== 'heading' && node.type !== 'paragraph' && node.type !== 'tableCell') return;
    if (node.children.length === 0) return;
    blocks.push({
      hash: hashOf(plainText(node)),
      line: node.position?.start.line ?? 1,
      children: node.children,
    });
  });
  return blocks;
}

/** Places of the longest run of blocks that both have in the same order (longest common subsequence). */
export function commonBlocks(before: readonly string[], after: readonly TextBlock[]): BlockPair[] {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (left: number, right: number): number => lengths[left * width + right] ?? 0;
  const same = (left: number, right: number): boolean => before[left] === after[right]?.hash;
  for (let left = before.length - 1; left >= 0; left--) {
    for (let right = after.length - 1; right >= 0; right--)
      lengths[left * width + right] = same(left, right)
        ? at(left + 1, right + 1) + 1
        : Math.max(at(left + 1, right), at(left, right + 1));
  }
  const pairs: BlockPair[] = [];
  for (let left = 0, right = 0; left < before.length && right < after.length; ) {
    if (same(left, right)) pairs.push([left++, right++]);
    else if (at(left + 1, right) >= at(left, right + 1)) left += 1;
    else right += 1;
  }
  return pairs;
}

/** What stands between the blocks that stayed. */
export function changes(
  same: readonly BlockPair[],
  before: readonly string[],
  after: readonly TextBlock[],
): Change[] {
  const anchors = [...same, [before.length, after.length] as const];
  const found: Change[] = [];
  let [left, right] = [0, 0];
  for (const [nextLeft, nextRight] of anchors) {
    const changed = after.slice(right, nextRight);
    if (nextLeft - left === changed.length)
      found.push(...changed.map((block, offset) => ({ index: left + offset, block })));
    else {
      const reason = 'blocks were added, removed or joined here';
      found.push({ line: changed[0]?.line ?? after[right]?.line ?? 1, reason });
    }
    [left, right] = [nextLeft + 1, nextRight + 1];
  }
  return found;
}
