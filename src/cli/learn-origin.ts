/** What an edited output was made of, and how it was written; of a run the memory's notes know that. */
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { type ProcessedDocument, processDocument } from '../run/document.ts';
import { isTranslatedAsNoted, type Lessons } from '../run/learn.ts';
import type { OpenRun } from '../run/open.ts';
import { readInput } from '../sources/files.ts';
import type { OutputRecord } from '../store/memory.ts';
import type { Io } from './io.ts';

export interface EditedFile {
  /** As the user named it. */
  output: string;
  /** Absolute. */
  file: string;
  text: string;
}

export type Fields = Readonly<Record<string, unknown>>;

export interface Origin {
  /** Name or path of the pipeline that wrote it. */
  pipeline: string;
  /** See RunSettings. */
  asOf?: number;
  /**
   * Throws USAGE where an output with this front matter is not the one that is known, or none to learn from. Answers
   * whether there can be nothing to learn.
   */
  check?(fields: Fields): boolean;
  /** What it was made of, as it is now. Rejects where that is not there any more. */
  load(open: OpenRun): Promise<Loaded>;
}

interface Loaded {
  sourceHash: string;
  /** The input through its pipeline again, sending nothing. Rejects with USAGE where that is of no use. */
  walk(fields: Fields): Promise<Walked>;
}

export interface Walked {
  document: ProcessedDocument;
  record: OutputRecord;
  /** What cannot be learned, beside what the comparison finds. */
  refused: Lessons['refused'];
}

export function originOfRun(record: OutputRecord, { output }: EditedFile, io: Io): Origin {
  const { input, name, pipeline } = record;
  return {
    pipeline,
    async load({ pipeline: { maxBytes }, runner }) {
      const content = await readInput(
        { path: input, name: path.relative(io.cwd, input) },
        maxBytes,
        io.stdin,
      );
      return {
        sourceHash: sha256(content),
        async walk(fields) {
          if (!isTranslatedAsNoted(record, fields)) throw anotherOutput(output);
          return { document: await processDocument({ name, content }, runner), record, refused: [] };
        },
      };
    },
  };
}

export function anotherOutput(output: string): KlartextError {
  return new KlartextError(
    'USAGE',
    `${output}: another output than the one that was noted last for this place.`,
    {
      hint: 'What its machine wrote would count as your corrections: make them in the output of a new run.',
    },
  );
}
