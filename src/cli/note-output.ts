/** What `retry` and `memory learn` must know of an output: what it was made of, and how. */
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { ProcessedDocument } from '../run/document.ts';
import { writtenOf } from '../run/learn.ts';
import type { OpenRun } from '../run/open.ts';
import type { InputFile } from '../sources/files.ts';
import { pipelineReference } from './open-run.ts';

/** Remembers what an output was made of and how it was written; without a memory nothing can be retried. */
export function noteOutput(
  open: OpenRun,
  pipeline: string,
  file: string,
  input: InputFile,
  document: ProcessedDocument,
): void {
  if (input.path === '-' || !open.notes) return;
  const named = pipelineReference(pipeline, open.pipeline.file);
  try {
    open.notes.noteOutput({
      ...{ file, input: input.path, name: input.name, pipeline: named, ...writtenOf(document) },
      bodyHash: sha256(document.markdown),
    });
  } catch (error) {
    // The document is written; only `retry` and `learn` will not know it.
    if (!(error instanceof KlartextError)) throw error;
  }
}
