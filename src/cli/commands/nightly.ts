/** `nightly`: one run of the batch that works while its users sleep. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { halves, stagesIn } from '../../pipeline/build.ts';
import { openCleaners } from '../../run/nightly/clean-threads.ts';
import { type Desk, openDesk } from '../../run/nightly/desk.ts';
import { type NightlyResult, runNightly } from '../../run/nightly/nightly.ts';
import { nextTime, Shift } from '../../run/nightly/shift.ts';
import type { OpenRun } from '../../run/open.ts';
import { fileCandidate, fileSource } from '../../sources/file-source.ts';
import type { Source } from '../../sources/source.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { createNightLog, type NightLog } from '../night-log.ts';
import { openRunFor, type RunOptions } from '../open-run.ts';

export interface NightlyCommandOptions extends Omit<RunOptions, 'pipeline'> {
  out: string;
  until?: string;
  grace: number;
  conflictExitCode: '0' | '75';
  attempts: number;
  redo?: boolean;
  logFormat: 'text' | 'json';
  json?: boolean;
}

export async function nightly(
  pipeline: string,
  inputs: string[],
  options: NightlyCommandOptions,
  io: Io,
): Promise<number> {
  const shift = new Shift({ stop: io.signal, graceMs: options.grace * 1000, ...untilOf(options.until) });
  const outFolder = path.resolve(io.cwd, options.out);
  const log = await createNightLog(io, { quiet: options.quiet === true, format: options.logFormat });
  const desk = await openDesk({ outFolder });
  try {
    if (!desk) return refuse(options, log);
    tellOfDesk(desk, log);
    return await withRun(pipeline, inputs, options, { desk, shift, outFolder, log, io });
  } finally {
    desk?.close();
    shift.close();
  }
}

interface Place {
  desk: Desk;
  shift: Shift;
  outFolder: string;
  log: NightLog;
  io: Io;
}

async function withRun(
  pipeline: string,
  inputs: string[],
  options: NightlyCommandOptions,
  { desk, shift, outFolder, log, io }: Place,
): Promise<number> {
  const open = await openRunFor(
    { ...options, pipeline },
    'all',
    { ...io, signal: shift.working },
    { onNotice: log.notice },
  );
  const cleaners = cleansFirst(open) ? openCleaners({ pipeline, cwd: io.cwd }) : undefined;
  try {
    if (open.providerProblem)
      log.notice(`Documents will be cleaned but not translated. ${open.providerProblem}`);
    const { maxBytes } = open.pipeline;
    const result = await runNightly({
      ...{ open, desk, shift, outFolder, pid: process.pid },
      sources: sourcesOf(open, inputs, options, io),
      revive: async ({ key }) => (path.isAbsolute(key) ? fileCandidate(key, maxBytes) : undefined),
      maxAttempts: options.attempts,
      redo: options.redo === true,
      tell: log.event,
      ...(cleaners ? { clean: cleaners.clean, cleans: THREADS } : {}),
    });
    const exitCode = exitCodeFor(result, open.providerProblem !== undefined);
    if (result.halted) log.problem(result.halted);
    endRun(desk, result, log);
    await log.end({ ...result.tally.figures, exitCode }, `${JSON.stringify(result.tally.figures)}\n`);
    return exitCode;
  } finally {
    await cleaners?.close();
    await open.close();
  }
}

/** One core is for everything else; more than four threads would wait for it. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/** A stage of cleaning that stands behind the translation cannot be done in a thread before it. */
function cleansFirst({ pipeline }: OpenRun): boolean {
  return halves(pipeline.stages)[0].length === stagesIn(pipeline, 'cleaning').length;
}

function sourcesOf(open: OpenRun, inputs: string[], { out }: NightlyCommandOptions, io: Io): Source[] {
  if (inputs.length === 0)
    throw new KlartextError('USAGE', `${open.pipeline.name}: expected files or folders to read; got none.`);
  return [fileSource({ paths: inputs, cwd: io.cwd, exclude: out, maxBytes: open.pipeline.maxBytes })];
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

function tellOfDesk({ setAside, rebuilt }: Desk, log: NightLog): void {
  if (setAside) log.notice(`The journal was damaged; it is kept as ${setAside}.`);
  if (rebuilt > 0) log.notice(`The journal was built from ${rebuilt} outputs.`);
}

function exitCodeFor({ halted, outcome, tally: { figures } }: NightlyResult, lacksEngine: boolean): number {
  if (halted) return exitCodeOf(halted);
  if (outcome === 'interrupted') return EXIT.interrupted;
  const { failed, troubles, statuses } = figures;
  const isComplete = failed + troubles + (statuses.partial ?? 0) + (statuses.untranslated ?? 0) === 0;
  return isComplete && !lacksEngine ? EXIT.ok : EXIT.incomplete;
}

/** On a full disk even this may fail; the next run then says that this one died. */
function endRun({ journal }: Desk, { run, outcome, tally }: NightlyResult, log: NightLog): void {
  try {
    journal.endRun(run, outcome, JSON.stringify(tally.figures));
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    log.problem(error);
  }
}
