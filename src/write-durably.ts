/** A new file whose content survives a power cut; its name does so once its folder is synced. */
import { closeSync, fsync, open, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const make = promisify(open);
const sync = promisify(fsync);

/**
 * Rejects as the steps of `node:fs` do, with EEXIST where there is such a file. Only what waits for the disk leaves the
 * thread, which is to make a file and to sync it: each of the other steps takes less time than the way to another thread
 * and back, and a night writes thousands of files.
 */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await make(file, 'wx');
  try {
    writeFileSync(handle, content);
    await sync(handle);
  } finally {
    closeSync(handle);
  }
}
