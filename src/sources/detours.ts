/** What stands at an address in place of the article: a login, a wall of consent, a page that sends its readers on. */
import { decodeHTMLAttribute } from 'entities';
import { canonicalUrl } from './canonical-url.ts';
import type { Fetched } from './fetch/fetcher.ts';

const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|sign-?in|anmeld(?:en|ung)|einloggen|sso|oauth2?|auth(?:enticate|orize)?)(?:[/._-]|$)/i;
/** A whole part of a path: articles about consent have it among other words. */
const CONSENT_PLACE =
  /^consent\.|\/(?:consent|zustimmung|einwilligung|cookie-?(?:wall|consent))(?:\/|\.\w+$|$)/i;
/** Letters of a page beside which a password field is a form in its header and no more. */
const ARTICLE_LETTERS = 1500;
/** Letters of a page that says no more than where its readers are sent. */
const NOTE_LETTERS = 600;
/** One that waits longer is meant to be read, or to be loaded anew. */
const MAX_REFRESH_SECONDS = 10;

export function isLogin(asked: string, { url, body }: Fetched): boolean {
  const [from, to] = [new URL(asked).pathname, new URL(url).pathname];
  const html = startOf(body);
  if (!/<input\b[^>]{0,300}\btype\s*=\s*["']?password/i.test(html))
    return from !== to && LOGIN_PATH.test(to) && !LOGIN_PATH.test(from);
  return letters(html) < ARTICLE_LETTERS;
}

/** Whether the address led to one; those that stand on the page itself are told by its text. */
export function isConsent(asked: string, { url }: Fetched): boolean {
  const place = ({ host, pathname }: URL) => host + pathname;
  return CONSENT_PLACE.test(place(new URL(url))) && !CONSENT_PLACE.test(place(new URL(asked)));
}

/** Where a page sends its readers by `<meta http-equiv="refresh">`, canonical; undefined when it is to be read. */
export function refreshTarget({ url, body }: Fetched): string | undefined {
  const html = without(startOf(body), /-->/, /<!--/);
  const tag = /<meta\b[^<>]{0,2000}\bhttp-equiv\s*=\s*["']?refresh\b[^<>]{0,2000}>/i.exec(html)?.[0];
  const content = tag && /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
  const value = content && decodeHTMLAttribute(content[1] ?? content[2] ?? '');
  const [, seconds, address] = /^\s*(\d+)[\d.]*\s*[;,]\s*(?:url\s*=\s*)?(.+)$/i.exec(value || '') ?? [];
  if (address === undefined || Number(seconds) > MAX_REFRESH_SECONDS) return undefined;
  const bare = Buffer.from(address.trim().replace(/^(["'])(.*?)\1?$/, '$2'), 'latin1').toString();
  const target = canonicalUrl(bare, url);
  return target !== url && letters(html) < NOTE_LETTERS ? target : undefined;
}

function startOf(body: Uint8Array): string {
  return new TextDecoder('latin1').decode(body.subarray(0, 512 * 1024));
}

/** How many a reader sees, about. */
function letters(html: string): number {
  const text = without(html, /<\/(?:script|style)\s*>/i, /<(?:script|style)\b/i).replace(/<[^<>]*>/g, ' ');
  return text.replace(/[^\w\x80-\xff]+/g, '').length;
}

/** By cutting: a pattern for the whole would look for each begin's end through all of a hostile page. */
function without(html: string, end: RegExp, begin: RegExp): string {
  return html
    .split(end)
    .map((part) => part.split(begin, 1)[0])
    .join(' ');
}
