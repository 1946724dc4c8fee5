/** An address as a document: what came must be a page that anybody may read. */

import { isConsent, isLogin, refreshTarget } from './detours.ts';
import { mediaType } from './fetch/exchange.ts';
import { failure, LOGIN_HINT } from './fetch/failures.ts';
import type { Fetched, Fetcher } from './fetch/fetcher.ts';
import type { LoadedDocument } from './source.ts';

export interface PageOptions {
  fetcher: Fetcher;
  maxBytes: number;
}

const HTML = /^(?:text\/html|application\/xhtml\+xml)$/;
/** Servers call Markdown and text by these, and pages too when nobody told them better. */
const TEXT = /^(?:|text\/(?:plain|markdown|x-markdown)|application\/octet-stream)$/;
/** By pages that send their readers on, one after the other. */
const MAX_REFRESHES = 3;
const ACCEPT = 'text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1';

/** Rejects as `Fetcher.get` does, and with SOURCE_REFUSED for a login or a wall of consent where the article was. */
export async function loadPage(
  url: string,
  { fetcher, maxBytes }: PageOptions,
  signal: AbortSignal,
  revalidate: boolean,
): Promise<LoadedDocument> {
  const accepts = (type: string) => HTML.test(type) || TEXT.test(type);
  const get = (address: string) =>
    fetcher.get(address, { accept: ACCEPT, accepts, maxBytes, revalidate }, signal);
  const fetched = await atEnd(url, get);
  if (isLogin(url, fetched))
    throw failure('SOURCE_REFUSED', url, 'shows a login instead of the article', { hint: LOGIN_HINT });
  if (isConsent(url, fetched))
    throw failure('SOURCE_REFUSED', url, 'asks for consent instead of showing the article', {
      hint: LOGIN_HINT,
    });
  return toDocument(fetched);
}

/** As it was kept by this key when it was fetched last, if it was. Asks nobody. */
export async function keptPage(
  url: string,
  raw: string,
  fetcher: Fetcher,
): Promise<LoadedDocument | undefined> {
  const fetched = await fetcher.kept(url);
  return fetched?.raw === raw ? toDocument(fetched) : undefined;
}

function toDocument({ body, url, contentType, raw }: Fetched): LoadedDocument {
  const charset = charsetOf(contentType);
  return {
    content: body,
    url,
    ...(HTML.test(mediaType(contentType)) ? { format: 'html' as const } : {}),
    ...(charset ? { charset } : {}),
    ...(raw ? { raw } : {}),
  };
}

/** Where a page sends its readers on by itself, they are followed as by a redirect. */
async function atEnd(url: string, get: (address: string) => Promise<Fetched>): Promise<Fetched> {
  let next: string | undefined = url;
  for (let sent = 0; next !== undefined && sent <= MAX_REFRESHES; sent += 1) {
    const fetched = await get(next);
    next = refreshTarget(fetched);
    if (next === undefined) return fetched;
  }
  throw failure('SOURCE_REFUSED', url, 'sends its readers on and on');
}

/** `utf-8` of `text/html; charset="UTF-8"`. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}
