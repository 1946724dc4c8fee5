/** The Unix filter: JSON Lines in, JSON Lines out, one line each, in input order. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { KlartextError } from '../../errors.ts';
import {
  type DocumentInput,
  type DocumentRunner,
  type ProcessedDocument,
  processDocument,
} from '../../run/document.ts';
import { mapOrdered, toJsonLine } from '../../run/json-lines.ts';
import type { OpenRun } from '../../run/open.ts';
import { type LineTask, readJsonLines, textOfLine } from '../../sources/json-lines.ts';
import { EXIT } from '../exit-codes.ts';
import { type Io, tell, write } from '../io.ts';
import { documentsAtOnce } from '../open-run.ts';

/** One of the three texts is required; further keys are ignored. */
const lineSchema = z.object({
  id: z.unknown(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  markdown: z.string().nullish(),
  url: z.string().nullish(),
});

export interface FilterOptions {
  concurrency?: number;
  /** The language of texts that are too short to tell. */
  assumeLanguage?: string;
  compose: (document: ProcessedDocument, id: unknown) => object;
}

/** Reads the files named, or standard input when none is. A bad line gives a line with `status: "failed"`. */
export async function filterJsonLines(
  inputs: readonly string[],
  open: OpenRun,
  options: FilterOptions,
  io: Io,
): Promise<number> {
  if (open.providerProblem) tell(io, `texts will be cleaned but not translated. ${open.providerProblem}`);
  let exitCode: number = EXIT.ok;
  for (const input of inputs.length > 0 ? inputs : ['-']) {
    const stream = input === '-' ? io.stdin : createReadStream(path.resolve(io.cwd, input));
    const lines = readJsonLines(readable(stream, input), open.pipeline.maxBytes);
    const concurrency = documentsAtOnce(options, open);
    const results = mapOrdered(lines, concurrency, (line) => convertLine(line, open.runner, options));
    for await (const { output, complete } of results) {
      if (io.signal.aborted) throw new KlartextError('ABORTED', 'interrupted');
      if (!complete) exitCode = EXIT.incomplete;
      await write(io.stdout, toJsonLine(output));
    }
  }
  return exitCode;
}

async function* readable(stream: AsyncIterable<unknown>, name: string): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new KlartextError('USAGE', `${name}: cannot be read (${reason}).`, { cause });
  }
}

async function convertLine(
  line: LineTask,
  runner: DocumentRunner,
  { compose, assumeLanguage }: FilterOptions,
) {
  const id = idOf(line);
  try {
    if (line.error) throw line.error;
    const document = await processDocument(
      { ...toInput(line), ...(assumeLanguage ? { metadata: { declaredLanguage: assumeLanguage } } : {}) },
      runner,
    );
    return {
      output: compose(document, id),
      complete: document.status !== 'partial' && document.status !== 'untranslated',
    };
  } catch (error) {
    if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
    return { output: failedLine(id, error), complete: false };
  }
}

function idOf({ value }: LineTask): unknown {
  return (value as { id?: unknown } | undefined)?.id ?? null;
}

function toInput(line: LineTask): DocumentInput {
  const name = `line ${line.number}`;
  const { data } = lineSchema.safeParse(line.value);
  const text = data && textOfLine(data);
  if (!text) {
    throw new KlartextError(
      'INPUT_UNSUPPORTED',
      `${name}: expected an object with id and one of html, text, markdown as a string.`,
    );
  }
  return { name, ...text, ...(data.url ? { url: data.url } : {}) };
}

/** Has every key that a good line has, so that a reader of the stream needs no special case. */
function failedLine(id: unknown, error: KlartextError): object {
  return {
    id,
    title: null,
    language: 'und',
    status: 'failed',
    markdown: '',
    text: '',
    removed: [],
    segments: {},
    messages: [{ level: 'error', rule: error.code, reason: error.message }],
  };
}
