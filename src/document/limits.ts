/**
 * What is too much for an article. Reading, comparing and writing cost more than their share when there is very much
 * of something, so that a hostile document could hold up a night; it is refused by name instead, and nothing of it is
 * lost without a word. The limits are far above any article, and depend on the input alone, never on the clock.
 */
import type { Nodes, Root } from 'mdast';
import { KlartextError } from '../errors.ts';
import type { InputFormat } from '../types.ts';

/** A book's length. */
const MAX_CHARACTERS = 300_000;
/** Paragraphs, headings, items, rows. */
const MAX_BLOCKS = 5_000;
/** Of a page, menus and comments included. */
const MAX_PAGE_BLOCKS = 30_000;
/** Signs that are or could be taken for markup: what opens and what closes is searched for each. */
const MAX_SIGNS = 10_000;
/** Of one Markdown paragraph, table or listing; its parser looks at each line again for every other. */
const MAX_LINES = 2_500;
const MAX_DEPTH = 50;

const SIGNS = /[[\]*_`~|<&]|:\/\/|^[ \t]*(?:[-+>]|\d{1,9}[.)])[ \t]/gm;
const DEEP = new RegExp(
  String.raw`^[ \t]{0,200}(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]{0,8}){${MAX_DEPTH}}|^[ \t]{${2 * MAX_DEPTH},}(?:[-*+]|\d{1,9}[.)])[ \t]`,
  'm',
);

/** Throws INPUT_UNSUPPORTED for text or Markdown that should not even be parsed. */
export function checkText(text: string, format: Exclude<InputFormat, 'html'>): void {
  checkLength(text.length);
  check(linesIn(text), 2 * MAX_BLOCKS, 'lines');
  if (format === 'text') return;
  check(signsIn(text), MAX_SIGNS, 'signs of markup');
  const longest = text.split(/\n[ \t]*\n/).reduce((most, part) => Math.max(most, linesIn(part)), 0);
  check(longest, MAX_LINES, 'lines without an empty one between');
  if (DEEP.test(text)) throw tooMuch(`lists or quotes nested deeper than ${MAX_DEPTH} levels`);
}

/** Throws INPUT_UNSUPPORTED for a tree of more text or blocks than the stages should walk through. */
export function checkTree(root: Root): void {
  const found = { characters: 0, blocks: 0, signs: 0 };
  measure(root, found);
  checkLength(found.characters);
  check(found.blocks, MAX_BLOCKS, 'paragraphs, items and rows');
  check(found.signs, MAX_SIGNS, 'signs of markup');
}

/** Throws INPUT_UNSUPPORTED for a page of more blocks than should be weighed against each other. */
export function checkPage(blocks: number): void {
  check(blocks, MAX_PAGE_BLOCKS, 'blocks of text');
}

/** Throws INPUT_UNSUPPORTED for more text than an article has. */
export function checkLength(characters: number): void {
  check(characters, MAX_CHARACTERS, 'characters');
}

const BLOCKS = new Set(['paragraph', 'heading', 'listItem', 'tableRow', 'code', 'blockquote']);

function measure(node: Nodes, found: { characters: number; blocks: number; signs: number }): void {
  if (BLOCKS.has(node.type)) found.blocks++;
  if ('value' in node) found.characters += node.value.length;
  if (node.type === 'text') found.signs += signsIn(node.value);
  if ('children' in node) for (const child of node.children) measure(child, found);
}

function linesIn(text: string): number {
  return (text.match(/\n/g)?.length ?? 0) + 1;
}

function signsIn(text: string): number {
  return text.match(SIGNS)?.length ?? 0;
}

function check(count: number, limit: number, what: string): void {
  if (count > limit) throw tooMuch(`${count} ${what} (at most ${limit} are read)`);
}

function tooMuch(what: string): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', `expected an article, came ${what}.`, {
    hint: 'Split the input.',
  });
}
