/** A pipeline's `sources` and `fetch` as sources ready to be read. */
import path from 'node:path';
import { openFeed } from '../sources/feed-source.ts';
import { Fetcher, type FetcherOptions } from '../sources/fetch/fetcher.ts';
import { openFiles } from '../sources/file-source.ts';
import { openJsonLines } from '../sources/json-lines-source.ts';
import { openOpml } from '../sources/opml-source.ts';
import type { PageOptions } from '../sources/page.ts';
import { openSitemap } from '../sources/sitemap-source.ts';
import type { Place, Source } from '../sources/source.ts';
import { openUrls } from '../sources/url-source.ts';
import { openWarc } from '../sources/warc-source.ts';
import type { FetchSettings, SourceSettings } from './source-schema.ts';

export interface SourceDeps extends PageOptions {
  /** What paths are relative to; absolute. */
  folder: string;
}

/** A host that did not answer so often in a row is left alone for a while. */
const MAX_FAILURES = 3;

/** One source an entry, in order. Opens and asks for nothing yet. */
export function openSources(config: readonly SourceSettings[], deps: SourceDeps): Source[] {
  return config.map((settings) => openSource(settings, deps));
}

function openSource(settings: SourceSettings, deps: SourceDeps): Source {
  const { folder } = deps;
  const name = settings.name === undefined ? {} : { name: settings.name };
  switch (settings.type) {
    case 'feed':
      return openFeed({ ...name, place: placeOf(settings, folder), content: settings.content }, deps);
    case 'opml':
      return openOpml({ ...name, place: placeOf(settings, folder), content: settings.content }, deps);
    case 'sitemap': {
      const { include, exclude, maxAgeDays } = settings;
      const age = maxAgeDays === undefined ? {} : { maxAgeDays };
      return openSitemap({ ...name, place: placeOf(settings, folder), include, exclude, ...age }, deps);
    }
    case 'url':
      return openUrls({ ...name, urls: settings.url }, deps);
    case 'files':
      return openFiles({ ...name, paths: settings.path }, deps);
    case 'jsonl':
      return openJsonLines({ ...name, path: path.resolve(folder, settings.path) }, deps);
    case 'warc':
      return openWarc({ ...name, path: path.resolve(folder, settings.path) }, deps);
  }
}

function placeOf(
  { url, path: file }: { url?: string | undefined; path?: string | undefined },
  folder: string,
): Place {
  return url === undefined ? { path: path.resolve(folder, file as string) } : { url };
}

/** Whether a source may ask the network, so that what fetching needs is to be opened. */
export function mayFetch({ type }: SourceSettings): boolean {
  return type === 'feed' || type === 'opml' || type === 'sitemap' || type === 'url';
}

/** `version` is this program's, for its user agent. */
export function createFetcher(
  { userAgent, contact, maxPages: _, ...settings }: FetchSettings,
  version: string,
  more: Pick<FetcherOptions, 'cache' | 'raw' | 'onPause'>,
): Fetcher {
  const own = `Klartext/${version}${contact ? ` (+${contact})` : ''}`;
  return new Fetcher({ ...settings, maxFailures: MAX_FAILURES, userAgent: userAgent ?? own, ...more });
}
