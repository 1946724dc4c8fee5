/** What goes between a night and the threads that clean for it: plain data only. */
import { VFile } from 'vfile';
import type { VFileMessage } from 'vfile-message';
import { type ErrorCode, KlartextError } from '../../errors.ts';
import type { LearnedBlock } from '../../stages/stage.ts';
import { type DocumentData, documentData } from '../../types.ts';
import type { CleanedDocument, DocumentInput } from '../document.ts';

export interface CleanerStart {
  /** Name or path; see loadPipeline. */
  pipeline: string;
  cwd: string;
}

export interface CleanRequest {
  input: DocumentInput;
  /** Blocks that were learned and go, by `blockKey`. */
  learned?: LearnedBlocksByKey;
}

export type LearnedBlocksByKey = ReadonlyMap<string, LearnedBlock>;

export type CleanReply =
  | { type: 'ready' }
  | { type: 'cleaned'; document: PlainDocument }
  | { type: 'failed'; error: { code: ErrorCode; message: string; hint?: string | undefined } };

type PlainMessage = Pick<
  VFileMessage,
  'reason' | 'ruleId' | 'source' | 'place' | 'fatal' | 'actual' | 'expected'
>;

export interface PlainDocument extends Omit<CleanedDocument, 'file'> {
  data: DocumentData;
  messages: PlainMessage[];
}

export function toPlain({ file, ...rest }: CleanedDocument): PlainDocument {
  const messages = file.messages.map(({ reason, ruleId, source, place, fatal, actual, expected }) => ({
    ...{ reason, ruleId, source, place, fatal, actual, expected },
  }));
  return { ...rest, data: documentData(file), messages };
}

/** The same document with a file of its own, as if it had been cleaned here. */
export function fromPlain(name: string, { data, messages, ...rest }: PlainDocument): CleanedDocument {
  const file = new VFile({ path: name });
  file.data.klartext = data;
  for (const { reason, ruleId, source, place, ...fields } of messages) {
    const message = file.message(reason, {
      ...(place ? { place } : {}),
      ...(ruleId ? { ruleId } : {}),
      ...(source ? { source } : {}),
    });
    Object.assign(message, fields);
  }
  return { ...rest, file };
}

export function asReply(error: unknown): CleanReply {
  if (!(error instanceof KlartextError)) throw error;
  const { code, message, hint } = error;
  return { type: 'failed', error: { code, message, hint } };
}

export function toError({
  code,
  message,
  hint,
}: Extract<CleanReply, { type: 'failed' }>['error']): KlartextError {
  return new KlartextError(code, message, hint ? { hint } : {});
}
