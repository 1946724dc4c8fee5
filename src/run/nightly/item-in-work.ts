/** What goes with an item from step to step. */
import type { Candidate } from '../../sources/source.ts';
import type { Claim } from '../../store/journal-types.ts';
import type { Night, Times } from './night.ts';
import type { Turn } from './turns.ts';

export interface ItemInWork {
  candidate: Candidate;
  claim: Claim;
  night: Night;
  /** When it is decided what it is a copy of; absent without an index. */
  turn?: Turn;
  /** Filled by each step. */
  times: Times;
}

/** What was loaded for it, as it is told again where the item is settled. */
export interface Loaded {
  content: Uint8Array;
  /** SHA-256 of `content`. */
  sourceHash: string;
  /** Whether the journal knows the output as made of it, and it is there. */
  isSame: boolean;
  /** Whether it is a page that a host answered with, and no text of a feed or a file. */
  isPage: boolean;
  /** Key in the raw store, when it was stored. */
  raw?: string;
}
