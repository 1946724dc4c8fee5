/** The documents that a command line names. */
import { type InputFile, listInputs } from '../sources/files.ts';
import type { Io } from './io.ts';

/** See `listInputs`; that there are none is told, as a slip in a folder's name comes to the same. */
export async function inputsOf(given: readonly string[], io: Io, exclude?: string): Promise<InputFile[]> {
  const files = await listInputs(given, io.cwd, exclude);
  if (files.length === 0) io.stderr.write('klartext: no documents there (.txt, .md, .html).\n');
  return files;
}
