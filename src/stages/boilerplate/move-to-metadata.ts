/** Facts that stand in the text and belong into the metadata: agency, dateline, date of publication. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { blockText, cutText, removeNode } from '../../document/blocks.ts';
import { reportRemoval } from '../../document/messages.ts';
import { agencyMarks } from './agency.ts';
import { dateLine } from './dates.ts';
import { listUnits, removeUnits } from './units.ts';

/** Moves them and reports each; what the metadata know already they keep. */
export function moveToMetadata(tree: Root, file: VFile, stage: string): void {
  const metadata = file.data.klartext?.metadata;
  if (!metadata) return;
  for (const { block, range, agency, dateline } of agencyMarks(tree).reverse()) {
    const text = block.text.slice(range.start, range.end).trim();
    const removal = { ruleId: `${stage}:agency-mark`, reason: 'agency or dateline, kept as metadata' };
    reportRemoval(file, { stage, ...removal, text, node: block.node });
    cutText(block.node, [range]);
    if (blockText(block.node).trim() === '') removeNode(block.node, block.parents);
    metadata.extra = { ...(dateline ? { dateline } : {}), agency, ...metadata.extra };
  }
  const line = dateLine(listUnits(tree));
  if (!line || (metadata.published && !metadata.published.startsWith(line.iso))) return;
  metadata.published ??= line.iso;
  const removal = { ruleId: `${stage}:date-line`, reason: 'date of publication, kept as metadata' };
  reportRemoval(file, { stage, ...removal, text: line.unit.text, node: line.unit.block.node });
  removeUnits([line.unit]);
}
