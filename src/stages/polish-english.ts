/** Sets translated text as English is set: quotation marks, dashes, spaces. Changes no word and no figure. */
import type { PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { z } from 'zod';
import { attachedUnits } from '../segments/attached-units.ts';
import { decodeTarget } from '../segments/units.ts';
import { documentData } from '../types.ts';
import { flattenText } from './polish/flat-text.ts';
import { type EnglishStyle, quoteEdits } from './polish/quotes.ts';
import { dashEdits, spaceEdits } from './polish/spaces.ts';
import { defineStage } from './stage.ts';

/** Rounds after which polishing rests: one is the rule; tangled marks may take some, as each pair made shows others. */
const MAX_ROUNDS = 12;

export const stage = defineStage({
  name: 'polish-english',
  version: 1,
  description: 'Sets the quotation marks, dashes and spaces of translated text as English does.',
  options: z.strictObject({
    style: z
      .enum(['us', 'gb'])
      .default('us')
      .describe(
        'us: “double ‘single’ quotes” and closed em dashes; gb: ‘single “double” quotes’, spaced en dashes.',
      ),
  }),
  // Only what this process translated is polished: English that the author wrote is the author's.
  plugin:
    ({ style }, { pair }) =>
    (_tree: Root, file: VFile) => {
      if (pair.target.split('-')[0] !== 'en') return;
      const units = attachedUnits(file);
      for (const { id, state, target } of documentData(file).segments) {
        const unit = units.get(id);
        if (!unit || target === undefined || (state !== 'translated' && state !== 'memory')) continue;
        const decoded = decodeTarget(unit, target);
        if (!decoded.ok) continue;
        const polished = polishNodes(decoded.children, style);
        if (polished) unit.show(polished);
      }
    },
});

/** Inline nodes set in English; undefined when nothing is to be changed. The nodes given stay as they are. */
export function polishNodes(
  nodes: readonly PhrasingContent[],
  style: EnglishStyle,
): PhrasingContent[] | undefined {
  const polished = structuredClone([...nodes]);
  let changed = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let edits = 0;
    for (const rule of [quoteEdits, spaceEdits, dashEdits]) {
      const flat = flattenText(polished);
      const found = rule(flat.text, style);
      flat.replace(found);
      edits += found.size;
    }
    if (edits === 0) break;
    changed = true;
  }
  return changed ? polished.filter((node) => node.type !== 'text' || node.value !== '') : undefined;
}
