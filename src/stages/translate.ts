/** Sends German blocks to the provider and puts what comes back in their place, or leaves them and says why. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import * as z from 'zod';
import { attachUnits } from '../segments/attached-units.ts';
import { echo } from '../segments/checks/index.ts';
import { markupText } from '../segments/parse-markup.ts';
import { type DecodedTarget, decodeTarget, type Unit } from '../segments/units.ts';
import { documentData, PERSON, type SegmentRecord } from '../types.ts';
import { defineStage, type StageServices } from './stage.ts';
import { type Answer, askProvider } from './translation/ask.ts';
import { findCorrections } from './translation/corrections.ts';
import { collectUnits, reasonToKeep } from './translation/plan.ts';

const NAME = 'translate';

export const stage = defineStage({
  name: NAME,
  version: 6,
  description:
    'Translates German blocks, the title, the description and what images say; English, code and addresses stay as they are.',
  options: z.strictObject({
    title: z.boolean().default(true).describe('Translate the title in the front matter too.'),
    description: z.boolean().default(true).describe('Translate the description in the front matter too.'),
    images: z.boolean().default(true).describe('Translate the alternative texts of images too.'),
    context: z
      .boolean()
      .default(true)
      .describe('Give the title and neighbouring text as context to providers that take it unbilled.'),
  }),
  plugin: (options, services) => async (tree: Root, file: VFile) => {
    const data = documentData(file);
    const units = collectUnits(tree, data, options);
    attachUnits(file, units);
    const kept = new Map(units.map((unit) => [unit, reasonToKeep(unit, data, services.pair)]));
    const wanted = units.filter((unit) => kept.get(unit) === undefined);
    const asked = await askProvider(wanted, file, NAME, services);
    const left = units.filter((unit) => kept.get(unit) !== undefined);
    const answers = new Map([...asked, ...findCorrections(left, units, file.path ?? '', services)]);
    data.segments = units.map((unit) => {
      const answer = answers.get(unit);
      if (!answer) return record(unit, { state: 'kept', reason: kept.get(unit) ?? '' });
      return 'reason' in answer
        ? record(unit, { state: 'failed', reason: answer.reason })
        : settle(unit, answer, file, services);
    });
  },
});

/** Shows an answer in the tree if it can be trusted with it; else the German stays. */
function settle(
  unit: Unit,
  answer: Exclude<Answer, { reason: string }>,
  file: VFile,
  { pair, provider, glossary }: StageServices,
): SegmentRecord {
  const { target, quality, origin: from } = answer;
  const by = { provider: answer.provider ?? provider?.id, model: answer.model ?? provider?.model };
  const origin = {
    target,
    ...(by.provider === undefined ? {} : { provider: by.provider }),
    ...(by.model === undefined ? {} : { model: by.model }),
    ...(quality === undefined ? {} : { quality }),
  };
  const texts = { source: markupText(unit.segment.source), target: markupText(target) };
  // A person may leave a text as it is.
  const isPersons = by.provider === PERSON;
  const terms = glossary?.find(texts.source) ?? [];
  const isEcho = !isPersons && echo.fails({ pair, kind: unit.segment.kind, ...texts, terms });
  const decoded: DecodedTarget | { ok: false; reason: string } = isEcho
    ? { ok: false, reason: echo.reason }
    : decodeTarget(unit, target);
  if (decoded.ok) {
    unit.show(decoded.children);
    if (target === unit.segment.source && !isPersons)
      return record(unit, { state: 'kept', reason: 'unchanged', ...origin });
    return record(unit, { state: from ?? 'translated', ...origin });
  }
  file.message(`Segment ${unit.segment.id} is left in German: ${decoded.reason}.`, {
    ruleId: decoded.reason,
    source: NAME,
    ...(unit.line === undefined ? {} : { place: { line: unit.line, column: 1 } }),
  });
  return record(unit, { state: 'failed', reason: decoded.reason, ...origin });
}

function record(
  { segment, line }: Unit,
  outcome: Pick<SegmentRecord, 'state'> & Partial<SegmentRecord>,
): SegmentRecord {
  const { id, kind, source } = segment;
  return { id, kind, source, ...outcome, ...(line === undefined ? {} : { line }) };
}
