/** Opens the index of articles for a run whose pipeline learns or looks for copies. */
import { existsSync } from 'node:fs';
import { KlartextError } from '../errors.ts';
import { buildProcessor, fingerprintPipeline, stagesIn } from '../pipeline/build.ts';
import type { Pipeline } from '../pipeline/load.ts';
import type { ArticleIndex } from '../store/article-index.ts';
import type { RunSettings } from './open.ts';
import type { Surveyor } from './survey.ts';

/** A read-only home or a lock is no reason to clean nothing. */
export const GOES_WITHOUT: ReadonlySet<string> = new Set(['OUTPUT_UNWRITABLE', 'STORE_BUSY']);

/** Undefined where the pipeline asks for neither, or where there is none and this run makes none. */
export async function openIndex(
  { learn, duplicates }: Pipeline,
  { indexFile, surveys }: RunSettings,
  notice: (message: string) => void,
): Promise<ArticleIndex | undefined> {
  if ((!learn && !duplicates) || indexFile === undefined || (!surveys && !existsSync(indexFile)))
    return undefined;
  const onSetAside = (to: string) =>
    notice(`The index of articles was damaged; it is kept as ${to}, and a new one is begun.`);
  const { ArticleIndex } = await import('../store/article-index.ts');
  try {
    return new ArticleIndex({ file: indexFile, onSetAside });
  } catch (error) {
    if (!(error instanceof KlartextError) || !GOES_WITHOUT.has(error.code)) throw error;
    notice(`Nothing is learned in this run, and copies are not recognised. ${error.message}`);
    return undefined;
  }
}

/** The cleaning stages alone, and without what was learned, so that what repeats is seen each time. */
export function surveyorOf(pipeline: Pipeline, index: ArticleIndex, signal: AbortSignal): Surveyor {
  const stages = stagesIn(pipeline, 'cleaning').filter(({ stage }) => stage.name !== 'detect-language');
  const cleaning = buildProcessor(stages, {
    pair: pipeline.pair,
    rulePacks: pipeline.rulePacks,
    siteRules: (host) => pipeline.sites.of(host)?.rules ?? [],
    signal,
  });
  return {
    index,
    runner: { cleaning, siteOf: (host) => pipeline.sites.of(host) },
    fingerprint: fingerprintPipeline(pipeline, stages),
    duplicates: pipeline.duplicates,
    ...(pipeline.learn ? { learn: pipeline.learn } : {}),
  };
}
