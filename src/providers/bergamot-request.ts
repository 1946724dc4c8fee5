/** Segments as the engine takes them: sentences in strict HTML or plain text, in batches. */
import type { EngineText } from '../engine/protocol.ts';
import { escapeText } from '../segments/encode.ts';
import { type Inline, textOf } from './bergamot-inline.ts';
import { spellOut } from './bergamot-spell-out.ts';

/** Of 24 paragraphs; 16 a call were within 5 % of the fastest, more than 32 gained nothing (tests/bench/engine.ts). */
const BATCH_SENTENCES = 72;
/** Bounds what one call holds in the engine's memory. */
const BATCH_CHARACTERS = 24_000;

/**
 * `html` carries tags over and costs nothing (measured), but is left out where there are none: fewer ways to break.
 * White space other than spaces becomes one, since a line feed ends a sentence here.
 */
export function toEngineText(
  children: readonly Inline[],
  splitSentences: (text: string) => string[],
  scored: boolean,
): EngineText {
  const html = scored || children.some((child) => child.type !== 'text');
  const breaks = sentenceBreaks(splitSentences(textOf(children)));
  let offset = 0;
  const write = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => {
        if (node.type === 'keep') return `<img id="${node.id}">`;
        if (node.type === 'paired') return `<b id="${node.id}">${write(node.children)}</b>`;
        const text = spellOut(breakLines(node.text, offset, breaks));
        offset += node.text.length;
        return html ? escapeText(text) : text;
      })
      .join('');
  return { text: write(children), html };
}

/** On both sides of a sign between the parts of a title, which comes back as another one: `Test | Forum`. */
const SEPARATOR = /(?<=\s[|•·›»]\s)|(?<=\s)(?=[|•·›»]\s)/u;

/**
 * The sentences of a segment, those signs by themselves, white space between them left out; those within one tag stay
 * together, a line each in what the engine is sent.
 */
export function sentencesOf(
  children: readonly Inline[],
  splitSentences: (text: string) => string[],
): Inline[][] {
  const pieces = splitSentences(textOf(children)).flatMap((piece) => piece.split(SEPARATOR));
  const breaks = [...sentenceBreaks(pieces)];
  const sentences: Inline[][] = [[]];
  let offset = 0;
  for (const node of children) {
    const start = offset;
    offset += textOf([node]).length;
    if (node.type !== 'text') {
      sentences.at(-1)?.push(node);
      continue;
    }
    const cuts = breaks.filter((at) => at >= start && at < offset).map((at) => at - start);
    [0, ...cuts].forEach((from, index) => {
      const text = node.text.slice(from, cuts[index]);
      if (index > 0) sentences.push([]);
      sentences.at(-1)?.push({ type: 'text', text: index > 0 ? text.trimStart() : text });
    });
  }
  return sentences;
}

/**
 * Where a line ends, as offsets into the text: at the first white space after a sentence, so that a note's mark
 * glued to the sentence's end stays with it and a tag after the space goes with the next.
 */
function sentenceBreaks(pieces: readonly string[]): Set<number> {
  const breaks = new Set<number>();
  let end = 0;
  for (const piece of pieces.slice(0, -1)) {
    breaks.add(end + piece.trimEnd().length);
    end += piece.length;
  }
  return breaks;
}

function breakLines(text: string, offset: number, breaks: ReadonlySet<number>): string {
  let line = '';
  for (let index = 0; index < text.length; index++) {
    const character = onTheLine(text[index] ?? '');
    const isSpace = /\s/.test(character);
    if (breaks.has(offset + index)) line += isSpace ? '\n' : `\n${character}`;
    else if (!isSpace) line += character;
    else if (!line.endsWith('\n')) line += character === '\u00a0' ? character : ' ';
  }
  return line;
}

/**
 * Runs of `count` texts as even as can be. A pure function of the texts: what else is translated at the time, or
 * on how many threads, must not change a result, and the engine's shortlist and length limit look at a whole call.
 * Returns [start, end) pairs.
 */
export function cutBatches(lengths: readonly number[]): [number, number][] {
  const characters = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.max(
    1,
    Math.ceil(lengths.length / BATCH_SENTENCES),
    Math.ceil(characters / BATCH_CHARACTERS),
  );
  const batches: [number, number][] = [];
  let start = 0;
  let done = 0;
  lengths.forEach((length, index) => {
    done += length;
    const full = index + 1 - start >= BATCH_SENTENCES || done * count >= characters * (batches.length + 1);
    if (!full && index + 1 < lengths.length) return;
    batches.push([start, index + 1]);
    start = index + 1;
  });
  return batches;
}

const FIRST_SUBSCRIPT = 0x2080;
/** Signs that are in no vocabulary, by those for the same that are. */
const ALIKE: Readonly<Record<string, string>> = {
  '´': '’',
  '‐': '-',
  '‒': '–',
  '³': '3',
  μ: 'µ',
  '‰': 'Promille',
};

/** The digits of `CO₂` are in no vocabulary, and come back as broken bytes; `CO2` is what English papers write. */
function onTheLine(character: string): string {
  const digit = character.charCodeAt(0) - FIRST_SUBSCRIPT;
  return digit >= 0 && digit <= 9 ? String(digit) : (ALIKE[character] ?? character);
}
