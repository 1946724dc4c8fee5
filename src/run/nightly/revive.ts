/** An item that no source offers any more, read from where it stood: its file, its page, or what was kept of it. */
import path from 'node:path';
import { fileCandidate } from '../../sources/file-source.ts';
import { keptPage, type PageOptions } from '../../sources/page.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import { urlCandidate } from '../../sources/url-source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { InputFormat } from '../../types.ts';
import { isByAddress } from './entry-key.ts';
import { REBUILT } from './rebuild.ts';

/**
 * A file by its path, a page by its address, a text of a feed as it was kept; what else stood within a larger file, or with
 * others at one address, is offered by that or not at all. A page that is to be made anew though it has not changed is
 * taken as it was kept, too: it may be gone.
 */
export async function revive(item: JournalItem, options: PageOptions): Promise<Candidate | undefined> {
  const { key, url, source, state, source_hash } = item;
  const { entry, isWithin, given, ...metadata } = JSON.parse(item.metadata);
  // Its output, unless it is gone, stands for a text of which nobody knows whether it ever stood there.
  if (url && source === REBUILT && state !== 'waiting') return undefined;
  if (path.isAbsolute(key) && !key.includes('#')) return fileCandidate(key, options.maxBytes);
  const isPage = url !== null && !isWithin && (!entry || isByAddress(key, url));
  if (!isPage || source_hash === null) {
    const isText = Boolean(given || isWithin || entry);
    const document = isText ? await keptText(item, given, options) : await keptAsPage(item, options);
    if (document) return { key, metadata, load: async () => document, ...(url ? { url } : {}) };
  }
  return isPage ? { ...urlCandidate(url, options), key, metadata } : undefined;
}

/** A feed's text; the journal may be older than the notes of its format. */
async function keptText(
  item: JournalItem,
  format: InputFormat | undefined,
  { raw }: PageOptions,
): Promise<LoadedDocument | undefined> {
  const key = lastKept(item);
  const bytes = key && (await raw?.get(key));
  if (!bytes) return undefined;
  const content = Buffer.from(bytes).toString('utf8');
  return { content, raw: key, ...(item.url ? { url: item.url } : {}), ...(format ? { format } : {}) };
}

async function keptAsPage(item: JournalItem, options: PageOptions): Promise<LoadedDocument | undefined> {
  const key = lastKept(item);
  return key && item.url ? keptPage(item.url, key, options) : undefined;
}

/** By its key in the raw store, where that is what was offered last. */
function lastKept({ raw, version, offered }: JournalItem): string | undefined {
  return raw !== null && (version ?? offered) === offered ? raw : undefined;
}
