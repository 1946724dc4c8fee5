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
  let groups = siblingGroups(tree);
  for (const rule of rules) {
    const before = count;
    for (const group of groups) count += cutInGroup(group, file, stage, rule);
    if (count > before) groups = siblingGroups(tree);
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
  const places = new Map<unknown, number>();
  const numbered = new Set<unknown>();
  const groups: Block[][] = [];
  for (const block of textBlocks(tree)) {
    const parent = block.parents.at(-1);
    if (!numbered.has(parent))
      for (const [place, node] of parent?.children.entries() ?? []) places.set(node, place);
    numbered.add(parent);
    const last = groups.at(-1)?.at(-1);
    const follows =
      last?.parents.at(-1) === parent && places.get(block.node) === (places.get(last?.node) ?? -2) + 1;
    if (follows) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}

/** From the last match to the first, so that the places of those before stay right. */
function cutInGroup(group: Block[], file: VFile, stage: string, rule: Rule): number {
  const texts = group.map((block) => blockText(block.node));
  let count = 0;
  let horizon = Number.POSITIVE_INFINITY;
  for (const match of findInjections(rule, texts.join('\n')).reverse()) {
    const gone = cutMatch(group, texts, { start: match.start, end: Math.min(match.end, horizon) });
    const [first] = gone;
    if (!first) continue;
    horizon = first.start;
    const text = gone.map((part) => part.text).join('\n');
    const { ruleId, reason } = rule;
    reportRemoval(file, { stage, ruleId, reason, text, node: first.block.node });
    count += 1;
  }
  return count;
}

interface Gone {
  block: Block;
  text: string;
  /** Where in the group's text the cut began. */
  start: number;
}

/** Cuts one match out of the blocks that it touches, and out of `texts`; answers what went from each. */
function cutMatch(group: Block[], texts: string[], match: { start: number; end: number }): Gone[] {
  const gone: Gone[] = [];
  let offset = 0;
  for (const [index, block] of group.entries()) {
    const text = texts[index] ?? '';
    const from = offset;
    offset += text.length + 1;
    const start = Math.max(match.start - from, 0);
    const end = Math.min(match.end - from, text.length);
    if (start >= end) continue;
    const range = heal(text, { start, end });
    cutText(block.node, [range]);
    const left = blockText(block.node);
    if (left === text) continue;
    const empty = !/[\p{L}\p{N}]/u.test(left) && !left.includes(OBJECT);
    if (empty) removeNode(block.node, block.parents);
    texts[index] = left;
    gone.push({ block, text: empty ? text : text.slice(range.start, range.end), start: from + range.start });
  }
  return gone;
}
