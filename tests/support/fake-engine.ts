/** Segments through the local provider's code, with a fake in the place of its engine. */
import type { BatchOptions } from '../../src/providers/bergamot-batch.ts';
import { translateSegments } from '../../src/providers/bergamot-segments.ts';
import { createTermCache } from '../../src/providers/bergamot-term-cache.ts';
import type { GlossaryTerm, Segment } from '../../src/types.ts';

export const segment = (source: string, terms: GlossaryTerm[] = []): Segment => ({
  ...{ id: 's1', kind: 'paragraph', tags: [], source },
  terms,
});

/** `answers` says what a fake engine makes of each text; what it was asked comes back too. `kept`: tags that are words. */
export async function translate(
  source: string,
  answers: Record<string, string>,
  { quotesApart = false, terms = [] as GlossaryTerm[], kept = [] as number[] } = {},
) {
  const asked: string[] = [];
  const cache = createTermCache();
  const engine: BatchOptions['translate'] = async (texts) => {
    asked.push(...texts.map(({ text }) => text));
    return texts.map(({ text }) => ({ text: answers[text] ?? 'nothing' }));
  };
  const tags = kept.map((id) => ({ id, kind: 'keep' as const, node: 'inlineCode', text: 'x' }));
  const [target] = await translateSegments([{ ...segment(source, terms), tags }], {
    translate: engine,
    translateTerm: (text) => cache.translate(text, engine),
    splitSentences: (text) => text.split(/(?<=[.!?] )/),
    scored: false,
    quotesApart,
  });
  return { target: target?.target, asked };
}
