/** Of a translation that fails its checks, the sentences that pass: one slip need not keep a paragraph in German. */
import { alignSentences } from './checks/align.ts';
import { sentences } from './checks/check.ts';
import { escapeText } from './encode.ts';
import { type MarkupNode, parseMarkup, textOf } from './parse-markup.ts';

/** Whether one plain text can be trusted as the translation of another. */
export type Trust = (source: string, target: string) => boolean;

export interface GoodSentences {
  /** Markup of the translation, with the source's own sentences in the place of those that fail. */
  markup: string;
  /** Which those are, counted from 1. */
  left: number[];
}

interface Sentence {
  text: string;
  markup: string;
  /** White space after it. */
  space: string;
}

/**
 * Undefined where it is not certain which sentence says which: both sides must have as many, aligned one to one; none
 * may end within a tag; one that is left must hold the tags of the one in whose place it stands. Undefined as well where
 * more than half would be left.
 */
export function goodSentences(source: string, target: string, trust: Trust): GoodSentences | undefined {
  const [german, english] = [cut(source), cut(target)];
  if (!german || german.length < 2 || german.length !== english?.length) return undefined;
  const beads = alignSentences(...([german, english].map(together) as [string, string]));
  const pairs = german.map((own, index) => {
    const other = english[index] as Sentence;
    return { own, other, isGood: trust(own.text, other.text), bead: beads[index] };
  });
  if (pairs.some(({ own, other, bead }) => own.text !== bead?.source || other.text !== bead.target))
    return undefined;
  const good = pairs.filter(({ isGood }) => isGood);
  const bad = pairs.filter(({ isGood }) => !isGood);
  if (bad.length === 0 || bad.length > good.length) return undefined;
  if (bad.some(({ own, other }) => tagsOf(own.markup) !== tagsOf(other.markup))) return undefined;
  // What is wrong with several sentences taken together.
  if (!trust(together(good.map(({ own }) => own)), together(good.map(({ other }) => other))))
    return undefined;
  return {
    markup: pairs.map(({ own, other, isGood }) => (isGood ? other : own).markup + other.space).join(''),
    left: pairs.flatMap(({ isGood }, index) => (isGood ? [] : [index + 1])),
  };
}

function together(list: readonly Sentence[]): string {
  return list.map(({ text }) => text).join(' ');
}

function tagsOf(markup: string): string {
  return (markup.match(/<\w id="\d+"/gu) ?? []).sort().join();
}

/** Undefined where the markup is broken or a sentence ends within a tag. */
function cut(markup: string): Sentence[] | undefined {
  const nodes = parseMarkup(markup);
  if (!nodes) return undefined;
  const text = textOf(nodes);
  const texts = sentences(text);
  const starts = startsOf(texts, text);
  const pieces = texts.map(() => '');
  let [index, position] = [0, 0];
  const add = (part: string, end: number): void => {
    pieces[index] += part;
    position = end;
  };
  for (const node of nodes) {
    const end = position + textOf([node]).length;
    do {
      if (starts[index + 1] === position) index += 1;
      const stop = Math.min(starts[index + 1] ?? end, end);
      if (node.type === 'text') add(escapeText(text.slice(position, stop)), stop);
      else if (stop === end) add(markupOf(node), end);
      else return undefined;
    } while (position < end);
  }
  return texts.map((own, place) => {
    const bare = pieces[place]?.trimEnd() ?? '';
    return { text: own, markup: bare, space: pieces[place]?.slice(bare.length) ?? '' };
  });
}

/** Where each begins: between them is nothing but white space. */
function startsOf(texts: readonly string[], text: string): number[] {
  let end = 0;
  return texts.map((own) => {
    const start = text.indexOf(own, end);
    end = start + own.length;
    return start;
  });
}

function markupOf(node: MarkupNode): string {
  if (node.type === 'text') return escapeText(node.value);
  return node.type === 'x'
    ? `<x id="${node.id}"/>`
    : `<g id="${node.id}">${node.children.map(markupOf).join('')}</g>`;
}
