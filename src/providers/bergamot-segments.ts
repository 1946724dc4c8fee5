/** Segments through the engine: cut into sentences, asked for in batches, joined again. */
import type { Segment, TranslatedSegment } from '../types.ts';
import { askAgain, type Sentence } from './bergamot-again.ts';
import { joinSentences } from './bergamot-answer.ts';
import { type BatchOptions, translateSentences } from './bergamot-batch.ts';
import { type Glued, glue, unglue } from './bergamot-glue.ts';
import { hasLetters, type Inline, type ParsedInline, parseInline, textOf } from './bergamot-inline.ts';
import { type Named, nameKept, putKept } from './bergamot-kept.ts';
import { cutBatches, sentencesOf } from './bergamot-request.ts';
import { mendEarliest, mendUnits, mendUntil } from './bergamot-spell-out.ts';
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
  const answers = await answerAll(sentences, options);
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

interface OwnSentence extends Sentence {
  /** As it is asked for first. */
  named: Named | undefined;
}

interface CutSegment extends Glued {
  symbols: string[];
  /** Tags that are words: code, addresses. */
  kept: ReadonlySet<number>;
  /** None where there are no letters. */
  sentences: OwnSentence[];
}

function cutSegment({ source, tags, terms = [] }: Segment, options: BatchOptions): CutSegment | undefined {
  const parsed = parseInline(source);
  if (!parsed) return undefined;
  const { children, symbols } = liftSymbols(parsed.children);
  const kept = new Set(tags.flatMap(({ id, kind, text }) => (kind === 'keep' && text ? [id] : [])));
  const glued = { ...glue(children), symbols, kept };
  if (!hasLetters(children)) return { ...glued, sentences: [] };
  const sentences = sentencesOf(glued.children, options.splitSentences);
  const toSentence = (own: Inline[]) => ({ children: own, terms, named: nameKept(own, kept) });
  return { ...glued, sentences: sentences.map(toSentence) };
}

/** Once more with the tags where a name did not come back. */
async function answerAll(
  sentences: readonly OwnSentence[],
  options: BatchOptions,
): Promise<(ParsedInline | undefined)[]> {
  const translate = (texts: readonly (readonly Inline[])[]) => inBatches(texts, options);
  const ask = async (asked: readonly Sentence[]) =>
    askAgain(asked, await translate(asked.map(({ children }) => children)), translate);
  const named = await ask(
    sentences.map(({ children, terms, named }) => ({ terms, children: named?.children ?? children })),
  );
  const answers = named.map((answer, index) => {
    const tags = sentences[index]?.named?.tags;
    if (!answer || !tags) return answer;
    const children = putKept(answer.children, tags);
    return children && { ...answer, children };
  });
  const again = [...answers.keys()].filter((index) => !answers[index] && sentences[index]?.named);
  const second = await ask(again.map((index) => sentences[index] as OwnSentence));
  again.forEach((index, at) => {
    answers[index] = second[at];
  });
  return answers;
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
  { children, symbols, signed, kept }: CutSegment,
  source: string,
): TranslatedSegment | undefined {
  const own = answers
    .filter((answer) => answer !== undefined)
    .map((answer) => ({ ...answer, children: unglue(answer.children, signed) }));
  const joined = own.length === answers.length ? joinSentences(own, children, kept) : undefined;
  if (!joined) return undefined;
  const whole = putSymbols(joined.target, symbols);
  const target = mendUntil(mendEarliest(mendUnits(whole, source), source), source);
  return { ...joined, target: withEdges(target, source) };
}

/** White space at the ends of a segment is its place among its neighbours, not the engine's business. */
function withEdges(target: string, source: string): string {
  return (/^\s*/.exec(source)?.[0] ?? '') + target + (/\s*$/.exec(source)?.[0] ?? '');
}
