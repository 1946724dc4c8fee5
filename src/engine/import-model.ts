/** Models from a local folder: for machines without internet, and for models of one's own. */
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { KlartextError } from '../errors.ts';
import { installModel, makeModelsFolder, writeError } from './install.ts';
import {
  assertModelName,
  corrupt,
  type InstalledModel,
  type ModelFile,
  type ModelManifest,
  readManifest,
} from './manifest.ts';
import { describeModel, detectRole } from './model-file.ts';
import { checkModel, hashFile } from './models.ts';

export interface ImportOptions {
  /** Folder of models to import into; made if need be. */
  folder: string;
  /** Folder with the files: a model (`*.bin`), vocabulary (`*.spm`, two if they differ) and, if there is one, a shortlist. */
  from: string;
  /** Default: the manifest's, or else the name of the folder. */
  name?: string;
  /** Name of the model's file, where the folder holds several. Default: the one in 8 bits, which is the quicker. */
  file?: string;
  /** Default: German to English. */
  pair?: { source: string; target: string };
}

/**
 * Copies, hashes and installs. A folder with a manifest is taken at its word and checked against it; one without
 * gets one, the roles told from the files. `*.gz` files are unpacked. Rejects with CONFIG_INVALID when the folder
 * does not hold one model, MODEL_CORRUPT when a file is damaged, OUTPUT_UNWRITABLE.
 */
export async function importModel(options: ImportOptions): Promise<InstalledModel> {
  const from = path.resolve(options.from);
  if (!(await stat(from).catch(() => undefined))?.isDirectory()) {
    throw new KlartextError('CONFIG_INVALID', `${from} is not a folder; expected one with a model's files.`);
  }
  const given = await readManifest(from);
  const name = options.name ?? given?.name ?? path.basename(from);
  assertModelName(name);
  makeModelsFolder(options.folder);
  const work = await mkdtemp(path.join(options.folder, `.importing-${name}-`));
  try {
    const manifest = given
      ? await copyKnown(from, given, work, name)
      : await copyFound(from, work, name, options);
    return await installModel(options.folder, work, manifest);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw writeError(error, options.folder);
  }
}

async function copyKnown(
  from: string,
  given: ModelManifest,
  work: string,
  name: string,
): Promise<ModelManifest> {
  for (const file of given.files) {
    await copyFile(path.join(from, file.name), path.join(work, file.name)).catch((error) => {
      if (error.code === 'ENOENT') throw corrupt(name, `${file.name} is missing`);
      throw error;
    });
  }
  const manifest = { ...given, name };
  const [problem] = await checkModel({ name, folder: work, manifest }, { hash: true });
  if (problem !== undefined) throw corrupt(name, problem);
  return manifest;
}

async function copyFound(
  from: string,
  work: string,
  name: string,
  options: ImportOptions,
): Promise<ModelManifest> {
  const found: ModelFile[] = [];
  for (const entry of (await readdir(from, { withFileTypes: true })).sort(byName)) {
    if (!/\.(?:bin|spm|model)(?:\.gz)?$/.test(entry.name)) continue;
    const copied = await copyOne(path.join(from, entry.name), work);
    if (copied) found.push(copied);
  }
  const files = await keepOneModel(found, work, options.file);
  assertComplete(files, from);
  const model = files.find((file) => file.role === 'model');
  const described = model && (await describeModel(path.join(work, model.name)));
  if (!described) throw corrupt(name, `${model?.name} is cut short or not a model`);
  return {
    format: 1,
    name,
    pair: options.pair ?? { source: 'de', target: 'en' },
    ...described,
    files,
    source: 'Imported from a local folder.',
    licence: 'unknown',
  };
}

/** Of several models the one named, or the only one in 8 bits; all of them where neither tells. */
async function keepOneModel(
  files: readonly ModelFile[],
  work: string,
  wanted: string | undefined,
): Promise<ModelFile[]> {
  const models = files.filter((file) => file.role === 'model');
  if (models.length < 2) return [...files];
  const isChosen = await Promise.all(
    models.map(async ({ name }) => {
      if (wanted !== undefined) return name === wanted.replace(/\.gz$/, '');
      return (await describeModel(path.join(work, name)))?.precision !== 'float32';
    }),
  );
  const chosen = models.filter((_, index) => isChosen[index]);
  if (chosen.length !== 1) return [...files];
  const others = models.filter((model) => model !== chosen[0]);
  await Promise.all(others.map(({ name }) => rm(path.join(work, name))));
  return files.filter((file) => !others.includes(file));
}

/** The source's vocabulary comes before the target's, by the names that are in use for the two. */
function byName(a: { name: string }, b: { name: string }): number {
  const rank = (name: string) => (/src|source/i.test(name) ? 0 : /trg|tgt|target/i.test(name) ? 2 : 1);
  return rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1);
}

async function copyOne(from: string, work: string): Promise<ModelFile | undefined> {
  const name = path.basename(from).replace(/\.gz$/, '');
  const to = path.join(work, name);
  if (from.endsWith('.gz')) await pipeline(createReadStream(from), createGunzip(), createWriteStream(to));
  else await copyFile(from, to);
  const role = await detectRole(to, name);
  if (role) return { role, name, bytes: (await stat(to)).size, sha256: await hashFile(to) };
  await rm(to, { force: true });
  return undefined;
}

function assertComplete(files: readonly ModelFile[], from: string): void {
  const found = (role: ModelFile['role']) => files.filter((file) => file.role === role).length;
  const [models, vocabularies, shortlists] = [found('model'), found('vocab'), found('shortlist')];
  if (models === 1 && (vocabularies === 1 || vocabularies === 2) && shortlists <= 1) return;
  throw new KlartextError(
    'CONFIG_INVALID',
    `${from} does not hold one model: expected 1 model (*.bin), 1 or 2 vocabularies (*.spm) and at most 1 ` +
      `shortlist (lex*.bin), found ${models}, ${vocabularies} and ${shortlists}.`,
    models > 1 ? { hint: 'Name the model with --file.' } : {},
  );
}
