/** What documents decide of each other, as a batch asks for it. */
import { KlartextError } from '../errors.ts';
import { readInput, sourceOf } from '../sources/files.ts';
import type { BatchOptions } from './batch.ts';
import type { OpenRun } from './open.ts';
import { GOES_WITHOUT } from './open-index.ts';
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
  const goOn = (error: unknown) => goWithout(error, archive.onNotice);
  const survey = surveyed && {
    survey: () =>
      surveyBatch({ documents: documentsOf(surveyed), outFolder, signal: surveyed.signal }, archive).catch(
        goOn,
      ),
  };
  return {
    ...survey,
    verdictOf: (name) => {
      try {
        return verdictOf(name, outFolder, archive, goOn);
      } catch (error) {
        return goOn(error);
      }
    },
  };
}

/** The index makes outputs better; a lock on it or a full disk under it is no reason to write none. */
export function goWithout(error: unknown, onNotice: (message: string) => void): undefined {
  if (!(error instanceof KlartextError) || !GOES_WITHOUT.has(error.code)) throw error;
  onNotice(`What this run sees is not learned from, and copies may be missed. ${error.message}`);
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
