/** Puts tags where their words stand in the answer: the engine's attention is sure of the sentence, not of the word. */
import { isGermanNoun } from '../segments/checks/german-nouns.ts';
import { literally } from '../segments/literally.ts';
import { type Inline, joinTexts, soleText, textOf, unwrap } from './bergamot-inline.ts';
import { isQuoted } from './bergamot-quotes.ts';

/** A text with tags around all of it, of which some may stand for quotation marks, and nothing inside. */
export interface Term {
  text: string;
  /** Tags around exactly this text, outermost first. */
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

/** Whether the term's own translation is of no use, or not needed. */
export function isSettled(term: Term, answer: readonly Inline[]): boolean {
  return term.places === 0 || isSure(term, answer) || findTerm(term, textOf(answer)) !== undefined;
}

/**
 * A copy of the answer in which every term that is found has its tags around it. The others' tags stay where the
 * engine put them, but for those of quotation marks where that is not sure.
 *
 * @param answer each tag once
 * @param sure what `isSure` said of the terms before
 * @returns `unplaced`: terms that were not found, or stand across a tag's edge, and whose place is not sure
 */
export function placeTerms(
  answer: readonly Inline[],
  terms: readonly Term[],
  own: OwnTranslation,
  sure: ReadonlySet<Term>,
): { children: Inline[]; unplaced: Term[] } {
  const start = trimTerms(answer, [...sure]);
  const find = (term: Term, text: string) => findTerm(term, text, sure.has(term) ? '' : own(term.text));
  const marks = idsOfTerms(terms.filter((term) => !sure.has(term))).filter(isQuoted);
  let movable = terms.filter((term) => find(term, textOf(start)));
  for (;;) {
    const ids = new Set([...idsOfTerms(movable), ...marks]);
    let children = unwrap(start, (id) => ids.has(id));
    const placed = movable.filter((term) => {
      const range = find(term, textOf(children));
      if (!range || !insert(children, range, term)) return false;
      children = joinTexts(children);
      return true;
    });
    if (placed.length === movable.length)
      return { children, unplaced: terms.filter((term) => !placed.includes(term) && !sure.has(term)) };
    // What could not be placed goes back to where the engine put it, which may be in another's way.
    movable = placed;
  }
}

function idsOfTerms(terms: readonly Term[]): number[] {
  return terms.flatMap(({ ids }) => ids);
}

/**
 * Whether the engine put the term's tags in one place, around about as many words: 79 of 83 such places were those of
 * the term's own translation where that was found, and it is found for two of five. Never for what is quoted and
 * may be a name: with its marks the engine would rather leave it as it is.
 *
 * @param answer as it came
 */
export function isSure({ ids, text, places }: Term, answer: readonly Inline[]): boolean {
  if (places === 0 || (ids.some(isQuoted) && mayBeName(text))) return false;
  return ids.every((id) => {
    const [run, ...more] = runsOf(id, answer);
    if (run === undefined || more.length > 0) return false;
    const core = run.slice(...coreOf(run, text));
    if (!/\p{L}{3}|\p{N}/u.test(core) || (core.includes(', ') && !text.includes(', '))) return false;
    return Math.abs(countWords(core) - countWords(text)) <= 1;
  });
}

function mayBeName(text: string): boolean {
  return !/^\p{Ll}/u.test(text) && (/\s/.test(text) || !isGermanNoun(text));
}

/** The texts that the tag is around. */
function runsOf(id: number, nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (node.type !== 'paired') return [];
    const text = textOf([node]);
    return node.id === id && text.trim() !== '' ? [text] : runsOf(id, node.children);
  });
}

const GERMAN_ARTICLE = /^(?:d(?:er|ie|as|en|em|es)|eine?[mnrs]?|vo[nm])\s/iu;
const OPENS = /^[\s"'“‘]*/u;
const OPENS_WITH_ARTICLE = /^[\s"'“‘]*(?:of\s+)?(?:(?:the|an?)\s+)?/iu;
const CLOSES = /[\s"'”’]*$/u;
const CLOSES_WITH_SIGN = /[\s"'”’.,;:!?…]*$/u;

/** Of what a term's tag is around: no article, *of* or punctuation at the edges that the term has not. */
function coreOf(run: string, term: string): Range {
  const [lead = ''] = (GERMAN_ARTICLE.test(term) ? OPENS : OPENS_WITH_ARTICLE).exec(run) ?? [];
  const [tail = ''] = (/\p{P}$/u.test(term) ? CLOSES : CLOSES_WITH_SIGN).exec(run.slice(lead.length)) ?? [];
  return [lead.length, run.length - tail.length];
}

function trimTerms(nodes: readonly Inline[], terms: readonly Term[]): Inline[] {
  return joinTexts(
    nodes.flatMap((node): Inline[] => {
      if (node.type !== 'paired') return [node];
      const sole = soleText(node);
      const term = terms.find(({ ids }) => ids.includes(node.id));
      if (sole && term) return wrapped(sole.text, coreOf(sole.text, term.text), sole.ids);
      return [{ ...node, children: trimTerms(node.children, terms) }];
    }),
  );
}

function countWords(text: string): number {
  return text.trim().split(/\s+/).length;
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
  for (const id of ids.toReversed()) term = [{ type: 'paired', id, children: term }];
  return [{ type: 'text', text: text.slice(0, start) }, ...term, { type: 'text', text: text.slice(end) }];
}
