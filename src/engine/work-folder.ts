/** Where a download grows, out of sight of listings; a later run goes on with what an earlier one left. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

export interface WorkFolder {
  path: string;
  /** Leaves it for a later run to go on with; nothing when it was renamed away. */
  release(): Promise<void>;
  /** Removes what other, ended runs have left for the same model. */
  clearLeftovers(): Promise<void>;
}

/** Folders in use by this process; a process id alone says too little where every container's is 1. */
const held = new Set<string>();

/**
 * A folder for `name` that no living run works in: one left by an ended run, or else a new one. Claiming is a rename,
 * so of two runs only one gets it. Names are `.adding-<model>+<process id, 0 when released>+<random>`; no model's
 * name holds a `+`.
 */
export async function claimWorkFolder(folder: string, name: string): Promise<WorkFolder> {
  const prefix = `.adding-${name}+`;
  const nameFor = (pid: number) => path.join(folder, `${prefix}${pid}+${randomBytes(6).toString('hex')}`);
  const own = nameFor(process.pid);
  held.add(own);
  let claimed = false;
  for (const leftover of await leftovers(folder, prefix)) {
    claimed = await moved(leftover, own);
    if (claimed) break;
  }
  if (!claimed) await mkdir(own);
  return {
    path: own,
    async release() {
      await moved(own, nameFor(0));
      held.delete(own);
    },
    async clearLeftovers() {
      for (const leftover of await leftovers(folder, prefix)) {
        await rm(leftover, { recursive: true, force: true });
      }
    },
  };
}

async function leftovers(folder: string, prefix: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  return names
    .filter((name) => !isAtWork(path.join(folder, name), Number(name.slice(prefix.length).split('+')[0])))
    .map((name) => path.join(folder, name));
}

function isAtWork(folder: string, pid: number): boolean {
  if (pid === process.pid) return held.has(folder);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether it was there to be moved. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
