/** A glossary in the user's DeepL account that is kept equal to the pipeline's. */
import type { DeepLClient } from 'deepl-node';
import { KlartextError } from '../errors.ts';
import type { GlossaryTerm, LanguagePair } from '../types.ts';
import { loadOptional } from './optional-package.ts';

/** Answers the glossary's id. */
export type FindGlossary = (pair: LanguagePair) => Promise<string>;

/**
 * Looks for the glossary by its name when it is first needed, makes it when there is none, and gives it the terms.
 * Nothing of this is billed. What failed is tried again with the next request. Rejects with the client's errors.
 */
export function accountGlossary(
  client: DeepLClient,
  name: string,
  terms: readonly GlossaryTerm[],
): FindGlossary {
  let found: Promise<string> | undefined;
  return (pair) => {
    found ??= synchronise(client, name, terms, pair).catch((error: unknown) => {
      found = undefined;
      // The client reads these answers without looking at them first.
      throw error instanceof SyntaxError || error instanceof TypeError ? unreadable(error) : error;
    });
    return found;
  };
}

async function synchronise(
  client: DeepLClient,
  name: string,
  terms: readonly GlossaryTerm[],
  pair: LanguagePair,
): Promise<string> {
  const { GlossaryEntries } = await loadOptional('deepl', 'deepl-node', () => import('deepl-node'));
  const entries = Object.fromEntries(terms.map(({ german, english }) => [german, english]));
  const dictionary = {
    sourceLangCode: pair.source,
    targetLangCode: pair.target,
    entries: new GlossaryEntries({ entries }),
  };
  const known = (await client.listMultilingualGlossaries()).find((one) => one.name === name);
  if (!known) return (await client.createMultilingualGlossary(name, [dictionary])).glossaryId;
  await client.replaceMultilingualGlossaryDictionary(known, dictionary);
  return known.glossaryId;
}

function unreadable(cause: Error): KlartextError {
  const message = 'DeepL answered something that is no glossary.';
  return new KlartextError('PROVIDER_BAD_RESPONSE', message, { cause });
}
