/** An item that no source offers any more, read from where it stood: its file, its page, or what was kept of it. */
import path from 'node:path';
import { fileCandidate } from '../../sources/file-source.ts';
import { keptPage, keptVersion, type PageOptions } from '../../sources/page.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import { urlCandidate } from '../../sources/url-source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { isByAddress } from './entry-key.ts';
import { REBUILT } from './rebuild.ts';

/**
 * A file by its path, a page by its address, a text of a feed as it was kept; what else stood within a larger file, or with
 * others at one address, is offered by that or not at all. A page that is to be made anew though it has not changed is
 * taken as it was kept, too: it may be gone.
 */
export async function revive(item: JournalItem, options: PageOptions): Promise<Candidate | undefined> {
  const { key, url, source, state, source_hash } = item;
  // Its output, unless it is gone, stands for a text of which nobody knows whether it ever stood there.
  if (url && source === REBUILT && state !== 'waiting') return undefined;
  if (isFile(item)) return fileCandidate(key, options.maxBytes);
  const told = toldOf(item);
  const { entry, isWithin, metadata } = told;
  const isPage = url !== null && !isWithin && (!entry || isByAddress(key, url));
  if (!isPage || source_hash === null) {
    const raw = lastKept(item);
    const kept = isText(told) ? keptText(item, told, raw, options) : keptAsPage(item, raw, options);
    const candidate = candidateOf(item, told, await kept);
    if (candidate) return candidate;
  }
  return isPage ? { ...urlCandidate(url, options), key, metadata } : undefined;
}

/**
 * What an item's output was made of, out of its file or as it was kept; nobody is asked. Undefined where it is not kept. A
 * page that was fetched again since is read as that was: whether it was read so the first time, its output shows.
 */
export async function recall(item: JournalItem, options: PageOptions): Promise<Candidate | undefined> {
  if (isFile(item)) return fileCandidate(item.key, options.maxBytes);
  const raw = item.raw ?? item.source_hash ?? undefined;
  const told = toldOf(item);
  if (isText(told)) return candidateOf(item, told, await keptText(item, told, raw, options));
  return candidateOf(item, told, raw ? await keptVersion(item.url ?? undefined, raw, options) : undefined);
}

interface Told extends Pick<Candidate, 'isWithin' | 'given' | 'metadata'> {
  entry?: string;
}

/** What its source told of it. */
function toldOf(item: JournalItem): Told {
  const { entry, isWithin, given, ...metadata } = JSON.parse(item.metadata);
  return { entry, isWithin, given, metadata };
}

function isFile({ key }: JournalItem): boolean {
  return path.isAbsolute(key) && !key.includes('#');
}

/** Whether its text was given by what offered it, and is no page. */
function isText({ given, isWithin, entry }: Told): boolean {
  return Boolean(given || isWithin || entry);
}

function candidateOf(
  { key, url }: JournalItem,
  { metadata }: Told,
  document: LoadedDocument | undefined,
): Candidate | undefined {
  return document && { key, metadata, load: async () => document, ...(url ? { url } : {}) };
}

/** A feed's text; the journal may be older than the notes of its format. */
async function keptText(
  { url }: JournalItem,
  { given: format }: Told,
  key: string | undefined,
  { raw }: PageOptions,
): Promise<LoadedDocument | undefined> {
  const bytes = key && (await raw?.get(key));
  if (!bytes) return undefined;
  const content = Buffer.from(bytes).toString('utf8');
  return { content, raw: key, ...(url ? { url } : {}), ...(format ? { format } : {}) };
}

async function keptAsPage(
  { url }: JournalItem,
  key: string | undefined,
  options: PageOptions,
): Promise<LoadedDocument | undefined> {
  return key && url ? keptPage(url, key, options) : undefined;
}

/** By its key in the raw store, where that is what was offered last. */
function lastKept({ raw, version, offered }: JournalItem): string | undefined {
  return raw !== null && (version ?? offered) === offered ? raw : undefined;
}
