/** A segment's inline markup as a small tree, read from our neutral form or from the engine's HTML. */
import { decodeHTMLStrict } from 'entities';
import { escapeText } from '../segments/encode.ts';

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'paired'; id: number; children: Inline[] }
  | { type: 'keep'; id: number };

export interface ParsedInline {
  children: Inline[];
  /** Log-probability a word, where the engine wrote them into its answer. */
  scores: number[];
}

/** `g` and `x` are ours; `b`, `img` and `font` (scores) are what is sent to the engine and comes back. */
const TOKEN = /<(\/?)(g|b|x|img|font)((?: [a-z-]+="[^"<>]*")*)\s*\/?>|[^<]+/gy;
const SCORE = /x-bergamot-word-index="(\d+)" x-bergamot-word-score="([^"]+)"/;
const SENTENCE = /x-bergamot-sentence-index="(\d+)"/;

/** Text comes decoded. `undefined` when the markup is not well formed or holds any other element. */
export function parseInline(markup: string): ParsedInline | undefined {
  const root: Inline[] = [];
  const open: { name: string; children: Inline[] }[] = [{ name: '', children: root }];
  const scores = new Map<string, number>();
  let sentence = '0';
  let end = 0;
  for (const match of markup.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const [token, slash, name, attributes = ''] = match;
    const parent = open.at(-1)?.children ?? root;
    if (name === undefined) {
      parent.push({ type: 'text', text: decodeHTMLStrict(token) });
    } else if (slash) {
      if (open.length === 1 || open.pop()?.name !== name) return undefined;
    } else if (name === 'font') {
      // Its children are its parent's: it marks what a score is of, nothing else.
      sentence = SENTENCE.exec(attributes)?.[1] ?? sentence;
      const [, word, score] = SCORE.exec(attributes) ?? [];
      // A word that a tag cuts in two is told twice.
      if (word !== undefined) scores.set(`${sentence}:${word}`, Number(score));
      open.push({ name, children: parent });
    } else {
      const id = Number(/ id="(\d+)"/.exec(attributes)?.[1]);
      if (!Number.isInteger(id)) return undefined;
      if (name === 'x' || name === 'img') {
        parent.push({ type: 'keep', id });
      } else {
        const children: Inline[] = [];
        parent.push({ type: 'paired', id, children });
        open.push({ name, children });
      }
    }
  }
  return end === markup.length && open.length === 1
    ? { children: root, scores: [...scores.values()] }
    : undefined;
}

/** The text alone, tags left out. */
export function textOf(children: readonly Inline[]): string {
  return children
    .map((child) =>
      child.type === 'text' ? child.text : child.type === 'paired' ? textOf(child.children) : '',
    )
    .join('');
}

export function hasLetters(children: readonly Inline[]): boolean {
  return /\p{L}/u.test(textOf(children));
}

/** Every tag's id, in document order. */
export function idsOf(children: readonly Inline[]): number[] {
  return children.flatMap((child) =>
    child.type === 'text' ? [] : child.type === 'keep' ? [child.id] : [child.id, ...idsOf(child.children)],
  );
}

/** Whether both hold the same tags, in whatever order. */
export function haveSameTags(left: readonly Inline[], right: readonly Inline[]): boolean {
  const [tags, others] = [left, right].map((children) => idsOf(children).sort((a, b) => a - b));
  return tags?.join() === others?.join();
}

/** Our neutral form. */
export function serializeInline(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (child.type === 'text') return escapeText(child.text);
      if (child.type === 'keep') return `<x id="${child.id}"/>`;
      return `<g id="${child.id}">${serializeInline(child.children)}</g>`;
    })
    .join('');
}

/** Tags that hold nothing but each other, outermost first, and the text in them; `undefined` if that is not all. */
export function soleText(node: Inline): { ids: number[]; text: string } | undefined {
  if (node.type === 'text') return { ids: [], text: node.text };
  const [only, ...more] = node.type === 'paired' ? node.children : [];
  const inner = only && more.length === 0 ? soleText(only) : undefined;
  return inner && node.type === 'paired' ? { ...inner, ids: [node.id, ...inner.ids] } : undefined;
}

/** Without the paired tags that `which` picks; what they hold stays. A copy. */
export function unwrap(children: readonly Inline[], which: (id: number) => boolean): Inline[] {
  return joinTexts(
    children.flatMap((child): Inline[] => {
      if (child.type !== 'paired') return [child];
      const inner = unwrap(child.children, which);
      return which(child.id) ? inner : [{ ...child, children: inner }];
    }),
  );
}

/** A copy in which texts side by side are one, and none is empty. */
export function joinTexts(nodes: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.text += node.text;
    else if (node.type === 'paired') joined.push({ ...node, children: joinTexts(node.children) });
    else if (node.type === 'keep' || node.text !== '') joined.push({ ...node });
  }
  return joined;
}
