/** Many documents: bounded work in flight, unchanged ones skipped, one bad document never the end of the run. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import PQueue from 'p-queue';
import type { VFile } from 'vfile';
import { readFrontMatter } from '../document/front-matter.ts';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { type InputFile, readInput, sourceOf } from '../sources/files.ts';
import type { DocumentStatus } from '../types.ts';
import { compose, documentFingerprint, type OutputFormat, warnings } from './compose.ts';
import {
  type DocumentRunner,
  type ProcessedDocument,
  processDocument,
  removalsByRule,
  segmentsByState,
} from './document.ts';
import { composeDuplicate, refreshAlsoSeen } from './duplicate-record.ts';
import { planOutputs, writeOutput } from './output.ts';
import { removedPath, removedTexts } from './removed.ts';
import type { Verdict } from './verdicts.ts';

export interface DocumentReport {
  name: string;
  outcome: 'written' | 'unchanged' | 'failed';
  /** Relative to the output folder. */
  output?: string;
  status?: DocumentStatus;
  /** Address or name of the document that a `duplicate` is a copy of. */
  duplicateOf?: string;
  language?: string;
  /** Segments by state; absent for unchanged documents, whose counts stand in their front matter. */
  segments?: Record<string, number>;
  /** Failed segments with the reason and, where known, the line. */
  failed?: { id: string; reason: string; line?: number }[];
  removed?: Record<string, number>;
  warnings?: string[];
  words?: number;
  error?: { code: string; message: string; hint?: string };
}

export interface BatchOptions {
  inputs: readonly InputFile[];
  outFolder: string;
  format: OutputFormat;
  /** By input name, relative to the output folder; planned from the names when absent. */
  outputs?: ReadonlyMap<string, string>;
  runner: DocumentRunner;
  /** Of the pipeline and provider; with the input's hash it names an output. */
  fingerprint: string;
  /** Redo also what is unchanged. */
  force: boolean;
  /** Also write what cleaning removed, beside each output (`a.removed.json`). */
  keepRemoved?: boolean;
  /** Documents in work at the same time. */
  concurrency: number;
  maxBytes: number;
  stdin: NodeJS.ReadableStream;
  /** Aborting stops taking up documents; those in work end without being written. */
  signal: AbortSignal;
  /** Looks at all documents before the first is worked on, so that they can decide something of each other. */
  survey?: () => Promise<void>;
  /** What other documents decide of one; asked after `survey`. */
  verdictOf?: (name: string) => Verdict | undefined;
  /** Whether what stands in the place of a Markdown output is better left there than replaced by this. */
  staysBefore?: (output: string, document: ProcessedDocument) => Promise<boolean>;
  /** Asked before a Markdown output takes its place, relative to the output folder. */
  beforeWrite?: (output: string, text: string) => Promise<void>;
  onDocument?: (report: DocumentReport) => void;
  /** Told of every file that is in its place, before the document counts as done. */
  onWritten?: (file: string, input: InputFile, document: ProcessedDocument) => void;
}

export interface BatchResult {
  documents: DocumentReport[];
  /** What stopped the run before its end. */
  stopped?: KlartextError;
}

const EXTENSIONS: Record<OutputFormat, string> = { md: '.md', text: '.txt', json: '.json' };

/** Statuses that another run would not better; the others are taken up again. */
export const FINAL: ReadonlySet<unknown> = new Set([
  'cleaned',
  'translated',
  'kept',
  'other-language',
  'duplicate',
]);

/** Processes every input. Resolves also when stopped; reports come in the order in which documents end. */
export async function runBatch(options: BatchOptions): Promise<BatchResult> {
  const outputs = outputsOf(options);
  const queue = new PQueue({ concurrency: options.concurrency });
  const result: BatchResult = { documents: [] };
  const halted = () => result.stopped !== undefined || options.signal.aborted;
  await options.survey?.().catch((error: unknown) => {
    if (!(error instanceof KlartextError)) throw error;
    result.stopped = error;
  });
  for (const input of options.inputs) {
    if (halted()) break;
    queue.add(async () => {
      if (halted()) return;
      const report = await runOne(input, outputs, options).catch((error: unknown) => failure(input, error));
      if (report instanceof KlartextError) {
        result.stopped ??= report;
        return;
      }
      result.documents.push(report);
      options.onDocument?.(report);
    });
    await queue.onSizeLessThan(options.concurrency);
  }
  await queue.onIdle();
  if (options.signal.aborted)
    result.stopped ??= new KlartextError('ABORTED', 'interrupted; what is done is kept, run again to go on.');
  return result;
}

/** The output of each input by name, relative to the output folder. */
export function outputsOf({ inputs, format, outputs }: BatchPlaces): ReadonlyMap<string, string> {
  return (
    outputs ??
    planOutputs(
      inputs.map((input) => input.name),
      EXTENSIONS[format],
    )
  );
}

type BatchPlaces = Pick<BatchOptions, 'inputs' | 'format' | 'outputs'>;

async function runOne(
  input: InputFile,
  outputs: ReadonlyMap<string, string>,
  options: BatchOptions,
): Promise<DocumentReport> {
  const output = outputs.get(input.name) as string;
  const bytes = await readInput(input, options.maxBytes, options.stdin);
  const sourceHash = sha256(bytes);
  const verdict = options.verdictOf?.(input.name);
  const fingerprint = documentFingerprint(sourceHash, input.name, options.fingerprint, verdict?.key);
  if (!options.force && (await isDone(path.join(options.outFolder, output), fingerprint, options.format))) {
    if (verdict) await noteCopies(options.outFolder, output, verdict);
    verdict?.written(output);
    return { name: input.name, outcome: 'unchanged', output };
  }
  if (verdict?.duplicateOf) {
    const keptOutput = outputs.get(verdict.duplicateOf.name) ?? verdict.duplicateOf.output;
    const place = { sourceHash, fingerprint, output, keptOutput };
    await put(output, composeDuplicate(options.format, verdict, place), options);
    verdict.written(output);
    const { source: duplicateOf } = verdict.duplicateOf;
    return { name: input.name, outcome: 'written', output, status: 'duplicate', duplicateOf };
  }
  const document = await processDocument(
    { name: input.name, content: bytes, maxBytes: options.maxBytes, source: sourceOf(input) },
    options.runner,
  );
  if (options.signal.aborted) throw new KlartextError('ABORTED', 'interrupted');
  if (options.format === 'md' && (await options.staysBefore?.(output, document))) {
    verdict?.written(output);
    const message = `${input.name}: could not be translated; ${output} stays as an earlier run translated it.`;
    return { name: input.name, outcome: 'failed', output, error: { code: 'UNTRANSLATED', message } };
  }
  const text = compose(options.format, document, input.name, bytes, options.fingerprint, {
    ...(verdict ? { verdict } : {}),
  });
  // Before the output: once that is there the document counts as done.
  if (options.keepRemoved) await writeRemoved(options.outFolder, output, document.file);
  const written = await put(output, text, options);
  verdict?.written(output);
  options.onWritten?.(written, input, document);
  return writtenReport(input.name, output, document);
}

async function put(
  output: string,
  text: string,
  { outFolder, format, beforeWrite }: BatchOptions,
): Promise<string> {
  if (format === 'md') await beforeWrite?.(output, text);
  return writeOutput(outFolder, output, text);
}

/** What a run tells of a document whose output is in its place. */
export function writtenReport(name: string, output: string, document: ProcessedDocument): DocumentReport {
  const failed = document.data.segments.filter((segment) => segment.state === 'failed');
  return {
    name,
    outcome: 'written',
    output,
    status: document.status,
    language: document.data.language?.code ?? 'und',
    segments: segmentsByState(document.data),
    failed: failed.map(({ id, reason, line }) => ({
      id,
      reason: reason ?? 'unknown',
      ...(line ? { line } : {}),
    })),
    removed: removalsByRule(document.file),
    warnings: warnings(document.file),
    words: document.data.segments.reduce((sum, segment) => sum + countWords(segment.source), 0),
  };
}

/** A copy that came later is named in what was written before, if that is still there, at no cost. */
export async function noteCopies(
  outFolder: string,
  output: string,
  { alsoSeen }: Pick<Verdict, 'alsoSeen'>,
): Promise<void> {
  const text = await readFile(path.join(outFolder, output), 'utf8').catch(() => '');
  const refreshed = refreshAlsoSeen(text, alsoSeen);
  if (refreshed !== undefined) await writeOutput(outFolder, output, refreshed);
}

/** An earlier run's file goes when nothing is removed any more. */
async function writeRemoved(folder: string, output: string, file: VFile): Promise<void> {
  const removed = removedTexts(file);
  if (removed.length === 0) await rm(path.join(folder, removedPath(output)), { force: true });
  else await writeOutput(folder, removedPath(output), `${JSON.stringify(removed, null, 2)}\n`);
}

/** Only Markdown outputs carry the fingerprint that lets a second run pass them over. */
export async function isDone(file: string, fingerprint: string, format: OutputFormat): Promise<boolean> {
  if (format !== 'md') return false;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined || !text.includes(fingerprint)) return false;
  const head = readFrontMatter(text);
  return head.kind === 'fields' && head.fields.fingerprint === fingerprint && FINAL.has(head.fields.status);
}

function failure(input: InputFile, error: unknown): DocumentReport | KlartextError {
  if (!(error instanceof KlartextError)) throw error;
  if (error.reach === 'run') return error;
  const { code, message, hint } = error;
  return { name: input.name, outcome: 'failed', error: { code, message, ...(hint ? { hint } : {}) } };
}

export function countWords(text: string): number {
  return text.match(/\p{L}[\p{L}\p{N}’'-]*/gu)?.length ?? 0;
}
