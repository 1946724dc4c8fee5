/** The translated articles as feeds, for readers that take Atom or JSON Feed. */
import { generateAtomFeed, generateJsonFeed } from 'feedsmith';
import { sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { parseMarkdown } from '../../document/markdown.ts';
import { xmlText } from '../../xml.ts';
import type { Article } from './article.ts';

export interface FeedFacts {
  /** Names the feed for ever. */
  id: string;
  title: string;
  /** Of a feed without articles. */
  updated: Date;
}

/** Both feeds of the same articles, newest first; none of them need have an address of its own. */
export function feeds(
  articles: readonly Article[],
  { id, title, updated: since }: FeedFacts,
): { atom: string; json: string } {
  const latest = Math.max(...articles.map((article) => article.updated.getTime()));
  const updated = articles.length > 0 ? new Date(latest) : since;
  const entries = articles.map((article) => ({ ...article, html: html(article) }));
  const atom = generateAtomFeed({
    ...{ id, title: { value: title }, updated, generator: { text: 'Klartext' } },
    entries: entries.map(atomEntry),
  });
  const json = generateJsonFeed({ title, language: 'en', items: entries.map(jsonItem) });
  return { atom: `${strict(atom.trimEnd())}\n`, json: `${JSON.stringify(json, null, 2)}\n` };
}

/** The library sets sections apart by spaces, and Atom takes those of an id for a part of it. */
const SPACED = /<([\w:]+)([^<>]*)>\s*((?:<!\[CDATA\[[\s\S]*?\]\]>)+)\s*<\/\1>/g;

function strict(xml: string): string {
  return xmlText(xml).replace(SPACED, '<$1$2>$3</$1>');
}

interface Entry extends Article {
  html: string;
}

type AtomEntry = NonNullable<Parameters<typeof generateAtomFeed>[0]['entries']>[number];
type JsonItem = NonNullable<Parameters<typeof generateJsonFeed>[0]['items']>[number];

function atomEntry(article: Entry): AtomEntry {
  const { title, url, author, description, published, updated, categories, enclosures } = article;
  return {
    ...{ id: idOf(article), title: { value: title }, updated },
    content: { type: 'html', value: article.html },
    // Atom wants an author of each entry where the feed has none.
    authors: [{ name: author ?? 'unknown' }],
    links: [
      ...(url ? [{ href: url, rel: 'alternate' }] : []),
      ...enclosures.map(({ url: href, ...rest }) => ({ href, rel: 'enclosure', ...rest })),
    ],
    categories: categories.map((term) => ({ term })),
    ...(published ? { published } : {}),
    ...(description ? { summary: { value: description } } : {}),
  };
}

function jsonItem(article: Entry): JsonItem {
  const { title, url, author, description, published, updated, categories, enclosures } = article;
  return {
    ...{ id: idOf(article), title, content_html: article.html, date_modified: updated, language: 'en' },
    ...(url ? { url } : {}),
    ...(published ? { date_published: published } : {}),
    ...(author ? { authors: [{ name: author }] } : {}),
    ...(description ? { summary: description } : {}),
    ...(categories.length > 0 ? { tags: categories } : {}),
    attachments: enclosures.map(({ url: address, type, length }) => ({
      ...{ url: address, mime_type: type ?? 'application/octet-stream' },
      ...(length === undefined ? {} : { size_in_bytes: length }),
    })),
  };
}

/** Of an entry that has no page, the key ends in a stranger's words; what an address cannot have is encoded. */
function idOf({ item }: Article): string {
  return URL.canParse(item.key) ? new URL(item.key).href : `urn:klartext:${encodeURIComponent(item.output)}`;
}

/** HTML that stands in the Markdown is left out, and what addresses may do is kept to what is harmless. */
function html({ markdown }: Article): string {
  return toHtml(sanitize(toHast(parseMarkdown(markdown).root)));
}
