/** Stage names and where their code is; a stage is loaded when a pipeline names it. */
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { Stage } from './stage.ts';

const STAGES = {
  'repair-text': () => import('./repair-text.ts'),
  'remove-boilerplate': () => import('./remove-boilerplate.ts'),
  'remove-duplicates': () => import('./remove-duplicates.ts'),
  'detect-language': () => import('./detect-language.ts'),
  translate: () => import('./translate.ts'),
  'check-translation': () => import('./check-translation.ts'),
  'polish-english': () => import('./polish-english.ts'),
} as const satisfies Record<string, () => Promise<{ stage: unknown }>>;

/** All stages, in the order in which a full pipeline runs them. */
export const STAGE_NAMES: readonly string[] = Object.keys(STAGES);

/** Rejects with STAGE_UNKNOWN, naming the nearest stage or all there are. */
export async function loadStage(name: string): Promise<Stage> {
  if (!Object.hasOwn(STAGES, name)) {
    throw new KlartextError('STAGE_UNKNOWN', `There is no stage "${name}".${didYouMean(name, STAGE_NAMES)}`, {
      hint: `Stages: ${STAGE_NAMES.join(', ')}.`,
    });
  }
  return (await STAGES[name as keyof typeof STAGES]()).stage as unknown as Stage;
}
