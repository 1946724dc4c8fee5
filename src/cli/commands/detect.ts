/** `detect`: the language of each document and of each of its blocks. */

import type { Root } from 'mdast';
import { toString as nodeText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { KlartextError, messageWithHint } from '../../errors.ts';
import { type ProcessedDocument, processDocument } from '../../run/document.ts';
import { toJsonLine } from '../../run/json-lines.ts';
import { openRun } from '../../run/open.ts';
import { readInput } from '../../sources/files.ts';
import { EXIT } from '../exit-codes.ts';
import { inputsOf } from '../inputs.ts';
import { type Io, providerContext, tell, write } from '../io.ts';
import { filterJsonLines } from './filter.ts';

interface DetectOptions {
  pipeline: string;
  jsonl?: boolean;
  json?: boolean;
}

interface BlockLanguage {
  language: string;
  kind: string;
  line?: number;
  /** The languages of its parts, when it is in more than one. */
  parts?: string[];
  text: string;
}

export async function detect(inputs: string[], options: DetectOptions, io: Io): Promise<number> {
  const open = await openRun({
    ...options,
    scope: 'cleaning',
    cwd: io.cwd,
    context: providerContext(io),
    signal: io.signal,
  });
  if (options.jsonl)
    return filterJsonLines(inputs, open, { compose: (document, id) => ({ id, ...describe(document) }) }, io);
  if (inputs.length === 0)
    throw new KlartextError('USAGE', 'expected files, folders, or - for standard input; got none.');
  let exitCode: number = EXIT.ok;
  for (const input of await inputsOf(inputs, io)) {
    try {
      const content = await readInput(input, open.pipeline.maxBytes, io.stdin);
      const document = await processDocument({ name: input.name, content }, open.runner);
      const text = options.json
        ? toJsonLine({ id: input.name, ...describe(document) })
        : render(input.name, describe(document));
      await write(io.stdout, text);
    } catch (error) {
      if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
      tell(io, messageWithHint(error));
      exitCode = EXIT.incomplete;
    }
  }
  return exitCode;
}

function describe({ data, root }: ProcessedDocument) {
  return {
    language: data.language?.code ?? 'und',
    confidence: data.language?.confidence ?? 0,
    blocks: blockLanguages(root),
  };
}

/** Language of every block that holds text, in document order. */
export function blockLanguages(root: Root): BlockLanguage[] {
  const blocks: BlockLanguage[] = [];
  visit(root, (node) => {
    const language = node.data?.language;
    if (language === undefined) return;
    blocks.push({
      language,
      kind: node.type,
      ...(node.position ? { line: node.position.start.line } : {}),
      ...(node.data?.languageSpans ? { parts: node.data.languageSpans.map((span) => span.language) } : {}),
      text: nodeText(node),
    });
  });
  return blocks;
}

function render(name: string, { language, confidence, blocks }: ReturnType<typeof describe>): string {
  const lines = blocks.map(
    (block) => `  ${(block.parts?.join('+') ?? block.language).padEnd(5)} ${excerpt(block.text, 80)}`,
  );
  return `${name}: ${language} (${confidence.toFixed(2)})\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`;
}

/** One line of at most `length` characters. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
