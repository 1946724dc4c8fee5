/** A night's figures for the textfile collector of Prometheus' node exporter. */
import type { NightReport } from './report.ts';

const PREFIX = 'klartext_';

type Sample = [labels: Record<string, string>, value: number];

/** The exposition format, version 0.0.4. */
export function metrics(report: NightReport): string {
  const { figures, archive, pipeline } = report;
  const { known, unchanged, written, found, failed, released } = figures;
  const items: Record<string, number> = { known, unchanged, written, found, failed, released };
  const gauge = (name: string, help: string, samples: Sample[]): string[] =>
    samples.length === 0
      ? []
      : [
          `# HELP ${PREFIX}${name} ${help}`,
          `# TYPE ${PREFIX}${name} gauge`,
          ...samples.map(([labels, value]) => `${PREFIX}${name}${render({ pipeline, ...labels })} ${value}`),
        ];
  const by = (label: string, counts: Record<string, number>): Sample[] =>
    Object.entries(counts).map(([key, count]) => [{ [label]: key }, count]);
  const { untranslated = 0 } = figures.statuses;
  const isGood = report.outcome === 'finished' && !report.providerProblem && failed + untranslated === 0;
  return [
    ...gauge('last_run_end_timestamp_seconds', 'When the last night ended.', [
      [{}, Date.parse(report.endedAt) / 1000],
    ]),
    ...gauge('last_run_duration_seconds', 'How long it took.', [[{}, report.seconds]]),
    ...gauge(
      'last_run_success',
      '1 when it finished, nothing failed and nothing was left without a translation.',
      [[{}, isGood ? 1 : 0]],
    ),
    ...gauge('last_run_items', 'Items of the last night, by what came of them.', by('outcome', items)),
    ...gauge('last_run_segments', 'Segments of the last night, by state.', by('state', figures.segments)),
    ...gauge('last_run_words', 'Source words of what was written.', [[{}, figures.words]]),
    ...gauge('last_run_troubles', 'Sources that could not be read.', [[{}, figures.troubles]]),
    ...gauge(
      'archive_items',
      'All items that are known, by state.',
      by('state', archive as Record<string, number>),
    ),
    ...gauge(
      'spent_month',
      'Spent this month, in its unit.',
      report.budgets.map(({ provider, unit, month }) => [{ provider, unit }, month]),
    ),
    ...gauge(
      'budget_month',
      'What may be spent in a month.',
      report.budgets.flatMap(({ provider, unit, perMonth }): Sample[] =>
        perMonth === undefined ? [] : [[{ provider, unit }, perMonth]],
      ),
    ),
    '',
  ].join('\n');
}

/** Whether a file holds what `metrics` made, or nothing yet. */
export function isMetrics(text: string): boolean {
  return text === '' || text.startsWith(`# HELP ${PREFIX}`);
}

function render(labels: Record<string, string>): string {
  const quote = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${quote(value)}"`);
  return `{${parts.join(',')}}`;
}
