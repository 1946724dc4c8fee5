/** A sitemap, or an index of them: the pages that a site lists. */
import { DAY_MS } from '../day.ts';
import { KlartextError } from '../errors.ts';
import type { Metadata } from '../types.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createSource, notice, trouble } from './create-source.ts';
import { isPage, placeName, readListing } from './listing.ts';
import { loadPage, type PageOptions } from './page.ts';
import { parseSitemap, type Sitemap, type SitemapEntry } from './sitemap/parse-sitemap.ts';
import type { Place, Source, SourceEvent } from './source.ts';

export interface SitemapSettings {
  place: Place;
  name?: string;
  /** Only addresses that contain one of these; all when empty. */
  include: readonly string[];
  /** None of those that contain one of these. */
  exclude: readonly string[];
  /** Pages whose last change is longer ago are left out; those that tell none stay. */
  maxAgeDays?: number;
}

/** Sitemaps read for one source, beside the first; an index in a circle ends there at the latest. */
const MAX_SITEMAPS = 500;

export function openSitemap(settings: SitemapSettings, options: PageOptions): Source {
  const { name, place } = settings;
  return createSource(name, placeName(place), (signal) => readSitemaps(settings, options, signal));
}

async function* readSitemaps(
  settings: SitemapSettings,
  options: PageOptions,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent> {
  const waiting: Place[] = [settings.place];
  const seen = new Set('url' in settings.place ? [canonicalUrl(settings.place.url)] : []);
  for (let read = 0; waiting.length > 0; read += 1) {
    const place = waiting.shift() as Place;
    const where = placeName(place);
    if (read > MAX_SITEMAPS) throw tooMany();
    try {
      const listing = await readListing(place, { ...options, takesPart: true }, signal);
      const { text, base, unchanged, brokenBy } = listing;
      const sitemap = parseSitemap(text);
      if (!sitemap) throw brokenBy ?? broken(where, isPage(text) ? 'a page' : 'something else');
      if (unchanged) yield { type: 'unchanged', where };
      if (sitemap.badLines.length > 0) yield notice(where, linesLeftOut(sitemap.badLines));
      const { entries, isIndex } = sitemap;
      const wanted = (isIndex ? recentSitemaps : recentPages)(entries, settings.maxAgeDays);
      if (isIndex && wanted.length < entries.length)
        yield notice(where, sitemapsLeftOut(entries.length - wanted.length, entries.length, settings));
      if (isIndex) waiting.push(...further(latestFirst(wanted), base, seen));
      else yield* pages(wanted, base, seen, settings, options);
      if (brokenBy) throw brokenBy;
      if (sitemap.isBroken) throw broken(where, brokenPart(sitemap));
    } catch (error) {
      yield trouble(where, error);
    }
  }
}

function* pages(
  entries: readonly SitemapEntry[],
  base: string | undefined,
  seen: Set<string | undefined>,
  settings: SitemapSettings,
  options: PageOptions,
): Generator<SourceEvent> {
  for (const { loc, lastmod, title, published } of entries) {
    const url = canonicalUrl(loc, base);
    if (!url || seen.has(url) || !isWanted(url, settings)) continue;
    seen.add(url);
    const metadata: Metadata = { url, ...(title ? { title } : {}), ...(published ? { published } : {}) };
    yield {
      type: 'candidate',
      candidate: {
        key: url,
        url,
        metadata,
        load: (signal) => loadPage(url, options, signal, true),
        ...(lastmod ? { version: lastmod } : {}),
      },
    };
  }
}

function further(
  entries: readonly SitemapEntry[],
  base: string | undefined,
  seen: Set<string | undefined>,
): { url: string }[] {
  const urls = new Set(entries.flatMap(({ loc }) => canonicalUrl(loc, base) ?? []));
  const fresh = [...urls].filter((url) => !seen.has(url));
  for (const url of fresh) seen.add(url);
  return fresh.map((url) => ({ url }));
}

function isWanted(url: string, { include, exclude }: SitemapSettings): boolean {
  const contains = (part: string) => url.includes(part);
  return (include.length === 0 || include.some(contains)) && !exclude.some(contains);
}

function recentPages(
  entries: readonly SitemapEntry[],
  maxAgeDays = Number.POSITIVE_INFINITY,
): SitemapEntry[] {
  const oldest = Date.now() - maxAgeDays * DAY_MS;
  return entries.filter((entry) => !(lastChange(entry) < oldest));
}

/** Many an index keeps the dates of its first day, while its sitemaps go on: dates count where one of them is recent. */
function recentSitemaps(entries: readonly SitemapEntry[], maxAgeDays?: number): SitemapEntry[] {
  const recent = recentPages(entries, maxAgeDays);
  return recent.every((entry) => Number.isNaN(lastChange(entry))) ? [...entries] : recent;
}

/** Where not all of an index can be read, what is new is not what is left out. */
function latestFirst(entries: readonly SitemapEntry[]): readonly SitemapEntry[] {
  if (entries.length <= MAX_SITEMAPS) return entries;
  const at = (entry: SitemapEntry) => lastChange(entry) || 0;
  return entries.toSorted((a, b) => at(b) - at(a));
}

/** The latest time that it may mean. NaN when it tells none. */
function lastChange({ lastmod, published }: SitemapEntry): number {
  const date = (lastmod ?? published ?? '').trim();
  // What is no ISO date would be read as one of another country, and a bare year as its first day.
  if (!/^\d{4}-\d\d-\d\d/.test(date)) return Number.NaN;
  return Date.parse(date) + (date.length === 10 ? DAY_MS : 0);
}

function linesLeftOut([first, ...more]: readonly number[]): string {
  const rest = more.length > 0 ? ` and ${more.length} more` : '';
  return `what is no address was passed over: line ${first}${rest}.`;
}

function sitemapsLeftOut(count: number, all: number, { maxAgeDays }: SitemapSettings): string {
  return `nothing changed for ${maxAgeDays} days in ${count} of its ${all} sitemaps, it says; the others were read.`;
}

function broken(where: string, got: string): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', `${where}: expected a sitemap, got ${got}.`);
}

function brokenPart({ entries }: Sitemap): string {
  return `one that is broken after its first ${entries.length} entries`;
}

function tooMany(): KlartextError {
  return new KlartextError(
    'INPUT_UNSUPPORTED',
    `expected at most ${MAX_SITEMAPS} sitemaps, got more; ${MAX_SITEMAPS} were read, the latest first where they have dates.`,
    { hint: 'Set maxAgeDays, or name the sitemaps that you want one by one.' },
  );
}
