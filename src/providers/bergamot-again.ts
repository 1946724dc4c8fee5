/** What lost a name or its number is asked for once more, in other words. */
import type { GlossaryTerm } from '../types.ts';
import { withoutEnumerator } from './bergamot-enumerator.ts';
import {
  haveSameTags,
  type Inline,
  type ParsedInline,
  parseInline,
  serializeInline,
  textOf,
} from './bergamot-inline.ts';
import { missingNames, type OtherWords, standIn } from './bergamot-names.ts';

export interface Sentence {
  children: readonly Inline[];
  /** Those of its segment, whether or not it has them. */
  terms: readonly GlossaryTerm[];
}

/** The answers, with better ones where asking again gave such; `translate` answers in order. */
export async function askAgain(
  sentences: readonly Sentence[],
  answers: readonly (ParsedInline | undefined)[],
  translate: (sentences: readonly Inline[][]) => Promise<(ParsedInline | undefined)[]>,
): Promise<(ParsedInline | undefined)[]> {
  const texts = sentences.map(({ children, terms }, index) => {
    const answer = answers[index];
    return { terms, source: textOf(children), target: answer && textOf(answer.children) };
  });
  const missing = missingNames(texts);
  const again = sentences.flatMap(({ children }, index) => {
    const other = inOtherWords(serializeInline(children), texts[index]?.target, missing[index] ?? []);
    const parsed = other && parseInline(other.source);
    return parsed ? [{ ...other, asked: parsed.children, index }] : [];
  });
  const second = await translate(again.map(({ asked }) => asked));
  const better = [...answers];
  again.forEach(({ asked, index, putBack }, at) => {
    const answer = second[at];
    const target = answer && putBack(serializeInline(answer.children));
    const parsed = target === undefined ? undefined : parseInline(target);
    if (answer && parsed && haveSameTags(parsed.children, asked))
      better[index] = { ...answer, children: parsed.children };
  });
  return better;
}

function inOtherWords(
  source: string,
  target: string | undefined,
  names: readonly GlossaryTerm[],
): OtherWords | undefined {
  const bare = target === undefined ? undefined : withoutEnumerator(source, target);
  const other = standIn(bare?.source ?? source, names);
  if (!bare || !other) return other ?? bare;
  const putBack = (answer: string) => {
    const named = other.putBack(answer);
    return named === undefined ? undefined : bare.putBack(named);
  };
  return { source: other.source, putBack };
}
