/** What a night was, in numbers and a few examples: the JSON report, of which the page is a picture. */
import type { Journal } from '../../store/journal.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { NightlyResult } from '../nightly/nightly.ts';
import type { HostTimes, LowSegment, RemovedExample, TallyFigures, Trouble } from '../nightly/tally.ts';
import type { OpenRun } from '../open.ts';
import { type Budget, budgets } from './budgets.ts';

export interface NightReport {
  /** Of this format. */
  version: 1;
  run: number;
  day: string;
  pipeline: string;
  /** `deepl (next-gen)`; null when nothing could translate. */
  provider: string | null;
  /** Why nothing could, and what to do. */
  providerProblem?: string;
  /** ISO 8601. */
  startedAt: string;
  endedAt: string;
  seconds: number;
  outcome: NightlyResult['outcome'];
  /** The hour of `--until` came first. */
  isLate: boolean;
  stopped?: { code: string; message: string; hint?: string };
  /** Runs that died before this one and the items that they had in work. */
  died: { runs: number; items: number };
  /** What was set right before the night began: a journal that was built again. */
  repairs: readonly string[];
  /** What else there is to know of the night. */
  notices: readonly string[];
  figures: TallyFigures;
  /** All items that the journal knows, by state. */
  archive: Partial<Record<JournalItem['state'], number>>;
  removed: { rule: string; count: number; examples: readonly RemovedExample[] }[];
  lowest: readonly LowSegment[];
  budgets: Budget[];
  hosts: HostTimes[];
  troubles: readonly Trouble[];
  problems: Problem[];
  /** Documents written in each minute. */
  minutes: readonly number[];
  /** Earlier nights, oldest first, and this one. */
  nights: NightFigures[];
}

export interface Problem {
  item: string;
  url: string | null;
  output: string | null;
  state: JournalItem['state'];
  code: string;
  message: string;
  hint?: string;
  attempts: number;
}

export interface NightFigures {
  run: number;
  day: string;
  written: number;
  failed: number;
  words: number;
}

const PROBLEMS = 100;
const HOSTS = 12;
const NIGHTS = 30;

export interface ReportInput {
  result: NightlyResult;
  open: Pick<OpenRun, 'pipeline' | 'provider' | 'providerProblem' | 'ledger' | 'steps'>;
  journal: Journal;
  repairs: readonly string[];
}

/** Call it when everything is settled and before the run is ended in the journal. */
export function buildReport({ result, open, journal, repairs }: ReportInput): NightReport {
  const { tally, startedAt, endedAt, halted } = result;
  const { provider, providerProblem } = open;
  const { figures } = tally;
  return {
    ...{ version: 1, run: result.run, day: result.day, pipeline: open.pipeline.name },
    provider: provider ? `${provider.id} (${provider.model})` : null,
    ...(providerProblem ? { providerProblem } : {}),
    ...{ startedAt: new Date(startedAt).toISOString(), endedAt: new Date(endedAt).toISOString() },
    ...{
      seconds: Math.round((endedAt - startedAt) / 100) / 10,
      outcome: result.outcome,
      isLate: result.isLate,
    },
    ...(halted ? { stopped: withHint(halted) } : {}),
    ...{ died: { runs: result.died, items: result.lost }, repairs, figures, archive: journal.views.counts() },
    removed: removedByRule(result),
    ...{
      lowest: tally.lowest,
      budgets: budgets(open),
      hosts: tally.slowestHosts(HOSTS),
      troubles: tally.troubles,
      notices: tally.notices,
    },
    problems: journal.views.problems(PROBLEMS).map(toProblem),
    minutes: tally.minutes,
    nights: [...earlierNights(journal), nightFigures(result.run, result.day, figures)],
  };
}

function removedByRule({ tally }: NightlyResult): NightReport['removed'] {
  return Object.entries(tally.figures.removed)
    .map(([rule, count]) => ({ rule, count, examples: tally.examples.get(rule) ?? [] }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}

function toProblem(item: JournalItem): Problem {
  const { key, url, output, state, code, message, hint, attempts, fingerprint } = item;
  return {
    ...{ item: key, url, output: fingerprint === null ? null : output, state, attempts },
    ...withHint({ code: code ?? 'UNKNOWN', message: message ?? '', hint }),
  };
}

function withHint({
  code,
  message,
  hint,
}: {
  code: string;
  message: string;
  hint?: string | null | undefined;
}): {
  code: string;
  message: string;
  hint?: string;
} {
  return { code, message, ...(hint ? { hint } : {}) };
}

/** Those that ended; of one that died nobody wrote the figures down. */
function earlierNights(journal: ReportInput['journal']): NightFigures[] {
  const runs = journal.views.runs(NIGHTS).filter(({ summary }) => summary !== null);
  return runs
    .reverse()
    .map(({ id, day, summary }) =>
      nightFigures(id, day, JSON.parse(summary ?? '{}') as Partial<TallyFigures>),
    );
}

function nightFigures(run: number, day: string, figures: Partial<TallyFigures>): NightFigures {
  const { written = 0, failed = 0, words = 0 } = figures;
  return { run, day, written, failed, words };
}
