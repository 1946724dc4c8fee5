import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { z } from 'zod';
import { attachedUnits } from '../segments/attached-units.ts';
import { failedCheck } from '../segments/checks/index.ts';
import { markupText } from '../segments/parse-markup.ts';
import { documentData, type LanguagePair, type SegmentRecord } from '../types.ts';
import { defineStage } from './stage.ts';

const NAME = 'check-translation';

export const stage = defineStage({
  name: NAME,
  version: 1,
  description: 'Checks every translated segment and takes back those that cannot be trusted.',
  options: z.strictObject({}),
  plugin:
    (_options, { pair }) =>
    (_tree: Root, file: VFile) => {
      const units = attachedUnits(file);
      const data = documentData(file);
      data.segments = data.segments.map((record) => {
        const reason = reasonToFail(record, pair);
        if (reason === undefined) return record;
        units.get(record.id)?.show(undefined);
        const place = record.line === undefined ? {} : { place: { line: record.line, column: 1 } };
        file.message(`Segment ${record.id} is left in German: ${reason}.`, {
          ruleId: reason,
          source: NAME,
          ...place,
        });
        return { ...record, state: 'failed', reason };
      });
    },
});

function reasonToFail(
  { state, kind, source, target }: SegmentRecord,
  pair: LanguagePair,
): string | undefined {
  if (state !== 'translated' && state !== 'memory') return undefined;
  const texts = { source: markupText(source), target: markupText(target ?? '') };
  return failedCheck({ pair, kind, ...texts })?.reason;
}
