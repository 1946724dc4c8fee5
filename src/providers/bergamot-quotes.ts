/** Short quoted terms, which a model may spell better without their marks: taken out before, put back after. */
import { type Inline, joinTexts, soleText, textOf, unwrap } from './bergamot-inline.ts';

/** Above the number of any tag of a segment, and of any symbol; even for double marks, odd for single ones. */
const FIRST_ID = 2_000_000;
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
 * Each short quoted term, with no more than one tag around all its words, as a paired tag of its own (see
 * `putQuotes`) in place of its marks. Longer quotations and sentences stay as they are.
 */
export function liftQuotes(children: readonly Inline[]): Inline[] {
  let count = 0;
  const lift = (nodes: readonly Inline[]): Inline[] => {
    if (textOf(nodes).includes(HOLE)) return [...nodes];
    const flat = nodes.map((child) => (child.type === 'text' ? child.text : HOLE)).join('');
    const lifted: Inline[] = [];
    let end = 0;
    for (const { 0: quote, index } of flat.matchAll(QUOTE)) {
      const stop = index + quote.length;
      const [inside, ...more] = cut(nodes, index + 1, stop - 1);
      if (!inside || more.length > 0 || !isTerm(soleText(inside)?.text ?? '')) continue;
      const id = FIRST_ID + 2 * count++ + (OPENS_DOUBLE.test(quote) ? 0 : 1);
      lifted.push(...cut(nodes, end, index).flatMap(liftInside), { type: 'paired', id, children: [inside] });
      end = stop;
    }
    return [...lifted, ...cut(nodes, end, flat.length).flatMap(liftInside)];
  };
  const liftInside = (node: Inline): Inline =>
    node.type === 'paired' ? { ...node, children: lift(node.children) } : node;
  return lift(children);
}

/** Whether the id is of a lifted term, not of a tag. */
export function isQuoted(id: number): boolean {
  return id >= FIRST_ID;
}

const MAY_PRECEDE = /(?:^|[\s(])$/u;
const MAY_FOLLOW = /^(?:[\s.,)]|$)/u;

/**
 * Without the lifted terms' tags that the engine would take for a space: next to a hyphen, a colon and the like, where
 * the text would be translated otherwise (tried with eleven signs).
 */
export function withoutGlued(children: readonly Inline[]): Inline[] {
  const glued = new Set<number>();
  let [before, open] = ['', [] as number[]];
  const look = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      const text = node.type === 'text' ? node.text : node.type === 'keep' ? HOLE : '';
      if (text !== '' && !MAY_FOLLOW.test(text)) for (const id of open) glued.add(id);
      if (text !== '') [before, open] = [text, []];
      if (node.type !== 'paired') continue;
      if (!MAY_PRECEDE.test(before)) glued.add(node.id);
      look(node.children);
      open.push(node.id);
    }
  };
  look(children);
  return unwrap(children, (id) => isQuoted(id) && glued.has(id));
}

/** The answer with English marks in the place of the tags of lifted terms. */
export function putQuotes(children: readonly Inline[]): Inline[] {
  return joinTexts(
    children.flatMap((child): Inline[] => {
      if (child.type !== 'paired') return [child];
      const inside = putQuotes(child.children);
      if (!isQuoted(child.id)) return [{ ...child, children: inside }];
      const [open, close] = child.id % 2 === 0 ? ['“', '”'] : ['‘', '’'];
      return [{ type: 'text', text: open }, ...inside, { type: 'text', text: close }];
    }),
  );
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
