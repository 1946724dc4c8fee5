/** Segments through the engine: cut into sentences, asked for in batches, joined again. */
import type { Segment, TranslatedSegment } from '../types.ts';
import { askAgain, type Sentence } from './bergamot-again.ts';
import { joinSentences } from './bergamot-answer.ts';
import { type BatchOptions, translateSentences } from './bergamot-batch.ts';
import { type Glued, glue, unglue } from './bergamot-glue.ts';
import { hasLetters, type Inline, type ParsedInline, parseInline, textOf } from './bergamot-inline.ts';
import { cutBatches, sentencesOf } from './bergamot-request.ts';
import { liftSymbols, putSymbols } from './bergamot-symbols.ts';

/**
 * Answers in order. `undefined` where the markup is broken, the engine failed on a sentence, or a tag was lost; what
 * has no letters is its own answer.
 */
export async function translateSegments(
  segments: readonly Segment[],
  options: BatchOptions,
): Promise<(TranslatedSegment | undefined)[]> {
  const cut = segments.map((segment) => cutSegment(segment, options));
  const sentences = cut.flatMap((one) => one?.sentences ?? []);
  const translate = (texts: readonly (readonly Inline[])[]) => inBatches(texts, options);
  const first = await translate(sentences.map(({ children }) => children));
  const answers = await askAgain(sentences, first, translate);
  let next = 0;
  return segments.map(({ source }, index) => {
    const one = cut[index];
    if (!one) return undefined;
    if (one.sentences.length === 0) return source === '' ? undefined : { target: source };
    const own = answers.slice(next, next + one.sentences.length);
    next += own.length;
    return joinAnswers(own, one, source);
  });
}

interface CutSegment extends Glued {
  symbols: string[];
  /** None where there are no letters. */
  sentences: Sentence[];
}

function cutSegment({ source, terms = [] }: Segment, options: BatchOptions): CutSegment | undefined {
  const parsed = parseInline(source);
  if (!parsed) return undefined;
  const { children, symbols } = liftSymbols(parsed.children);
  const glued = { ...glue(children), symbols };
  if (!hasLetters(children)) return { ...glued, sentences: [] };
  const sentences = sentencesOf(glued.children, options.splitSentences);
  return { ...glued, sentences: sentences.map((sentence) => ({ children: sentence, terms })) };
}

async function inBatches(
  sentences: readonly (readonly Inline[])[],
  options: BatchOptions,
): Promise<(ParsedInline | undefined)[]> {
  const batches = cutBatches(sentences.map((children) => textOf(children).length));
  const answers = await Promise.all(
    batches.map(([start, end]) => translateSentences(sentences.slice(start, end), options)),
  );
  return answers.flat();
}

function joinAnswers(
  answers: readonly (ParsedInline | undefined)[],
  { children, symbols, signed }: CutSegment,
  source: string,
): TranslatedSegment | undefined {
  const whole = answers
    .filter((answer) => answer !== undefined)
    .map((answer) => ({ ...answer, children: unglue(answer.children, signed) }));
  const joined = whole.length === answers.length ? joinSentences(whole, children) : undefined;
  return joined && { ...joined, target: withEdges(putSymbols(joined.target, symbols), source) };
}

/** White space at the ends of a segment is its place among its neighbours, not the engine's business. */
function withEdges(target: string, source: string): string {
  return (/^\s*/.exec(source)?.[0] ?? '') + target + (/\s*$/.exec(source)?.[0] ?? '');
}
