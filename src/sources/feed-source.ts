/** A feed: its entries with their full text where they have it, else with the page that they point to. */
import { escapeAttribute } from 'entities';
import { KlartextError } from '../errors.ts';
import { hashValue, sha256 } from '../hash.ts';
import { canonicalUrl, shownUrl } from './canonical-url.ts';
import { createSource, notice } from './create-source.ts';
import type { FeedItem, FeedText } from './feed/feed-item.ts';
import { itemMetadata } from './feed/item-metadata.ts';
import { wholeArticle } from './feed/whole-article.ts';
import { keyWithin } from './item-key.ts';
import { isPage, placeName, readListing } from './listing.ts';
import { loadPage, type PageOptions } from './page.ts';
import type { Candidate, LoadedDocument, Place, Source, SourceEvent } from './source.ts';

export interface FeedSettings {
  place: Place;
  /** For messages; the feed's address when absent. */
  name?: string;
  /** `feed`: what the feed gives, always. `page`: always fetched. `auto`: the feed's where it is the article. */
  content: 'auto' | 'feed' | 'page';
}

export function openFeed(settings: FeedSettings, options: PageOptions): Source {
  const { name, place } = settings;
  return createSource(name, placeName(place), (signal) => readFeed(settings, options, signal));
}

async function* readFeed(
  { place, content }: FeedSettings,
  options: PageOptions,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent> {
  const where = placeName(place);
  const listing = await readListing(place, { ...options, takesPart: true }, signal);
  const { text, base, unchanged, brokenBy } = listing;
  // Loaded only where there is a feed.
  const { parseFeed } = await import('./feed/parse-feed.ts');
  const feed = parseFeed(text, base);
  if (!feed) throw brokenBy ?? noFeed(where, text);
  if (feed.ttlMs && !feed.breaksOff && !brokenBy && 'url' in place)
    options.fetcher.keepFresh(place.url, feed.ttlMs);
  if (unchanged) yield { type: 'unchanged', where };
  const home = 'url' in place ? publicName(canonicalUrl(place.url) as string) : place.path;
  const { entries, passedOver } = identify(feed.items, home, base);
  if (passedOver > 0) yield notice(where, firstTaken(passedOver));
  for (const { key, id, url, item } of entries) {
    const given = chooseText(item, url, content);
    const isLinked = given !== undefined && url !== undefined;
    const metadata = itemMetadata(item, feed, url, base);
    const candidate: Candidate = {
      key,
      version: hashValue(item).slice(0, 32),
      metadata,
      load: (loadSignal) => load(item, url, content, options, loadSignal),
      ...(url ? { url } : {}),
      ...(given ? { given: given.format } : {}),
      ...(isLinked && content === 'feed' ? { isWithin: true } : {}),
      ...(isLinked && item.id ? { entry: { id, key: keyWithin(home, id) } } : {}),
    };
    yield { type: 'candidate', candidate };
  }
  if (brokenBy) throw brokenBy;
  if (feed.breaksOff) throw brokenOff(where, feed.items.length);
}

/** Keys stand in what is written, and may be published: of a query, which may hold a key to the feed, only its hash. */
function publicName(address: string): string {
  const { search } = new URL(address);
  return search ? `${shownUrl(address)}?${sha256(search).slice(0, 8)}` : address;
}

interface Identified {
  key: string;
  id: string;
  url: string | undefined;
  item: FeedItem;
}

/**
 * By address; by id where there is none, or where several entries have the same one; by id and title where different
 * articles have one id. The same entry comes once; `passedOver` counts those that are told apart by their text alone.
 */
function identify(
  items: readonly FeedItem[],
  home: string,
  base: string | undefined,
): { entries: Identified[]; passedOver: number } {
  const linked = items.map((item) => ({ item, url: item.link ? canonicalUrl(item.link, base) : undefined }));
  const titles = new Map<string, Set<string | undefined>>();
  for (const { id, title } of items) if (id) addTo(titles, id, title);
  const idOf = (item: FeedItem) => {
    if (!item.id) return hashValue([item.title, item.content, item.summary]).slice(0, 16);
    return titles.get(item.id)?.size === 1 ? item.id : `${item.id}~${hashValue([item.title]).slice(0, 8)}`;
  };
  const uses = new Map<string, Set<string>>();
  for (const { item, url } of linked) if (url) addTo(uses, url, idOf(item));
  const found = new Map<string, Identified>();
  let passedOver = 0;
  for (const { item, url } of linked) {
    const id = idOf(item);
    const key = url && uses.get(url)?.size === 1 ? url : keyWithin(home, id);
    const first = found.get(key);
    if (!first) found.set(key, { key, id, url, item });
    else if (textIn(item) !== textIn(first.item)) passedOver += 1;
  }
  return { entries: [...found.values()], passedOver };
}

function textIn({ content, summary }: FeedItem): string | undefined {
  return (content ?? summary)?.value;
}

function firstTaken(passedOver: number): string {
  return `of entries with one id and one title the first was taken; passed over were ${passedOver} with another text.`;
}

function addTo<Value>(sets: Map<string, Set<Value>>, key: string, value: Value): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}

async function load(
  item: FeedItem,
  url: string | undefined,
  content: FeedSettings['content'],
  options: PageOptions,
  signal: AbortSignal,
): Promise<LoadedDocument> {
  const text = chooseText(item, url, content);
  if (!text && !hasPage(item, url))
    throw new KlartextError('INPUT_UNSUPPORTED', 'expected an entry with a text or an address, got neither.');
  if (!text) return loadPage(url ?? (item.link as string), options, signal, true);
  const value = text.base ? `<base href="${escapeAttribute(text.base)}">${text.value}` : text.value;
  const raw = await options.raw?.put(Buffer.from(value));
  return {
    content: value,
    format: text.format,
    ...(url ? { url } : {}),
    ...(raw ? { raw } : {}),
  };
}

/** Undefined when the page is to be fetched, or when there is neither. */
function chooseText(
  item: FeedItem,
  url: string | undefined,
  content: FeedSettings['content'],
): FeedText | undefined {
  const isOnlyText = !hasPage(item, url);
  if (!isOnlyText && content === 'page') return undefined;
  // A teaser is not its page's article.
  return content === 'feed' || isOnlyText ? (item.content ?? item.summary) : wholeArticle(item);
}

/** A page that may not be asked for is one all the same. */
function hasPage({ link }: FeedItem, url: string | undefined): boolean {
  return url !== undefined || /^\s*https?:/i.test(link ?? '');
}

function brokenOff(where: string, whole: number): KlartextError {
  const got = `one that breaks off after its first ${whole} entries, which were taken`;
  return new KlartextError('INPUT_UNSUPPORTED', `${where}: expected a whole feed, got ${got}.`);
}

function noFeed(where: string, text: string): KlartextError {
  const hasPage = isPage(text);
  return new KlartextError(
    'INPUT_UNSUPPORTED',
    `${where}: expected a feed (RSS, Atom, RDF, JSON Feed), got ${hasPage ? 'a page' : 'something else, or a broken one'}.`,
    hasPage ? { hint: 'Use the address of its feed, or `type: url` to fetch the page itself.' } : {},
  );
}
