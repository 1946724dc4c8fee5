/** The options that every translating command shares, as a run's settings. */
import type { PipelineScope } from '../pipeline/build.ts';
import { DOCUMENTS_AT_ONCE } from '../pipeline/schema.ts';
import { type OpenRun, openRun, type RunSettings } from '../run/open.ts';
import { type Io, providerContext, storeFiles } from './io.ts';

export interface RunOptions {
  pipeline: string;
  provider?: string;
  model?: string;
  /** False with `--no-memory`. */
  memory?: boolean;
  quiet?: boolean;
}

/** `onNotice` is told what goes on without; standard error is when it is absent. */
export async function openRunFor(
  options: RunOptions,
  scope: PipelineScope,
  io: Io,
  more: Pick<
    RunSettings,
    'asOf' | 'askRefusedAgain' | 'dryRun' | 'notesOutputs' | 'onNotice' | 'surveys'
  > = {},
): Promise<OpenRun> {
  const { memoryFile, spendingFile, indexFile } = storeFiles(io);
  return openRun({
    pipeline: options.pipeline,
    scope,
    cwd: io.cwd,
    context: providerContext(io),
    signal: io.signal,
    memoryFile,
    spendingFile,
    indexFile,
    remembers: options.memory !== false,
    onNotice: (message) => io.stderr.write(`klartext: ${message}\n`),
    ...(options.provider ? { providerId: options.provider } : {}),
    ...(options.model ? { providerOptions: { model: options.model } } : {}),
    ...more,
  });
}

/** How many documents are in work at the same time: what the command line says, else the pipeline. */
export function documentsAtOnce({ concurrency }: { concurrency?: number }, { pipeline }: OpenRun): number {
  return concurrency ?? pipeline.concurrency ?? DOCUMENTS_AT_ONCE;
}

/** A name stays a name, so that the next version's shipped pipeline is found; a path must not depend on the folder. */
export function pipelineReference(given: string, file: string): string {
  return /[/\\]|\.ya?ml$/.test(given) ? file : given;
}
