/** Where documents come from, as a run sees it. */
import type { KlartextError } from '../errors.ts';
import type { InputFormat, Metadata } from '../types.ts';

/** What a source offers before anything costly was done for it. */
export interface Candidate {
  /** Identity: canonical URL (tracking parameters dropped), else absolute path, else `<file>#<id>`. */
  key: string;
  /** Cheap to tell (feed guid+updated+content hash, mtime:size, sitemap lastmod); equal = unchanged. Absent: load to know. */
  version?: string;
  url?: string;
  /** What the source knows: title, author, published ... and `extra: { categories, enclosures }`. */
  metadata: Metadata;
  /** Fetches or reads. Rejects with one classified KlartextError (reach attempt / document / run). */
  load(signal: AbortSignal): Promise<LoadedDocument>;
}

export interface LoadedDocument {
  content: Uint8Array | string;
  format?: InputFormat;
  charset?: string;
  /** After redirects, canonical. */
  url?: string;
  metadata?: Metadata;
  /** Key in the raw store, when it was stored. */
  raw?: string;
}

export type SourceEvent =
  | { type: 'candidate'; candidate: Candidate }
  /** A feed answered 304, say. */
  | { type: 'unchanged'; where: string }
  /** A dead host, say: named, contained, the rest goes on. */
  | { type: 'trouble'; where: string; error: KlartextError };

export interface Source {
  readonly name: string;
  /**
   * Candidates in any order. What was yielded counts as handed over when the next one is asked for: only then may a
   * source record that it need not be read again.
   */
  read(signal: AbortSignal): AsyncIterable<SourceEvent>;
}
