/** What people wrote into an output is kept beside it when something newer takes its place. */
import { sha256 } from '../../hash.ts';
import { writeOutput } from '../output.ts';
import { type ExistingOutput, parseOutput, readInPlace } from './existing.ts';

export interface EditsOptions {
  /** What takes its place; where that says the same, as after its corrections were learned, nothing is to be kept. */
  next: string;
  /** Of an output of ours; what is none is kept in any case. */
  isAsWritten: (there: ExistingOutput) => boolean;
  notice: (message: string) => void;
}

/**
 * Copies what stands in an output's place where somebody edited it, and tells of the copy. Its ending is that of no
 * document, so that it is neither an output nor an input, and its name comes from what it holds. Call it right before the
 * output is written.
 */
export async function setEditsAside(
  folder: string,
  output: string,
  { next, isAsWritten, notice }: EditsOptions,
): Promise<void> {
  const bytes = await readInPlace(folder, output);
  const there = bytes && parseOutput(bytes.toString('utf8'));
  if (!bytes || (there && (isAsWritten(there) || saysTheSame(there, parseOutput(next))))) return;
  const file = `${output}.edited-${sha256(bytes).slice(0, 6)}`;
  await writeOutput(folder, file, bytes);
  notice(`${output} was edited by hand; that is kept as ${file}.`);
}

function saysTheSame(there: ExistingOutput, next: ExistingOutput | undefined): boolean {
  const { title, description } = there.fields;
  return (
    there.bodyHash === next?.bodyHash &&
    title === next.fields.title &&
    description === next.fields.description
  );
}
