/** Lines -> units: what is one paragraph, one heading-like line, one list item, one table or one block of code. */
import { joinLines } from './join-lines.ts';
import { type Block, endsSentence, isFull, isRule, type Line, startsListItem, wrapWidth } from './lines.ts';
import { type ListMark, listMark } from './lists.ts';
import { splitAtQuotes } from './quotes.ts';
import { type TableRow, tableOf } from './tables.ts';

export interface Unit {
  kind: 'text' | 'code' | 'table' | 'rule' | 'quote';
  /** Joined to one line; for code as it stood, common indentation taken off. */
  text: string;
  lines: Block;
  indent: number;
  /** For a table; `text` is its lines then. */
  rows?: readonly TableRow[];
  /** For a quotation: what it holds, without the signs before its lines; `text` is empty then. */
  quoted?: readonly Block[];
  /** A line is drawn below, which is among `lines`: a heading. */
  underlined?: boolean;
  /** Present when the text starts with a list mark (which is still in `text`). */
  mark?: ListMark;
}

/** Signs that prose lines do not hold and lines of code mostly do. */
const CODE_SIGN = /[{};]\s*$|^\s*(?:[$#>] |\/\/|import |def |<\/?\w)|\w\(.*\)|[^\s=]\s?=\s?[^\s=]|=>|&&|\|\|/;

/** Lettered points, and capitals that say who speaks. */
const BEGINS = /^(?:[a-z]\)\s|\p{Lu}[\p{Lu} .-]{1,30}:\s)/u;

/** Units in order. `text` is the whole document: positions point into it, words broken at line ends are looked up in it. */
export function splitUnits(text: string, blocks: readonly Block[]): Unit[] {
  const parts = blocks
    .flatMap(splitAtQuotes)
    .map(({ block, quoted }) => ({ block, quoted, rows: quoted ? undefined : tableOf(block) }));
  const width = wrapWidth(parts.flatMap(({ block, rows, quoted }) => (rows || quoted ? [] : [block])));
  const indented = blocks.filter(isIndented).length;
  return parts.flatMap(({ block, rows, quoted }): Unit[] => {
    if (quoted) return [{ kind: 'quote', text: '', lines: block, indent: 0, quoted }];
    if (indented * 2 < blocks.length && isCode(block)) return [codeUnit(text, block)];
    if (rows) return [tableUnit(block, rows)];
    return splitAtRules(block).flatMap(({ kind, lines }) => {
      if (kind === 'rule') return [{ kind, text: '', lines, indent: 0 }];
      if (kind === 'underlined') return [{ ...textUnit(lines.slice(0, 1), text), lines, underlined: true }];
      const groups = width === undefined ? lines.map((line) => [line]) : groupWrapped(lines, width);
      return groups.map((group) => textUnit(group, text));
    });
  });
}

interface Part {
  kind: 'text' | 'rule' | 'underlined';
  lines: Block;
}

/** A rule makes a heading of a line that stands alone above it; any other parts what is around it. */
function splitAtRules(block: Block): Part[] {
  const parts: Part[] = [];
  for (const line of block) {
    const last = parts.at(-1);
    if (!isRule(line.text)) {
      if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', lines: [...last.lines, line] };
      else parts.push({ kind: 'text', lines: [line] });
    } else if (last?.kind === 'text' && last.lines.length === 1 && parts.length === 1)
      parts[0] = { kind: 'underlined', lines: [...last.lines, line] };
    else parts.push({ kind: 'rule', lines: [line] });
  }
  return parts;
}

function tableUnit(lines: Block, rows: readonly TableRow[]): Unit {
  const text = rows.map(({ cells }) => cells.join(' ')).join(' ');
  return { kind: 'table', text, lines, indent: 0, rows };
}

function isIndented(block: Block): boolean {
  return block.every((line) => line.indent >= 4);
}

function isCode(block: Block): boolean {
  const signs = block.filter((line) => CODE_SIGN.test(line.text));
  return (
    isIndented(block) && signs.length * 2 >= block.length && !block.some((line) => startsListItem(line.text))
  );
}

function codeUnit(text: string, lines: Block): Unit {
  const indent = Math.min(...lines.map((line) => line.indent));
  const value = lines
    .map((line) => ' '.repeat(line.indent - indent) + text.slice(line.start, line.end))
    .join('\n');
  return { kind: 'code', text: value, lines, indent };
}

function textUnit(lines: Block, vocabulary: string): Unit {
  const { text } = joinLines(
    lines.map((line) => line.text),
    vocabulary,
  );
  const mark = listMark(text);
  return { kind: 'text', text, lines, indent: lines[0]?.indent ?? 0, ...(mark ? { mark } : {}) };
}

/** Lines of a hard-wrapped block that belong together. */
function groupWrapped(block: Block, width: number): Line[][] {
  const groups: Line[][] = [];
  for (const line of block) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && continues(group, before, line, width)) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function continues(group: readonly Line[], before: Line, line: Line, width: number): boolean {
  const mark = listMark(line.text);
  if (BEGINS.test(line.text)) return false;
  const inItem = listMark(group[0]?.text ?? '') !== undefined;
  if (mark && (inItem || /[•·▪◦‣]/u.test(mark.sign) || before.text.endsWith(':'))) return false;
  // Commands set off by their indentation are no sentence, however they begin.
  if (line.indent >= 4 && before.text.length < width * 0.6 && !/\p{L}-$/u.test(before.text)) return false;
  if (/^\p{Ll}/u.test(line.text) || /\p{L}-$/u.test(before.text) || isFull(before, line, width)) return true;
  // In mid-sentence and not the first line, which may be a heading: ragged setting, no end.
  return !endsSentence(before.text) && (group.length > 1 || before.text.length > width * 0.6);
}
