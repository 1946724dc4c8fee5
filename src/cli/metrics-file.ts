/** Where a night's metrics go, proven before it begins: a slip of the hand must not cost a file of the user's. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { isMetrics } from '../run/report/metrics.ts';
import type { Io } from './io.ts';

/** Absolute. Throws USAGE for what the collector would not read, and for what is there and holds no metrics of ours. */
export function metricsFile(given: string, { cwd }: Pick<Io, 'cwd'>): string {
  const hint = 'Name a file of its own for it, such as /var/lib/node_exporter/klartext.prom.';
  const refuse = (what: string) => new KlartextError('USAGE', `--metrics ${given}: ${what}`, { hint });
  if (!given.endsWith('.prom'))
    throw refuse('expected a name that ends in .prom, as the textfile collector reads no other.');
  const file = path.resolve(cwd, given);
  if (!isOurs(file)) throw refuse('is there and holds no metrics of klartext; it was left alone.');
  return file;
}

function isOurs(file: string): boolean {
  try {
    return isMetrics(readFileSync(file, 'utf8'));
  } catch (error) {
    // Only what is not there may be made.
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
