/** What the journal is told, and what its rows say. */
import type { DocumentStatus } from '../types.ts';

/** What a source says of an item, and where its output will stand. */
export interface Offer {
  key: string;
  source: string;
  url?: string;
  host: string;
  version?: string;
  /** What the source knows, as JSON. */
  metadata: string;
  /** Of a new item; a known one keeps its own. */
  output: string;
  day: string;
}

/** An item in work: the lease is the run's for as long as the run lives. */
export interface Claim {
  item: JournalItem;
  attempt: number;
  /** What is in work, as its source told it; something newer may have been offered since. */
  version: string | null;
}

/** How an item ended whose output is in its place. */
export interface Written {
  state: 'done' | 'partial' | 'dead';
  status: DocumentStatus;
  sourceHash: string;
  fingerprint: string;
  bodyHash: string;
  revision: number;
  title?: string;
  language?: string;
  raw?: string;
  words?: number;
  /** Counts by state and by rule, as JSON. */
  segments?: string;
  removed?: string;
  /** Why it is not done, for `partial` and `dead`. */
  problem?: Problem;
  /** Whether another failed attempt is counted; what would have kept any other from being done is not its fault. */
  counts?: boolean;
}

export interface Problem {
  code: string;
  message: string;
  hint?: string;
}

export interface Timings {
  loadMs?: number;
  cleanMs?: number;
  translateMs?: number;
}

/**
 * `waiting`: offered, not yet done. `claimed`: in work, or its run died over it. `partial` and `failed`: taken up again
 * with the next run. `dead`: given up after too many attempts, until it changes or `retry --failed`.
 */
export type ItemState = 'waiting' | 'claimed' | 'done' | 'partial' | 'failed' | 'dead';

export interface JournalItem {
  id: number;
  key: string;
  source: string;
  url: string | null;
  host: string;
  /** Relative to the output folder; never changes. */
  output: string;
  /** `2026-11-23`: when it was first seen, by the clock of the machine. */
  day: string;
  state: ItemState;
  /** The last run to which a source offered it anew. */
  run: number | null;
  /** As the source told it when the item was last done. */
  version: string | null;
  /** As the source told it last. */
  offered: string | null;
  source_hash: string | null;
  /** Of its text before translation, by which another link to its page is known; null where none was followed. */
  text_hash: string | null;
  /** Of the document: source, name and everything of the pipeline. */
  fingerprint: string | null;
  /** Of the output without its front matter. */
  body_hash: string | null;
  raw: string | null;
  /** 1 for the first version that was written. */
  revision: number;
  status: DocumentStatus | null;
  title: string | null;
  language: string | null;
  /** What the source knew, as JSON. */
  metadata: string;
  /** Failed ones in a row. */
  attempts: number;
  /** How often a run died while it had this in work. */
  losses: number;
  code: string | null;
  message: string | null;
  hint: string | null;
  first_seen: number;
  /** Day. */
  last_seen: string;
  changed: number;
}

export type RunOutcome = 'running' | 'finished' | 'stopped' | 'interrupted' | 'died';

export interface JournalRun {
  id: number;
  pipeline: string;
  pid: number;
  day: string;
  started: number;
  ended: number | null;
  outcome: RunOutcome;
  /** The run's report, as JSON. */
  summary: string | null;
}

export interface JournalAttempt {
  run: number;
  started: number;
  ended: number | null;
  outcome: 'running' | 'written' | 'failed' | 'released' | 'lost';
  status: DocumentStatus | null;
  code: string | null;
  message: string | null;
  hint: string | null;
  revision: number | null;
  words: number | null;
  load_ms: number | null;
  clean_ms: number | null;
  translate_ms: number | null;
  segments: string | null;
  removed: string | null;
}
