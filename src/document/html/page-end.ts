/** Pages that hold a beginning only: those that break off, and the first of several pages of one article. */
import type { Root } from 'hast';
import { parseUrl, resolveUrl } from './links.ts';
import { attribute, elementsOf } from './nodes.ts';
import type { PageWarning } from './page-kind.ts';

/**
 * Whether a page that was a whole one to begin with ends while its article is still open, as where a program or a
 * connection dies, or hides its end. Only what has to be closed counts: the ends of paragraphs, of `<body>` and of `<html>`
 * may be left out.
 */
export function breaksOff(html: string): boolean {
  if (hidesItsEnd(html)) return true;
  if (!/<(?:html|body)[\s>]/i.test(html) || /<\/(?:html|body)\s*>/i.test(html)) return false;
  let open = 0;
  for (const [, end] of html.matchAll(/<(\/?)(?:div|article|main|section)\b/gi)) open += end ? -1 : 1;
  return open > 0;
}

/** By a comment that nobody closed: paragraphs in it are seen by no one. */
function hidesItsEnd(html: string): boolean {
  const start = html.lastIndexOf('<!--');
  const rest = start === -1 ? '' : html.slice(start);
  return !/--!?>|<\/script/i.test(rest) && /<p[\s>]/i.test(rest);
}

/** Which page of its article is wanted. */
export interface WantedPage {
  /** Address of the article's first page. */
  first: string;
  /** From 2. */
  number: number;
}

/** The wanted page's address, where this one, that stands before it, names it (`rel=next`). */
export function nextPage(tree: Root, base: string | undefined, wanted: WantedPage): string | undefined {
  for (const node of elementsOf(tree)) {
    if (node.tagName !== 'link' && node.tagName !== 'a') continue;
    if (!/(?:^|\s)next(?:\s|$)/i.test(attribute(node, 'rel'))) continue;
    const next = resolveUrl(attribute(node, 'href'), base);
    if (next !== undefined && isPageOf(next, wanted)) return next;
  }
  return undefined;
}

/** Blogs call the next article so as well: nothing but the number of the page may be another than in the first's address. */
export function isPageOf(address: string, { first, number }: WantedPage): boolean {
  const [here, page] = [parseUrl(first), parseUrl(address)];
  if (!here || !page || here.host !== page.host) return false;
  const [path, pagePath] = [here, page].map(({ pathname }) => pathname.replace(/\/$/, ''));
  const parameters = page.search.slice(1).split('&');
  const others = parameters.filter((parameter) => !countsPages(number).test(parameter));
  if (path === pagePath) return others.length < parameters.length;
  return path === pagePath?.replace(pageInPath(number), '');
}

/** A parameter that counts the pages of an article. */
function countsPages(number: number): RegExp {
  return new RegExp(`^(?:seite|paged?|pg)=${number}$`, 'i');
}

/** The end of a path that does: `/2`, `/seite-2`, `/page/2`, `_2`, `,2`, `-seite-2`, and before `.html` also `-2`. */
function pageInPath(number: number): RegExp {
  return new RegExp(
    String.raw`(?:\/(?:(?:seite|page|s|p)[-/]?)?${number}|[-_,.](?:seite|page|s|p)[-_]?${number}|[_,]${number}|-${number}(?=\.html?$))(?=\/?$|\.\w{2,5}$)`,
    'i',
  );
}

export const CUT_PAGE: PageWarning = {
  ruleId: 'html-cut',
  reason: 'the page breaks off; the end of the article is missing',
};

export const MORE_PAGES = 'html-more-pages';

export function morePages(next: string): PageWarning {
  return { ruleId: MORE_PAGES, reason: `the article goes on at ${next}; what is there is missing` };
}
