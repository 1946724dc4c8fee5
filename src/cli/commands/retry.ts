/** `retry`: takes up again the documents of earlier runs in which something failed, and nothing else. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFrontMatter } from '../../document/front-matter.ts';
import { KlartextError } from '../../errors.ts';
import { acrossDocuments } from '../../run/across-documents.ts';
import { type BatchOptions, type BatchResult, runBatch } from '../../run/batch.ts';
import { keepEdits } from '../../run/keep-edits.ts';
import { batchFolderOf } from '../../run/nightly/desk.ts';
import type { OpenRun } from '../../run/open.ts';
import { emptyPlan, joinPlans, type RunPlan } from '../../run/plan.ts';
import { atCaps } from '../../run/report/budgets.ts';
import { summarize } from '../../run/summary.ts';
import { listInputs } from '../../sources/files.ts';
import { Memory, type OutputRecord } from '../../store/memory.ts';
import { EXIT, exitCodeOfBatch } from '../exit-codes.ts';
import { type Io, storeFiles, write } from '../io.ts';
import { noteOutput } from '../note-output.ts';
import { openRunFor } from '../open-run.ts';
import { createReporter, type Reporter, type RunFacts } from '../reporter.ts';
import { planOf, printPlan } from './dry-run.ts';
import type { NightlyCommandOptions } from './nightly.ts';

interface RetryOptions extends NightlyCommandOptions {
  /** What the journal of a nightly batch has as failed, in place of outputs. */
  failed?: boolean;
  dryRun?: boolean;
}

const UNDONE: ReadonlySet<unknown> = new Set(['partial', 'untranslated']);

export async function retry(
  outputs: string[],
  options: RetryOptions,
  version: string,
  io: Io,
): Promise<number> {
  if (options.failed && options.dryRun) {
    throw new KlartextError('USAGE', '--dry-run cannot tell what --failed would send.', {
      hint: 'What failed in a night is loaded anew first. `klartext status` names it; --dry-run is for outputs of `klartext run`.',
    });
  }
  if (options.failed) return (await import('./nightly.ts')).retryFailed(options, version, io);
  if (outputs.length === 0)
    throw new KlartextError('USAGE', 'expected outputs of an earlier run, or --failed; got none.');
  const reporter = createReporter(io, { quiet: options.quiet === true, json: options.json === true });
  const undone = await undoneOutputs(outputs, io);
  if (undone.length === 0) {
    const told = 'Nothing to retry: every document there is done.';
    if (options.json) reporter.notice(told);
    else if (!options.quiet) await write(io.stdout, `${told}\n`);
    return reportNone(EXIT.ok, options, reporter, io);
  }
  const memory = new Memory({ file: storeFiles(io).memoryFile });
  const records = undone.map((file) => ({ file, record: ofRun(memory.output(file)) }));
  memory.close();
  const unknown = records.filter(({ record }) => !record);
  for (const { file } of unknown) {
    const batch = batchFolderOf(file);
    const why = batch
      ? `it is of a nightly batch; \`klartext retry --failed --out ${path.relative(io.cwd, batch) || '.'}\` takes it up.`
      : 'its input is not known to this memory; give it to `klartext run` again.';
    reporter.notice(`${path.relative(io.cwd, file)}: ${why}`);
  }
  const known = records.flatMap(({ record }) => (record ? [record] : []));
  let exitCode: number = unknown.length > 0 ? EXIT.incomplete : EXIT.ok;
  if (known.length === 0) return reportNone(exitCode, options, reporter, io);
  const groups: Group[] = [];
  for (const pipeline of new Set(known.map((record) => record.pipeline))) {
    const records = known.filter((record) => record.pipeline === pipeline);
    const group = await retryGroup(pipeline, records, options, reporter, io);
    groups.push(group);
    exitCode = Math.max(exitCode, group.facts.exitCode);
  }
  const { result, seconds, plan } = joinGroups(groups);
  if (plan) await printPlan(plan, options, io);
  else {
    const facts = {
      ...joinFacts(groups.map((group) => group.facts)),
      out: commonFolder(known, io),
      exitCode,
    };
    await reporter.finish(summarize(result.documents, seconds), result, facts);
  }
  return exitCode;
}

/** What a night wrote is noted too when it was learned from, and is the journal's all the same. */
function ofRun(record: OutputRecord | undefined): OutputRecord | undefined {
  return record?.input ? record : undefined;
}

/** What the records of one pipeline have come to, or in a dry run would. */
interface Group {
  facts: Omit<RunFacts, 'out'>;
  result: BatchResult;
  seconds: number;
  plan?: RunPlan;
}

function joinGroups(groups: readonly Group[]): Omit<Group, 'facts'> {
  const plans = groups.flatMap(({ plan }) => (plan ? [plan] : []));
  const stopped = groups.map(({ result }) => result.stopped).find((error) => error);
  return {
    result: { documents: groups.flatMap(({ result }) => result.documents), ...(stopped ? { stopped } : {}) },
    seconds: groups.reduce((sum, { seconds }) => sum + seconds, 0),
    ...(plans.length > 0 ? { plan: joinPlans(plans) } : {}),
  };
}

/** Of several pipelines, the names of all. The ledger's months are the same for all, the last being the newest. */
function joinFacts(
  facts: readonly Group['facts'][],
): Pick<RunFacts, 'pipeline' | 'provider' | 'spending' | 'atCap'> {
  const joined = (names: readonly string[]) => [...new Set(names)].join('+');
  const providers = facts.flatMap(({ provider }) => (provider ? [provider] : []));
  const spending = new Map(facts.flatMap((one) => one.spending ?? []).map((one) => [one.provider, one]));
  return {
    pipeline: joined(facts.flatMap(({ pipeline }) => pipeline ?? [])),
    provider:
      providers.length === 0
        ? undefined
        : { id: joined(providers.map(({ id }) => id)), model: joined(providers.map(({ model }) => model)) },
    ...(facts.some((one) => one.spending) ? { spending: [...spending.values()] } : {}),
    atCap: facts.flatMap(({ atCap }) => atCap),
  };
}

/** For programs: the report of a run, or the plan of one, without documents. */
async function reportNone(
  exitCode: number,
  { json, dryRun }: RetryOptions,
  reporter: Reporter,
  io: Io,
): Promise<number> {
  if (!json) return exitCode;
  const facts = { out: '', exitCode, pipeline: null, provider: undefined, atCap: [] };
  if (dryRun) await write(io.stdout, `${JSON.stringify(emptyPlan(), null, 2)}\n`);
  else await reporter.finish(summarize([], 0), { documents: [] }, facts);
  return exitCode;
}

/** Outputs of ours with failed segments, absolute. Rejects with USAGE where there is no output of ours at all. */
async function undoneOutputs(outputs: readonly string[], io: Io): Promise<string[]> {
  const files = (await listInputs(outputs, io.cwd)).filter((file) => file.path.endsWith('.md'));
  const states = await Promise.all(
    files.map(async (file) => {
      const head = readFrontMatter(await readFile(file.path, 'utf8'));
      return head.kind === 'fields' && 'fingerprint' in head.fields ? head.fields.status : undefined;
    }),
  );
  if (states.every((status) => status === undefined))
    throw new KlartextError(
      'USAGE',
      `expected outputs of an earlier run; there are none in ${outputs.join(', ')}.`,
      {
        hint: 'What failed as a whole has no output: `klartext run` with its input takes it up again.',
      },
    );
  return files.flatMap((file, index) => (UNDONE.has(states[index]) ? [file.path] : []));
}

/** The folder of the run that wrote it: outputs mirror the names of their inputs. */
function outFolderOf({ file, name }: OutputRecord): string {
  return path.join(path.dirname(file), path.relative(path.dirname(name), '.'));
}

/** Where all of them lie, as a user would name it; the working directory when they lie in several places. */
function commonFolder(records: readonly OutputRecord[], { cwd }: Io): string {
  const [only, ...more] = new Set(records.map(outFolderOf));
  return more.length === 0 && only !== undefined ? path.relative(cwd, only) || '.' : cwd;
}

async function retryGroup(
  pipeline: string,
  records: readonly OutputRecord[],
  options: RetryOptions,
  reporter: Reporter,
  io: Io,
): Promise<Group> {
  const open = await openRunFor({ ...options, pipeline }, 'all', io, {
    askRefusedAgain: true,
    dryRun: options.dryRun === true,
    notesOutputs: options.dryRun !== true,
    onNotice: reporter.notice,
  });
  // One input may have gone to several places, so each output is a batch of its own.
  const batches = records.map((record) => batchOf(record, open, io));
  try {
    const { name } = open.pipeline;
    const facts = { exitCode: EXIT.ok, pipeline: name, provider: open.provider, atCap: [] };
    if (options.dryRun)
      return { facts, result: { documents: [] }, seconds: 0, plan: await planOf(batches, open, io) };
    if (open.providerProblem) reporter.notice(`Documents stay untranslated. ${open.providerProblem}`);
    reporter.start(records.length);
    const startedAt = performance.now();
    const result: BatchResult = { documents: [] };
    for (const batch of batches) {
      const one = await runBatch({
        ...batch,
        runner: open.runner,
        beforeWrite: keepEdits(open, batch.outFolder, reporter.notice),
        onDocument: (report) => reporter.document(report),
        onWritten: (file, input, document) => noteOutput(open, pipeline, file, input, document),
      });
      result.documents.push(...one.documents);
      if (one.stopped) {
        result.stopped = one.stopped;
        break;
      }
    }
    reporter.stop();
    const exitCode = exitCodeOfBatch(result);
    const spending = open.ledger ? { spending: open.ledger.spending(true) } : {};
    const seconds = (performance.now() - startedAt) / 1000;
    return { facts: { ...facts, exitCode, ...spending, atCap: atCaps(open) }, result, seconds };
  } finally {
    await open.close();
  }
}

function batchOf(record: OutputRecord, open: OpenRun, io: Io): Omit<BatchOptions, 'runner'> {
  return {
    inputs: [{ path: record.input, name: record.name }],
    outFolder: path.dirname(record.file),
    outputs: new Map([[record.name, path.basename(record.file)]]),
    format: 'md',
    fingerprint: open.fingerprint,
    force: false,
    concurrency: 1,
    maxBytes: open.pipeline.maxBytes,
    stdin: io.stdin,
    signal: io.signal,
    ...acrossDocuments(open, outFolderOf(record)),
  };
}
