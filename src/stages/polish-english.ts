/** Sets translated text as English is set: quotation marks, dashes, spaces, dates, signs, tables. Changes no word and no number. */
import type { PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import * as z from 'zod';
import { attachedUnits } from '../segments/attached-units.ts';
import { markupText } from '../segments/parse-markup.ts';
import { decodeTarget } from '../segments/units.ts';
import { documentData } from '../types.ts';
import { figureEdits } from './polish/figures.ts';
import { flattenText } from './polish/flat-text.ts';
import { type EnglishStyle, hasPlainQuotes, plainQuoteEdits, quoteEdits } from './polish/quotes.ts';
import { dashEdits, spaceEdits } from './polish/spaces.ts';
import { setTableNumbers } from './polish/table-numbers.ts';
import { defineStage } from './stage.ts';

/** Rounds after which polishing rests: one is the rule; tangled marks may take some, as each pair made shows others. */
const MAX_ROUNDS = 12;

export const stage = defineStage({
  name: 'polish-english',
  version: 5,
  description:
    'Sets quotation marks, dashes, spaces, dates and signs of translated text as English does, and the numbers of its tables.',
  options: z.strictObject({
    style: z
      .enum(['us', 'gb'])
      .default('us')
      .describe(
        'us: “double ‘single’ quotes”, closed em dashes, 10/03/2024; gb: ‘single “double” quotes’, spaced en dashes, 03/10/2024.',
      ),
  }),
  // Only what this process translated is polished: English that the author wrote is the author's.
  plugin:
    ({ style }, { pair }) =>
    (tree: Root, file: VFile) => {
      if (pair.target.split('-')[0] !== 'en') return;
      const units = attachedUnits(file);
      const data = documentData(file);
      const { segments } = data;
      const plainQuotes = hasPlainQuotes(segments.map(({ source }) => markupText(source)).join('\n'));
      for (const { id, state, source, target } of segments) {
        const unit = units.get(id);
        if (!unit || target === undefined || state === 'failed') continue;
        const decoded = decodeTarget(unit, target);
        if (!decoded.ok) continue;
        const polished = polishNodes(decoded.children, style, markupText(source), plainQuotes);
        if (polished) unit.show(polished);
      }
      const isTranslated = segments.some(({ state }) => state === 'translated' || state === 'memory');
      const isGerman = pair.source === 'de' && (data.language?.code ?? 'de') === 'de';
      if (isGerman && isTranslated) data.segments = setTableNumbers(tree, segments, units);
    },
});

/**
 * Inline nodes set in English; undefined when nothing is to be changed. The nodes given stay as they are. `source` is
 * the German text: a date in figures is changed only where it comes from there. `plainQuotes`: the document has straight
 * quotation marks only, and keeps them.
 */
export function polishNodes(
  nodes: readonly PhrasingContent[],
  style: EnglishStyle,
  source = '',
  plainQuotes = false,
): PhrasingContent[] | undefined {
  const rules = [plainQuotes ? plainQuoteEdits : quoteEdits, spaceEdits, dashEdits, figureEdits];
  const polished = structuredClone([...nodes]);
  let changed = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let edits = 0;
    for (const rule of rules) {
      const flat = flattenText(polished);
      const found = rule(flat.text, style, source);
      flat.replace(found);
      edits += found.size;
    }
    if (edits === 0) break;
    changed = true;
  }
  return changed ? polished.filter((node) => node.type !== 'text' || node.value !== '') : undefined;
}
