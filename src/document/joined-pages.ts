/**
 * The pages of one article as one text, so that what was fetched of it is one thing to hash, to keep and to read again:
 * each page as it came, behind a comment with its address.
 */

export interface ArticlePage {
  /** Absolute. */
  url: string;
  /** Decoded. */
  html: string;
}

const MARK = /<!--klartext:page (\S+)-->\n/;

/** One after the other these are an article. */
export function markPage({ url, html }: ArticlePage): string {
  return `<!--klartext:page ${url}-->\n${html}\n`;
}

/** In order; undefined for a page as any other. */
export function pagesIn(text: string): ArticlePage[] | undefined {
  const [before, ...parts] = text.split(MARK);
  if (before !== '' || parts.length < 4) return undefined;
  const pages: ArticlePage[] = [];
  for (let index = 0; index < parts.length; index += 2)
    pages.push({ url: parts[index] as string, html: parts[index + 1] as string });
  return pages;
}
