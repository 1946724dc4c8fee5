/** Retention of the journal. */
import type { Prepare } from './store-file.ts';

/** See `Journal.prune`. */
export function pruneJournal(sql: Prepare, before: number, day: string): { items: number; runs: number } {
  sql('DELETE FROM attempt WHERE started < ?').run(before);
  const items = sql(
    `DELETE FROM item WHERE last_seen < ? AND (state IN ('done', 'dead')
       OR (state <> 'claimed' AND id NOT IN (SELECT item FROM attempt)))`,
  ).run(day).changes;
  const runs = sql(
    `DELETE FROM run WHERE started < ? AND outcome <> 'running' AND id < (SELECT max(id) FROM run)
       AND id NOT IN (SELECT lease FROM item WHERE lease IS NOT NULL)`,
  ).run(before).changes;
  return { items, runs };
}
