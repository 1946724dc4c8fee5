/** Sums over a run's documents. */
import type { DocumentReport } from './batch.ts';

export interface RunSummary {
  documents: number;
  /** Documents by status; `unchanged` and `failed` count as statuses here. */
  byStatus: Record<string, number>;
  segments: Record<string, number>;
  /** Blocks and parts of blocks removed, by rule. */
  removed: Record<string, number>;
  /** Source words of all segments of the documents written. */
  words: number;
  seconds: number;
}

export function summarize(documents: readonly DocumentReport[], seconds: number): RunSummary {
  const summary: RunSummary = {
    documents: documents.length,
    byStatus: {},
    segments: {},
    removed: {},
    words: 0,
    seconds,
  };
  for (const report of documents) {
    const status = report.outcome === 'written' ? (report.status ?? 'cleaned') : report.outcome;
    addCounts(summary.byStatus, { [status]: 1 });
    addCounts(summary.segments, report.segments ?? {});
    addCounts(summary.removed, report.removed ?? {});
    summary.words += report.words ?? 0;
  }
  return summary;
}

/** Adds `counts` to `sums`, in place. */
export function addCounts(sums: Record<string, number>, counts: Record<string, number>): void {
  for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + count;
}
