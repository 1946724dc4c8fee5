/** The one contract, held against every kind of source, each opened as a pipeline file opens it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { sourcesSchema } from '../src/pipeline/source-schema.ts';
import { openSources } from '../src/pipeline/sources.ts';
import type { Source } from '../src/sources/source.ts';
import { type SourceHarness, testSource } from './contracts/source.ts';
import { type Article, longText, opml, rss, sitemap, warcRecord } from './support/feeds.ts';
import { openFetched, openFetcher } from './support/fetching.ts';
import { type LocalSite, openLocalSite } from './support/local-site.ts';
import { temporaryFolder } from './support/tmp.ts';

const ARTICLES: Article[] = [
  { path: '/eins', title: 'Eins', text: longText('Der erste Text.') },
  { path: '/zwei', title: 'Zwei', text: longText('Der zweite Text.') },
];

/** A folder that stays from one opening to the next, and with it what was fetched. */
function opener(yaml: string, folder: string): () => Source {
  return () => {
    const kept = openFetched(path.join(folder, 'fetched'));
    const deps = { fetcher: openFetcher(kept), raw: kept.raw, folder, maxBytes: 1024 * 1024, maxPages: 20 };
    return openSources(sourcesSchema.parse([parse(yaml)]), deps)[0] as Source;
  };
}

/** Pages that count how often they are asked for. */
function putPages(
  site: LocalSite,
): Pick<SourceHarness, 'loads'> & { put: (articles: readonly Article[]) => void } {
  return {
    put: (articles) => {
      for (const { path: page, text } of articles)
        site.on(page, { body: `<html><body>${text}</body></html>` });
    },
    loads: () => ARTICLES.reduce((sum, article) => sum + site.count(article.path), 0),
  };
}

function changed(text: string): Article[] {
  return ARTICLES.map((article, n) => (n === 0 ? { ...article, text: longText(text) } : article));
}

/** A source on a site: `put` lays out its listing and pages. */
async function onSite(
  yaml: (site: string) => string,
  put: (site: LocalSite, articles: readonly Article[], version: number) => void,
  listing: string | undefined,
): Promise<SourceHarness> {
  const site = await openLocalSite();
  const pages = putPages(site);
  const all = (articles: readonly Article[], version: number) => {
    pages.put(articles);
    put(site, articles, version);
  };
  all(ARTICLES, 1);
  return {
    open: opener(yaml(site.url), temporaryFolder()),
    documents: ARTICLES.map((article) => {
      const url = site.url + article.path;
      return { key: url, url, text: article.text };
    }),
    change: (text) => all(changed(text), 2),
    ...pages,
    ...(listing ? { ruin: () => site.on(listing, { body: '<html><p>Wartung: der geheime Satz' }) } : {}),
  };
}

/** A source in a file of which `write` knows the content. */
function inFile(
  yaml: string,
  file: string,
  write: (articles: readonly Article[]) => string | Uint8Array,
  keyOf: (file: string, article: Article) => { key: string; url?: string },
): SourceHarness {
  const folder = temporaryFolder();
  const full = path.join(folder, file);
  writeFileSync(full, write(ARTICLES));
  return {
    open: opener(yaml, folder),
    documents: ARTICLES.map((article) => ({ ...keyOf(full, article), text: article.text })),
    change: (text) => writeFileSync(full, write(changed(text))),
    ruin: () => writeFileSync(full, gzipSync('Der geheime Satz').subarray(0, 20)),
  };
}

testSource('feed with its texts', () =>
  onSite(
    (site) => `{ type: feed, url: ${site}/feed.xml }`,
    (site, articles) => site.on('/feed.xml', { body: rss(site.url, articles) }),
    '/feed.xml',
  ),
);

testSource('feed with teasers', () =>
  onSite(
    (site) => `{ type: feed, url: ${site}/feed.xml }`,
    (site, articles, version) =>
      site.on('/feed.xml', {
        body: rss(
          site.url,
          articles.map((one) => ({ ...one, text: `Teaser ${version} …` })),
        ),
      }),
    '/feed.xml',
  ),
);

testSource('feed in a file', async () =>
  inFile(
    '{ type: feed, path: feed.xml }',
    'feed.xml',
    (articles) => rss('https://example.org', articles),
    (_, article) => {
      const url = `https://example.org${article.path}`;
      return { key: url, url };
    },
  ),
);

testSource('opml', () =>
  onSite(
    (site) => `{ type: opml, url: ${site}/feeds.opml }`,
    (site, articles) => {
      site.on('/feeds.opml', { body: opml(articles.map(({ path: page }) => `${site.url}${page}.xml`)) });
      for (const article of articles) site.on(`${article.path}.xml`, { body: rss(site.url, [article]) });
    },
    '/feeds.opml',
  ),
);

testSource('sitemap', () =>
  onSite(
    (site) => `{ type: sitemap, url: ${site}/sitemap.xml }`,
    (site, articles, version) =>
      site.on('/sitemap.xml', {
        body: sitemap(
          site.url,
          articles.map((one) => ({ ...one, lastmod: `2026-11-0${version}` })),
        ),
      }),
    '/sitemap.xml',
  ),
);

testSource('url', () =>
  onSite(
    (site) => `{ type: url, url: [${ARTICLES.map((article) => site + article.path)}] }`,
    () => undefined,
    undefined,
  ),
);

for (const given of ['articles', 'articles/**/*.html', '[articles/tief, "*/*.html"]']) {
  testSource(`files ${given}`, async () => {
    const folder = temporaryFolder();
    const fileOf = ({ path: page }: Article, n: number) =>
      path.join(folder, 'articles', n ? 'tief' : '', `${page}.html`);
    mkdirSync(path.join(folder, 'articles/tief'), { recursive: true });
    const write = (articles: readonly Article[]) => {
      for (const [n, article] of articles.entries()) writeFileSync(fileOf(article, n), article.text);
    };
    write(ARTICLES);
    return {
      open: opener(`{ type: files, path: ${given} }`, folder),
      documents: ARTICLES.map((article, n) => ({ key: fileOf(article, n), text: article.text })),
      change: (text) => write(changed(text)),
      ...(given === 'articles'
        ? { ruin: () => rmSync(path.join(folder, 'articles'), { recursive: true }) }
        : {}),
    };
  });
}

const jsonLines = (articles: readonly Article[], fields: (article: Article) => object): string =>
  articles
    .map((article) => `${JSON.stringify({ title: article.title, html: article.text, ...fields(article) })}\n`)
    .join('');

testSource('jsonl', async () => ({
  ...inFile(
    '{ type: jsonl, path: dump.jsonl }',
    'dump.jsonl',
    (articles) => jsonLines(articles, ({ path: id }) => ({ id })),
    (file, { path: id }) => ({ key: `${file}#${id}` }),
  ),
}));

testSource('jsonl, packed', async () =>
  inFile(
    '{ type: jsonl, path: dump.jsonl.gz }',
    'dump.jsonl.gz',
    (articles) => gzipSync(jsonLines(articles, ({ path: page }) => ({ url: `https://example.org${page}` }))),
    (_, { path: page }) => ({ key: `https://example.org${page}`, url: `https://example.org${page}` }),
  ),
);

testSource('warc', async () =>
  inFile(
    '{ type: warc, path: crawl.warc.gz }',
    'crawl.warc.gz',
    (articles) =>
      Buffer.concat(
        articles.map(({ path: page, text }) => gzipSync(warcRecord(`https://example.org${page}`, text))),
      ),
    (_, { path: page }) => ({ key: `https://example.org${page}`, url: `https://example.org${page}` }),
  ),
);
