/** Units are what whole-block rules look at: a block, or a line of a block whose lines stand for themselves. */
import type { Paragraph, Root, RootContent } from 'mdast';
import {
  type Block,
  cutText,
  isLinkOnly,
  listBlocks,
  OBJECT,
  type Range,
  removeNode,
} from '../../document/blocks.ts';

export interface Unit extends Range {
  block: Block;
  /** Without OBJECT characters, trimmed. */
  text: string;
  isHeading: boolean;
  linkOnly: boolean;
  /** Running text of an article, as against labels, titles and lists of links. */
  prose: boolean;
}

/** Code, tables and the like: content that ends a head or a tail. */
export type Wall = { wall: true; node: RootContent };

const PASSABLE = new Set(['thematicBreak', 'html', 'definition', 'footnoteDefinition', 'yaml']);
const SENTENCE_END = /[.!?…]["”“»«’')\]]*(?:\s*[®™■◼▪])?$/u;

/** Units and walls in document order. */
export function listUnits(tree: Root): (Unit | Wall)[] {
  return listBlocks(tree).flatMap((block): (Unit | Wall)[] => {
    if (block.text !== undefined) return unitsOf(block);
    return PASSABLE.has(block.node.type) ? [] : [{ wall: true, node: block.node }];
  });
}

function unitsOf(block: Block): Unit[] {
  const linkOnly = isLinkOnly(block.node);
  return lines(block.text).map((range) => {
    const text = block.text.slice(range.start, range.end).replaceAll(OBJECT, '').trim();
    const isHeading = block.node.type === 'heading';
    return { ...range, block, text, isHeading, linkOnly, prose: !isHeading && !linkOnly && isProse(text) };
  });
}

/** Eight words and a full stop (or a colon: the rest is to come), or very many words. */
export function isProse(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return (words >= 8 && (SENTENCE_END.test(text) || /[:;]$/u.test(text))) || words >= 30;
}

/** A line stands for itself when the one before is a short or a finished one and it does not go on in lower case. */
function lines(text: string): Range[] {
  const found: Range[] = [];
  let offset = 0;
  let previous = '';
  for (const line of text.split('\n')) {
    const last = found.at(-1);
    const finished =
      previous.length <= 40 || SENTENCE_END.test(previous.trim()) || previous.trim().endsWith(':');
    if (last && !(finished && /^\s*[^\s\p{Ll}]/u.test(line))) last.end = offset + line.length;
    else found.push({ start: offset, end: offset + line.length });
    offset += line.length + 1;
    previous = line;
  }
  return found;
}

/** Takes units out of the tree; images and footnote references in them stay where they are. */
export function removeUnits(units: readonly Unit[]): void {
  const byBlock = new Map<Block, Unit[]>();
  for (const unit of units) {
    const own = byBlock.get(unit.block);
    if (own) own.push(unit);
    else byBlock.set(unit.block, [unit]);
  }
  for (const [block, own] of byBlock) {
    const whole = own.length === unitsOf(block).length && !block.text.includes(OBJECT);
    if (whole) removeNode(block.node, block.parents);
    else
      cutText(
        block.node as Paragraph,
        own.flatMap((unit) => textRanges(block.text, unit)),
      );
  }
}

/** The unit and one line end beside it, less the OBJECT characters. */
function textRanges(text: string, unit: Range): Range[] {
  const end = text[unit.end] === '\n' ? unit.end + 1 : unit.end;
  const start = end === unit.end && text[unit.start - 1] === '\n' ? unit.start - 1 : unit.start;
  const ranges: Range[] = [];
  for (let index = start; index < end; index += 1) {
    const last = ranges.at(-1);
    if (text[index] === OBJECT) continue;
    if (last?.end === index) last.end = index + 1;
    else ranges.push({ start: index, end: index + 1 });
  }
  return ranges;
}
