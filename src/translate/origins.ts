/** Whose remembered answers may stand for a segment's. */
import { hashValue } from '../hash.ts';
import type { AnswerOrigin, LanguagePair, Segment, TranslationProvider } from '../types.ts';
import { type Placed, placed } from './outcome.ts';

/** Hexadecimal digits of a hash of settings. */
const LENGTH = 16;

/**
 * The segments by the origin that answers for them. With a provider that gets terms, those that a segment has decide
 * its answer: a glossary that changes has only what it names asked again.
 */
export function byOrigin(
  provider: TranslationProvider,
  pair: LanguagePair,
  settings: string,
  segments: readonly Segment[],
): [AnswerOrigin, Placed[]][] {
  const groups = new Map<string, Placed[]>();
  for (const one of placed(segments)) {
    const terms = termsThatCount(provider, one.segment);
    const own = terms.length > 0 ? hashValue([settings, terms]).slice(0, LENGTH) : settings;
    const group = groups.get(own);
    if (group) group.push(one);
    else groups.set(own, [one]);
  }
  const { id, model } = provider;
  return [...groups].map(([own, group]) => [{ pair, provider: id, model, settings: own }, group]);
}

function termsThatCount({ features }: TranslationProvider, { terms = [] }: Segment): object[] {
  if (features.glossary === false) return [];
  return terms
    .filter(({ isName }) => isName || features.glossary === true)
    .map(({ german, english, doNotTranslate }) => ({ german, english, doNotTranslate }));
}
