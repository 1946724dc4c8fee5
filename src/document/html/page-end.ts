/** Pages that hold a beginning only: those that break off, and the first of several pages of one article. */
import type { Root } from 'hast';
import { parseUrl, resolveUrl } from './links.ts';
import { attribute, elementsOf } from './nodes.ts';
import type { PageWarning } from './page-kind.ts';

/** A parameter that counts the pages of an article. */
const PAGE_PARAMETER = /^(?:seite|paged?|pg)=2$/i;
/** The end of a path that does: `/2`, `/seite-2`, `/page/2`, `_2`, `,2`, `-seite-2`, and before `.html` also `-2`. */
const PAGE_IN_PATH =
  /(?:\/(?:(?:seite|page|s|p)[-/]?)?2|[-_,.](?:seite|page|s|p)[-_]?2|[_,]2|-2(?=\.html?$))(?=\/?$|\.\w{2,5}$)/i;

/**
 * Whether a page that was a whole one to begin with ends while its article is still open, as where a program or a
 * connection dies. Only what has to be closed counts: the ends of paragraphs, of `<body>` and of `<html>` may be left out.
 */
export function breaksOff(html: string): boolean {
  if (!/<(?:html|body)[\s>]/i.test(html) || /<\/(?:html|body)\s*>/i.test(html)) return false;
  let open = 0;
  for (const [, end] of html.matchAll(/<(\/?)(?:div|article|main|section)\b/gi)) open += end ? -1 : 1;
  return open > 0;
}

/** The second page of the article, where this is the first and names it so (`rel=next`). */
export function nextPage(
  tree: Root,
  pageUrl: string | undefined,
  base: string | undefined,
): string | undefined {
  const here = pageUrl === undefined ? undefined : parseUrl(pageUrl);
  if (!here) return undefined;
  for (const node of elementsOf(tree)) {
    if (node.tagName !== 'link' && node.tagName !== 'a') continue;
    if (!/(?:^|\s)next(?:\s|$)/i.test(attribute(node, 'rel'))) continue;
    const next = resolveUrl(attribute(node, 'href'), base);
    if (next !== undefined && isSecondOf(here, new URL(next))) return next;
  }
  return undefined;
}

/** Blogs call the next article so as well: nothing but the number of the page may be another. */
function isSecondOf(here: URL, next: URL): boolean {
  if (here.host !== next.host) return false;
  const [path, nextPath] = [here.pathname, next.pathname].map((name) => name.replace(/\/$/, ''));
  const parameters = next.search.slice(1).split('&');
  const others = parameters.filter((parameter) => !PAGE_PARAMETER.test(parameter));
  if (path === nextPath) return others.length < parameters.length;
  return path === nextPath?.replace(PAGE_IN_PATH, '');
}

export const CUT_PAGE: PageWarning = {
  ruleId: 'html-cut',
  reason: 'the page breaks off; the end of the article is missing',
};

export function morePages(next: string): PageWarning {
  return { ruleId: 'html-more-pages', reason: `the article goes on at ${next}; only its first page is here` };
}
