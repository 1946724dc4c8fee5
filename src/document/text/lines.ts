/** Lines of a plain text, where they stand, and whether their ends mean anything. */

export interface Line {
  /** Without white space at both ends. */
  text: string;
  /** Columns of white space before the text; a tab counts to the next multiple of four. */
  indent: number;
  /** Counted from 1. */
  number: number;
  /** Offsets of the text (white space left out) in the whole document; `end` is behind its last character. */
  start: number;
  end: number;
  /** Column of the text's first character, counted from 1. */
  column: number;
  /** How many signs of a quotation were taken from its start. */
  quotes?: number;
}

/** Lines between blank ones. */
export type Block = readonly Line[];

/** Splits at line ends of any system and U+2028/2029; blocks are parted by blank lines. */
export function splitBlocks(text: string): Block[] {
  const blocks: Line[][] = [];
  let current: Line[] = [];
  let number = 0;
  for (const match of text.matchAll(/([^\r\n\u2028\u2029\f]*)(\r\n|[\r\n\u2028\u2029\f]|$)/g)) {
    number++;
    const line = lineOf(match[1] ?? '', number, match.index);
    if (line) current.push(line);
    if (line || current.length === 0) continue;
    blocks.push(current);
    current = [];
  }
  return current.length > 0 ? [...blocks, current] : blocks;
}

function lineOf(raw: string, number: number, offset: number): Line | undefined {
  // Zero-width characters alone are no content.
  if (/^[\s\u200b-\u200f\u2060\ufeff]*$/.test(raw)) return undefined;
  const text = raw.trim();
  const lead = raw.length - raw.trimStart().length;
  let indent = 0;
  for (const character of raw.slice(0, lead))
    indent = character === '\t' ? indent + 4 - (indent % 4) : indent + 1;
  return { text, indent, number, start: offset + lead, end: offset + lead + text.length, column: lead + 1 };
}

/** Wider lines than this are nobody's hard wrap: mail and terminals stay under it. */
const MAX_WRAP_WIDTH = 140;
const MIN_WRAP_WIDTH = 30;

/**
 * The width at which the text is hard-wrapped, or undefined when each line is a unit of its own.
 * In wrapped text most lines end in mid-sentence, and the next line's first word would not have fitted.
 */
export function wrapWidth(blocks: readonly Block[]): number | undefined {
  const pairs = blocks.flatMap((block) =>
    block.slice(1).flatMap((next, index) => {
      const line = block[index];
      return line && isProse(line.text) && isProse(next.text) && !startsListItem(next.text)
        ? [{ line, next }]
        : [];
    }),
  );
  if (pairs.length === 0) return undefined;
  const widths = pairs.map(({ line }) => line.text.length).sort((a, b) => a - b);
  const width = widths[Math.floor((widths.length - 1) * 0.95)] ?? 0;
  if (width > MAX_WRAP_WIDTH || width < MIN_WRAP_WIDTH) return undefined;
  const open = pairs.filter(({ line, next }) => !endsSentence(line.text) || /^\p{Ll}/u.test(next.text));
  const full = pairs.filter(({ line, next }) => isFull(line, next, width));
  return open.length >= pairs.length * 0.5 && full.length >= pairs.length * 0.5 ? width : undefined;
}

/** What is drawn, quoted or a mail's header says nothing of where sentences end. */
function isProse(text: string): boolean {
  return !isRule(text) && !/^(?:[>|+]|[A-Z][\w-]*: \S)/.test(text);
}

/** Whether the next line's first word would not have fitted on this line; a little ragged counts as full. */
export function isFull(line: Line, next: Line, width: number): boolean {
  const word = next.text.split(/\s/, 1)[0] ?? '';
  return line.text.length + 1 + word.length > width * 0.9;
}

/** Whether a text ends as a sentence does, closing quotes and brackets aside. */
export function endsSentence(text: string): boolean {
  return /[.!?…:;][\s"'“”’‘»«›‹)\]®]*$/u.test(text);
}

/** Whether a line is one that is drawn, below a heading or between parts. */
export function isRule(text: string): boolean {
  return /^([-=_*~])(?: ?\1){2,}$/.test(text);
}

/** Whether a line could be an item of a list; see lists.ts for whether it is one. */
export function startsListItem(text: string): boolean {
  return /^(?:[-*•·▪◦‣–—]|\(?\d{1,3}[.)])\s+\S/u.test(text);
}
