/** In-sentence rules: injections are cut out of blocks, also where one runs over the border of two blocks. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { type Block, blockText, cutText, OBJECT, removeNode, textBlocks } from '../../document/blocks.ts';
import { reportRemoval } from '../../document/messages.ts';
import { findInjections, heal, withoutInjections } from '../rules/match.ts';
import type { Rule } from '../rules.ts';

/** Cuts all matches of the rules and reports each; answers how many. */
export function cutInjections(tree: Root, file: VFile, stage: string, rules: readonly Rule[]): number {
  let count = 0;
  for (const rule of rules) {
    for (const group of siblingGroups(tree)) count += cutInGroup(group, file, stage, rule);
  }
  return count;
}

/** A title or description without injections; each is reported. */
export function cleanLine(line: string, file: VFile, stage: string, rules: readonly Rule[]): string {
  return rules.reduce((text, rule) => {
    const left = withoutInjections(rule, text).trim();
    if (left === text || !/[\p{L}\p{N}]/u.test(left)) return text;
    const gone = findInjections(rule, text).map((range) => text.slice(range.start, range.end));
    reportRemoval(file, { stage, ruleId: rule.ruleId, reason: rule.reason, text: gone.join(' ') });
    return left;
  }, line);
}

/** Runs of text blocks that follow each other under one parent. */
function siblingGroups(tree: Root): Block[][] {
  const groups: Block[][] = [];
  for (const block of textBlocks(tree)) {
    const last = groups.at(-1)?.at(-1);
    const parent = block.parents.at(-1);
    const next = last && last.parents.at(-1) === parent && parent;
    const children = next ? (next.children as unknown[]) : [];
    const follows = last && children.indexOf(block.node) === children.indexOf(last.node) + 1;
    if (next && follows) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}

function cutInGroup(group: Block[], file: VFile, stage: string, rule: Rule): number {
  let count = 0;
  let horizon = Number.POSITIVE_INFINITY;
  for (;;) {
    const texts = group.map((block) => blockText(block.node));
    const match = findInjections(rule, texts.join('\n'))
      .filter((range) => range.end <= horizon)
      .at(-1);
    if (!match) return count;
    horizon = match.start;
    const gone = cutMatch(group, texts, match);
    if (gone.length === 0) continue;
    const text = gone.map((part) => part.text).join('\n');
    reportRemoval(file, {
      stage,
      ruleId: rule.ruleId,
      reason: rule.reason,
      text,
      node: (gone[0] as Gone).block.node,
    });
    count += 1;
  }
}

interface Gone {
  block: Block;
  text: string;
}

/** Cuts one match out of the blocks that it touches; answers what went from each. */
function cutMatch(group: Block[], texts: readonly string[], match: { start: number; end: number }): Gone[] {
  const gone: Gone[] = [];
  let offset = 0;
  for (const [index, block] of group.entries()) {
    const text = texts[index] ?? '';
    const start = Math.max(match.start - offset, 0);
    const end = Math.min(match.end - offset, text.length);
    offset += text.length + 1;
    if (start >= end) continue;
    const range = heal(text, { start, end });
    cutText(block.node, [range]);
    const left = blockText(block.node);
    if (left === text) continue;
    const empty = !/[\p{L}\p{N}]/u.test(left) && !left.includes(OBJECT);
    if (empty) removeNode(block.node, block.parents);
    gone.push({ block, text: empty ? text : text.slice(range.start, range.end) });
  }
  return gone;
}
