/** Blocks that were learned from a publisher's other articles. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { reportRemoval } from '../../document/messages.ts';
import { blockKey } from '../../document/shingles.ts';
import type { LearnedBlock } from '../stage.ts';
import { listUnits, removeUnits, type Unit } from './units.ts';

/** Of a text that would lose more (0..1, in characters), what repeats is the text; only what a person accepted goes. */
const MAX_SHARE = 0.5;

/** Removes them; answers how many. */
export function removeLearned(
  tree: Root,
  file: VFile,
  stage: string,
  learned: ReadonlyMap<string, LearnedBlock>,
): number {
  const units = listUnits(tree).filter((item): item is Unit => !('wall' in item));
  const hits = units.flatMap((unit) => {
    const { node } = unit.block;
    const isTitle = node.type === 'heading' && node.depth === 1;
    const rule = isTitle ? undefined : learned.get(blockKey(unit.text));
    return rule ? [{ unit, rule }] : [];
  });
  const size = (some: readonly Unit[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const isMuch = size(hits.map(({ unit }) => unit)) > MAX_SHARE * size(units);
  const going = hits.filter(({ rule }) => rule.state === 'accepted' || !isMuch);
  for (const { unit, rule } of going) {
    const { id, publisher, documents } = rule;
    const where = publisher.replace(/^source:.*/s, 'the same source');
    const reason = `repeats in ${documents} articles of ${where}`;
    reportRemoval(file, { stage, ruleId: `learned/${id}`, reason, text: unit.text, node: unit.block.node });
  }
  removeUnits(going.map(({ unit }) => unit));
  return going.length;
}
