/** An address as a document: what came must be a page that anybody may read. */
import { pagesIn } from '../document/joined-pages.ts';
import type { RawStore } from '../types.ts';
import type { ArticleLimits } from './article-pages.ts';
import { isConsent, isLogin, refreshTarget } from './detours.ts';
import { charsetOf, mediaType } from './fetch/exchange.ts';
import { failure, LOGIN_HINT } from './fetch/failures.ts';
import type { Fetched, Fetcher } from './fetch/fetcher.ts';
import type { LoadedDocument } from './source.ts';

export interface PageOptions extends ArticleLimits {
  fetcher: Fetcher;
  /** Keeps an article's joined pages, as the fetcher keeps each. */
  raw?: RawStore;
}

const HTML = /^(?:text\/html|application\/xhtml\+xml)$/;
/** Servers call Markdown and text by these, and pages too when nobody told them better. */
const TEXT = /^(?:|text\/(?:plain|markdown|x-markdown)|application\/octet-stream)$/;
/** A page without such a link has no further ones. */
const NAMES_NEXT = /\brel\s*=\s*["']?[^"'<>]{0,100}\bnext\b/i;
/** What an article says of itself. Lists of articles name their next page as well, and are many pages long. */
const ARTICLE =
  /["']article:published_time["']|"@type"\s*:\s*(?:\[\s*)?"(?:\w*Article|BlogPosting|Review|Report|HowTo)"/;
const LIST = /"(?:CollectionPage|SearchResultsPage)"/;
/** By pages that send their readers on, one after the other. */
const MAX_REFRESHES = 3;
const ACCEPT = 'text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1';

/**
 * With the other pages of its article, where it names them. Rejects as `Fetcher.get` does, and with SOURCE_REFUSED for a
 * login or a wall of consent where the article was.
 */
export async function loadPage(
  url: string,
  { fetcher, raw, ...limits }: PageOptions,
  signal: AbortSignal,
  revalidate: boolean,
): Promise<LoadedDocument> {
  const accepts = (type: string) => HTML.test(type) || TEXT.test(type);
  const get = (address: string) =>
    fetcher.get(address, { accept: ACCEPT, accepts, maxBytes: limits.maxBytes, revalidate }, signal);
  const fetched = await atEnd(url, get);
  if (isLogin(url, fetched))
    throw failure('SOURCE_REFUSED', url, 'shows a login instead of the article', { hint: LOGIN_HINT });
  if (isConsent(url, fetched))
    throw failure('SOURCE_REFUSED', url, 'asks for consent instead of showing the article', {
      hint: LOGIN_HINT,
    });
  if (!mayGoOn(fetched)) return toDocument(fetched);
  // The HTML parser is loaded only where it is needed.
  const { joinArticle } = await import('./article-pages.ts');
  const joined = await joinArticle(fetched, get, limits);
  if (joined === undefined) return toDocument(fetched);
  const body = Buffer.from(joined);
  return joinedDocument(body, await raw?.put(body)) as LoadedDocument;
}

/** As it was kept by this key when it was fetched last, if it was. Asks nobody. */
export async function keptPage(
  url: string,
  key: string,
  options: Pick<PageOptions, 'fetcher' | 'raw'>,
): Promise<LoadedDocument | undefined> {
  const fetched = await options.fetcher.kept(url);
  if (fetched?.raw === key) return toDocument(fetched);
  const body = await options.raw?.get(key);
  return body && joinedDocument(body, key);
}

/** The same of a version that was fetched before the last one; it is read as that was. */
export async function keptVersion(
  url: string | undefined,
  key: string,
  { fetcher, raw }: Pick<PageOptions, 'fetcher' | 'raw'>,
): Promise<LoadedDocument | undefined> {
  const content = await raw?.get(key);
  if (!content) return undefined;
  const last = url === undefined ? undefined : await fetcher.kept(url);
  return joinedDocument(content, key) ?? { ...(last && toDocument(last)), content, raw: key };
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

function mayGoOn({ body, contentType }: Fetched): boolean {
  if (!HTML.test(mediaType(contentType))) return false;
  const html = Buffer.from(body).toString('latin1');
  return NAMES_NEXT.test(html) && ARTICLE.test(html) && !LIST.test(html);
}

/** Of the pages of an article; undefined for one page. */
function joinedDocument(content: Uint8Array, key: string | undefined): LoadedDocument | undefined {
  const [first] = pagesIn(Buffer.from(content).toString()) ?? [];
  return first && { content, url: first.url, format: 'html', charset: 'utf-8', ...(key ? { raw: key } : {}) };
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
