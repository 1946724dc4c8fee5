/** `run --dry-run` and `retry --dry-run`: what would be sent where and what it would cost, from the memory and the ledger. */
import path from 'node:path';
import { acrossDocuments } from '../../run/across-documents.ts';
import type { BatchOptions } from '../../run/batch.ts';
import { money } from '../../run/money.ts';
import type { OpenRun } from '../../run/open.ts';
import { type ProviderPlan, planBatches, type RunPlan } from '../../run/plan.ts';
import type { InputFile } from '../../sources/files.ts';
import { EXIT } from '../exit-codes.ts';
import { type Io, tell, write } from '../io.ts';
import { documentsAtOnce } from '../open-run.ts';

interface DryRunOptions {
  out: string;
  concurrency?: number;
  force?: boolean;
  json?: boolean;
}

export async function dryRun(
  inputs: readonly InputFile[],
  open: OpenRun,
  options: DryRunOptions,
  io: Io,
): Promise<number> {
  const outFolder = path.resolve(io.cwd, options.out);
  const batch: Omit<BatchOptions, 'runner'> = {
    inputs,
    outFolder,
    ...acrossDocuments(open, outFolder),
    format: 'md',
    fingerprint: open.fingerprint,
    force: options.force === true,
    concurrency: documentsAtOnce(options, open),
    maxBytes: open.pipeline.maxBytes,
    stdin: io.stdin,
    signal: io.signal,
  };
  await printPlan(await planOf([batch], open, io), options, io);
  return EXIT.ok;
}

/** What these batches would send and pay, of a run that was opened with `dryRun`. */
export async function planOf(
  batches: readonly Omit<BatchOptions, 'runner'>[],
  open: OpenRun,
  io: Io,
): Promise<RunPlan> {
  if (open.providerProblem) tell(io, `nothing would be translated. ${open.providerProblem}`);
  return planBatches(batches, open);
}

export async function printPlan(plan: RunPlan, { json }: { json?: boolean }, io: Io): Promise<void> {
  await write(io.stdout, json ? `${JSON.stringify(plan, null, 2)}\n` : render(plan));
}

function render({ documents, segments, providers }: RunPlan): string {
  const unchanged = documents.filter((document) => document.unchanged).length;
  const failed = documents.flatMap(({ name, error }) => (error ? [`  ${name}: ${error}`] : []));
  const { memory, kept, failed: refused, asked } = segments;
  const before = refused > 0 ? `, ${refused} failed before` : '';
  return [
    `documents: ${documents.length - unchanged} to do, ${unchanged} unchanged`,
    ...failed,
    `segments: ${asked} to ask for${before}, ${memory} from memory, ${kept} kept`,
    ...providers.map(
      (provider, index) => `${index === 0 ? 'first' : 'then '} ${describe(provider, index > 0)}`,
    ),
    'Nothing was sent and nothing written.',
    '',
  ].join('\n');
}

function describe(plan: ProviderPlan, isBound: boolean): string {
  const { id, segments, characters, cost, currency, left, unit, overBudget } = plan;
  const price = cost === undefined ? '' : `, ${money(cost, currency)}`;
  const budget =
    left === undefined
      ? ''
      : `; its budget has ${unit === 'money' ? money(left, currency) : `${left} characters`} left${overBudget ? ', which is too little' : ''}`;
  return `${id}: ${isBound ? 'at most ' : ''}${segments} texts, ${characters} characters${price}${budget}`;
}
