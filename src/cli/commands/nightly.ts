/** `nightly`: one run of the batch that works while its users sleep. */

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { halves, stagesIn } from '../../pipeline/build.ts';
import { type Cleaners, openCleaners } from '../../run/nightly/clean-threads.ts';
import { type Desk, openDesk } from '../../run/nightly/desk.ts';
import { missingOutputs } from '../../run/nightly/existing.ts';
import { type NightlyResult, runNightly } from '../../run/nightly/nightly.ts';
import { forgetOld } from '../../run/nightly/retention.ts';
import type { NightWork } from '../../run/nightly/run-night.ts';
import { nextTime, Shift } from '../../run/nightly/shift.ts';
import { undoneIn } from '../../run/nightly/tally.ts';
import type { OpenRun } from '../../run/open.ts';
import { leaveReport } from '../../run/report/leave.ts';
import { buildReport } from '../../run/report/report.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { fetchedFolder, type Io, write } from '../io.ts';
import { metricsFile } from '../metrics-file.ts';
import { createNightLog, type NightLog } from '../night-log.ts';
import { openRunFor, pipelineReference, type RunOptions } from '../open-run.ts';
import { journalFile } from './journal.ts';
import { openNightSources } from './night-sources.ts';

export interface NightlyCommandOptions extends Omit<RunOptions, 'pipeline'> {
  out: string;
  until?: string;
  grace: number;
  conflictExitCode: '0' | '75';
  attempts: number;
  redo?: boolean;
  logFormat: 'text' | 'json';
  json?: boolean;
  /** File for the metrics. */
  metrics?: string;
  /** Days after which runs, and items that nobody offers any more, are forgotten. */
  keep: number;
  /** Of the same pipeline, where it can be cleaned in threads; whoever opened them closes them. */
  cleaners?: Cleaners | undefined;
}

export async function nightly(
  pipeline: string,
  inputs: string[],
  options: NightlyCommandOptions,
  version: string,
  io: Io,
): Promise<number> {
  return atDesk(options, io, (place) => withRun(pipeline, { ...options, inputs, version }, place));
}

/**
 * `retry --failed`: all attempts again for what failed or was given up, and for outputs that are gone, by the pipeline
 * of the last run, at once.
 */
export async function retryFailed(options: NightlyCommandOptions, version: string, io: Io): Promise<number> {
  journalFile(options.out, io);
  return atDesk(options, io, async (place) => {
    const { journal } = place.desk;
    const missing = missingOutputs(journal, place.outFolder);
    const { done: _, ...undone } = journal.views.counts();
    if (missing.length === 0 && Object.keys(undone).length === 0) {
      const told = `Nothing to retry: nothing in ${options.out} failed or is gone.\n`;
      if (options.json) io.stderr.write(told);
      if (options.json || !options.quiet) await write(io.stdout, options.json ? '{}\n' : told);
      return EXIT.ok;
    }
    const [last] = journal.views.runs(1);
    if (!last) throw knowsNoRun(options.out);
    journal.reset(missing);
    const cleaners = openCleaners({ pipeline: last.pipeline, cwd: io.cwd });
    try {
      const request = { ...options, cleaners, inputs: [], version, retries: true };
      return await withRun(last.pipeline, request, place);
    } finally {
      await cleaners?.close();
    }
  });
}

/** It was built again from the outputs, which do not name a pipeline. */
function knowsNoRun(out: string): KlartextError {
  return new KlartextError(
    'USAGE',
    `${out}: expected a run in the journal, to know the pipeline by; got none.`,
    {
      hint: 'Run `klartext nightly <pipeline>`, which takes up what is not whole; from then on it is known.',
    },
  );
}

interface Place {
  desk: Desk;
  shift: Shift;
  outFolder: string;
  /** Absolute; the desk has its own when absent. */
  metricsFile?: string;
  log: NightLog;
  io: Io;
}

async function atDesk(
  options: NightlyCommandOptions,
  io: Io,
  work: (place: Place) => Promise<number>,
): Promise<number> {
  const metrics = options.metrics === undefined ? {} : { metricsFile: metricsFile(options.metrics, io) };
  const shift = new Shift({ stop: io.signal, graceMs: options.grace * 1000, ...untilOf(options.until) });
  const outFolder = path.resolve(io.cwd, options.out);
  const log = await createNightLog(io, {
    ...{ quiet: options.quiet === true, json: options.json === true, out: options.out },
    format: options.logFormat,
  });
  const desk = await openDesk({ outFolder });
  try {
    if (!desk) return refuse(options, log);
    for (const repair of repairsOf(desk)) log.notice(repair);
    return await work({ desk, shift, outFolder, log, io, ...metrics });
  } finally {
    desk?.close();
    shift.close();
  }
}

interface RunRequest extends NightlyCommandOptions {
  inputs: readonly string[];
  version: string;
  /** Works nothing but what is not done, and asks again for what was refused. */
  retries?: boolean;
}

async function withRun(pipeline: string, request: RunRequest, place: Place): Promise<number> {
  const { shift, log, io } = place;
  const { retries = false } = request;
  const ours = { ...io, signal: shift.working };
  const more = { onNotice: log.notice, askRefusedAgain: retries, surveys: true };
  const open = await openRunFor({ ...request, pipeline }, 'all', ours, more);
  try {
    const { inputs, version } = request;
    const { outFolder } = place;
    const named = { inputs, outFolder, version, onNotice: log.notice };
    const undoneOf = retries ? { undoneOf: place.desk.journal.views.sourcesOfUndone() } : {};
    const work = await openNightSources(open, { ...named, ...undoneOf }, io);
    try {
      return await spendNight(pipeline, request, open, work, place);
    } finally {
      await work.close();
    }
  } finally {
    await open.close();
  }
}

async function spendNight(
  pipeline: string,
  options: NightlyCommandOptions,
  open: OpenRun,
  { sources, revive, isRetry }: NightWork,
  place: Place,
): Promise<number> {
  const { desk, shift, outFolder, log } = place;
  const cleaners = cleansFirst(open) ? options.cleaners : undefined;
  if (open.providerProblem)
    log.notice(`Documents will be cleaned but not translated. ${open.providerProblem}`);
  log.begin(expectedItems(desk));
  const result = await runNightly({
    ...{ open, desk, shift, outFolder, sources, pid: process.pid },
    ...(revive ? { revive } : {}),
    ...(isRetry ? { isRetry } : {}),
    pipeline: pipelineReference(pipeline, open.pipeline.file),
    maxAttempts: options.attempts,
    redo: options.redo === true,
    tell: log.event,
    ...(cleaners ? { clean: cleaners.clean, cleans: THREADS } : {}),
  });
  if (result.halted) log.problem(result.halted);
  return tellAndEnd(result, open, options, place);
}

/** As many as the last night that ended went through; 0 before there was one. */
function expectedItems({ journal }: Desk): number {
  const [last] = journal.views.runs(1, 'finished');
  const { known = 0, unchanged = 0, written = 0, found = 0, failed = 0 } = JSON.parse(last?.summary ?? '{}');
  return known + unchanged + written + found + failed;
}

/** One core is for everything else; more than four threads would wait for it. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/** A stage of cleaning that stands behind the translation cannot be done in a thread before it. */
function cleansFirst({ pipeline }: OpenRun): boolean {
  return halves(pipeline.stages)[0].length === stagesIn(pipeline, 'cleaning').length;
}

function untilOf(until: string | undefined): { until?: number } {
  if (until === undefined) return {};
  const at = nextTime(until, Date.now());
  if (at === undefined)
    throw new KlartextError('USAGE', `--until ${until}: expected a time of day such as 06:00.`);
  return { until: at };
}

/** Two runs at once are a slip of the schedule, not of the user. */
function refuse({ conflictExitCode, out }: NightlyCommandOptions, log: NightLog): number {
  log.notice(`Another nightly run is at work in ${out}; this one leaves it alone.`);
  return conflictExitCode === '75' ? EXIT.busy : EXIT.ok;
}

function repairsOf({ setAside, rebuilt }: Desk): string[] {
  return [
    ...(setAside ? [`The journal was damaged; it is kept as ${setAside}.`] : []),
    ...(rebuilt > 0 ? [`The journal was built from ${rebuilt} outputs.`] : []),
  ];
}

function exitCodeFor({ halted, outcome, tally: { figures } }: NightlyResult, lacksEngine: boolean): number {
  if (halted) return exitCodeOf(halted);
  if (outcome === 'interrupted') return EXIT.interrupted;
  const isComplete = figures.failed + figures.troubles + undoneIn(figures) === 0;
  return isComplete && !lacksEngine ? EXIT.ok : EXIT.incomplete;
}

/** On a full disk even this may fail: that is told, and the next run then says that this one died. */
async function tellAndEnd(
  result: NightlyResult,
  open: OpenRun,
  options: NightlyCommandOptions,
  place: Place,
): Promise<number> {
  const { desk, outFolder, log, io } = place;
  const { journal, files } = desk;
  const exitCode = exitCodeFor(result, open.providerProblem !== undefined);
  const report = buildReport({ result, open, journal, repairs: repairsOf(desk) });
  try {
    await leaveReport({ ...place, report, journal, files });
    journal.endRun(result.run, result.outcome, JSON.stringify(report.figures));
    await forgetOld({
      ...{ days: options.keep, outFolder, journal, fetchedFolder: fetchedFolder(io), now: result.startedAt },
      ...(open.archive ? { index: open.archive.index } : {}),
    });
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    if (!result.halted) log.problem(error);
    const worse = Math.max(exitCode, exitCodeOf(error));
    await log.end(report, worse);
    return worse;
  }
  await log.end(report, exitCode);
  return exitCode;
}
