/** Entries of a feed that have one address, night after night, and are told apart by their ids. */
import { otherScheme } from '../../sources/canonical-url.ts';
import type { Candidate } from '../../sources/source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { Metadata } from '../../types.ts';

/** What the journal keeps of a candidate's metadata. */
export function keptMetadata({ metadata, entry, isWithin, given }: Candidate): string {
  return JSON.stringify({ ...metadata, entry: entry?.id, isWithin, given });
}

type Kept = Metadata & { entry?: string };

export interface Known {
  itemOf(key: string): JournalItem | undefined;
  /** What a source offered in earlier nights as an entry with this id and metadata, whatever its address was. */
  entryOf(source: string, id: string, metadata: Metadata): JournalItem | undefined;
  /** Whether it was offered tonight already: what is offered under both schemes stays two. */
  isHeard(item: JournalItem): boolean;
}

/**
 * The key of a candidate, and what the journal knows by it: its own, unless an earlier night filed another entry under its
 * address, or this one under another key. A site that goes over to https has the same articles there, and an address may
 * be another each time that the feed is asked, by a session or a new layout of the site: then the entry's id tells.
 */
export function identify(
  { key, url, entry, metadata }: Candidate,
  source: string,
  { itemOf, entryOf, isHeard }: Known,
): { key: string; known: JournalItem | undefined } {
  const find = (name: string): { key: string; known: JournalItem | undefined } => {
    const own = itemOf(name);
    const other = own ? undefined : otherScheme(name);
    const moved = other === undefined ? undefined : itemOf(other);
    return moved && !isHeard(moved) ? { key: moved.key, known: moved } : { key: name, known: own };
  };
  if (!entry || !url) return find(key);
  const there = find(url);
  const kept: Kept = there.known ? JSON.parse(there.known.metadata) : {};
  if (kept.entry === entry.id) return there;
  const own = find(entry.key);
  const isApart = key !== url || own.known || (there.known?.source === source && isAnother(kept, metadata));
  const found = isApart ? own : there;
  const before = found.known ? undefined : entryOf(source, entry.id, metadata);
  return before && !isHeard(before) ? { key: before.key, known: before } : found;
}

/** Whether an item is known by its address, whichever scheme that had when it came. */
export function isByAddress(key: string, url: string): boolean {
  return key === url || key === otherScheme(url);
}

/** An id alone may be made up anew each time; an article that is updated keeps its title, or its date. */
function isAnother(kept: Kept, { title, published }: Metadata): boolean {
  const isSameTitle = title !== undefined && title === kept.title;
  const isSameDate = published !== undefined && published === kept.published;
  return kept.entry !== undefined && !isSameTitle && !isSameDate;
}
