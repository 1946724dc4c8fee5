/** What documents decide of each other, as a batch asks for it. */
import type { BatchOptions } from './batch.ts';
import type { OpenRun } from './open.ts';
import { type SurveyOptions, surveyBatch } from './survey.ts';
import { verdictOf } from './verdicts.ts';

/** Empty where the pipeline neither learns nor looks for copies; without `surveyed` only what is known already counts. */
export function acrossDocuments(
  { archive }: OpenRun,
  outFolder: string,
  surveyed?: SurveyOptions,
): Pick<BatchOptions, 'survey' | 'verdictOf'> {
  if (!archive) return {};
  return {
    ...(surveyed ? { survey: () => surveyBatch(surveyed, archive) } : {}),
    verdictOf: (name) => verdictOf(name, outFolder, archive),
  };
}
