/** Asks the provider for a document's units at once, and tells for each what came of it. */
import type { VFile } from 'vfile';
import { KlartextError } from '../../errors.ts';
import { type TermFinder, termsOf } from '../../segments/glossary/match-terms.ts';
import { markupText } from '../../segments/parse-markup.ts';
import type { Unit } from '../../segments/units.ts';
import type { Segment, TranslatedSegment, TranslateResponse } from '../../types.ts';
import type { StageServices } from '../stage.ts';

/** A translation, or the reason why there is none. */
export type Answer = TranslatedSegment | { reason: string };

/**
 * One request a document; what stands in it twice is sent once. Without a provider every answer is
 * `no-provider`. An error that gives up the document becomes a warning and every answer's reason; one
 * that stops the run rejects. `source` is the asking stage's name, for the warnings.
 */
export async function askProvider(
  units: readonly Unit[],
  file: VFile,
  source: string,
  { provider, glossary, pair, signal }: StageServices,
): Promise<ReadonlyMap<Unit, Answer>> {
  if (!provider) return new Map(units.map((unit) => [unit, { reason: 'no-provider' }]));
  const distinct = new Map<string, { segment: Segment; units: Unit[] }>();
  for (const unit of units) {
    const key = JSON.stringify([unit.segment.source, unit.segment.tags]);
    const same = distinct.get(key);
    if (same) same.units.push(unit);
    else distinct.set(key, { segment: unit.segment, units: [unit] });
  }
  if (distinct.size === 0) return new Map();
  const groups = [...distinct.values()];
  const finder = provider.features.glossary ? glossary : undefined;
  const segments = groups.map(({ segment }) => (finder ? withTerms(segment, finder) : segment));
  const answers = await answersTo(
    () => provider.translate({ pair, segments, signal }),
    groups.length,
    (ruleId, message) => file.message(message, { ruleId, source }),
  );
  return new Map(
    groups.flatMap((group, index) => group.units.map((unit) => [unit, answers[index] as Answer])),
  );
}

function withTerms(segment: Segment, finder: TermFinder): Segment {
  const terms = termsOf(finder, markupText(segment.source));
  return terms.length > 0 ? { ...segment, terms } : segment;
}

async function answersTo(
  ask: () => Promise<TranslateResponse>,
  count: number,
  warn: (ruleId: string, message: string) => void,
): Promise<Answer[]> {
  try {
    const response = await ask();
    const got = response.targets.length;
    if (got !== count)
      throw new KlartextError('PROVIDER_BAD_RESPONSE', `Expected ${count} translations, got ${got}.`);
    for (const warning of response.warnings ?? []) warn('provider-warning', warning);
    const failures = [...(response.failures?.values() ?? [])];
    for (const [code, message] of new Map(failures.map((one) => [one.code, one.message])))
      warn(code, message);
    const unexplained = response.targets.filter((one, at) => !one && !response.failures?.has(at)).length;
    if (unexplained > 0) warn('no-answer', `${unexplained} of ${count} texts got no answer.`);
    return response.targets.map(
      (target, index) => target ?? { reason: response.failures?.get(index)?.code ?? 'no-answer' },
    );
  } catch (error) {
    if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
    warn(error.code, error.message);
    return new Array<Answer>(count).fill({ reason: error.code });
  }
}
