/** Quotations as mails and newsgroups have them: several lines with `>` before each. */
import type { Block, Line } from './lines.ts';

export interface QuotePart {
  block: Block;
  /** Of a quotation, what stands behind its signs. */
  quoted?: Block[];
}

/** One line alone is an arrow before a link, or prose. */
const LEAST_LINES = 2;
/** As deep as people quote; further signs are text. */
const MAX_DEPTH = 5;
const SIGN = /^>[ \t]?/;

/** The block in runs of quoted and other lines, in order. */
export function splitAtQuotes(block: Block): QuotePart[] {
  const runs: Line[][] = [];
  for (const line of block) {
    const run = runs.at(-1);
    if (run?.[0] && isQuoted(run[0]) === isQuoted(line)) run.push(line);
    else runs.push([line]);
  }
  const isQuotation = (run: readonly Line[]) =>
    run.length >= LEAST_LINES && run.every((line) => isQuoted(line) && (line.quotes ?? 0) < MAX_DEPTH);
  if (!runs.some(isQuotation)) return [{ block }];
  return runs.map((run) => (isQuotation(run) ? { block: run, quoted: unquote(run) } : { block: run }));
}

function isQuoted({ text }: Line): boolean {
  return text.startsWith('>');
}

function unquote(run: readonly Line[]): Block[] {
  const blocks: Line[][] = [[]];
  for (const line of run) {
    const rest = line.text.replace(SIGN, '');
    const text = rest.trimStart();
    if (text === '') blocks.push([]);
    else blocks.at(-1)?.push(without(line, rest, text));
  }
  return blocks.filter((block) => block.length > 0);
}

function without(line: Line, rest: string, text: string): Line {
  const cut = line.text.length - text.length;
  return {
    ...line,
    text,
    indent: rest.length - text.length,
    start: line.start + cut,
    column: line.column + cut,
    quotes: (line.quotes ?? 0) + 1,
  };
}
