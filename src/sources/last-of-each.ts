/** Which of the entries of one file that name the same document counts: the last. */
import { sha256 } from '../hash.ts';

/** What a first way through a file learned; some 40 bytes for every key. */
export interface LastOfEach {
  /** Position of the last entry with this key, where several have it. */
  lastOf(key: string): number | undefined;
  /** Whether an entry has this key; of 2^48 keys that none has, one is taken for one that is there. */
  has(key: string): boolean;
}

/**
 * Takes each entry's key and position, in order. What breaks in the middle of the file is left to the second way to
 * tell.
 */
export async function lastOfEach(
  entries: AsyncIterable<{ key: string; position: number }>,
): Promise<LastOfEach> {
  const seen = new Set<number>();
  const last = new Map<string, number>();
  try {
    for await (const { key, position } of entries) {
      const hash = shortHash(key);
      // Of two keys with one hash the second is its own last.
      if (seen.has(hash)) last.set(key, position);
      else seen.add(hash);
    }
  } catch {
    // Told when it is met again.
  }
  return { lastOf: (key) => last.get(key), has: (key) => seen.has(shortHash(key)) };
}

/** A whole string for every key would take several times the room. */
function shortHash(key: string): number {
  return Number.parseInt(sha256(key).slice(0, 12), 16);
}
