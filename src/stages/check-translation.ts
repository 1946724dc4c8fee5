/** Holds every translation against its source, and takes back what cannot be trusted. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import * as z from 'zod';
import { attachedUnits } from '../segments/attached-units.ts';
import { CHECKS, type CheckSettings } from '../segments/checks/index.ts';
import { goodSentences, type Trust } from '../segments/good-sentences.ts';
import { verdictOn } from '../segments/judge.ts';
import { lostNames, nameLost } from '../segments/names-elsewhere.ts';
import { markupText } from '../segments/parse-markup.ts';
import { decodeTarget } from '../segments/units.ts';
import { documentData, PERSON, type SegmentRecord } from '../types.ts';
import { defineStage } from './stage.ts';

const NAME = 'check-translation';

const severity = z.enum(['fail', 'warn', 'off']);

export const stage = defineStage({
  name: NAME,
  version: 9,
  description:
    'Checks every translated segment and takes back those that cannot be trusted, of prose the sentences.',
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
    ({ checks }, { pair, glossary }) =>
    (_tree: Root, file: VFile) => {
      const units = attachedUnits(file);
      const data = documentData(file);
      const settings = checks as CheckSettings;
      const standards = { checks: settings, ...(glossary ? { glossary } : {}) };
      const fail = (record: SegmentRecord, reason: string, trust: Trust): SegmentRecord => {
        const unit = units.get(record.id);
        const good = isProse(record) ? goodSentences(record.source, record.target ?? '', trust) : undefined;
        const shown = unit && good && decodeTarget(unit, good.markup);
        unit?.show(shown?.ok ? shown.children : undefined);
        const left = shown?.ok ? good?.left : undefined;
        say(file, record, reason, `is left in German${left ? ` in sentence ${left.join(', ')}` : ''}`);
        return { ...record, state: 'failed', reason, ...(left ? { left } : {}) };
      };
      const texts = new Map(data.segments.filter(isInDoubt).map((record) => [record, textsOf(record)]));
      data.segments = data.segments.map((record) => {
        const own = texts.get(record);
        if (!own) return record;
        const judge = (texts: Texts) => verdictOn({ pair, kind: record.kind, ...texts }, standards);
        const { failed, warnings } = judge(own);
        for (const { reason } of warnings) say(file, record, reason, 'may be wrong');
        if (!failed) return record;
        return fail(record, failed.reason, (source, target) => !judge({ source, target }).failed);
      });
      const severity = settings[nameLost.reason] ?? nameLost.severity;
      if (severity === 'off') return;
      const trusted = data.segments.filter((record) => texts.has(record));
      const lost = lostNames(trusted.flatMap((record) => texts.get(record) ?? []));
      const nameless = new Map(trusted.map((record, index) => [record, lost.get(index)]));
      data.segments = data.segments.map((record) => {
        const names = nameless.get(record);
        if (!names) return record;
        if (severity === 'fail')
          return fail(record, nameLost.reason, (source, target) =>
            names.every((name) => target.includes(name) || !source.includes(name)),
          );
        say(file, record, nameLost.reason, 'may be wrong');
        return record;
      });
    },
});

/** What a person wrote is not ours to doubt. What was not asked for has no target. */
function isInDoubt({ state, target, provider }: SegmentRecord): boolean {
  return target !== undefined && state !== 'failed' && provider !== PERSON;
}

/** A title in two languages is none. */
function isProse({ kind }: SegmentRecord): boolean {
  return kind === 'paragraph' || kind === 'list-item';
}

type Texts = Record<'source' | 'target', string>;

function textsOf({ source, target = '' }: SegmentRecord): Texts {
  return { source: markupText(source), target: markupText(target) };
}

function say(file: VFile, { id, line }: SegmentRecord, ruleId: string, what: string): void {
  file.message(`Segment ${id} ${what}: ${ruleId}.`, {
    ruleId,
    source: NAME,
    ...(line === undefined ? {} : { place: { line, column: 1 } }),
  });
}
