/** The further pages of an article, where the one that came is the first of several and says so. */
import { decodeBytes } from '../document/decode.ts';
import { baseOf } from '../document/html/links.ts';
import { isPageOf, nextPage, type WantedPage } from '../document/html/page-end.ts';
import { parseTree } from '../document/html/parse-tree.ts';
import { type ArticlePage, markPage } from '../document/joined-pages.ts';
import { KlartextError } from '../errors.ts';
import { charsetOf } from './fetch/exchange.ts';
import type { Fetched } from './fetch/fetcher.ts';

export interface ArticleLimits {
  /** Of one article; 1: its first page is all that is asked for. */
  maxPages: number;
  /** Of all its pages together. */
  maxBytes: number;
}

/** What tells where a page leads. */
const LEADS = /<(?:base|link|a)\b[^<>]{0,2000}>/gi;

/**
 * All pages as one text (joined-pages.ts); undefined where the first is all there is. Ends before a page that is none of
 * the article or may not be had: the parser finds the last one to name another. Rejects where it may be had later (reach
 * `attempt`): an article comes whole, or not yet.
 */
export async function joinArticle(
  first: Fetched,
  get: (address: string) => Promise<Fetched>,
  { maxPages, maxBytes }: ArticleLimits,
): Promise<string | undefined> {
  let page = read(first);
  let joined = markPage(page);
  let number = 2;
  for (; number <= maxPages; number += 1) {
    const wanted = { first: first.url, number };
    const next = nextOf(page, wanted);
    const came = next && (await orNothing(get(next).then(read)));
    if (!came || !isPageOf(came.url, wanted)) break;
    const longer = joined + markPage(came);
    if (Buffer.byteLength(longer) > maxBytes) break;
    [joined, page] = [longer, came];
  }
  return number > 2 ? joined : undefined;
}

function nextOf({ url, html }: ArticlePage, wanted: WantedPage): string | undefined {
  const { tree } = parseTree(html.match(LEADS)?.join('') ?? '');
  return nextPage(tree, baseOf(tree, url), wanted);
}

function read({ url, body, contentType }: Fetched): ArticlePage {
  const charset = charsetOf(contentType);
  return { url, html: decodeBytes(body, { format: 'html', ...(charset ? { charset } : {}) }).text };
}

async function orNothing(page: Promise<ArticlePage>): Promise<ArticlePage | undefined> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof KlartextError && error.reach === 'document') return undefined;
    throw error;
  }
}
