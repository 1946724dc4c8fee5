/** The models on disk: which there are, which is to be used, whether they are whole. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { LanguagePair } from '../types.ts';
import { assertModelName, corrupt, type InstalledModel, readModel } from './manifest.ts';

/** Best first, for a user who named none: Mozilla's larger ones, then the one shipped with the package. */
const PREFERRED = ['mozilla-de-en-base', 'mozilla-de-en-base-memory', 'mozilla-de-en-tiny', 'de-en'];

export interface ListedModel {
  name: string;
  folder: string;
  /** Absent when the manifest is no good; `problem` says why. */
  model?: InstalledModel;
  problem?: string;
  /** Bytes of all files as the manifest has them. */
  bytes: number;
}

/**
 * All models of the folders, in the folders' order, by name; of a name found twice only the first, as in use.
 * Folders that do not exist are empty. Never rejects for one bad model.
 */
export async function listModels(folders: readonly string[]): Promise<ListedModel[]> {
  const listed = new Map<string, ListedModel>();
  for (const folder of folders) {
    for (const name of (await readdir(folder).catch(() => [])).sort()) {
      if (name.startsWith('.') || listed.has(name)) continue;
      const found = await lookAt(folder, name);
      if (found) listed.set(name, found);
    }
  }
  return [...listed.values()];
}

async function lookAt(folder: string, name: string): Promise<ListedModel | undefined> {
  try {
    const model = await readModel(folder, name);
    if (!model) return undefined;
    const bytes = model.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    return { name, folder: model.folder, model, bytes };
  } catch (error) {
    // A folder whose name no model can have is none of ours.
    if (!(error instanceof KlartextError) || error.code !== 'MODEL_CORRUPT') return undefined;
    return { name, folder: path.resolve(folder, name), problem: error.message, bytes: 0 };
  }
}

/**
 * The model to use: the one named, or else the best known one for `pair`, or else the only other one for it.
 * Rejects with MODEL_MISSING (none, or several of which none is known) or MODEL_CORRUPT (the named one's manifest).
 */
export async function findModel(
  folders: readonly string[],
  wanted: { name?: string; pair?: LanguagePair },
): Promise<InstalledModel> {
  const all = await listModels(folders);
  if (wanted.name !== undefined) return named(all, wanted.name);
  const fitting = all.flatMap(({ model }) => (model && fits(model, wanted.pair) ? [model] : []));
  for (const name of PREFERRED) {
    const found = fitting.find((model) => model.name === name);
    if (found) return found;
  }
  const [only, another] = fitting;
  if (only && !another) return only;
  throw missing(
    another
      ? `There are several local models (${fitting.map(({ name }) => name).join(', ')}), and none was named.`
      : 'There is no local translation model on this machine.',
  );
}

function named(all: readonly ListedModel[], name: string): InstalledModel {
  assertModelName(name);
  const found = all.find((listed) => listed.name === name);
  if (found?.model) return found.model;
  if (found) throw corrupt(name, found.problem ?? 'its manifest is no good');
  const known = all.map((listed) => listed.name);
  throw missing(`There is no local model "${name}".${known.length > 0 ? didYouMean(name, known) : ''}`);
}

function fits(model: InstalledModel, pair: LanguagePair | undefined): boolean {
  const own = model.manifest.pair;
  return !pair || (own.source === pair.source && own.target === pair.target);
}

function missing(message: string): KlartextError {
  return new KlartextError('MODEL_MISSING', message, {
    hint:
      'Get one with `klartext models add`, or `klartext models import <folder>`; ' +
      'or use another provider, such as deepl with DEEPL_API_KEY.',
  });
}

/**
 * What is wrong with a model's files: missing, of another size, or (`hash`) of other content. Empty when all is
 * well. Hashing takes about 0.1 s for 50 MB.
 */
export async function checkModel(model: InstalledModel, options: { hash: boolean }): Promise<string[]> {
  const problems: string[] = [];
  for (const file of model.manifest.files) {
    const full = path.join(model.folder, file.name);
    const size = await stat(full).then(
      (stats) => (stats.isFile() ? stats.size : undefined),
      () => undefined,
    );
    if (size === undefined) problems.push(`${file.name} is missing`);
    else if (size !== file.bytes) problems.push(`${file.name} has ${size} bytes, expected ${file.bytes}`);
    else if (options.hash && (await hashFile(full)) !== file.sha256)
      problems.push(`${file.name} is damaged: its SHA-256 is not the recorded one`);
  }
  return problems;
}

/** Rejects with MODEL_CORRUPT, naming the first problem of `checkModel`. */
export async function assertModelWhole(model: InstalledModel, options: { hash: boolean }): Promise<void> {
  const [problem] = await checkModel(model, options);
  if (problem !== undefined) throw corrupt(model.name, problem);
}

/** Rehashes all models of the folders, or the one named. Rejects with MODEL_MISSING when that is not there. */
export async function verifyModels(
  folders: readonly string[],
  name?: string,
): Promise<{ name: string; folder: string; problems: string[] }[]> {
  if (name !== undefined) assertModelName(name);
  const all = (await listModels(folders)).filter((listed) => name === undefined || listed.name === name);
  if (name !== undefined && all.length === 0) throw missing(`There is no local model "${name}".`);
  return Promise.all(
    all.map(async ({ name, folder, model, problem }) => ({
      name,
      folder,
      problems: model ? await checkModel(model, { hash: true }) : [problem ?? 'no manifest'],
    })),
  );
}

/**
 * Takes a model away from one folder (never from another of its name elsewhere). Resolves with whether it was there.
 * It leaves at once and whole: renamed out of sight, then deleted.
 */
export async function removeModel(folder: string, name: string): Promise<boolean> {
  assertModelName(name);
  const hidden = path.join(folder, `.removed-${name}-${process.pid}-${Date.now()}`);
  try {
    await rename(path.join(folder, name), hidden);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new KlartextError('OUTPUT_UNWRITABLE', `The model "${name}" cannot be removed from ${folder}.`, {
      cause: error,
    });
  }
  await rm(hidden, { recursive: true, force: true });
  return true;
}

/** SHA-256 of a file in lower-case hex, read as a stream. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
