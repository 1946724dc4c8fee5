/** Entries of a feed that have one address, night after night, and are told apart by their ids. */
import type { Candidate } from '../../sources/source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { Metadata } from '../../types.ts';

/** What the journal keeps of a candidate's metadata. */
export function keptMetadata({ metadata, entry, isWithin, given }: Candidate): string {
  return JSON.stringify({ ...metadata, entry: entry?.id, isWithin, given });
}

type Kept = Metadata & { entry?: string };

/**
 * The key of a candidate, and what the journal knows by it: its own, unless an earlier night filed another entry under its
 * address, or this one under another key.
 */
export function identify(
  { key, url, entry, metadata }: Candidate,
  source: string,
  itemOf: (key: string) => JournalItem | undefined,
): { key: string; known: JournalItem | undefined } {
  if (!entry || !url) return { key, known: itemOf(key) };
  const there = itemOf(url);
  const kept: Kept = there ? JSON.parse(there.metadata) : {};
  if (kept.entry === entry.id) return { key: url, known: there };
  const own = itemOf(entry.key);
  const isApart = key !== url || own || (there?.source === source && isAnother(kept, metadata));
  return isApart ? { key: entry.key, known: own } : { key, known: there };
}

/** An id alone may be made up anew each time; an article that is updated keeps its title, or its date. */
function isAnother(kept: Kept, { title, published }: Metadata): boolean {
  const isSameTitle = title !== undefined && title === kept.title;
  const isSameDate = published !== undefined && published === kept.published;
  return kept.entry !== undefined && !isSameTitle && !isSameDate;
}
