/** Where the files that come with the package lie: beside `src/` in a checkout, beside `dist/` when installed. */
import { readdirSync } from 'node:fs';
import { packagePath } from '../package-root.ts';

/** Absolute path of a folder of the package: `pipelines`, `models`, `samples`. It may not exist. */
export function shippedFolder(name: 'pipelines' | 'models' | 'samples'): string {
  return packagePath(name);
}

/** Names of the files in a folder with an ending, without it, sorted; empty when there is no such folder. */
export function listNames(folder: string, ending = /\.ya?ml$/): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => ending.test(file))
      .map((file) => file.replace(ending, ''))
      .sort();
  } catch {
    return [];
  }
}
