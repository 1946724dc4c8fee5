/** A disk that fills up. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** Mounts a tiny file system of its own at a new folder; false where mounting is not allowed. */
export function smallDisk(folder: string, kilobytes: number): boolean {
  mkdirSync(folder);
  const mounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]).status === 0;
  // Lazily: the database's binding lets go of its files when it is collected as garbage.
  if (mounted) onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  return mounted;
}

/** Changes its options: `ro`, `size=4m`. */
export function remount(folder: string, options: string): void {
  spawnSync('mount', ['-o', `remount,${options}`, folder]);
}
