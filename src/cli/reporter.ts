/** What a person at the terminal sees of a run: progress on standard error, the summary or JSON report on standard output. */
import { Presets, SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import type { KlartextError } from '../errors.ts';
import type { BatchResult, DocumentReport } from '../run/batch.ts';
import { money } from '../run/money.ts';
import type { AtCap } from '../run/report/budgets.ts';
import type { RunSummary } from '../run/summary.ts';
import type { Reconciliation, Spending } from '../store/ledger.ts';
import type { TranslationProvider } from '../types.ts';
import { colorsFor, type Io, oneLine, write } from './io.ts';

export interface RunFacts {
  out: string;
  exitCode: number;
  /** Null where nothing was to do. */
  pipeline: string | null;
  provider: Pick<TranslationProvider, 'id' | 'model'> | undefined;
  /** By provider, this month's; absent when nothing in the pipeline has a price or a budget. */
  spending?: readonly Spending[];
  /** What was not sent at the caps. */
  atCap: readonly AtCap[];
  /** What services say that they billed; absent or empty when none was asked. */
  reconciled?: readonly Reconciliation[];
}

export interface Reporter {
  /** Something to know about the whole run, said once. */
  notice(text: string): void;
  problem(error: Pick<KlartextError, 'message' | 'hint'>): void;
  start(total: number): void;
  /** More has turned up than was known at the start. */
  grow(total: number): void;
  document(report: DocumentReport): void;
  /** One more is through of which nothing need be said. */
  pass(): void;
  /** Ends the progress bar; `finish` does, too. */
  stop(): void;
  finish(summary: RunSummary, result: BatchResult, facts: RunFacts): Promise<void>;
}

/** `quiet` leaves errors only; `json` puts a report for programs where the summary would be. */
export function createReporter(io: Io, options: { quiet: boolean; json: boolean }): Reporter {
  const colors = colorsFor(io, io.stderr);
  const bar = io.stderr.isTTY && !options.quiet ? createBar(io) : undefined;
  const line = (text: string) => {
    // The bar redraws itself below whatever is printed between two of its frames.
    if (bar?.isActive) io.progress?.write('\r\x1b[K');
    io.stderr.write(`${oneLine(text)}\n`);
  };
  const problem = ({ message, hint }: { message: string; hint?: string | undefined }) =>
    line(`${colors.red('error')} ${message}${hint ? ` ${hint}` : ''}`);
  let startedAt = performance.now();
  let done = 0;
  const pass = () => {
    done += 1;
    bar?.increment(1, { rate: ((done * 1000) / (performance.now() - startedAt)).toFixed(1) });
  };
  return {
    problem,
    notice: (text) => line(`${colors.yellow('note')} ${text}`),
    start(total) {
      startedAt = performance.now();
      bar?.start(total, 0, { rate: '-' });
    },
    grow: (total) => bar?.setTotal(total),
    pass,
    document(report) {
      pass();
      if (report.error) problem(report.error);
      if (!report.error && (isLeft(report) || (!options.quiet && !bar))) line(describe(report));
    },
    stop: () => bar?.stop(),
    async finish(summary, result, facts) {
      bar?.stop();
      if (result.stopped) problem(result.stopped);
      if (options.json)
        await write(io.stdout, `${JSON.stringify(toJson(summary, result, facts), null, 2)}\n`);
      else if (!options.quiet)
        await write(io.stdout, renderSummary(summary, facts, colorsFor(io, io.stdout)));
    },
  };
}

function createBar(io: Io): SingleBar {
  const format = '{bar} {value}/{total} documents, {rate}/s, {eta_formatted} left';
  return new SingleBar(
    { format, stream: io.progress ?? io.stderr, hideCursor: true, etaBuffer: 50, fps: 8 },
    Presets.shades_classic,
  );
}

/** Whether something of it was asked for in vain; that there is no provider at all is said once, for the run. */
export function isLeft({ failed = [] }: DocumentReport): boolean {
  return failed.some(({ reason }) => reason !== 'no-provider');
}

function describe(report: DocumentReport): string {
  const state = report.outcome === 'written' ? report.status : report.outcome;
  const left = isLeft(report) ? `: ${describeFailures(report)}` : '';
  return `${state}: ${report.name}${report.output ? ` -> ${report.output}` : ''}${left}`;
}

/** `6 of 29 segments stand in the original (4 numbers, 2 repetition)`; the JSON report names each. */
function describeFailures({ failed = [], segments = {} }: DocumentReport): string {
  const reasons: Record<string, number> = {};
  for (const { reason } of failed) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const all = Object.values(segments).reduce((sum, count) => sum + count, 0);
  return `${failed.length} of ${all} segments stand in the original (${counts(reasons).replaceAll('\n', ', ')})`;
}

function toJson(summary: RunSummary, { documents, stopped }: BatchResult, facts: RunFacts): object {
  const { pipeline, provider, out, exitCode } = facts;
  return {
    pipeline,
    provider: provider ? { id: provider.id, model: provider.model } : null,
    out,
    exitCode,
    ...(stopped ? { stopped: { code: stopped.code, message: stopped.message, hint: stopped.hint } } : {}),
    ...(facts.spending ? { spending: facts.spending.map(spendingJson) } : {}),
    ...(facts.atCap.length > 0 ? { atCap: facts.atCap } : {}),
    ...(facts.reconciled?.length ? { reconciled: facts.reconciled } : {}),
    summary: { ...summary, seconds: round(summary.seconds) },
    documents: [...documents].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function renderSummary(summary: RunSummary, facts: RunFacts, colors: ReturnType<typeof colorsFor>): string {
  const table = new Table({ style: { head: [], border: [] }, wordWrap: true });
  const { byStatus, segments, removed, words, seconds } = summary;
  table.push(['documents', counts(byStatus)], ['removed', counts(removed)], ['segments', counts(segments)]);
  if (facts.provider) table.push(['translated by', `${facts.provider.id} (${facts.provider.model})`]);
  for (const spent of facts.spending ?? []) table.push([`spent on ${spent.provider}`, describeSpent(spent)]);
  for (const { provider: id, texts, characters } of facts.atCap)
    table.push([`${id} at its cap`, `${texts} texts, ${characters} characters not sent to it`]);
  for (const one of facts.reconciled ?? []) table.push([`${one.provider} itself`, describeBilled(one)]);
  table.push([
    'time',
    `${seconds.toFixed(1)} s${segments.translated ? `, ${Math.round(words / seconds)} words/s` : ''}`,
  ]);
  table.push(['output', facts.out]);
  const verdict =
    facts.exitCode === 0 ? colors.green('all well') : colors.yellow('not all is done; see above');
  return `${table.toString()}\n${verdict}\n`;
}

function describeSpent({ characters, costMicros, currency }: Spending): string {
  if (currency === undefined && costMicros === 0)
    return `${characters} characters this month (no price is set)`;
  return `${characters} characters, ${money(costMicros / 1e6, currency)} this month`;
}

/** A difference is named: a second program with the same key, or a report that comes late. */
function describeBilled({ since, reported, booked, uncertain }: Reconciliation): string {
  const day = since.slice(0, 10);
  const unsure = uncertain > 0 ? `, ${uncertain} of them uncertain` : '';
  const differs = reported === booked ? '' : '; they differ: another program with this key, or a late report';
  return `${reported} characters since ${day}, ${booked} booked here${unsure}${differs}`;
}

function spendingJson({ costMicros, ...rest }: Spending): object {
  return { ...rest, cost: costMicros / 1e6 };
}

/** `7 translated, 1 kept`: most first. */
export function counts(sums: Record<string, number>): string {
  const parts = Object.entries(sums)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return parts.map(([key, count]) => `${count} ${key}`).join('\n') || '-';
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
