/** A sitemap, or an index of sitemaps -> its entries. */
import { SaxesParser } from 'saxes';

export interface SitemapEntry {
  loc: string;
  lastmod?: string;
  /** Of news sitemaps. */
  title?: string;
  published?: string;
}

export interface Sitemap {
  /** Pages; of an index, further sitemaps. */
  entries: SitemapEntry[];
  isIndex: boolean;
  /** It breaks off or is no well-formed XML; the entries are those before that. */
  isBroken: boolean;
}

const FIELDS: Readonly<Record<string, keyof SitemapEntry>> = {
  loc: 'loc',
  lastmod: 'lastmod',
  'news:title': 'title',
  'news:publication_date': 'published',
};

/** XML, or one address a line. Undefined for what is neither. */
export function parseSitemap(text: string): Sitemap | undefined {
  if (!text.trimStart().startsWith('<')) return parseLines(text);
  const sitemap: Sitemap = { entries: [], isIndex: false, isBroken: false };
  let root: string | undefined;
  let entry: Partial<SitemapEntry> = {};
  let field: keyof SitemapEntry | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    root ??= name;
    if (name === 'url' || name === 'sitemap') entry = {};
    field = FIELDS[name];
  });
  const onText = (value: string): void => {
    if (field) entry[field] = (entry[field] ?? '') + value.trim();
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', ({ name }) => {
    field = undefined;
    if ((name === 'url' || name === 'sitemap') && entry.loc) sitemap.entries.push(entry as SitemapEntry);
  });
  try {
    parser.write(text).close();
  } catch {
    sitemap.isBroken = true;
  }
  sitemap.isIndex = root === 'sitemapindex';
  return sitemap.isIndex || root === 'urlset' ? sitemap : undefined;
}

function parseLines(text: string): Sitemap | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0 || !lines.every((line) => /^https?:\/\//i.test(line.trim()))) return undefined;
  return { entries: lines.map((line) => ({ loc: line.trim() })), isIndex: false, isBroken: false };
}
