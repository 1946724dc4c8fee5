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
  /** It breaks off; the entries are those before that. */
  isBroken: boolean;
  /** Numbers of the lines that hold something else than an address, where it is a list of lines. */
  badLines: number[];
}

/** By their parents and their own names, without prefixes: a picture has a `loc`, too. */
const FIELDS: Readonly<Record<string, keyof SitemapEntry>> = {
  'url loc': 'loc',
  'url lastmod': 'lastmod',
  'sitemap loc': 'loc',
  'sitemap lastmod': 'lastmod',
  'news title': 'title',
  'news publication_date': 'published',
};

/** Open elements that are borne with: each fault in the markup costs a look at all of them. */
const MAX_DEPTH = 1000;

/** An ampersand that begins no entity, or a section in which none does. */
const AMPERSAND = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&(?!#?\w{1,32};)/g;

/** XML, with the faults that sites have in it, or one address a line. Undefined for what is neither. */
export function parseSitemap(text: string): Sitemap | undefined {
  if (!text.trimStart().startsWith('<')) return parseLines(text);
  const sitemap: Sitemap = { entries: [], isIndex: false, isBroken: true, badLines: [] };
  const open: string[] = [];
  let root: string | undefined;
  let entry: Partial<SitemapEntry> = {};
  let field: keyof SitemapEntry | undefined;
  const parser = new SaxesParser();
  // Entities of HTML, a blank line before the declaration, a script behind the end.
  parser.on('error', () => undefined);
  parser.on('opentag', (tag) => {
    const name = localName(tag.name);
    root ??= name;
    if (name === 'url' || name === 'sitemap') entry = {};
    field = FIELDS[`${open.at(-1)} ${name}`];
    open.push(name);
    if (open.length > MAX_DEPTH) throw new Error('too deep');
  });
  const onText = (value: string): void => {
    if (field) entry[field] = (entry[field] ?? '') + value.trim();
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const name = open.pop();
    field = undefined;
    if (name === root) sitemap.isBroken = false;
    if ((name === 'url' || name === 'sitemap') && entry.loc) sitemap.entries.push(entry as SitemapEntry);
  });
  try {
    parser.write(text.replace(AMPERSAND, (found) => (found === '&' ? '&amp;' : found))).close();
  } catch {
    // What was whole before that counts.
  }
  sitemap.isIndex = root === 'sitemapindex';
  return sitemap.isIndex || root === 'urlset' ? sitemap : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Most of what is there must be addresses: other texts name some, too. */
function parseLines(text: string): Sitemap | undefined {
  const entries: SitemapEntry[] = [];
  const badLines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const loc = line.trim();
    if (/^https?:\/\//i.test(loc)) entries.push({ loc });
    else if (loc !== '') badLines.push(index + 1);
  }
  return entries.length > badLines.length
    ? { entries, isIndex: false, isBroken: false, badLines }
    : undefined;
}
