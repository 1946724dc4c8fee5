/** `explain`: what was removed, by which rule and why; what was kept, in which language and state. */
import { isRemoval } from '../../document/messages.ts';
import { KlartextError } from '../../errors.ts';
import { composeJson } from '../../run/compose.ts';
import { type ProcessedDocument, processDocument } from '../../run/document.ts';
import { listInputs, readInput } from '../../sources/files.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, type Io, tell, write } from '../io.ts';
import { openRunFor, type RunOptions } from '../open-run.ts';
import { blockLanguages, excerpt } from './detect.ts';

interface ExplainOptions extends RunOptions {
  translate?: boolean;
  json?: boolean;
}

export async function explain(name: string, options: ExplainOptions, io: Io): Promise<number> {
  const open = await openRunFor(options, options.translate ? 'all' : 'cleaning', io);
  try {
    if (open.providerProblem) tell(io, open.providerProblem);
    const [input, ...others] = await listInputs([name], io.cwd);
    if (!input || others.length > 0) {
      const got = input ? `${others.length + 1} in this folder` : 'none in this folder';
      throw new KlartextError('USAGE', `${name}: expected one document, got ${got}.`);
    }
    const content = await readInput(input, open.pipeline.maxBytes, io.stdin);
    const document = await processDocument({ name: input.name, content }, { ...open.runner, explain: 3 });
    await write(
      io.stdout,
      options.json ? renderJson(document, input.name) : render(document, input.name, io),
    );
    return EXIT.ok;
  } finally {
    await open.close();
  }
}

function renderJson(document: ProcessedDocument, name: string): string {
  const explained = {
    ...composeJson(document, name),
    blocks: blockLanguages(document.root),
    segments: document.data.segments,
  };
  return `${JSON.stringify(explained, null, 2)}\n`;
}

function render(document: ProcessedDocument, name: string, io: Io): string {
  const colors = colorsFor(io, io.stdout);
  const { data, file, root, status } = document;
  const width = Math.max(60, (io.stdout.columns ?? 110) - 30);
  const place = (line: number | undefined) => (line === undefined ? '' : `:${line}`);
  const removed = file.messages.filter(isRemoval).map((message) => {
    const rule = colors.yellow(message.ruleId ?? '');
    return `  ${name}${place(message.line)} ${rule}: ${message.reason}\n    - ${excerpt(message.actual ?? '', width)}`;
  });
  const notes = file.messages
    .filter((message) => !isRemoval(message))
    .map(
      (message) => `  ${name}${place(message.line)} ${message.ruleId ?? message.source}: ${message.reason}`,
    );
  const kept = blockLanguages(root).map(
    (block) =>
      `  ${(block.parts?.join('+') ?? block.language).padEnd(5)} ${block.kind.padEnd(10)} ${excerpt(block.text, width)}`,
  );
  const segments = data.segments.map(
    (segment) =>
      `  ${segment.state}${segment.reason ? ` (${segment.reason})` : ''} ${segment.kind}: ${excerpt(segment.source, width)}`,
  );
  const facts = Object.entries(data.metadata)
    .filter(([key]) => key !== 'extra')
    .map(([key, value]) => `  ${key}: ${value}`);
  return [
    `${colors.bold(name)}: ${data.format}, language ${data.language?.code ?? 'und'}, ${status}`,
    section('metadata', facts),
    section(`removed (${removed.length})`, removed),
    section('notes', notes),
    section(`kept (${kept.length} blocks)`, kept),
    section(`segments (${segments.length})`, segments),
    '',
  ]
    .filter((part) => part !== undefined)
    .join('\n');
}

function section(title: string, lines: readonly string[]): string | undefined {
  return lines.length > 0 ? `${title}\n${lines.join('\n')}` : undefined;
}
