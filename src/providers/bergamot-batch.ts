/** A batch of sentences through the engine, and terms by themselves where that helps to place them. */
import type { EngineAnswer, EngineText } from '../engine/protocol.ts';
import { placeSentence } from './bergamot-answer.ts';
import { hasLetters, type Inline, type ParsedInline, parseInline, textOf } from './bergamot-inline.ts';
import { liftQuotes, withoutGlued } from './bergamot-quotes.ts';
import { toEngineText } from './bergamot-request.ts';
import { isSettled, type OwnTranslation, type Term, termsOf } from './bergamot-terms.ts';

export interface BatchOptions {
  /** One call of the engine; `undefined` for a text that broke it. */
  translate(texts: readonly EngineText[]): Promise<readonly (EngineAnswer | undefined)[]>;
  /** Pieces that concatenate to the text exactly. */
  splitSentences(text: string): string[];
  scored: boolean;
  /** Whether short quoted terms are translated without their marks. */
  quotesApart: boolean;
  /** A term's English, asked for by itself. */
  translateTerm(text: string): Promise<string | undefined>;
}

/** What is longer seldom stands in the answer as in its own translation, and costs more. */
const MAX_TERM_WORDS = 4;

/**
 * Answers in order; `undefined` where the engine failed. Asks for the sentences, then for terms of theirs, then for
 * those that need their quotation marks.
 */
export async function translateSentences(
  sentences: readonly (readonly Inline[])[],
  options: BatchOptions,
): Promise<(ParsedInline | undefined)[]> {
  const lifted = options.quotesApart ? sentences.map(liftQuotes) : sentences;
  const answers = await askEngine(lifted, options);
  const terms = lifted.map(termsOf);
  const own = await translateTerms(terms, answers, options);
  const place = (answer: ParsedInline | undefined, within: readonly Term[] = []) =>
    answer && placeSentence(answer, within, own);
  const placed = answers.map((answer, index) => place(answer, terms[index]));
  const unmarked = [...placed.keys()].filter((index) => placed[index]?.isMarked === false);
  const marked = unmarked.map((index) => sentences[index] ?? []);
  const again = await askEngine(marked, options);
  unmarked.forEach((index, at) => {
    placed[index] = place(again[at], termsOf(marked[at] ?? []));
  });
  return placed;
}

/** What holds no letters is its own answer. */
async function askEngine(
  sentences: readonly (readonly Inline[])[],
  { translate, splitSentences, scored }: BatchOptions,
): Promise<(ParsedInline | undefined)[]> {
  const asked = sentences.filter(hasLetters);
  const texts = asked.map((source) => toEngineText(withoutGlued(source), splitSentences, scored));
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

/** Of the terms whose place is not told without them. */
async function translateTerms(
  terms: readonly (readonly Term[])[],
  answers: readonly (ParsedInline | undefined)[],
  { translateTerm }: BatchOptions,
): Promise<OwnTranslation> {
  const wanted = new Set<string>();
  answers.forEach((answer, index) => {
    for (const term of terms[index] ?? [])
      if (answer && isShort(term.text) && !isSettled(term, answer.children)) wanted.add(term.text);
  });
  const own = await Promise.all([...wanted].map(async (text) => [text, await translateTerm(text)] as const));
  const found = new Map(own);
  return (text) => found.get(text);
}

function isShort(text: string): boolean {
  return /\p{L}/u.test(text) && text.split(/\s+/).length <= MAX_TERM_WORDS;
}
