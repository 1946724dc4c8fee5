/** Where the package lies: the sources, what tsc builds of them and the bundle are differently deep in it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${fileURLToPath(import.meta.url)}`);
    folder = above;
  }
  return folder;
}

/** Absolute path of the folder that holds the package's package.json. */
export const PACKAGE_ROOT: string = findRoot();

/** Absolute path of a file or folder that comes with the package: `models/cleaning/blocks.json`. */
export function packagePath(relative: string): string {
  return path.join(PACKAGE_ROOT, relative);
}
