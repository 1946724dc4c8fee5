/** Exit codes, as README lists them. */
import type { KlartextError } from '../errors.ts';
import type { BatchResult } from '../run/batch.ts';

export const EXIT = {
  ok: 0,
  /** Some documents failed or are not translated. */
  incomplete: 1,
  /** Usage or configuration. */
  usage: 2,
  /** The run was stopped: authorisation, quota, disk. */
  stopped: 3,
  /** Another nightly run is at work there (with --conflict-exit-code 75). */
  busy: 75,
  /** Interrupted by a signal; safe to run again. */
  interrupted: 130,
} as const;

const USAGE_CODES: ReadonlySet<string> = new Set([
  'USAGE',
  'CONFIG_INVALID',
  'STAGE_UNKNOWN',
  'PROVIDER_UNKNOWN',
]);

export function exitCodeOf(error: KlartextError): number {
  if (error.code === 'ABORTED') return EXIT.interrupted;
  if (USAGE_CODES.has(error.code)) return EXIT.usage;
  return error.reach === 'run' ? EXIT.stopped : EXIT.incomplete;
}

/** Of a run over several documents. */
export function exitCodeOfBatch({ documents, stopped }: BatchResult): number {
  if (stopped) return exitCodeOf(stopped);
  const incomplete = documents.some(
    ({ outcome, status }) => outcome === 'failed' || status === 'partial' || status === 'untranslated',
  );
  return incomplete ? EXIT.incomplete : EXIT.ok;
}
