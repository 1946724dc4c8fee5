/** What a night says while it goes on: lines for people, or one JSON object a line for a log collector. */
import Table from 'cli-table3';
import type { KlartextError } from '../errors.ts';
import type { DocumentReport } from '../run/batch.ts';
import { money } from '../run/money.ts';
import type { NightEvent } from '../run/nightly/night.ts';
import type { NightReport } from '../run/report/report.ts';
import { colorsFor, type Io, write } from './io.ts';
import { placed } from './placed.ts';
import { counts, createReporter, isLeft } from './reporter.ts';

export interface NightLog {
  /** `expected`: how many items the last night went through, for the time left. */
  begin(expected: number): void;
  notice(text: string): void;
  problem(error: KlartextError): void;
  event(event: NightEvent): void;
  /** The summary, or with `json` the report, on standard output. */
  end(report: NightReport, exitCode: number): Promise<void>;
}

export interface NightLogOptions {
  quiet: boolean;
  json: boolean;
  out: string;
  format: 'text' | 'json';
}

/** Neither kind holds text of an article. */
export async function createNightLog(io: Io, options: NightLogOptions): Promise<NightLog> {
  return options.format === 'json' ? jsonLog(io, options) : textLog(io, options);
}

function textLog(io: Io, options: NightLogOptions): NightLog {
  const { quiet } = options;
  const reporter = createReporter(io, { quiet, json: false });
  let expected = 0;
  let through = 0;
  const pass = () => {
    through += 1;
    if (through > expected) reporter.grow(through);
  };
  return {
    begin(count) {
      expected = count;
      reporter.start(count);
    },
    notice: (text) => reporter.notice(text),
    problem: (error) => reporter.problem(error),
    event(event) {
      if (event.type === 'trouble') {
        const { message, hint } = event.error;
        reporter.problem({ message: placed(event.where, message), hint });
      }
      if (event.type === 'notice') reporter.notice(event.message);
      if (event.type === 'dead') {
        const { key, message, hint } = event.item;
        reporter.problem({ message: placed(key, message ?? 'given up'), hint: hint ?? undefined });
      }
      if (event.type === 'known' || event.type === 'unchanged' || event.type === 'document') pass();
      if (event.type === 'known' || event.type === 'unchanged') reporter.pass();
      if (event.type === 'document') reporter.document(placedReport(event.report));
    },
    async end(report, exitCode) {
      reporter.stop();
      await printEnd(report, exitCode, options, io);
    },
  };
}

function placedReport(report: DocumentReport): DocumentReport {
  const { name, error } = report;
  return error ? { ...report, error: { ...error, message: placed(name, error.message) } } : report;
}

async function jsonLog(io: Io, options: NightLogOptions): Promise<NightLog> {
  const { default: pino } = await import('pino');
  const log = pino(
    { base: null, level: options.quiet ? 'warn' : 'info' },
    io.stderr as NodeJS.WritableStream & { write(text: string): boolean },
  );
  return {
    begin: (expected) => log.info({ expected }, 'night begins'),
    notice: (text) => log.warn(text),
    problem: ({ code, message, hint }) => log.error({ code, hint }, message),
    event(event) {
      const { level, message, ...fields } = entryOf(event);
      if (level) log[level](fields, message);
    },
    async end(report, exitCode) {
      log.info(
        { run: report.run, outcome: report.outcome, isLate: report.isLate, exitCode, ...report.figures },
        'night over',
      );
      if (options.json) await printEnd(report, exitCode, options, io);
    },
  };
}

type Entry = { level?: 'info' | 'warn' | 'error'; message?: string } & Record<string, unknown>;

function entryOf(event: NightEvent): Entry {
  switch (event.type) {
    case 'trouble': {
      const { code, message, hint } = event.error;
      return { level: 'warn', message, where: event.where, code, hint };
    }
    case 'notice':
      return { level: 'warn', message: event.message };
    case 'dead':
      return { level: 'error', message: 'given up', item: event.item.key, code: event.item.code };
    case 'joined':
      return { level: 'info', message: 'leads to a known item', item: event.item.key, to: event.to.key };
    case 'document': {
      const { report, item, times } = event;
      const { outcome, output, status, words, segments, error } = report;
      const fields = {
        item: item.key,
        output,
        status,
        words,
        segments,
        code: error?.code,
        hint: error?.hint,
        ...times,
      };
      const level = error ? 'error' : isLeft(report) ? 'warn' : 'info';
      return { level, message: error?.message ?? outcome, ...fields };
    }
    default:
      return {};
  }
}

async function printEnd(
  report: NightReport,
  exitCode: number,
  { quiet, json, out }: NightLogOptions,
  io: Io,
): Promise<void> {
  if (json) await write(io.stdout, `${JSON.stringify(report, null, 2)}\n`);
  else if (!quiet) await write(io.stdout, renderNight(report, exitCode, out, io));
}

function renderNight(report: NightReport, exitCode: number, out: string, io: Io): string {
  const { figures, budgets, seconds, day } = report;
  const { known, unchanged, found, written, failed, troubles, words } = figures;
  const colors = colorsFor(io, io.stdout);
  const table = new Table({ style: { head: [], border: [] }, wordWrap: true });
  table.push(
    ['night', `${day}, run ${report.run}`],
    [
      'items',
      counts({ written, unchanged: known + unchanged + found, failed, 'sources in trouble': troubles }),
    ],
    ['documents', counts(figures.statuses)],
    ['segments', counts(figures.segments)],
    ...budgets.map(({ provider, unit, night, month, refused }) => [
      `spent on ${provider}`,
      `${amount(night, unit)}, ${amount(month, unit)} this month${refused.texts > 0 ? `; ${refused.texts} texts, ${refused.characters} characters not sent at the cap` : ''}`,
    ]),
    ['time', `${seconds} s, ${words} words`],
    ['report', `${out}/report.html`],
  );
  return `${table.toString()}\n${verdict(report, exitCode, colors)}\n`;
}

function verdict({ isLate }: NightReport, exitCode: number, colors: ReturnType<typeof colorsFor>): string {
  if (exitCode !== 0) return colors.yellow('not all is done; see the report');
  if (!isLate) return colors.green('all well');
  return colors.yellow('all well so far; the set hour came first, the rest waits for the next night');
}

function amount(value: number, unit: string): string {
  return unit === 'characters' ? `${value} characters` : money(value, unit);
}
