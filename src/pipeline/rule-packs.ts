/** Finding and reading the rule packs that a pipeline names; shipped ones are read in compiled form. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { type CompiledPack, hydratePack } from '../stages/rules/compiled.ts';
import { parseRulePack, type RulePack } from '../stages/rules.ts';
import { findNamed, type Kind, type Places } from './named-file.ts';
import { shippedFolder } from './shipped.ts';

/**
 * The shipped packs, compiled, by the SHA-256 of their YAML: a pack whose text was changed is not found here and
 * is read as any other, so the two can never disagree. `UPDATE=1 npx vitest run tests/rules.test.ts` writes it.
 */
const COMPILED = 'compiled-rules.json';

export interface LoadedPack {
  pack: RulePack;
  /** SHA-256 of the pack's text, for fingerprints. */
  hash: string;
}

const KIND: Kind = { what: 'rule pack', folder: 'rules', ending: '.yaml', endings: /\.ya?ml$/ };

/** Loads a pack by name or path; see `findNamed`. Rejects with CONFIG_INVALID; `where` begins the message. */
export async function loadRulePack(rule: string, places: Places, where: string): Promise<LoadedPack> {
  const file = findNamed(rule, KIND, places, where);
  const text = await readConfig(file, file);
  const hash = sha256(text);
  const compiled = compiledPacks()[hash];
  return { pack: compiled ? hydratePack(compiled) : parseRulePack(text, file), hash };
}

let packs: Record<string, CompiledPack> | undefined;

function compiledPacks(): Record<string, CompiledPack> {
  if (packs) return packs;
  const file = path.join(shippedFolder('pipelines'), COMPILED);
  // Without the file all works as well, only slower.
  packs = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, CompiledPack>) : {};
  return packs;
}

/** A configuration file's text. Rejects with CONFIG_INVALID; `shown` names the file in the message. */
export async function readConfig(file: string, shown: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new KlartextError('CONFIG_INVALID', `${shown}: cannot be read (${cause.code ?? cause.message}).`, {
      cause,
    });
  });
}
