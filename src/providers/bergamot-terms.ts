/** Puts tags where their words stand in the answer: the engine's attention is sure of the sentence, not of the word. */
import { literally } from '../segments/literally.ts';
import { type Inline, joinTexts, soleText, textOf, unwrap } from './bergamot-inline.ts';
import { isQuoted, quotationMarks } from './bergamot-quotes.ts';

/** A text with tags around all of it, or quotation marks, and nothing inside. */
export interface Term {
  text: string;
  /** Tags (negative: marks) around exactly this text, outermost first. */
  ids: number[];
  /** Whether the sentence holds nothing else. */
  isWhole: boolean;
  /** Tags around more than this text. */
  within: number[];
  /** Which of the places it is, from 0, where `text` stands in the source as whole words. */
  place: number;
  /** How many of them there are; 0 where it stands as part of a word, and so is not looked for. */
  places: number;
}

type Range = [start: number, end: number];

/** The English of a term translated by itself; `undefined` where there is none. */
export type OwnTranslation = (text: string) => string | undefined;

const ARTICLE = /^(?:the|an?)\s+/i;

/** The terms of a sentence, in document order. */
export function termsOf(source: readonly Inline[]): Term[] {
  const whole = textOf(source);
  let offset = 0;
  const look = (nodes: readonly Inline[], within: number[]): Term[] =>
    nodes.flatMap((node): Term[] => {
      const sole = soleText(node);
      if (!sole) return node.type === 'paired' ? look(node.children, [...within, node.id]) : [];
      const text = sole.text.trim();
      const start = offset + sole.text.indexOf(text);
      offset += sole.text.length;
      if (sole.ids.length === 0 || text === '') return [];
      const places = rangesOf(escaped(text), whole);
      const place = places.findIndex(([from]) => from === start);
      const isWhole = text === whole.trim();
      return [{ text, isWhole, ids: sole.ids, within, place, places: place < 0 ? 0 : places.length }];
    });
  return look(source, []);
}

/** Whether the term is found in the answer's text without its translation. */
export function isClear(term: Term, answer: string): boolean {
  return findTerm(term, answer) !== undefined;
}

/**
 * A copy of the answer in which every term that is found has its tags and marks around it. The others' tags stay
 * where the engine put them.
 *
 * @returns `unplaced`: terms that were not found, or stand across a tag's edge
 */
export function placeTerms(
  answer: readonly Inline[],
  terms: readonly Term[],
  own: OwnTranslation,
): { children: Inline[]; unplaced: Term[] } {
  const find = (term: Term, text: string) => findTerm(term, text, own(term.text));
  let movable = terms.filter((term) => find(term, textOf(answer)));
  for (;;) {
    const ids = new Set(movable.flatMap((term) => term.ids));
    let children = unwrap(answer, (id) => ids.has(id));
    const placed = movable.filter((term) => {
      const range = find(term, textOf(children));
      if (!range || !insert(children, range, term)) return false;
      children = joinTexts(children);
      return true;
    });
    if (placed.length === movable.length)
      return { children, unplaced: terms.filter((term) => !placed.includes(term)) };
    // What could not be placed goes back to where the engine put it, which may be in another's way.
    movable = placed;
  }
}

function findTerm(term: Term, answer: string, own = ''): Range | undefined {
  const whole = answer.trim();
  const start = answer.indexOf(whole);
  const clear = term.isWhole
    ? ([start, start + whole.length] satisfies Range)
    : findWords(escaped(term.text), term, answer);
  if (clear || own === '') return clear;
  const plain = own.replace(/^[\s"'“‘]+|[\s.,;:!?…"'”’]+$/gu, '');
  const bare = plain.replace(ARTICLE, '');
  const find = (pattern: string) => findWords(pattern, term, answer, 'giu');
  return find(escaped(plain)) ?? find(escaped(bare)) ?? find(inflected(bare));
}

/** They must stand in the answer as often as the term in the source: then the places go by their order. */
function findWords(
  pattern: string,
  { place, places }: Term,
  answer: string,
  flags = 'gu',
): Range | undefined {
  if (places === 0 || pattern === '') return undefined;
  const ranges = rangesOf(pattern, answer, flags);
  return ranges.length === places ? ranges[place] : undefined;
}

/** Alike for all terms: to compile these for one takes longer than all else that is done for it. */
const STARTS_WORD = /(?<![\p{L}\p{N}]|\p{N}[.,])/uy;
const ENDS_WORD = /(?![\p{L}\p{N}]|[.,]\p{N})/uy;

/** Where the words of a pattern stand, whole; a number is not found inside a longer one. */
function rangesOf(pattern: string, text: string, flags = 'gu'): Range[] {
  const ranges: Range[] = [];
  // Looked ahead for, so that one which is part of a word hides none that begins within it.
  for (const { 1: found = '', index } of text.matchAll(new RegExp(`(?=(${pattern}))`, flags))) {
    const end = index + found.length;
    const isFree = index >= (ranges.at(-1)?.[1] ?? 0);
    if (isFree && isAt(STARTS_WORD, index, text) && isAt(ENDS_WORD, end, text)) ranges.push([index, end]);
  }
  return ranges;
}

function isAt(border: RegExp, index: number, text: string): boolean {
  border.lastIndex = index;
  return border.test(text);
}

function escaped(words: string): string {
  return literally(words).replace(/\s+/g, '\\s+');
}

/** The words with other endings: in the sentence a term may be plural, a verb or an adjective. */
function inflected(words: string): string {
  const stem = (word: string) =>
    word.length < 5 ? `${word}s?` : `${word.slice(0, Math.ceil(word.length * 0.7))}\\p{L}{0,4}`;
  return words
    .split(/\s+/)
    .map((word) => escaped(word).replace(/\p{L}+/gu, stem))
    .join('\\s+');
}

/** Changes `nodes`. False where the range is not within one text, or within a tag that the term is not within. */
function insert(nodes: Inline[], [start, end]: Range, term: Term): boolean {
  let offset = 0;
  for (const [index, node] of nodes.entries()) {
    const length = textOf([node]).length;
    if (length > 0 && start >= offset && end <= offset + length) {
      const range: Range = [start - offset, end - offset];
      if (node.type === 'text') nodes.splice(index, 1, ...wrapped(node.text, range, term.ids));
      else if (node.type === 'paired') return mayStandIn(node.id, term) && insert(node.children, range, term);
      return true;
    }
    offset += length;
  }
  return false;
}

function mayStandIn(id: number, { ids, within }: Term): boolean {
  return within.includes(id) || ids.every(isQuoted);
}

function wrapped(text: string, [start, end]: Range, ids: readonly number[]): Inline[] {
  let term: Inline[] = [{ type: 'text', text: text.slice(start, end) }];
  for (const id of ids.toReversed()) {
    const [open, close] = quotationMarks(id) ?? [];
    if (open === undefined || close === undefined) term = [{ type: 'paired', id, children: term }];
    else term = [{ type: 'text', text: open }, ...term, { type: 'text', text: close }];
  }
  return [{ type: 'text', text: text.slice(0, start) }, ...term, { type: 'text', text: text.slice(end) }];
}
