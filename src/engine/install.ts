/** The last step of adding a model by whatever way: from a work folder to a visible model, whole or not at all. */
import { open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { type InstalledModel, MANIFEST_FILE, type ModelManifest, readModel } from './manifest.ts';
import { checkModel } from './models.ts';

/** The model of that name if it is there and all its files have their recorded content. */
export async function findWhole(folder: string, name: string): Promise<InstalledModel | undefined> {
  // A manifest that is no good is as much in the way as damaged files.
  const model = await readModel(folder, name).catch(() => undefined);
  return model && (await checkModel(model, { hash: true })).length === 0 ? model : undefined;
}

/**
 * Turns `work`, a folder beside the models that holds the files of `manifest`, into the model's folder by one
 * rename, after everything in it has reached the disk. A model that is there whole already wins (someone was
 * faster); a damaged one is replaced.
 */
export async function installModel(
  folder: string,
  work: string,
  manifest: ModelManifest,
): Promise<InstalledModel> {
  await writeFile(path.join(work, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of [...manifest.files.map((file) => file.name), MANIFEST_FILE, '.']) {
    await syncToDisk(path.join(work, name));
  }
  const own = path.join(folder, manifest.name);
  try {
    await rename(work, own);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes(code)) throw error;
    const other = await findWhole(folder, manifest.name);
    if (other) {
      await rm(work, { recursive: true, force: true });
      return other;
    }
    const hidden = path.join(folder, `.removed-${manifest.name}-${process.pid}-${Date.now()}`);
    await rename(own, hidden);
    await rename(work, own);
    await rm(hidden, { recursive: true, force: true });
  }
  await syncToDisk(folder);
  return { name: manifest.name, folder: path.resolve(own), manifest };
}

/** Makes the folder for models; classified errors for a place that cannot be written. */
export function makeModelsFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw writeError(error, folder);
  }
}

/** An error of the file system as one a user can act on; others come back as they are. */
export function writeError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const hints: Record<string, string> = {
    ENOSPC: 'The disk is full: make room, then run the same command again.',
    EDQUOT: 'Your disk quota is used up: make room, then run the same command again.',
    EROFS: 'The file system is read-only: choose another folder.',
    ENOTDIR: 'Something that is no folder is in the way: choose another folder.',
    ENOENT: 'It cannot be made there: choose another folder.',
    EACCES: 'You may not write there: choose another folder or change its rights.',
    EPERM: 'You may not write there: choose another folder or change its rights.',
  };
  const hint = hints[code];
  if (hint === undefined) return error;
  return new KlartextError('OUTPUT_UNWRITABLE', `The model cannot be stored in ${folder} (${code}).`, {
    cause: error,
    hint,
  });
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
