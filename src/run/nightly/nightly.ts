/** The nightly batch from its first entry in the journal to its last. */
import PQueue from 'p-queue';
import { KlartextError } from '../../errors.ts';
import { DEFAULT_PROVIDER, DOCUMENTS_AT_ONCE } from '../../pipeline/schema.ts';
import type { RunOutcome } from '../../store/journal-types.ts';
import { cleanDocument } from '../document.ts';
import type { OpenRun } from '../open.ts';
import { prepareOutputFolder } from '../output.ts';
import { type Desk, lastReported } from './desk.ts';
import { Neighbours } from './neighbours.ts';
import type { Night, NightEvent } from './night.ts';
import { findOwners } from './other-pipelines.ts';
import { patiently } from './patience.ts';
import { dayFolder, dayOf } from './places.ts';
import { type NightWork, runNight } from './run-night.ts';
import type { Shift } from './shift.ts';
import { Tally } from './tally.ts';

export interface NightlyOptions extends NightWork {
  open: OpenRun;
  /** Name or path by which the pipeline is found again. */
  pipeline: string;
  desk: Desk;
  shift: Shift;
  /** Absolute. */
  outFolder: string;
  pid: number;
  /** Failed attempts in a row after which an item is given up. */
  maxAttempts: number;
  /** Make anew also what another pipeline or model has made. */
  redo: boolean;
  /** Fetches at a time, over all hosts. Default 8. */
  loads?: number;
  /** In place of cleaning in this thread. */
  clean?: Night['clean'];
  /** Documents that are cleaned at a time. Default 1, as one thread does one at a time. */
  cleans?: number;
  /** How long a journal that another program has locked is waited for. Default two minutes. */
  patienceMs?: number;
  /** Before something that could not be loaded is tried once more in this night. Default two seconds. */
  retryDelayMs?: number;
  tell?: (event: NightEvent) => void;
  now?: () => number;
}

export interface NightlyResult {
  run: number;
  day: string;
  outcome: Exclude<RunOutcome, 'running' | 'died'>;
  /** Why it was stopped. */
  halted?: KlartextError;
  /** Whether the hour of `until` came before the end of the work. */
  isLate: boolean;
  /** Runs that died before this one, and the items that they had in work. */
  died: number;
  lost: number;
  tally: Tally;
  startedAt: number;
  endedAt: number;
}

/**
 * Begins a run in the journal, works through the night and resolves with what came of it; the caller reports and ends
 * the run there. Rejects with OUTPUT_UNWRITABLE or STORE_BUSY before anything was begun.
 */
export async function runNightly(options: NightlyOptions): Promise<NightlyResult> {
  const { desk, shift, outFolder, pipeline, pid, now = Date.now } = options;
  const startedAt = now();
  const day = dayOf(startedAt);
  await prepareOutputFolder(outFolder, dayFolder(day));
  const tally = new Tally();
  const begun = await patiently(
    () => desk.journal.beginRun({ pipeline, pid, day, after: lastReported(desk.files) }),
    options.patienceMs ?? PATIENCE_MS,
  );
  const tell = (event: NightEvent) => {
    tally.add(event);
    options.tell?.(event);
  };
  const night = nightOf(options, { run: begun.run, day, startedAt }, tell);
  await runNight(night, options);
  const { isLate, isInterrupted } = shift;
  // That explains whatever else halted it.
  const halted = desk.isThere() ? shift.halted : goneAway(outFolder);
  if (!halted && !isInterrupted) night.neighbours?.learn();
  return {
    ...begun,
    // A clock that was put back makes no night end before it began.
    ...{ day, tally, startedAt, isLate, endedAt: Math.max(startedAt, now()) },
    outcome: halted ? 'stopped' : isInterrupted ? 'interrupted' : 'finished',
    ...(halted ? { halted } : {}),
  };
}

/** What was written after that is there, and the next night finds it. */
function goneAway(outFolder: string): KlartextError {
  return new KlartextError(
    'OUTPUT_UNWRITABLE',
    `${outFolder}: was deleted, moved or replaced while the night was at work; what had been written is gone from there.`,
    {
      hint: 'Run again: what is missing is made anew, and what is in the translation memory is not paid again.',
    },
  );
}

const PATIENCE_MS = 120_000;

function nightOf(
  options: NightlyOptions,
  { run, day, startedAt }: Pick<NightlyResult, 'run' | 'day' | 'startedAt'>,
  tell: Night['tell'],
): Night {
  const {
    open,
    desk,
    shift,
    outFolder,
    maxAttempts,
    redo,
    loads = 8,
    cleans = 1,
    retryDelayMs = 2000,
    pipeline,
  } = options;
  const translates = open.provider !== undefined;
  // What another pipeline has only cleaned must not stand for what this one would translate.
  const isOnlyCleaned = (key: string) => translates && desk.journal.views.item(key)?.status === 'cleaned';
  return {
    ...{ run, day, translates, outFolder, shift, maxAttempts, redo, tell, retryDelayMs },
    journal: desk.journal,
    runner: open.runner,
    fingerprint: open.fingerprint,
    lacksEngine: open.runner.translates && !translates,
    isServed: false,
    ownerOf: findOwners(desk.journal, { pipeline, now: startedAt, redo, translates }),
    maxBytes: open.pipeline.maxBytes,
    clean:
      options.clean ?? ((input, learned) => cleanDocument(input, learned ? open.runner : plainRunner(open))),
    ...(open.archive
      ? { neighbours: new Neighbours(open.archive, outFolder, (key) => !isOnlyCleaned(key)) }
      : {}),
    queues: {
      load: new PQueue({ concurrency: loads }),
      clean: new PQueue({ concurrency: cleans }),
      translate: new PQueue({ concurrency: translationsAtOnce(open) }),
    },
    patient: (write) => patiently(write, options.patienceMs ?? PATIENCE_MS),
  };
}

/**
 * Where the pipeline does not say, three times as many as the provider takes requests at once: while some are read apart and
 * written, others keep it busy. The local engine needs the cores for itself, and has half as many again; it always has
 * as many as it takes: each of its threads is to have a batch in work and another waiting, and as it bills nothing, none can
 * be paid twice.
 */
function translationsAtOnce({ pipeline, provider, steps }: OpenRun): number {
  const requests = provider?.limits.maxConcurrent ?? 0;
  const isLocal = steps.every(({ settings }) => settings.id === DEFAULT_PROVIDER.id);
  const wanted =
    pipeline.concurrency ?? Math.max(Math.ceil(requests * (isLocal ? 1.5 : 3)), DOCUMENTS_AT_ONCE);
  return isLocal ? Math.max(wanted, requests) : wanted;
}

/** Cleans without what was learned. */
export function plainRunner({ runner, archive }: Pick<OpenRun, 'runner' | 'archive'>): OpenRun['runner'] {
  return archive ? { ...runner, cleaning: archive.plainCleaning } : runner;
}
