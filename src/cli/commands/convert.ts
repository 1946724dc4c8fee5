/** `run` and `clean`: documents to files, to standard output, or as a filter on JSON Lines. */
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { acrossDocuments } from '../../run/across-documents.ts';
import { outputsOf, runBatch } from '../../run/batch.ts';
import { compose, composeJson, type OutputFormat } from '../../run/compose.ts';
import { processDocument } from '../../run/document.ts';
import { mapOrdered } from '../../run/json-lines.ts';
import { keepEdits } from '../../run/keep-edits.ts';
import { keepEnglish } from '../../run/keep-english.ts';
import type { OpenRun } from '../../run/open.ts';
import { prepareOutputFolder } from '../../run/output.ts';
import { reconcile } from '../../run/reconcile.ts';
import { atCaps } from '../../run/report/budgets.ts';
import { spareInputs } from '../../run/spare-inputs.ts';
import { summarize } from '../../run/summary.ts';
import { type InputFile, readInput } from '../../sources/files.ts';
import { EXIT, exitCodeOfBatch } from '../exit-codes.ts';
import { inputsOf } from '../inputs.ts';
import { type Io, write } from '../io.ts';
import { noteOutput } from '../note-output.ts';
import { documentsAtOnce, openRunFor, type RunOptions } from '../open-run.ts';
import { createReporter } from '../reporter.ts';
import { dryRun } from './dry-run.ts';
import { filterJsonLines } from './filter.ts';

interface ConvertOptions extends RunOptions {
  out?: string;
  format?: OutputFormat;
  concurrency?: number;
  force?: boolean;
  keepRemoved?: boolean;
  dryRun?: boolean;
  jsonl?: boolean;
  json?: boolean;
}

export async function run(inputs: string[], options: ConvertOptions, io: Io): Promise<number> {
  const onlyStdin = inputs.length > 0 && inputs.every((input) => input === '-');
  const out = options.out ?? (onlyStdin || options.jsonl ? undefined : 'out');
  return convert(inputs, { ...options, ...(out ? { out } : {}) }, 'all', io);
}

export async function clean(inputs: string[], options: ConvertOptions, io: Io): Promise<number> {
  return convert(inputs, options, 'cleaning', io);
}

async function convert(
  inputs: string[],
  options: ConvertOptions,
  scope: 'all' | 'cleaning',
  io: Io,
): Promise<number> {
  refuseBesideJsonLines(options);
  const writes = options.out !== undefined && !options.jsonl && !options.dryRun;
  const open = await openRunFor(options, scope, io, {
    dryRun: options.dryRun === true,
    ...{ surveys: writes, notesOutputs: writes },
  });
  try {
    if (options.jsonl) return await filterJsonLines(inputs, open, { ...options, compose: composeJson }, io);
    if (inputs.length === 0)
      throw new KlartextError('USAGE', 'expected files, folders, or - for standard input; got none.');
    if (options.keepRemoved && options.out === undefined)
      throw new KlartextError('USAGE', '--keep-removed writes beside outputs and needs --out.');
    if (options.out !== undefined) refuseSame(inputs, options.out, io.cwd);
    const files = await inputsOf(inputs, io, options.out);
    if (options.out !== undefined) {
      const outputs = outputsOf({ inputs: files, format: options.format ?? 'md' });
      await spareInputs(files, path.resolve(io.cwd, options.out), outputs);
    }
    if (options.dryRun) return await dryRun(files, open, { ...options, out: options.out ?? 'out' }, io);
    return options.out === undefined
      ? await toStdout(files, open, options, io)
      : await toFolder(files, open, options.out, options, io);
  } finally {
    await open.close();
  }
}

/** A filter writes to standard output only, and what is asked for in vain must not look done. */
function refuseBesideJsonLines({ jsonl, out, dryRun, keepRemoved }: ConvertOptions): void {
  if (!jsonl) return;
  const other = dryRun
    ? '--dry-run'
    : keepRemoved
      ? '--keep-removed'
      : out !== undefined
        ? '--out'
        : undefined;
  if (other === undefined) return;
  throw new KlartextError(
    'USAGE',
    `${other} is for documents and not for --jsonl, which writes lines to standard output.`,
    {
      hint: 'Leave one of the two out.',
    },
  );
}

/** Nothing of it would be taken: what lies in an output folder is no input. */
function refuseSame(inputs: readonly string[], out: string, cwd: string): void {
  const same = inputs.find((input) => path.resolve(cwd, input) === path.resolve(cwd, out));
  if (same === undefined) return;
  throw new KlartextError('USAGE', `${same}: is the output folder, too, from which no input is taken.`, {
    hint: 'Name another folder with --out.',
  });
}

async function toFolder(
  inputs: InputFile[],
  open: OpenRun,
  out: string,
  options: ConvertOptions,
  io: Io,
): Promise<number> {
  const outFolder = path.resolve(io.cwd, out);
  const reporter = createReporter(io, { quiet: options.quiet === true, json: options.json === true });
  if (open.providerProblem)
    reporter.notice(`Documents will be cleaned but not translated. ${open.providerProblem}`);
  await prepareOutputFolder(outFolder);
  await reconcile(open, io.signal, reporter.notice);
  const batch = { inputs, maxBytes: open.pipeline.maxBytes, stdin: io.stdin, signal: io.signal };
  reporter.start(inputs.length);
  const startedAt = performance.now();
  const result = await runBatch({
    ...batch,
    outFolder,
    format: options.format ?? 'md',
    runner: open.runner,
    fingerprint: open.fingerprint,
    force: options.force === true,
    keepRemoved: options.keepRemoved === true,
    concurrency: documentsAtOnce(options, open),
    ...acrossDocuments(open, outFolder, batch),
    staysBefore: keepEnglish(outFolder),
    beforeWrite: keepEdits(open, outFolder, reporter.notice),
    onDocument: (report) => reporter.document(report),
    onWritten: (file, input, document) => noteOutput(open, options.pipeline, file, input, document),
  });
  const summary = summarize(result.documents, (performance.now() - startedAt) / 1000);
  const exitCode = exitCodeOfBatch(result);
  await reporter.finish(summary, result, {
    out,
    exitCode,
    pipeline: open.pipeline.name,
    provider: open.provider,
    ...(open.ledger ? { spending: open.ledger.spending(true) } : {}),
    atCap: atCaps(open),
    reconciled: await reconcile(open, io.signal, reporter.notice),
  });
  return exitCode;
}

async function toStdout(
  inputs: InputFile[],
  open: OpenRun,
  options: ConvertOptions,
  io: Io,
): Promise<number> {
  const reporter = createReporter(io, { quiet: options.quiet === true, json: true });
  if (open.providerProblem)
    reporter.notice(`Documents will be cleaned but not translated. ${open.providerProblem}`);
  let exitCode: number = EXIT.ok;
  const concurrency = documentsAtOnce(options, open);
  const results = mapOrdered(fromArray(inputs), concurrency, async (input) => {
    try {
      const content = await readInput(input, open.pipeline.maxBytes, io.stdin);
      return { document: await processDocument({ name: input.name, content }, open.runner), input, content };
    } catch (error) {
      if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
      return { error, input };
    }
  });
  for await (const result of results) {
    if ('error' in result) {
      reporter.problem(result.error);
      exitCode = EXIT.incomplete;
      continue;
    }
    const { document, input, content } = result;
    if (document.status === 'partial' || document.status === 'untranslated') exitCode = EXIT.incomplete;
    await write(io.stdout, compose(options.format ?? 'md', document, input.name, content, open.fingerprint));
  }
  return exitCode;
}

async function* fromArray<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
