/** `translate`: text through the provider with all checks, and no cleaning. */
import type { Paragraph, Root } from 'mdast';
import { toString as nodeText } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { decodeBytes } from '../../document/decode.ts';
import { formatByName } from '../../document/format.ts';
import { errorOf, KlartextError, messageWithHint } from '../../errors.ts';
import { compose, composeJson } from '../../run/compose.ts';
import { processDocument } from '../../run/document.ts';
import type { OpenRun } from '../../run/open.ts';
import { type InputFile, readInput } from '../../sources/files.ts';
import { documentData } from '../../types.ts';
import { EXIT } from '../exit-codes.ts';
import { inputsOf } from '../inputs.ts';
import { type Io, tell, write } from '../io.ts';
import { openRunFor, type RunOptions } from '../open-run.ts';
import { filterJsonLines } from './filter.ts';

interface TranslateOptions extends RunOptions {
  /** Absent: by each file's ending. */
  format?: 'lines' | 'md';
  jsonl?: boolean;
}

export async function translate(inputs: string[], options: TranslateOptions, io: Io): Promise<number> {
  const open = await openRunFor(options, 'translation', io);
  try {
    if (options.jsonl) {
      const { declaredLanguage: assumeLanguage } = assumed(open);
      return await filterJsonLines(inputs, open, { assumeLanguage, compose: composeJson }, io);
    }
    if (open.providerProblem) tell(io, `nothing is translated. ${open.providerProblem}`);
    let exitCode: number = EXIT.ok;
    const files = await inputsOf(inputs.length > 0 ? inputs : ['-'], io);
    if (!options.format) refusePages(files);
    for (const input of files) {
      try {
        const content = await readInput(input, open.pipeline.maxBytes, io.stdin);
        const format = options.format ?? (formatByName(input.name) === 'markdown' ? 'md' : 'lines');
        const complete =
          format === 'md'
            ? await markdown(input, content, open, io)
            : await lines(input, content, open, options, io);
        if (!complete) exitCode = EXIT.incomplete;
      } catch (error) {
        if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
        tell(io, messageWithHint(error));
        exitCode = EXIT.incomplete;
      }
    }
    return exitCode;
  } finally {
    await open.close();
  }
}

/** Tags are no words to translate, and a line of a page is no paragraph. */
function refusePages(files: readonly InputFile[]): void {
  const page = files.find(({ name }) => formatByName(name) === 'html');
  if (page)
    throw new KlartextError('USAGE', `${page.name}: expected text or Markdown, got a page of HTML.`, {
      hint: 'Use `klartext run`, which makes an article of it; with --format lines it is translated line by line.',
    });
}

/** Who asks for a translation knows the language: a text too short to tell counts as the source language. */
function assumed({ pipeline }: OpenRun): { declaredLanguage: string } {
  return { declaredLanguage: pipeline.pair.source };
}

async function markdown(input: InputFile, content: Uint8Array, open: OpenRun, io: Io): Promise<boolean> {
  const metadata = assumed(open);
  const document = await processDocument(
    { name: input.name, content, format: 'markdown', metadata },
    open.runner,
  );
  await write(io.stdout, compose('md', document, input.name, content, open.fingerprint));
  return document.status !== 'partial' && document.status !== 'untranslated';
}

/** One line in, one line out, empty ones too; a line that failed comes back as it was and is named on standard error. */
async function lines(
  input: InputFile,
  content: Uint8Array,
  open: OpenRun,
  options: TranslateOptions,
  io: Io,
): Promise<boolean> {
  const text = decode(input, content);
  const sources = text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/);
  const paragraphs = sources.map(toParagraph);
  const root: Root = { type: 'root', children: paragraphs.filter((paragraph) => paragraph !== undefined) };
  const file = new VFile({ path: input.name });
  file.data.klartext = { format: 'text', metadata: assumed(open), segments: [] };
  const { cleaning, translation } = open.runner;
  await translation.run(await cleaning.run(root, file), file);
  const output = paragraphs.map((paragraph, index) =>
    paragraph ? nodeText(paragraph).replaceAll('\n', ' ') : (sources[index] ?? ''),
  );
  await write(io.stdout, `${output.join('\n')}\n`);
  const failed = documentData(file).segments.filter((segment) => segment.state === 'failed');
  if (!options.quiet) {
    for (const { line, reason } of failed) tell(io, `${input.name}:${line}: not translated: ${reason}`);
    for (const told of toldOfAll(file, new Set(failed.map(({ reason }) => reason))))
      tell(io, `${input.name}: ${told}`);
  }
  return failed.length === 0;
}

/** What a service said of all that it did not translate, by these reasons; what is of one line has that for its place. */
function toldOfAll(file: VFile, reasons: ReadonlySet<string | undefined>): string[] {
  const messages = file.messages.filter(({ ruleId, place }) => reasons.has(ruleId) && !place);
  return [...new Set(messages.map(({ reason }) => reason))];
}

function decode({ name }: InputFile, content: Uint8Array): string {
  try {
    return decodeBytes(content, { format: 'text' }).text;
  } catch (cause) {
    if (!(cause instanceof KlartextError)) throw cause;
    throw errorOf(name, cause);
  }
}

function toParagraph(value: string, index: number): Paragraph | undefined {
  if (value.trim() === '') return undefined;
  const position = {
    start: { line: index + 1, column: 1 },
    end: { line: index + 1, column: value.length + 1 },
  };
  return { type: 'paragraph', children: [{ type: 'text', value }], position };
}
