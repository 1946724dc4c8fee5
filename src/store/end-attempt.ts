/** How an attempt at an item ends in the journal. */
import type { Problem, Timings } from './journal-types.ts';
import type { Prepare } from './store-file.ts';

export function endAttempt(
  sql: Prepare,
  attempt: number,
  outcome: 'written' | 'failed' | 'released',
  at: number,
  problem?: Problem,
  { loadMs, cleanMs, translateMs }: Timings = {},
): void {
  const whole = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms));
  sql(
    `UPDATE attempt SET outcome = ?, ended = ?, code = ?, message = ?, hint = ?, load_ms = ?, clean_ms = ?,
       translate_ms = ? WHERE id = ?`,
  ).run(
    ...[outcome, at, problem?.code ?? null, problem?.message ?? null, problem?.hint ?? null],
    ...[whole(loadMs), whole(cleanMs), whole(translateMs), attempt],
  );
}
