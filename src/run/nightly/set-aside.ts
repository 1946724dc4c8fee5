/** What people wrote into an output is kept beside it when something newer takes its place. */
import { sha256 } from '../../hash.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { writeOutput } from '../output.ts';
import { type ExistingOutput, parseOutput, readInPlace } from './existing.ts';

/**
 * Answers the file that an edited output was copied to, relative to the folder; undefined where nobody edited it. Its
 * ending is that of no document, so that it is neither an output nor an input, and its name comes from what it holds.
 * Call it right before the output is written.
 */
export async function setEditsAside(folder: string, item: JournalItem): Promise<string | undefined> {
  const bytes = await readInPlace(folder, item.output);
  if (!bytes || isAsWritten(parseOutput(bytes.toString('utf8')), item)) return undefined;
  const file = `${item.output}.edited-${sha256(bytes).slice(0, 6)}`;
  await writeOutput(folder, file, bytes);
  return file;
}

/** One with another fingerprint is of a run that died before it could note it. */
function isAsWritten(output: ExistingOutput | undefined, item: JournalItem): boolean {
  if (!output) return false;
  return output.fingerprint !== item.fingerprint || output.bodyHash === item.body_hash;
}
