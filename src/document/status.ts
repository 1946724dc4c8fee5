/** From the states of a document's segments to the one word that says how it ended. */
import type { VFile } from 'vfile';
import { type DocumentStatus, documentData } from '../types.ts';

/** Reasons of kept segments that leave a document in a language that we do not read. */
const FOREIGN = new Set(['third-language', 'unknown-language']);

/**
 * `translationAsked`: whether the pipeline has a `translate` stage. A document without any segment has
 * nothing left to translate: `kept`.
 */
export function documentStatus(file: VFile, translationAsked: boolean): DocumentStatus {
  if (!translationAsked) return 'cleaned';
  const { segments } = documentData(file);
  const failed = segments.some(({ state }) => state === 'failed');
  const done = segments.some(({ state, left }) => state === 'translated' || state === 'memory' || left);
  if (failed) return done ? 'partial' : 'untranslated';
  if (done) return 'translated';
  const withText = segments.filter(({ reason }) => reason !== 'no-text');
  const isForeign = withText.length > 0 && withText.every(({ reason }) => FOREIGN.has(reason ?? ''));
  return isForeign ? 'other-language' : 'kept';
}
