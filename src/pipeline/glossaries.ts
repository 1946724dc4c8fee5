/** Finding and reading the glossaries that a pipeline names. */
import { sha256 } from '../hash.ts';
import type { TermFinder } from '../segments/glossary/match-terms.ts';
import type { Glossary } from '../segments/glossary/parse-glossary.ts';
import { findNamed, type Kind, type Places } from './named-file.ts';
import { readConfig } from './rule-packs.ts';

export interface LoadedGlossary {
  glossary: Glossary;
  /** SHA-256 of the file's text, for fingerprints. */
  hash: string;
}

const KIND: Kind = { what: 'glossary', folder: 'glossary', ending: '.csv', endings: /\.csv$/ };

/** Loads a glossary by name or path; see `findNamed`. Rejects with CONFIG_INVALID; `where` begins the message. */
export async function loadGlossary(name: string, places: Places, where: string): Promise<LoadedGlossary> {
  const file = findNamed(name, KIND, places, where);
  const text = await readConfig(file, file);
  // Pipelines without a glossary do not pay for what reads them.
  const { parseGlossary } = await import('../segments/glossary/parse-glossary.ts');
  return { glossary: parseGlossary(text, file), hash: sha256(text) };
}

/** One finder for all glossaries of a pipeline, later ones first; undefined without any. */
export async function openTermFinder(glossaries: readonly Glossary[]): Promise<TermFinder | undefined> {
  if (glossaries.length === 0) return undefined;
  const { compileGlossary } = await import('../segments/glossary/match-terms.ts');
  return compileGlossary(glossaries);
}
