/** Short quoted terms, which a model may spell better without their marks: taken out before, put back after. */
import { type Inline, soleText, textOf } from './bergamot-inline.ts';

const DOUBLE = -1;
const SINGLE = -2;
const OPENS_DOUBLE = /^[„"“»«]/;
/** Longer ones seldom stand in the answer as in their own translation, and would be asked for twice. */
const MAX_WORDS = 3;

/** Stands for what is not text. */
const HOLE = '\uFFFC';
const INSIDE = '(?!\\s)[^„“”"»«‚‘›‹]{1,80}(?<!\\s)';
const PAIRS = ['„|[“”"]', '"|"', '“|”', '»|«', '«|»', "‚|[‘’']", "'|'", '‘|’', '›|‹', '‹|›'];
const QUOTE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${PAIRS.map((pair) => pair.replace('|', INSIDE)).join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);

/**
 * Each short quoted term, with no more than one tag around all its words, as a paired tag of negative id (see
 * `quotationMarks`) in place of its marks. Longer quotations and sentences stay as they are.
 */
export function liftQuotes(children: readonly Inline[]): Inline[] {
  if (textOf(children).includes(HOLE)) return [...children];
  const flat = children.map((child) => (child.type === 'text' ? child.text : HOLE)).join('');
  const lifted: Inline[] = [];
  let end = 0;
  for (const { 0: quote, index } of flat.matchAll(QUOTE)) {
    const stop = index + quote.length;
    const [inside, ...more] = cut(children, index + 1, stop - 1);
    if (!inside || more.length > 0 || !isTerm(soleText(inside)?.text ?? '')) continue;
    const id = OPENS_DOUBLE.test(quote) ? DOUBLE : SINGLE;
    lifted.push(...cut(children, end, index).flatMap(liftInside), { type: 'paired', id, children: [inside] });
    end = stop;
  }
  return [...lifted, ...cut(children, end, flat.length).flatMap(liftInside)];
}

/** Whether the id is of a lifted term, not of a tag. */
export function isQuoted(id: number): boolean {
  return quotationMarks(id) !== undefined;
}

/** English marks for the id of a lifted term; `undefined` for a tag. */
export function quotationMarks(id: number): [open: string, close: string] | undefined {
  if (id === DOUBLE) return ['“', '”'];
  return id === SINGLE ? ['‘', '’'] : undefined;
}

function liftInside(node: Inline): Inline {
  return node.type === 'paired' ? { ...node, children: liftQuotes(node.children) } : node;
}

function isTerm(text: string): boolean {
  return /\p{L}/u.test(text) && !/[.!?:;,…](?:\s|$)/u.test(text) && text.split(/\s+/).length <= MAX_WORDS;
}

/** The nodes from `start` to `end`, texts cut; a node that is no text is one long. */
function cut(nodes: readonly Inline[], start: number, end: number): Inline[] {
  let offset = 0;
  return nodes.flatMap((node): Inline[] => {
    const from = offset;
    offset += node.type === 'text' ? node.text.length : 1;
    if (node.type !== 'text') return from >= start && from < end ? [node] : [];
    const text = node.text.slice(Math.max(0, start - from), Math.max(0, end - from));
    return text === '' ? [] : [{ ...node, text }];
  });
}
