/** Files whose content survives a power cut; a name does so once its folder is synced. */
import { closeSync, fsync, open, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const openFile = promisify(open);
const sync = promisify(fsync);

/**
 * A new file. Rejects as the steps of `node:fs` do, with EEXIST where there is such a file. Only what waits for the disk leaves the
 * thread, which is to make a file and to sync it: each of the other steps takes less time than the way to another thread
 * and back, and a night writes thousands of files.
 */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await openFile(file, 'wx');
  try {
    writeFileSync(handle, content);
    await sync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * By temporary file, sync and rename: what has its name is whole, and is the old one or the new. `temporary` lies in the same
 * file system, and is gone afterwards. Rejects as `writeDurably`.
 */
export async function replaceDurably(
  file: string,
  content: string | Uint8Array,
  temporary: string,
): Promise<void> {
  await renameOver(file, temporary, () => writeDurably(temporary, content));
}

/** The same for what makes `temporary` in its own way, synced. */
export async function renameOver(file: string, temporary: string, make: () => Promise<void>): Promise<void> {
  try {
    await make();
    renameSync(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
