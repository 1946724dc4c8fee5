/** Single pages, by their addresses. */
import { canonicalUrl, shownUrl } from './canonical-url.ts';
import { createSource } from './create-source.ts';
import { loadPage, type PageOptions } from './page.ts';
import type { Candidate, Source } from './source.ts';

export interface UrlSettings {
  urls: readonly string[];
  name?: string;
}

/** Their candidates have no version: whether a page changed is known by asking for it. */
export function openUrls(settings: UrlSettings, options: PageOptions): Source {
  const urls = [...new Set(settings.urls.map((url) => canonicalUrl(url) ?? url))];
  return createSource(settings.name, urls.map(shownUrl).join(', '), async function* () {
    for (const url of urls) yield { type: 'candidate', candidate: urlCandidate(url, options) };
  });
}

/** One page by its address. */
export function urlCandidate(url: string, options: PageOptions): Candidate {
  return { key: url, url, metadata: { url }, load: (signal) => loadPage(url, options, signal, false) };
}
