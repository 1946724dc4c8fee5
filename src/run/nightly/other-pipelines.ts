/** In a folder of several pipelines each article is of one of them, so that none undoes or uses up another's work. */
import { DAY_MS } from '../../day.ts';
import type { Journal } from '../../store/journal.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { FINAL } from '../batch.ts';
import type { Night } from './night.ts';

/** A pipeline that has not run for so long is gone, and its articles are anybody's. A weekly one may be a day late. */
const AWAY_MS = 8 * DAY_MS;

interface Ours extends Pick<Night, 'redo' | 'translates'> {
  pipeline: string;
  now: number;
}

/**
 * Answers the pipeline that an item is left to: another one, the last to take it up, that still runs here. What that one
 * has only cleaned is not left to it by one that translates, and nothing with `redo`.
 */
export function findOwners(
  { views }: Pick<Journal, 'views'>,
  { pipeline, now, redo, translates }: Ours,
): (item: JournalItem) => string | undefined {
  const others = views.runsOfOthers(pipeline, now - AWAY_MS);
  return ({ run, status }) =>
    redo || run === null || (translates && status === 'cleaned') ? undefined : others.get(run);
}

/** Whether a night has no more to do for what ended so; one that translates has for what was only cleaned. */
export function isFinal(status: JournalItem['status'], { translates }: Pick<Night, 'translates'>): boolean {
  return FINAL.has(status) && !(translates && status === 'cleaned');
}
