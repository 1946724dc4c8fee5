/** Finding and reading the glossaries that a pipeline names. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { TermFinder } from '../segments/glossary/match-terms.ts';
import type { Glossary } from '../segments/glossary/parse-glossary.ts';
import { didYouMean } from '../suggest.ts';
import { readConfig } from './rule-packs.ts';
import { listNames, shippedFolder } from './shipped.ts';

export interface LoadedGlossary {
  glossary: Glossary;
  /** SHA-256 of the file's text, for fingerprints. */
  hash: string;
}

/**
 * Loads a glossary by name (`glossary/<name>.csv` beside the pipeline's file, then the shipped one) or by path
 * (anything with a slash or ending in `.csv`, from `folder`). Rejects with CONFIG_INVALID; `where` begins the message.
 */
export async function loadGlossary(name: string, folder: string, where: string): Promise<LoadedGlossary> {
  const candidates = /[/\\]|\.csv$/.test(name)
    ? [path.resolve(folder, name)]
    : [folder, shippedFolder('pipelines')].map((place) => path.join(place, 'glossary', `${name}.csv`));
  const file = candidates.find((candidate) => existsSync(candidate));
  if (!file) {
    const known = candidates.flatMap((candidate) => listNames(path.dirname(candidate), /\.csv$/));
    throw new KlartextError(
      'CONFIG_INVALID',
      `${where}no glossary "${name}".${didYouMean(name, new Set(known))}`,
    );
  }
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
