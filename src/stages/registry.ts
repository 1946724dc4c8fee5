/** Stage names and where their code is; a stage is loaded when a pipeline names it. */
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { Stage } from './stage.ts';

const STAGES = {
  'remove-boilerplate': async () => (await import('./remove-boilerplate.ts')).stage,
  'remove-duplicates': async () => (await import('./remove-duplicates.ts')).stage,
  'detect-language': async () => (await import('./detect-language.ts')).stage,
  translate: async () => (await import('./translate.ts')).translate,
  'check-translation': async () => (await import('./check-translation.ts')).checkTranslation,
} as const satisfies Record<string, () => Promise<unknown>>;

/** All stages, in the order in which a full pipeline runs them. */
export const STAGE_NAMES: readonly string[] = Object.keys(STAGES);

/** Rejects with STAGE_UNKNOWN, naming the nearest stage or all there are. */
export async function loadStage(name: string): Promise<Stage> {
  if (!Object.hasOwn(STAGES, name)) {
    throw new KlartextError('STAGE_UNKNOWN', `There is no stage "${name}".${didYouMean(name, STAGE_NAMES)}`, {
      hint: `Stages: ${STAGE_NAMES.join(', ')}.`,
    });
  }
  return (await STAGES[name as keyof typeof STAGES]()) as unknown as Stage;
}
