/** Lines -> units: what is one paragraph, one heading-like line, one list item or one block of code. */
import { joinLines } from './join-lines.ts';
import { type Block, endsSentence, isFull, type Line, startsListItem, wrapWidth } from './lines.ts';
import { type ListMark, listMark } from './lists.ts';

export interface Unit {
  kind: 'text' | 'code';
  /** Joined to one line; for code as it stood, common indentation taken off. */
  text: string;
  lines: Block;
  indent: number;
  /** Present when the text starts with a list mark (which is still in `text`). */
  mark?: ListMark;
}

/** Signs that prose lines do not hold and lines of code mostly do. */
const CODE_SIGN = /[{};]\s*$|^\s*(?:[$#>] |\/\/|import |def |<\/?\w)|\w\(.*\)|[^\s=]\s?=\s?[^\s=]|=>|&&|\|\|/;

/** Units in order. `text` is the whole document: positions point into it, words broken at line ends are looked up in it. */
export function splitUnits(text: string, blocks: readonly Block[]): Unit[] {
  const width = wrapWidth(blocks);
  const indented = blocks.filter(isIndented).length;
  return blocks.flatMap((block) => {
    if (indented * 2 < blocks.length && isCode(block)) return [codeUnit(text, block)];
    const groups = width === undefined ? block.map((line) => [line]) : groupWrapped(block, width);
    return groups.map((lines) => textUnit(lines, text));
  });
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
  const inItem = listMark(group[0]?.text ?? '') !== undefined;
  if (mark && (inItem || /[•·▪◦‣]/u.test(mark.sign) || before.text.endsWith(':'))) return false;
  if (/^\p{Ll}/u.test(line.text) || /\p{L}-$/u.test(before.text) || isFull(before, line, width)) return true;
  // In mid-sentence and not the first line, which may be a heading: ragged setting, no end.
  return !endsSentence(before.text) && (group.length > 1 || before.text.length > width * 0.6);
}
