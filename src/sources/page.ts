/** An address as a document: what came must be a page that anybody may read. */

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
const ACCEPT = 'text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1';

/** Rejects as `Fetcher.get` does, and with SOURCE_REFUSED for a login page that stands where the article was. */
export async function loadPage(
  url: string,
  { fetcher, maxBytes }: PageOptions,
  signal: AbortSignal,
  revalidate: boolean,
): Promise<LoadedDocument> {
  const accepts = (type: string) => HTML.test(type) || TEXT.test(type);
  const fetched = await fetcher.get(url, { accept: ACCEPT, accepts, maxBytes, revalidate }, signal);
  if (isLogin(url, fetched))
    throw failure('SOURCE_REFUSED', url, 'shows a login instead of the article', { hint: LOGIN_HINT });
  const { body, url: finalUrl, contentType, raw } = fetched;
  const charset = charsetOf(contentType);
  return {
    content: body,
    url: finalUrl,
    ...(HTML.test(mediaType(contentType)) ? { format: 'html' as const } : {}),
    ...(charset ? { charset } : {}),
    ...(raw ? { raw } : {}),
  };
}

/** `utf-8` of `text/html; charset="UTF-8"`. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|sign-?in|anmeld(?:en|ung)|einloggen|sso|oauth2?|auth(?:enticate|orize)?)(?:[/._-]|$)/i;
/** Letters of a page beside which a password field is a form in its header and no more. */
const ARTICLE_LETTERS = 1500;

function isLogin(asked: string, { url, body }: Fetched): boolean {
  const [from, to] = [new URL(asked).pathname, new URL(url).pathname];
  const html = new TextDecoder('latin1').decode(body.subarray(0, 512 * 1024));
  if (!/<input\b[^>]{0,300}\btype\s*=\s*["']?password/i.test(html))
    return from !== to && LOGIN_PATH.test(to) && !LOGIN_PATH.test(from);
  const parts = html
    .split(/<\/(?:script|style)\s*>/i)
    .map((part) => part.split(/<(?:script|style)\b/i, 1)[0]);
  const text = parts.join(' ').replace(/<[^<>]*>/g, ' ');
  return text.replace(/[^\w\x80-\xff]+/g, '').length < ARTICLE_LETTERS;
}
