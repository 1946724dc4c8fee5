/** Holds every translation against its source, and takes back what cannot be trusted. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { z } from 'zod';
import { attachedUnits } from '../segments/attached-units.ts';
import { CHECKS, type CheckSettings, runChecks, type Verdict } from '../segments/checks/index.ts';
import { lostNames, nameLost } from '../segments/names-elsewhere.ts';
import { markupText } from '../segments/parse-markup.ts';
import { documentData, PERSON, type SegmentRecord } from '../types.ts';
import { defineStage, type StageServices } from './stage.ts';

const NAME = 'check-translation';

const severity = z.enum(['fail', 'warn', 'off']);

export const stage = defineStage({
  name: NAME,
  version: 4,
  description: 'Checks every translated segment and takes back those that cannot be trusted.',
  options: z.strictObject({
    checks: z
      .strictObject(
        Object.fromEntries(
          [...CHECKS, nameLost].map((check) => [
            check.reason,
            severity.optional().describe(`${check.description} Without this: ${check.severity}.`),
          ]),
        ),
      )
      .default({})
      .describe('What a check means: fail leaves the German, warn names the segment, off asks nothing.'),
  }),
  plugin:
    ({ checks }, services) =>
    (_tree: Root, file: VFile) => {
      const units = attachedUnits(file);
      const data = documentData(file);
      const settings = checks as CheckSettings;
      const fail = (record: SegmentRecord, reason: string): SegmentRecord => {
        units.get(record.id)?.show(undefined);
        say(file, record, reason, 'is left in German');
        return { ...record, state: 'failed', reason };
      };
      data.segments = data.segments.map((record) => {
        if (!isInDoubt(record)) return record;
        const { failed, warnings } = verdictOn(record, settings, services);
        for (const { reason } of warnings) say(file, record, reason, 'may be wrong');
        return failed ? fail(record, failed.reason) : record;
      });
      const severity = settings[nameLost.reason] ?? nameLost.severity;
      if (severity === 'off') return;
      const lost = withoutNames(data.segments);
      data.segments = data.segments.map((record) => {
        if (!lost.has(record)) return record;
        if (severity === 'fail') return fail(record, nameLost.reason);
        say(file, record, nameLost.reason, 'may be wrong');
        return record;
      });
    },
});

/** What a person wrote is not ours to doubt. */
function isInDoubt({ state, provider }: SegmentRecord): boolean {
  return (state === 'translated' || state === 'memory') && provider !== PERSON;
}

/** The translations that have lost a name which the others keep. */
function withoutNames(segments: readonly SegmentRecord[]): Set<SegmentRecord> {
  const doubted = segments.filter(isInDoubt);
  const texts = doubted.map(({ source, target = '' }) => ({
    source: markupText(source),
    target: markupText(target),
  }));
  return new Set([...lostNames(texts)].flatMap((index) => doubted[index] ?? []));
}

function verdictOn(
  { kind, source, target = '' }: SegmentRecord,
  settings: CheckSettings,
  { pair, glossary }: StageServices,
): Verdict {
  const texts = { source: markupText(source), target: markupText(target) };
  const terms = glossary?.find(texts.source) ?? [];
  return runChecks({ pair, kind, ...texts, terms }, settings);
}

function say(file: VFile, { id, line }: SegmentRecord, ruleId: string, what: string): void {
  file.message(`Segment ${id} ${what}: ${ruleId}.`, {
    ruleId,
    source: NAME,
    ...(line === undefined ? {} : { place: { line, column: 1 } }),
  });
}
