/** An OPML file: the feeds in it, several at a time. */
import type { Opml } from 'feedsmith';
import { KlartextError } from '../errors.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createSource } from './create-source.ts';
import { type FeedOptions, type FeedSettings, openFeed } from './feed-source.ts';
import { placeName, readListing } from './listing.ts';
import { mergeSources } from './merge.ts';
import type { Source, SourceEvent } from './source.ts';

/** Feeds read at the same time; each host still has one request at a time. */
const CONCURRENCY = 8;

/** `place` is the OPML file; name and content go for each of its feeds. */
export function openOpml(settings: FeedSettings, options: FeedOptions): Source {
  const { name, place } = settings;
  return createSource(name, placeName(place), (signal) => readFeeds(settings, options, signal));
}

async function* readFeeds(
  { content, place }: FeedSettings,
  options: FeedOptions,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent> {
  const { text } = await readListing(place, options, signal);
  const { parseOpml } = await import('feedsmith');
  const sources = feedsOf(parse(text, parseOpml, placeName(place))).map(({ url, name }) =>
    openFeed({ content, place: { url }, ...(name ? { name } : {}) }, options),
  );
  yield* mergeSources(sources, CONCURRENCY, signal);
}

function parse(text: string, parseOpml: (text: string) => unknown, where: string): Opml.Outline<string>[] {
  try {
    return (parseOpml(text) as Opml.Document<string>).body?.outlines ?? [];
  } catch (cause) {
    throw new KlartextError(
      'INPUT_UNSUPPORTED',
      `${where}: expected an OPML file, got something else or a broken one.`,
      { cause },
    );
  }
}

/** `feed://example.org` and `feed:https://example.org`: what makes a browser open its reader. */
const OLD_SCHEME = /^feed:(?:\/\/)?(?=(https?:)?)/i;

/** In folders of any depth, each address once. */
function feedsOf(outlines: readonly Opml.Outline<string>[]): { url: string; name: string | undefined }[] {
  const found = new Map<string, string | undefined>();
  const waiting = [...outlines];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { xmlUrl, outlines: inner = [], title, text } = next;
    const url = xmlUrl?.trim().replace(OLD_SCHEME, (_, inner) => (inner ? '' : 'http://'));
    if (url) found.set(canonicalUrl(url) ?? url, title ?? text);
    waiting.unshift(...inner);
  }
  return [...found].map(([url, name]) => ({ url, name }));
}
