/** What people wrote into an output is kept beside it when something newer takes its place. */
import { sha256 } from '../../hash.ts';
import { writeOutput } from '../output.ts';
import { type ExistingOutput, parseOutput, readInPlace } from './existing.ts';

/**
 * Answers the file that an edited output was copied to, relative to the folder; undefined where nobody edited it, or nothing
 * is there. `isAsWritten` is asked of what is there, undefined where that is no output of ours. The copy's
 * ending is that of no document, so that it is neither an output nor an input, and its name comes from what it holds.
 * Call it right before the output is written.
 */
export async function setEditsAside(
  folder: string,
  output: string,
  isAsWritten: (there: ExistingOutput | undefined) => boolean,
): Promise<string | undefined> {
  const bytes = await readInPlace(folder, output);
  if (!bytes || isAsWritten(parseOutput(bytes.toString('utf8')))) return undefined;
  const file = `${output}.edited-${sha256(bytes).slice(0, 6)}`;
  await writeOutput(folder, file, bytes);
  return file;
}
