/** What every source of documents offers, whatever is behind it. */
import type { KlartextError } from '../errors.ts';
import type { InputFormat, Metadata } from '../types.ts';

/** What a source offers before anything costly was done for it. */
export interface Candidate {
  /** Identity: canonical URL (tracking parameters dropped), else absolute path, else `<file>#<id>`. */
  key: string;
  /** Cheap to tell (feed guid+updated+content hash, mtime:size, sitemap lastmod); equal = unchanged. Absent: load to know. */
  version?: string;
  url?: string;
  /**
   * For an entry whose text a feed gives: its id there, and what its key is to be when an entry of another night turns
   * out to have its address.
   */
  entry?: { id: string; key: string };
  /** Its text is only in what its source reads; what stands at its address is not to be taken for it. */
  isWithin?: true;
  /** For a text that a feed gives and that is kept in the raw store: what it is. */
  given?: InputFormat;
  /** What the source knows: title, author, published ... and `extra: { categories, enclosures }`. */
  metadata: Metadata;
  /**
   * Fetches or reads, once: who calls it retries. Rejects with one classified KlartextError (reach attempt / document /
   * run). A page is asked for even while its cache says that it is fresh, as the source says that it changed.
   */
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
  /**
   * A listing (feed, sitemap) is as it was. Its candidates come all the same, out of the stored copy: what an earlier
   * run could not finish must be offered again, and only their versions say what is done.
   */
  | { type: 'unchanged'; where: string }
  /** A dead host, a broken feed: named, contained, the rest goes on. */
  | { type: 'trouble'; where: string; error: KlartextError }
  /** Something to know of that is no trouble. */
  | { type: 'notice'; message: string };

export interface Source {
  /** For messages and reports. */
  readonly name: string;
  /** Ends when all is offered. Rejects only with what stops a run (reach `run`), such as ABORTED. */
  read(signal: AbortSignal): AsyncIterable<SourceEvent>;
}

/** Where a listing lies. */
export type Place = { url: string } | { path: string };
