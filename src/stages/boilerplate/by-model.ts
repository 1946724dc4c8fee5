/** Blocks that the learned text model takes for noise. Guarded: what no rule names must be told elsewhere to go. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { type Block, type LeafBlock, OBJECT, removeNode, textBlocks } from '../../document/blocks.ts';
import { reportRemoval } from '../../document/messages.ts';
import { matchesBlock } from '../rules/match.ts';
import type { Rule } from '../rules.ts';
import { factsOf, isToldIn } from './facts.ts';
import { judgeBlocks, shippedTextModel } from './text-model/judge.ts';

/** A model that wants to take more of a text than this (0..1, in characters) has not understood it. */
const MAX_SHARE = 0.6;

export type Scores = ReadonlyMap<LeafBlock, number>;

/** How likely each block is content, 0..1; of the document as it came, since rules change the neighbourhood. */
export function scoreBlocks(tree: Root, rules: readonly Rule[]): Scores {
  const blocks = textBlocks(tree).filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  const labels = rules.filter((rule) => rule.position !== 'in-sentence');
  const verdicts = judgeBlocks(
    blocks.map(({ text }) => ({ text, ruleHit: labels.some((rule) => matchesBlock(rule, text)) })),
    shippedTextModel(),
  );
  return new Map(blocks.map(({ node }, index) => [node, verdicts[index] ?? 1]));
}

/** Removes blocks with scores below the threshold; answers how many. */
export function removeByScore(
  tree: Root,
  file: VFile,
  stage: string,
  scores: Scores,
  threshold: number,
): number {
  const blocks = textBlocks(tree);
  const isNoise = ({ node, text }: Block) =>
    (scores.get(node) ?? 1) < threshold &&
    !text.includes(OBJECT) &&
    !(node.type === 'heading' && node.depth === 1);
  const noise = blocks.filter(isNoise);
  const kept = blocks.filter((block) => !isNoise(block));
  const size = (some: readonly Block[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  if (noise.length === 0 || size(noise) > MAX_SHARE * size(blocks)) return 0;
  const keptText = kept.map(({ text }) => text).join('\n');
  const keptFacts = factsOf(keptText, ...kept.map(({ node }) => node));
  const going = noise.filter(({ node, text }) => isToldIn(factsOf(text, node), keptFacts, keptText));
  for (const { node, parents, text } of going) {
    const score = (scores.get(node) ?? 0).toFixed(3);
    const reason = `noise by its text and neighbours (content with probability ${score})`;
    reportRemoval(file, { stage, ruleId: `${stage}:model`, reason, text, node });
    removeNode(node, parents);
  }
  return going.length;
}
