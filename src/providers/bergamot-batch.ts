/** A batch of segments through the engine: sentence by sentence, and terms by themselves where that helps to place them. */
import type { EngineAnswer, EngineText } from '../engine/protocol.ts';
import type { TranslatedSegment } from '../types.ts';
import { joinSentences, placeSentence } from './bergamot-answer.ts';
import {
  hasLetters,
  type Inline,
  type ParsedInline,
  parseInline,
  textOf,
  unwrap,
} from './bergamot-inline.ts';
import { isQuoted, liftQuotes } from './bergamot-quotes.ts';
import { sentencesOf, toEngineText } from './bergamot-request.ts';
import { liftSymbols, putSymbols } from './bergamot-symbols.ts';
import { isClear, type OwnTranslation, type Term, termsOf } from './bergamot-terms.ts';

export interface BatchOptions {
  /** One call of the engine; `undefined` for a text that broke it. */
  translate(texts: readonly EngineText[]): Promise<readonly (EngineAnswer | undefined)[]>;
  /** Pieces that concatenate to the text exactly. */
  splitSentences(text: string): string[];
  scored: boolean;
  /** Whether short quoted terms are translated without their marks. */
  quotesApart: boolean;
}

/** What is longer seldom stands in the answer as in its own translation, and costs more. */
const MAX_TERM_WORDS = 4;

/** Answers in order; `undefined` where the engine failed on a sentence or a tag was lost. */
export async function translateBatch(
  segments: readonly (readonly Inline[])[],
  options: BatchOptions,
): Promise<(TranslatedSegment | undefined)[]> {
  const lifted = segments.map(liftSymbols);
  const sentences = lifted.map(({ children }) => sentencesOf(children, options.splitSentences));
  const answers = await translateSentences(sentences.flat(), options);
  let next = 0;
  return lifted.map(({ children, symbols }, index) => {
    const count = sentences[index]?.length ?? 0;
    const own = answers.slice(next, next + count);
    next += count;
    const whole = own.filter((answer) => answer !== undefined);
    const joined = whole.length === count ? joinSentences(whole, children) : undefined;
    return joined && { ...joined, target: putSymbols(joined.target, symbols) };
  });
}

/** Three calls of the engine at most: the sentences, terms of theirs, and those that need their quotation marks. */
async function translateSentences(
  sentences: readonly Inline[][],
  options: BatchOptions,
): Promise<(ParsedInline | undefined)[]> {
  const lifted = options.quotesApart ? sentences.map(liftQuotes) : sentences;
  const answers = await askEngine(lifted, options);
  const own = await translateTerms(lifted.map(termsOf), answers, options);
  const place = (answer: ParsedInline | undefined, source: readonly Inline[] = []) =>
    answer && placeSentence(answer, termsOf(source), own);
  const placed = answers.map((answer, index) => place(answer, lifted[index]));
  const unmarked = [...placed.keys()].filter((index) => placed[index]?.isMarked === false);
  const marked = unmarked.map((index) => sentences[index] ?? []);
  const again = await askEngine(marked, options);
  unmarked.forEach((index, at) => {
    placed[index] = place(again[at], marked[at]);
  });
  return placed;
}

/** What holds no letters is its own answer. */
async function askEngine(
  sentences: readonly (readonly Inline[])[],
  { translate, splitSentences, scored }: BatchOptions,
): Promise<(ParsedInline | undefined)[]> {
  const asked = sentences.filter(hasLetters);
  const texts = asked.map((source) => toEngineText(unwrap(source, isQuoted), splitSentences, scored));
  const answers = texts.length > 0 ? await translate(texts) : [];
  return sentences.map((source) => {
    const index = asked.indexOf(source);
    if (index < 0) return { children: [...source], scores: [] };
    const answer = answers[index];
    return answer && parseAnswer(answer, texts[index]?.html ?? false);
  });
}

/** What the engine spells byte by byte, and wrongly, it decodes to this. */
const BROKEN_BYTES = '\uFFFD';

/** An empty answer is none: a sentence must not go missing. Neither is one with broken characters. */
function parseAnswer({ text }: EngineAnswer, html: boolean): ParsedInline | undefined {
  if (text.includes(BROKEN_BYTES)) return undefined;
  const parsed = html ? parseInline(text) : { children: [{ type: 'text' as const, text }], scores: [] };
  return parsed && textOf(parsed.children).trim() !== '' ? parsed : undefined;
}

/** Of the terms that do not stand in their answer as they are, all in one call. */
async function translateTerms(
  terms: readonly (readonly Term[])[],
  answers: readonly (ParsedInline | undefined)[],
  { translate }: BatchOptions,
): Promise<OwnTranslation> {
  const wanted = new Set<string>();
  answers.forEach((answer, index) => {
    const text = textOf(answer?.children ?? []);
    for (const term of terms[index] ?? [])
      if (answer && isShort(term.text) && !isClear(term, text)) wanted.add(term.text);
  });
  const texts = [...wanted];
  if (texts.length === 0) return () => undefined;
  const own = await translate(texts.map((text) => ({ text: text.replace(/\s+/g, ' '), html: false })));
  const found = new Map(texts.map((text, index) => [text, own[index]?.text]));
  return (text) => found.get(text);
}

function isShort(text: string): boolean {
  return /\p{L}/u.test(text) && text.split(/\s+/).length <= MAX_TERM_WORDS;
}
