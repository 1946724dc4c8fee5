/** A feed of any kind -> its entries in one shape. */
import { decodeHTML } from 'entities';
import { type AtomFeed, type JsonFeed, parseFeed as parseAny, type RdfFeed, type RssFeed } from 'feedsmith';
import { keepLongNumbers } from '../../document/exact-json.ts';
import {
  absolute,
  type Enclosure,
  type FeedItem,
  type FeedText,
  known,
  type ParsedFeed,
} from './feed-item.ts';
import { hasEnd, isJson, wholePart } from './whole-part.ts';

/**
 * RSS 0.9 to 2.0, Atom 0.3 and 1.0, RDF, JSON Feed. `place` is the feed's own address. Undefined for what is none of
 * them, or too broken to read.
 */
export function parseFeed(text: string, place?: string): ParsedFeed | undefined {
  if (hasEnd(text)) return parseWhole(text, place);
  const part = wholePart(text);
  const feed = part === undefined ? undefined : parseWhole(part, place);
  return feed && { ...feed, breaksOff: true };
}

function parseWhole(text: string, place: string | undefined): ParsedFeed | undefined {
  try {
    const { format, feed } = parseAny(isJson(text) ? keepLongNumbers(text) : text);
    if (format === 'atom') return fromAtom(feed as AtomFeed.Feed<string>, place);
    if (format === 'json') return fromJson(feed as JsonFeed.Feed<string>);
    return fromRss(feed as RssFeed.Feed<string>);
  } catch {
    // Its message may quote the feed.
    return undefined;
  }
}

/** RDF's items have a part of the fields of RSS's. */
function fromRss(feed: RssFeed.Feed<string> & RdfFeed.Feed<string>): ParsedFeed {
  return known({
    title: feed.title,
    language: feed.language ?? feed.dc?.languages?.[0],
    ttlMs: feed.ttl ? feed.ttl * 60_000 : periodMs(feed.sy?.updatePeriod, feed.sy?.updateFrequency),
    items: (feed.items ?? []).map(rssItem),
  }) as ParsedFeed;
}

function rssItem(item: RssFeed.Item<string> & RdfFeed.Item<string>): FeedItem {
  const { guid, media, dc } = item;
  // Many feeds leave out that theirs is none.
  const isAddress = guid?.isPermaLink !== false && /^\s*https?:\/\//i.test(guid?.value ?? '');
  const permalink = isAddress ? guid?.value : undefined;
  const authors = (item.authors ?? []).map((author) => author.name).concat(dc?.creators ?? []);
  const categories = (item.categories ?? []).map(({ name }) => name).concat(dc?.subjects ?? []);
  return known({
    id: guid?.value ?? item.rdf?.about,
    link: item.link ?? permalink ?? item.rdf?.about,
    title: item.title,
    content: textOf(item.content?.encoded),
    summary: textOf(item.description),
    published: item.pubDate ?? dc?.dates?.[0] ?? item.dcterms?.created?.[0],
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    authors: unique(authors),
    categories: unique(categories),
    enclosures: enclosures(item.enclosures ?? []),
    image: media?.thumbnails?.[0]?.url ?? imageOf(media?.contents ?? []),
  }) as FeedItem;
}

function fromAtom(feed: AtomFeed.Feed<string>, place: string | undefined): ParsedFeed {
  const { title, xml, sy, entries = [], authors = [] } = feed;
  const fallback = authors.map(({ name }) => name);
  return known({
    title: atomTitle(title),
    language: xml?.lang,
    ttlMs: periodMs(sy?.updatePeriod, sy?.updateFrequency),
    items: entries.map((entry) => {
      const inside: Inside = (own) => baseOf(place, [xml?.base, entry.xml?.base, own]);
      return atomItem(entry, fallback, inside);
    }),
  }) as ParsedFeed;
}

/** The base of what stands in an entry and may name one of its own; undefined when nobody named any. */
type Inside = (own?: string) => string | undefined;

function atomItem(
  entry: AtomFeed.Entry<string>,
  feedAuthors: (string | undefined)[],
  inside: Inside,
): FeedItem {
  const { authors, categories = [] } = entry;
  const links = (entry.links ?? []).map((link) => ({
    ...link,
    href: link.href && absolute(link.href, inside()),
  }));
  const pages = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  const page = pages.find(({ type = 'text/html' }) => type.includes('html')) ?? pages[0];
  const files = links.filter(({ rel }) => rel === 'enclosure');
  return known({
    id: entry.id,
    link: page?.href,
    title: atomTitle(entry.title),
    content: atomText(entry.content, inside),
    summary: atomText(entry.summary, inside),
    published: entry.published ?? entry.dc?.dates?.[0],
    updated: entry.updated,
    authors: unique(authors ? authors.map(({ name }) => name) : feedAuthors),
    categories: unique(categories.map(({ label, term }) => label ?? term)),
    enclosures: enclosures(files.map(({ href, ...rest }) => ({ url: href, ...rest }))),
    image: entry.media?.thumbnails?.[0]?.url,
    language: entry.xml?.lang,
  }) as FeedItem;
}

function fromJson(feed: JsonFeed.Feed<string>): ParsedFeed {
  const { title, language, items = [], authors = [] } = feed;
  return known({
    title: title && plainTitle(title),
    language,
    items: items.map((item) => jsonItem(item, authors)),
  }) as ParsedFeed;
}

function jsonItem(item: JsonFeed.Item<string>, feedAuthors: { name?: string }[]): FeedItem {
  const { content_html: html, content_text: text, attachments = [] } = item;
  return known({
    id: item.id,
    link: item.url ?? item.external_url,
    title: item.title && plainTitle(item.title),
    content: textOf(html) ?? textOf(text, 'text'),
    summary: textOf(item.summary, 'text'),
    published: item.date_published,
    updated: item.date_modified,
    authors: unique((item.authors ?? feedAuthors).map(({ name }) => name)),
    categories: unique(item.tags ?? []),
    enclosures: enclosures(
      attachments.map(({ url, mime_type, size_in_bytes }) => ({
        url,
        type: mime_type,
        length: size_in_bytes,
      })),
    ),
    image: item.image ?? item.banner_image,
    language: item.language,
  }) as FeedItem;
}

/** Atom says so; a missing type means plain text. */
function isMarkup({ type = 'text' }: AtomFeed.Text | AtomFeed.Content): boolean {
  return /html|xml/.test(type);
}

function atomText(text: AtomFeed.Text | AtomFeed.Content | undefined, inside: Inside): FeedText | undefined {
  const found = text && textOf(text.value, isMarkup(text) ? 'html' : 'text');
  const base = found?.format === 'html' && RELATIVE.test(found.value) ? inside(text?.xml?.base) : undefined;
  return found && known({ ...found, base });
}

function atomTitle(title: AtomFeed.Text | undefined): string | undefined {
  return title && (isMarkup(title) ? title.value : plainTitle(title.value));
}

/** As HTML. Entities stay: in a plain title they are far oftener one escaping too many than what it is about. */
function plainTitle(title: string): string {
  return title.replaceAll('<', '&lt;');
}

const RELATIVE = /\b(?:href|src)\s*=\s*["']?(?!["'#]|[a-z][a-z0-9+.-]*:)/i;

/** As XML Base has it, each base is relative to the one around it, the outermost to `place`. */
function baseOf(place: string | undefined, given: readonly (string | undefined)[]): string | undefined {
  const bases = given.filter((base) => base !== undefined);
  return bases.length > 0 ? bases.reduce((outer, base) => absolute(base, outer), place) : undefined;
}

function textOf(value: string | undefined, format: FeedText['format'] = 'html'): FeedText | undefined {
  if (!value?.trim()) return undefined;
  return { value: format === 'html' && isEscapedTwice(value) ? decodeHTML(value) : value, format };
}

/** Begins with what would be a tag, has the end of a block in it, and not one element. */
function isEscapedTwice(html: string): boolean {
  const block = /&lt;\/(?:article|blockquote|div|figure|h[1-6]|ol|p|section|table|ul)\s*&gt;/i;
  return /^\s*&lt;[a-z!]/i.test(html) && block.test(html) && !/<\/?[a-z]/i.test(html);
}

function enclosures(
  files: readonly { [Key in keyof Enclosure]?: Enclosure[Key] | undefined }[],
): Enclosure[] {
  return files.flatMap(({ url, type, length = -1 }) => {
    // Feeds that know no length write `-1`, too, which no feed of ours may have.
    const bytes = Number.isSafeInteger(length) && length >= 0 ? length : undefined;
    return url ? [known({ url, type, length: bytes }) as Enclosure] : [];
  });
}

function imageOf(contents: readonly { url?: string; medium?: string; type?: string }[]): string | undefined {
  return contents.find(({ medium, type = '' }) => medium === 'image' || type.startsWith('image/'))?.url;
}

const PERIOD_HOURS: Readonly<Record<string, number>> = {
  hourly: 1,
  daily: 24,
  weekly: 7 * 24,
  monthly: 30 * 24,
  yearly: 365 * 24,
};

function periodMs(period: string | undefined, frequency = 1): number | undefined {
  const hours = PERIOD_HOURS[period?.trim().toLowerCase() ?? ''];
  return hours === undefined ? undefined : (hours * 60 * 60_000) / Math.max(frequency, 1);
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.map((name) => name?.trim() ?? '').filter(Boolean))];
}
