/**
 * Numbers that a tag cuts in two: to the engine `38,000` is three words, and any of them may be what the tag is around.
 * `38,[000](…)` is neither the number nor the link.
 */
import { type Inline, joinTexts, serializeInline, textOf } from './bergamot-inline.ts';

type Text = Extract<Inline, { type: 'text' }>;

/** Marks of grouping, decimals and times, with a tag's border beside them. */
const CUT = /\d(?:[.,:](?:<\/?g[^>]*>)+|(?:<\/?g[^>]*>)+[.,:])\d/;
const TAIL = /\d[\d.,:]*$/;
const HEAD = /^[\d.,:]*\d/;
const NUMBER = /\d[\d.,:]*/g;

/** A copy, where there is something to mend. `source` is what was translated: a tag's border may be within a number there. */
export function mendNumbers(children: Inline[], source: readonly Inline[]): Inline[] {
  if (!CUT.test(serializeInline(children)) || CUT.test(serializeInline(source))) return children;
  const mended = joinTexts(children);
  mendIn(mended, source);
  return joinTexts(mended);
}

function mendIn(children: readonly Inline[], source: readonly Inline[]): void {
  for (const [index, child] of children.entries()) {
    if (child.type === 'paired') mendIn(child.children, source);
    const next = children[index + 1];
    if (next && (child.type === 'paired' || next.type === 'paired')) mendBetween(child, next, source);
  }
}

function mendBetween(before: Inline, after: Inline, source: readonly Inline[]): void {
  const [left, right] = [edge(before, -1), edge(after, 0)];
  const [tail = ''] = (left && TAIL.exec(left.text)) ?? [];
  const [head = ''] = (right && HEAD.exec(right.text)) ?? [];
  if (!left || !right || !/^\d+(?:[.,:]\d+)+$/.test(tail + head) || /\d\|\d/.test(`${tail}|${head}`)) return;
  const isLeft = has(before, tail + head, source);
  // Where neither tag had it, it stands outside.
  const isLefts = isLeft === has(after, tail + head, source) ? before.type !== 'paired' : isLeft;
  const isBare = isLefts
    ? isEmpty(after, textOf([after]).slice(head.length))
    : isEmpty(before, textOf([before]).slice(0, -tail.length));
  if (isLefts !== isBare) {
    left.text += head;
    right.text = right.text.slice(head.length);
  } else {
    right.text = tail + right.text;
    left.text = left.text.slice(0, -tail.length);
  }
}

/** A tag without text is a link that nobody can see. */
function isEmpty(node: Inline, rest: string): boolean {
  return node.type === 'paired' && rest.trim() === '';
}

/** The text at a node's first (0) or last (-1) end. */
function edge(node: Inline, end: 0 | -1): Text | undefined {
  if (node.type === 'text') return node;
  const inner = node.type === 'paired' ? node.children.at(end) : undefined;
  return inner && edge(inner, end);
}

/** Whether the source has this number in that tag, in whatever notation. */
function has(node: Inline, number: string, source: readonly Inline[]): boolean {
  if (node.type !== 'paired') return false;
  const own = find(source, node.id);
  const digits = number.replace(/\D/g, '');
  return (textOf(own).match(NUMBER) ?? []).some((one) => one.replace(/\D/g, '') === digits);
}

function find(children: readonly Inline[], id: number): readonly Inline[] {
  for (const child of children) {
    if (child.type !== 'paired') continue;
    if (child.id === id) return child.children;
    const inner = find(child.children, id);
    if (inner.length > 0) return inner;
  }
  return [];
}
