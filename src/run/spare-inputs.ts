/** No output may take the place of what it is made of: that text would be nowhere any more. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import type { InputFile } from '../sources/files.ts';

/** Rejects with USAGE when a file that is read would be written over, under whatever name it is reached. */
export async function spareInputs(
  inputs: readonly InputFile[],
  outFolder: string,
  outputs: ReadonlyMap<string, string>,
): Promise<void> {
  const read = new Set(await Promise.all(inputs.map((input) => identityOf(input.path))));
  for (const [name, output] of outputs) {
    const identity = await identityOf(path.join(outFolder, output));
    if (identity !== undefined && read.has(identity)) {
      throw new KlartextError('USAGE', `${name}: its output would take its own or another input's place.`, {
        hint: 'Name another folder with --out.',
      });
    }
  }
}

/** The same for every name of one file; undefined where none is. */
async function identityOf(file: string): Promise<string | undefined> {
  const info = await stat(file).catch(() => undefined);
  return info && `${info.dev}:${info.ino}`;
}
