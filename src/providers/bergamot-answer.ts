/** The engine's answers as segments: every tag once, in our form, white space as a reader expects it. */
import type { TranslatedSegment } from '../types.ts';
import {
  haveSameTags,
  type Inline,
  joinTexts,
  type ParsedInline,
  serializeInline,
  textOf,
} from './bergamot-inline.ts';
import { mendNumbers } from './bergamot-numbers.ts';
import { isQuoted, putQuotes } from './bergamot-quotes.ts';
import { mendSpacing } from './bergamot-spacing.ts';
import { isSure, type OwnTranslation, placeTerms, type Term } from './bergamot-terms.ts';

type Paired = Extract<Inline, { type: 'paired' }>;

/** One sentence of the engine, its tags placed by their words where those are found. */
interface PlacedSentence extends ParsedInline {
  /** Whether all marks of quoted terms that were translated without them have a place. */
  isMarked: boolean;
}

/** `terms` are those of the sentence that was sent. */
export function placeSentence(
  { children, scores }: ParsedInline,
  terms: readonly Term[],
  own: OwnTranslation,
): PlacedSentence {
  const sure = new Set(terms.filter((term) => isSure(term, children)));
  const placed = placeTerms(keepOnce(children), terms, own, sure);
  const isMarked = !placed.unplaced.some(({ ids }) => ids.some(isQuoted));
  return { children: putQuotes(placed.children), scores, isMarked };
}

/** `undefined` where the sentences have lost a tag of `source`. `kept`: the tags that are words. */
export function joinSentences(
  sentences: readonly ParsedInline[],
  source: readonly Inline[],
  kept: ReadonlySet<number>,
): TranslatedSegment | undefined {
  const joined = sentences.flatMap(({ children }, index): Inline[] =>
    index === 0 ? children : [{ type: 'text', text: '\n' }, ...children],
  );
  const filled = fillEmpty(joinTexts(joined), pairedWithText(source));
  const isBegun = beginsKept(filled, kept);
  const children = mendNumbers(isBegun ? filled : capitalize(filled, textOf(source)), source);
  if (!haveSameTags(children, source)) return undefined;
  const target = mendSpacing(serializeInline(children), serializeInline(source));
  const scores = sentences.flatMap((sentence) => sentence.scores);
  if (scores.length === 0) return { target };
  return { target, quality: scores.reduce((total, score) => total + score, 0) / scores.length };
}

/**
 * Where the words of a tag come apart in English, the engine writes the tag around each run of them. The longest
 * run keeps it; the others stay as text.
 */
function keepOnce(children: readonly Inline[]): Inline[] {
  const best = new Map<number, Inline>();
  const length = (node: Inline) => (node.type === 'paired' ? textOf(node.children).trim().length : 0);
  const look = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.type === 'text') continue;
      const rival = best.get(node.id);
      if (!rival || length(node) > length(rival)) best.set(node.id, node);
      if (node.type === 'paired') look(node.children);
    }
  };
  const keep = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (node.type === 'text') return [node];
      const isBest = best.get(node.id) === node;
      if (node.type === 'keep') return isBest ? [node] : [];
      const inner = keep(node.children);
      return isBest ? [{ ...node, children: inner }] : inner;
    });
  look(children);
  return joinTexts(keep(children));
}

function pairedWithText(children: readonly Inline[]): Set<number> {
  const ids = new Set<number>();
  for (const child of children) {
    if (child.type !== 'paired') continue;
    if (textOf(child.children).trim() !== '') ids.add(child.id);
    for (const id of pairedWithText(child.children)) ids.add(id);
  }
  return ids;
}

/**
 * A tag whose words got no attention comes back empty, at the right place: a link nobody could see. It takes the
 * word after it, or else the one before.
 */
function fillEmpty(children: Inline[], withText: ReadonlySet<number>): Inline[] {
  for (let index = children.length - 1; index >= 0; index--) {
    const node = children[index];
    if (node?.type !== 'paired') continue;
    if (withText.has(node.id) && textOf(node.children).trim() === '') {
      takeWord(node, children[index + 1], children[index - 1]);
    }
    fillEmpty(node.children, withText);
  }
  return children;
}

const FIRST_WORD = /^(\s*)([\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*)/u;
const LAST_WORD = /([\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*)([^\p{L}\p{N}]*)$/u;

function takeWord(node: Paired, next: Inline | undefined, previous: Inline | undefined): void {
  const first = next?.type === 'text' ? FIRST_WORD.exec(next.text) : null;
  if (first && next?.type === 'text') {
    node.children.push({ type: 'text', text: first[0] });
    next.text = next.text.slice(first[0].length);
    return;
  }
  const last = previous?.type === 'text' ? LAST_WORD.exec(previous.text) : null;
  if (last && previous?.type === 'text') {
    node.children.push({ type: 'text', text: last[0] });
    previous.text = previous.text.slice(0, last.index);
  }
}

const WORD = /[\p{L}\p{N}]+/gu;
const FIRST_LETTER = /^[\s\p{P}]*(\p{L})/u;

/** Titles and cells that begin with a capital do so in English, but for a name that the source has so: iPhone. */
function capitalize(children: Inline[], source: string): Inline[] {
  const [, letter = ''] = FIRST_LETTER.exec(source) ?? [];
  const [word = ''] = textOf(children).match(WORD) ?? [];
  const isName = source.match(WORD)?.includes(word);
  if (!/\p{Lu}/u.test(letter) || !/^\p{Ll}/u.test(word) || isName) return children;
  const first = firstText(children);
  if (first) first.text = first.text.replace(FIRST_LETTER, (start) => start.toUpperCase());
  return children;
}

/** Whether a word that stays as it is comes first. */
function beginsKept([first]: readonly Inline[], kept: ReadonlySet<number>): boolean {
  if (first?.type === 'paired') return beginsKept(first.children, kept);
  return first?.type === 'keep' && kept.has(first.id);
}

function firstText(children: readonly Inline[]): Extract<Inline, { type: 'text' }> | undefined {
  for (const child of children) {
    if (child.type === 'text' && /[\p{L}\p{N}]/u.test(child.text)) return child;
    const inside = child.type === 'paired' ? firstText(child.children) : undefined;
    if (inside) return inside;
  }
  return undefined;
}
