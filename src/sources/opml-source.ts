/** An OPML file: the feeds in it, several at a time. */
import type { Opml } from 'feedsmith';
import { KlartextError } from '../errors.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createSource, notice } from './create-source.ts';
import { type FeedSettings, openFeed } from './feed-source.ts';
import { placeName, readListing } from './listing.ts';
import { mergeSources } from './merge.ts';
import type { PageOptions } from './page.ts';
import type { Source, SourceEvent } from './source.ts';

/** Feeds read at the same time; each host still has one request at a time. */
const CONCURRENCY = 8;

/** `place` is the OPML file; name and content go for each of its feeds. */
export function openOpml(settings: FeedSettings, options: PageOptions): Source {
  const { name, place } = settings;
  return createSource(name, placeName(place), (signal) => readFeeds(settings, options, signal));
}

async function* readFeeds(
  { content, place }: FeedSettings,
  options: PageOptions,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent> {
  const { text, brokenBy } = await readListing(place, { ...options, takesPart: true }, signal);
  const { parseOpml } = await import('feedsmith');
  const where = placeName(place);
  const isWhole = /<\/opml\s*>/i.test(text);
  const outlines = parse(isWhole ? text : text.slice(0, text.lastIndexOf('>') + 1), parseOpml);
  if (!outlines) throw brokenBy ?? broken(where, 'something else or a broken one');
  const { feeds, includes } = outlinesOf(outlines);
  // Nothing has failed, and the file may be another's to change.
  for (const name of includes) yield notice(`${name ?? 'an outline'} in ${where}`, NOT_FOLLOWED);
  const sources = feeds.map(({ url, name }) =>
    name
      ? asOutline(openFeed({ content, place: { url }, name }, options), `${name} in ${where}`)
      : openFeed({ content, place: { url } }, options),
  );
  yield* mergeSources(sources, CONCURRENCY, signal);
  if (brokenBy) throw brokenBy;
  if (!isWhole)
    throw broken(where, `one that breaks off after its first ${feeds.length} feeds, which were read`);
}

/** An address may be one that no message can show; a reader knows his feeds by their names. */
function asOutline({ name, read }: Source, where: string): Source {
  return {
    name,
    async *read(signal) {
      for await (const event of read(signal)) yield event.type === 'trouble' ? { ...event, where } : event;
    },
  };
}

const NOT_FOLLOWED =
  'names another OPML file (type="include"), which was not read; make that a source of its own, `type: opml`.';

/** Undefined for what is no OPML. */
function parse(text: string, parseOpml: (text: string) => unknown): Opml.Outline<string>[] | undefined {
  try {
    return (parseOpml(text) as Opml.Document<string>).body?.outlines ?? [];
  } catch {
    // Its message may quote the file.
    return undefined;
  }
}

function broken(where: string, got: string): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', `${where}: expected an OPML file, got ${got}.`);
}

/** `feed://example.org` and `feed:https://example.org`: what makes a browser open its reader. */
const OLD_SCHEME = /^feed:(?:\/\/)?(?=(https?:)?)/i;

interface Outlines {
  /** Each address once. */
  feeds: { url: string; name: string | undefined }[];
  /** Names of those that stand for the outlines of another file. */
  includes: (string | undefined)[];
}

/** In folders of any depth. */
function outlinesOf(outlines: readonly Opml.Outline<string>[]): Outlines {
  const found = new Map<string, string | undefined>();
  const includes: (string | undefined)[] = [];
  const waiting = [...outlines];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { xmlUrl, outlines: inner = [], title, text, type } = next;
    const url = xmlUrl?.trim().replace(OLD_SCHEME, (_, inner) => (inner ? '' : 'http://'));
    if (url) found.set(canonicalUrl(url) ?? url, title ?? text);
    else if (type?.toLowerCase() === 'include') includes.push(title ?? text);
    waiting.unshift(...inner);
  }
  return { feeds: [...found].map(([url, name]) => ({ url, name })), includes };
}
