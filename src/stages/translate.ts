import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { z } from 'zod';
import { KlartextError } from '../errors.ts';
import { attachUnits } from '../segments/attached-units.ts';
import { echo } from '../segments/checks/index.ts';
import { markupText } from '../segments/parse-markup.ts';
import { decodeTarget, extractUnits, textUnit, type Unit } from '../segments/units.ts';
import {
  type DocumentData,
  documentData,
  type LanguagePair,
  type Segment,
  type SegmentRecord,
  type TranslatedSegment,
  type TranslateResponse,
  type TranslationProvider,
} from '../types.ts';
import { defineStage, type StageServices } from './stage.ts';

const NAME = 'translate';

export const translate = defineStage({
  name: NAME,
  version: 1,
  description: 'Translates German blocks and the title; English, code and addresses stay as they are.',
  options: z.strictObject({
    title: z.boolean().default(true).describe('Translate the title in the front matter too.'),
    context: z
      .boolean()
      .default(true)
      .describe('Give the title as context to providers that take it unbilled.'),
  }),
  plugin: (options, services) => async (tree: Root, file: VFile) => {
    const data = documentData(file);
    const units = collectUnits(tree, data, options);
    attachUnits(file, units);
    const plan = units.map((unit) => ({ unit, kept: reasonToKeep(unit, data, services.pair) }));
    const wanted = plan.filter(({ kept }) => kept === undefined).map(({ unit }) => unit);
    const answers = await askProvider(wanted, file, services);
    data.segments = plan.map(({ unit, kept }) =>
      kept === undefined
        ? settle(unit, answers.get(unit), file, services)
        : record(unit, 'kept', { reason: kept }),
    );
  },
});

function collectUnits(tree: Root, data: DocumentData, options: { title: boolean; context: boolean }): Unit[] {
  const { title } = data.metadata;
  const units = extractUnits(tree, options.context && title !== undefined ? { context: title } : {});
  if (!options.title || title === undefined) return units;
  // The heading that says the same knows the title's language; nothing else does.
  const heading = units.find(
    ({ segment }) => segment.kind === 'heading' && markupText(segment.source) === title,
  );
  const unit = textUnit('title', 'title', title, heading?.language, (text) => {
    if (text === undefined) delete data.translatedTitle;
    else data.translatedTitle = text;
  });
  return [unit, ...units];
}

/** Why a unit is not to be translated; undefined when it is. */
function reasonToKeep(unit: Unit, data: DocumentData, pair: LanguagePair): string | undefined {
  // Without a language stage the one who asked for translation is believed.
  const language = data.language?.code ?? data.metadata.declaredLanguage?.split('-')[0] ?? pair.source;
  if (!unit.hasText) return 'no-text';
  if (language === 'und') return 'unknown-language';
  if (language !== pair.source && language !== pair.target) return 'third-language';
  const own = unit.language === undefined || unit.language === 'und' ? language : unit.language;
  if (own === pair.source) return undefined;
  if (own !== pair.target) return 'third-language';
  return pair.target === 'en' ? 'english' : 'target-language';
}

/** A target, or the reason why there is none. */
type Answer = TranslatedSegment | { reason: string };

/** One request for a document; what stands twice in it is sent once. Rejects only with errors that stop the run. */
async function askProvider(
  units: readonly Unit[],
  file: VFile,
  { provider, pair, signal }: StageServices,
): Promise<ReadonlyMap<Unit, Answer>> {
  if (!provider) return new Map(units.map((unit) => [unit, { reason: 'no-provider' }]));
  if (units.length === 0) return new Map();
  const keyOf = ({ segment }: Unit): string => JSON.stringify([segment.source, segment.tags]);
  const distinct = new Map(units.toReversed().map((unit) => [keyOf(unit), unit.segment]));
  const segments = [...new Set(units.map((unit) => distinct.get(keyOf(unit)) as Segment))];
  let answerTo: (index: number) => Answer;
  try {
    const response = await provider.translate({ pair, segments, signal });
    answerTo = readResponse(response, segments.length, file);
  } catch (error) {
    if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
    warn(file, error.code, error.message);
    answerTo = () => ({ reason: error.code });
  }
  const answers = new Map(segments.map((segment, index) => [segment, answerTo(index)]));
  return new Map(units.map((unit) => [unit, answers.get(distinct.get(keyOf(unit)) as Segment) as Answer]));
}

function readResponse(response: TranslateResponse, count: number, file: VFile): (index: number) => Answer {
  const { targets, failures, warnings = [] } = response;
  if (targets.length !== count) {
    const message = `Expected ${count} translations, got ${targets.length}.`;
    throw new KlartextError('PROVIDER_BAD_RESPONSE', message);
  }
  for (const warning of warnings) warn(file, 'provider-warning', warning);
  const reasons = new Map([...(failures?.values() ?? [])].map(({ code, message }) => [code, message]));
  for (const [code, message] of reasons) warn(file, code, message);
  return (index) => targets[index] ?? { reason: failures?.get(index)?.code ?? 'no-answer' };
}

/** Shows an answer in the tree if it can be trusted with it; else the German stays. */
function settle(unit: Unit, answer: Answer | undefined, file: VFile, services: StageServices): SegmentRecord {
  if (answer === undefined || 'reason' in answer) {
    return record(unit, 'failed', { reason: answer?.reason ?? 'no-answer' });
  }
  const { target, quality } = answer;
  const { id: provider, model } = services.provider as TranslationProvider;
  const origin = { target, provider, model, ...(quality === undefined ? {} : { quality }) };
  const decoded = decodeTarget(unit, target);
  const reason = decoded.ok
    ? isEcho(unit, target, services.pair)
      ? echo.reason
      : undefined
    : decoded.reason;
  if (!decoded.ok || reason !== undefined) {
    warn(file, reason ?? '', `Segment ${unit.segment.id} is left in German: ${reason}.`, unit.line);
    return record(unit, 'failed', { reason: reason ?? '', ...origin });
  }
  unit.show(decoded.children);
  return record(unit, 'translated', origin);
}

function isEcho({ segment }: Unit, target: string, pair: LanguagePair): boolean {
  return echo.fails({
    pair,
    kind: segment.kind,
    source: markupText(segment.source),
    target: markupText(target),
  });
}

function record(unit: Unit, state: SegmentRecord['state'], more: Partial<SegmentRecord>): SegmentRecord {
  const { id, kind, source } = unit.segment;
  return { id, kind, state, source, ...more, ...(unit.line === undefined ? {} : { line: unit.line }) };
}

function warn(file: VFile, ruleId: string, message: string, line?: number): void {
  file.message(message, {
    ruleId,
    source: NAME,
    ...(line === undefined ? {} : { place: { line, column: 1 } }),
  });
}
