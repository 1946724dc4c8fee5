/** What documents decide of each other, as a batch asks for it. */
import { readInput, sourceOf } from '../sources/files.ts';
import type { BatchOptions } from './batch.ts';
import type { OpenRun } from './open.ts';
import { type SurveyedDocument, surveyBatch } from './survey.ts';
import { verdictOf } from './verdicts.ts';

/**
 * Empty where the pipeline neither learns nor looks for copies. `surveyed`: the batch whose documents are looked at
 * first; without it only what is known already counts.
 */
export function acrossDocuments(
  { archive }: OpenRun,
  outFolder: string,
  surveyed?: Pick<BatchOptions, 'inputs' | 'maxBytes' | 'stdin' | 'signal'>,
): Pick<BatchOptions, 'survey' | 'verdictOf'> {
  if (!archive) return {};
  const survey = surveyed && {
    survey: () =>
      surveyBatch({ documents: documentsOf(surveyed), outFolder, signal: surveyed.signal }, archive),
  };
  return { ...survey, verdictOf: (name) => verdictOf(name, outFolder, archive) };
}

/** All but standard input, which can be read only once. */
function documentsOf({
  inputs,
  maxBytes,
  stdin,
}: Pick<BatchOptions, 'inputs' | 'maxBytes' | 'stdin'>): SurveyedDocument[] {
  return inputs
    .filter(({ path }) => path !== '-')
    .map((input) => ({
      name: input.name,
      load: async () => ({
        name: input.name,
        content: await readInput(input, maxBytes, stdin),
        source: sourceOf(input),
        maxBytes,
      }),
    }));
}
