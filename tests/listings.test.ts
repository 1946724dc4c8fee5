/** Sitemaps, OPML, WARC and JSON Lines with what sites and crawlers do to them. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { placed } from '../src/cli/placed.ts';
import { sha256 } from '../src/hash.ts';
import { openJsonLines } from '../src/sources/json-lines-source.ts';
import { mergeSources } from '../src/sources/merge.ts';
import { openOpml } from '../src/sources/opml-source.ts';
import { openSitemap, type SitemapSettings } from '../src/sources/sitemap-source.ts';
import type { Candidate, Source, SourceEvent } from '../src/sources/source.ts';
import { openWarc } from '../src/sources/warc-source.ts';
import { collect } from './support/collect.ts';
import { opml, rss, sitemap, warcRecord } from './support/feeds.ts';
import { neverAborted, openFetcher } from './support/fetching.ts';
import { hang, openLocalSite } from './support/local-site.ts';
import { temporaryFolder } from './support/tmp.ts';

const keys = (events: readonly SourceEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'candidate' ? [event.candidate.key] : []));
const notices = (events: readonly SourceEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'notice' ? [event.message] : []));
const troubles = (events: readonly SourceEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'trouble' ? [event.error.message] : []));
/** So many, and so different, that they are sent and packed in several parts. */
const many = Array.from({ length: 4000 }, (_, n) => `/${(n * 7919) % 10007}-${(n * 104729) % 15485863}`);
const articles = (...paths: string[]) => paths.map((one) => ({ path: one, title: 'T', text: 'x' }));

describe('sitemap', () => {
  async function read(url: string, settings: Partial<SitemapSettings> = {}): Promise<SourceEvent[]> {
    const source = openSitemap(
      { place: { url }, include: [], exclude: [], ...settings },
      { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
    );
    return collect(source.read(neverAborted));
  }

  test('an index leads to its sitemaps, packed ones too; one that is dead is named, and circles end', async () => {
    const site = await openLocalSite();
    const children = ['/a.xml.gz', '/dead.xml', '/index.xml', '/b.xml'];
    const entries = children.map((one) => `<sitemap><loc>${site.url}${one}</loc></sitemap>`);
    site.on('/index.xml', { body: `<sitemapindex>${entries.join('')}</sitemapindex>` });
    site.on('/a.xml.gz', {
      body: gzipSync(sitemap(site.url, articles('/1', '/2'))),
      headers: { 'content-type': 'application/gzip' },
    });
    site.on('/b.xml', { body: sitemap(site.url, articles('/2', '/3?utm_source=map')) });
    const events = await read(`${site.url}/index.xml`);
    expect(keys(events)).toEqual(['/1', '/2', '/3'].map((one) => site.url + one));
    expect(troubles(events)).toEqual([`${site.url}/dead.xml is not there (404).`]);
  });

  test('an index of five hundred is read whole, and of a longer one what changed last', async () => {
    const site = await openLocalSite();
    const index = (count: number) => {
      const entries = Array.from({ length: count }, (_, n) => {
        site.on(`/${n}.xml`, { body: sitemap(site.url, articles(`/p${n}`)) });
        const day = new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
        return `<sitemap><loc>${site.url}/${n}.xml</loc><lastmod>${day}</lastmod></sitemap>`;
      });
      site.on('/index.xml', { body: `<sitemapindex>${entries.join('')}</sitemapindex>` });
      return read(`${site.url}/index.xml`);
    };
    const whole = await index(500);
    expect({ read: keys(whole).length, troubles: troubles(whole) }).toEqual({ read: 500, troubles: [] });
    const longer = await index(502);
    expect(keys(longer)).toEqual(Array.from({ length: 500 }, (_, n) => `${site.url}/p${501 - n}`));
    expect(longer.at(-1)).toMatchObject({
      type: 'trouble',
      error: { hint: expect.stringContaining('maxAgeDays') },
    });
  }, 30_000);

  test('leaves out what was not asked for, by address and by age', async () => {
    const site = await openLocalSite();
    const recent = new Date().toISOString().slice(0, 10);
    site.on('/map.xml', {
      body: sitemap(site.url, [
        ...articles('/news/1', '/news/video/2', '/shop/3'),
        { path: '/news/old', title: '', text: '', lastmod: '2001-01-01' },
        { path: '/news/new', title: '', text: '', lastmod: recent },
      ]),
    });
    const events = await read(`${site.url}/map.xml`, {
      include: ['/news/'],
      exclude: ['/video/'],
      maxAgeDays: 2,
    });
    expect(keys(events)).toEqual([`${site.url}/news/1`, `${site.url}/news/new`]);
  });

  test('that breaks off gives what it had, and says so', async () => {
    const site = await openLocalSite();
    site.on('/map.xml', { body: sitemap(site.url, articles('/1', '/2')).slice(0, -40) });
    const events = await read(`${site.url}/map.xml`);
    expect(keys(events)).toEqual([`${site.url}/1`]);
    expect(troubles(events)).toEqual([
      `${site.url}/map.xml: expected a sitemap, got one that is broken after its first 1 entries.`,
    ]);
  });

  describe.each([
    ['as it is', (map: Buffer) => map, 'cut the connection'],
    ['packed', (map: Buffer) => gzipSync(map), 'cut the connection'],
  ])('that is lost on its way %s', (_, pack, why) => {
    test.each([
      ['XML', (site: string) => sitemap(site, articles(...many))],
      ['lines', (site: string) => many.map((one) => `${site}${one}\n`).join('')],
    ])('gives what had come, and says so: %s', async (__, write) => {
      const site = await openLocalSite();
      const sent = pack(Buffer.from(write(site.url)));
      site.on('/map', (__, response) => {
        response.writeHead(200, { 'content-length': sent.length });
        response.write(sent.subarray(0, sent.length / 2), () => response.destroy());
      });
      const events = await read(`${site.url}/map`);
      expect(keys(events).length).toBeGreaterThan(50);
      for (const key of keys(events)) expect(many).toContain(key.slice(site.url.length));
      expect(troubles(events)).toEqual([expect.stringContaining(why)]);
    });
  });

  test('that is packed and breaks off gives what it had, and says so', async () => {
    const site = await openLocalSite();
    const packed = gzipSync(sitemap(site.url, articles(...many)));
    site.on('/map.xml.gz', { body: packed.subarray(0, packed.length / 2) });
    const events = await read(`${site.url}/map.xml.gz`);
    expect(keys(events).length).toBeGreaterThan(50);
    for (const key of keys(events)) expect(many).toContain(key.slice(site.url.length));
    expect(troubles(events)).toEqual([`${site.url}/map.xml.gz: expected a gzip file, got a broken one.`]);
  });

  test.each([
    [
      'an ampersand as browsers take it',
      '<urlset><url><loc>SITE/1?a=1&b=2</loc></url><url><loc><![CDATA[SITE/3?a&b]]></loc></url>',
      ['/1?a=1&b=2', '/3?a&b', '/2'],
    ],
    ['an entity of HTML', '<urlset><url><loc>SITE/1</loc><t>A&nbsp;B</t></url>', ['/1', '/2']],
    ['a blank line at the top', '\n<?xml version="1.0"?><urlset><url><loc>SITE/1</loc></url>', ['/1', '/2']],
  ])('that is no XML by a trifle is read all the same: %s', async (_, head, paths) => {
    const site = await openLocalSite();
    const map = `${head}<url><loc>SITE/2</loc></url></urlset>\n<script>top</script>`;
    site.on('/map.xml', { body: map.replaceAll('SITE', site.url) });
    const events = await read(`${site.url}/map.xml`);
    expect(keys(events)).toEqual(paths.map((one) => site.url + one));
    expect(troubles(events)).toEqual([]);
  });

  test.each([
    ['of long ago for all of its sitemaps', ['2009-04-22', '2009-04-23', ''], ['/0', '/1', '/2'], []],
    [
      'that are kept',
      ['2009-04-22', new Date().toISOString(), ''],
      ['/1', '/2'],
      ['nothing changed for 2 days in 1 of its 3 sitemaps, it says; the others were read.'],
    ],
  ])('an index with dates %s', async (_, lastmods, pages, told) => {
    const site = await openLocalSite();
    const entries = lastmods.map(
      (lastmod, n) => `<sitemap><loc>${site.url}/${n}.xml</loc><lastmod>${lastmod}</lastmod></sitemap>`,
    );
    site.on('/index.xml', { body: `<sitemapindex>${entries.join('')}</sitemapindex>` });
    for (const n of lastmods.keys()) site.on(`/${n}.xml`, { body: sitemap(site.url, articles(`/${n}`)) });
    const events = await read(`${site.url}/index.xml`, { maxAgeDays: 2 });
    expect(keys(events)).toEqual(pages.map((one) => site.url + one));
    expect(notices(events)).toEqual(told.map((one) => `${site.url}/index.xml: ${one}`));
  });

  test('with days in place of times: a day is as old as its end', async () => {
    const site = await openLocalSite();
    const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const entries = [1, 2].map((days) => ({
      path: `/${days}`,
      title: '',
      text: '',
      lastmod: dayBefore(days),
    }));
    site.on('/map.xml', { body: sitemap(site.url, entries) });
    expect(keys(await read(`${site.url}/map.xml`, { maxAgeDays: 1 }))).toEqual([`${site.url}/1`]);
  });

  test('with dates as no sitemap has them: they tell no age', async () => {
    const site = await openLocalSite();
    const lastmods = ['01.12.2001', '2001', 'gestern', ''];
    const entries = lastmods.map((lastmod, n) => ({ path: `/${n}`, title: '', text: '', lastmod }));
    site.on('/map.xml', { body: sitemap(site.url, entries) });
    expect(keys(await read(`${site.url}/map.xml`, { maxAgeDays: 2 }))).toHaveLength(4);
  });

  test('an index is asked for once, and so is what it names, however often it does', async () => {
    const site = await openLocalSite();
    const entries = ['/index.xml', '/a.xml', '/a.xml#top', '/./a.xml'].map(
      (one) => `<sitemap><loc>${site.url}${one}</loc></sitemap>`,
    );
    site.on('/index.xml', { body: `<sitemapindex>${entries.join('')}</sitemapindex>` });
    site.on('/a.xml', { body: sitemap(site.url, articles('/1')) });
    await read(`${site.url}/index.xml`);
    expect([site.count('/index.xml'), site.count('/a.xml')]).toEqual([1, 1]);
  });

  test('in whose place a page stands: that is told', async () => {
    const site = await openLocalSite();
    site.on('/map.xml', { body: '<!doctype html><html><body><h1>Nicht gefunden</h1></body></html>' });
    expect(troubles(await read(`${site.url}/map.xml`))).toEqual([
      `${site.url}/map.xml: expected a sitemap, got a page.`,
    ]);
  });

  test('may be a list of lines, or hold news', async () => {
    const site = await openLocalSite();
    site.on('/map.txt', { body: `${site.url}/1\r\n${site.url}/2\n` });
    expect(keys(await read(`${site.url}/map.txt`))).toHaveLength(2);
    site.on('/map.txt', {
      body: `${site.url}/1\n\n# Karte\n${site.url}/2\n${site.url}/3\nwww.example.org/4`,
    });
    const events = await read(`${site.url}/map.txt`);
    expect(keys(events)).toHaveLength(3);
    expect(notices(events)).toEqual([
      `${site.url}/map.txt: what is no address was passed over: line 3 and 1 more.`,
    ]);
    site.on('/map.txt', { body: `Zu viele Anfragen, siehe\n${site.url}/1\nund warten Sie.` });
    expect(troubles(await read(`${site.url}/map.txt`))).toHaveLength(1);
    site.on('/news.xml', {
      body: `<urlset xmlns="x" xmlns:news="y"><url><loc>${site.url}/n</loc><news:news><news:title><![CDATA[Säge & Öl]]></news:title><news:publication_date>2026-11-23</news:publication_date></news:news></url></urlset>`,
    });
    const [event] = await read(`${site.url}/news.xml`);
    expect(event).toMatchObject({ candidate: { metadata: { title: 'Säge & Öl', published: '2026-11-23' } } });
  });

  test('may name its elements with prefixes of any kind', async () => {
    const site = await openLocalSite();
    const spaces =
      'xmlns:ns0="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"';
    site.on('/index.xml', {
      body: `<ns0:sitemapindex ${spaces}><ns0:sitemap><ns0:loc>${site.url}/a.xml</ns0:loc></ns0:sitemap></ns0:sitemapindex>`,
    });
    const image = '<image:image><image:loc>https://example.org/a.png</image:loc></image:image>';
    site.on('/a.xml', {
      body: `<ns0:urlset ${spaces}><ns0:url><ns0:loc>${site.url}/1</ns0:loc>${image}<n:news><n:title>T</n:title></n:news></ns0:url></ns0:urlset>`,
    });
    const events = await read(`${site.url}/index.xml`);
    expect(keys(events)).toEqual([`${site.url}/1`]);
    expect(events).toMatchObject([{ candidate: { metadata: { title: 'T' } } }]);
  });

  test('a bomb that is packed as a file is refused', async () => {
    const site = await openLocalSite();
    site.on('/map.xml.gz', { body: gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20)) });
    expect(troubles(await read(`${site.url}/map.xml.gz`))[0]).toContain('unpacks to more than');
  });
});

test('the feeds of an OPML file are read side by side: one that hangs keeps nobody waiting', async () => {
  const [site, other] = [await openLocalSite(), await openLocalSite()];
  site.on('/feed.xml', hang);
  other.on('/feed.xml', { body: rss(other.url, articles('/1')) });
  const file = path.join(temporaryFolder(), 'feeds.opml');
  writeFileSync(
    file,
    opml([
      `${site.url}/feed.xml`,
      'ftp://example.org/x',
      `${other.url}/feed.xml`,
      `${other.url}/feed.xml?utm_source=x`,
    ]),
  );
  const fetcher = openFetcher({ totalTimeoutMs: 500, answerTimeoutMs: 500 });
  const source = openOpml(
    { place: { path: file }, content: 'auto' },
    { fetcher, maxBytes: 1e6, maxPages: 20 },
  );
  const events = await collect(source.read(neverAborted));
  expect(events.map(({ type }) => type).sort()).toEqual(['candidate', 'trouble', 'trouble']);
  // The one that hangs comes last.
  expect(events.at(-1)?.type).toBe('trouble');
});

test('an OPML file may name its feeds as old readers did', async () => {
  const site = await openLocalSite();
  site.on('/feed.xml', { body: rss(site.url, articles('/1')) });
  site.on('/other.xml', { body: rss(site.url, articles('/2')) });
  const file = path.join(temporaryFolder(), 'feeds.opml');
  const host = site.url.replace('http://', '');
  writeFileSync(file, opml([`feed://${host}/feed.xml`, `feed:${site.url}/other.xml`]));
  const source = openOpml(
    { place: { path: file }, content: 'auto' },
    { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
  );
  const events = await collect(source.read(neverAborted));
  expect([keys(events).sort(), troubles(events)]).toEqual([[`${site.url}/1`, `${site.url}/2`], []]);
});

test.each([
  ['ends with an outline', '', false],
  ['ends within one', '<outline text="F', false],
  ['is lost on its way', '<outline', true],
])('an OPML file that %s gives the feeds before, and is named', async (_, rest, isLost) => {
  // Of its own, as a host that failed is left alone for a while.
  const host = await openLocalSite();
  const site = await openLocalSite();
  for (const n of [1, 2]) site.on(`/${n}.xml`, { body: rss(site.url, articles(`/${n}`)) });
  const text = opml([1, 2, 3].map((n) => `${site.url}/${n}.xml`));
  const part = text.slice(0, text.lastIndexOf('<outline')) + rest;
  host.on('/feeds.opml', (__, response) => {
    response.writeHead(200, isLost ? { 'content-length': text.length } : {});
    response.write(part, () => (isLost ? response.destroy() : response.end()));
  });
  const source = openOpml(
    { place: { url: `${host.url}/feeds.opml` }, content: 'auto' },
    { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
  );
  const events = await collect(source.read(neverAborted));
  expect(keys(events).sort()).toEqual([1, 2].map((n) => `${site.url}/${n}`));
  expect(troubles(events)).toEqual([
    expect.stringContaining(isLost ? 'cut the connection' : 'one that breaks off after its first 2 feeds'),
  ]);
});

test('troubles with an OPML file name its outlines; one that includes another file is no trouble', async () => {
  const site = await openLocalSite();
  const folder = temporaryFolder();
  const outlines = [
    `<outline text="Leer" type="rss" xmlUrl="gibt es nicht"/>`,
    `<outline title="Fort" text="x" type="rss" xmlUrl="${site.url}/feed.xml"/>`,
    `<outline text="Mehr" type="include" url="https://example.org/more.opml"/>`,
  ];
  const file = path.join(folder, 'feeds.opml');
  writeFileSync(
    file,
    `<opml version="2.0"><body><outline text="A">${outlines.join('')}</outline></body></opml>`,
  );
  const source = openOpml(
    { place: { path: file }, content: 'auto' },
    { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
  );
  const events = await collect(source.read(neverAborted));
  const told = events.flatMap((event) =>
    event.type === 'trouble' ? placed(event.where, event.error.message) : [],
  );
  const where = path.relative('', file);
  expect(told.sort()).toEqual([
    `Fort in ${where}: ${site.url}/feed.xml is not there (404).`,
    `Leer in ${where}: expected an http or https address without user name and password, got another.`,
  ]);
  expect(notices(events)).toEqual([expect.stringMatching(/^Mehr in .* names another OPML file/)]);
});

describe('warc', () => {
  async function read(content: Uint8Array, name = 'a.warc', maxBytes = 100_000): Promise<SourceEvent[]> {
    const file = path.join(temporaryFolder(), name);
    writeFileSync(file, content);
    return collect(openWarc({ path: file }, { maxBytes }).read(neverAborted));
  }
  const url = 'https://example.org/a';
  const page = '<html><p>Säge</p></html>';
  const text = async (event: SourceEvent | undefined) =>
    Buffer.from((await (event as { candidate: Candidate }).candidate.load(neverAborted)).content).toString();

  test.each([
    ['as it is', warcRecord(url, page)],
    ['packed', warcRecord(url, gzipSync(page), ['Content-Encoding: gzip'])],
    ['packed with Brotli', warcRecord(url, brotliCompressSync(page), ['Content-Encoding: br'])],
    ['said to be packed', warcRecord(url, page, ['Content-Encoding: gzip'])],
    [
      'in chunks',
      warcRecord(url, '5\r\n<html\r\n12;x=y\r\n><p>Sage</p></html\r\n1\r\n>\r\n0\r\n\r\n', [
        'Transfer-Encoding: chunked',
      ]),
    ],
    ['said to be in chunks', warcRecord(url, page, ['Transfer-Encoding: chunked'])],
    ['below lines without carriage returns', warcRecord(url, page, [], '\n')],
  ])('a page stored %s', async (_, record) => {
    const [event] = await read(record);
    expect((await text(event)).replace('Sage', 'Säge')).toBe(page);
    expect(event).toMatchObject({ candidate: { key: url, metadata: { url } } });
  });

  test('passes over what is no page, and names what is too large or broken', async () => {
    const records = [
      warcRecord('https://example.org/image', 'x'.repeat(5000)).toString().replace('text/html', 'image/png'),
      warcRecord('https://example.org/gone', page).toString().replace('200 OK', '404 No'),
      warcRecord(url, page).toString().replace('WARC-Type: response', 'WARC-Type: request'),
      warcRecord('https://example.org/large', 'x'.repeat(5000)),
      warcRecord('https://example.org/bomb', gzipSync('x'.repeat(1e6)), ['Content-Encoding: gzip']),
      warcRecord('https://example.org/half', gzipSync(page).subarray(0, 20), ['Content-Encoding: gzip']),
      warcRecord(url, page),
    ];
    const events = await read(Buffer.concat(records.map((one) => Buffer.from(one))), 'a.warc', 2000);
    expect(keys(events)).toEqual([url]);
    expect(troubles(events)).toEqual([
      'https://example.org/large has more than 2000 bytes; the rest was not read.',
      'https://example.org/bomb has more than 2000 bytes; the rest was not read.',
      'https://example.org/half cut a compressed answer short.',
    ]);
  });

  test('of several copies of a page gives the last, once', async () => {
    const records = [
      warcRecord(url, '<p>alt</p>'),
      warcRecord(`${url}2`, page),
      warcRecord(url, page + ' '.repeat(300_000)),
      warcRecord(url, 'x'.repeat(500_000)),
      warcRecord(url, page).toString().replace('200 OK', '500 No'),
    ];
    const events = await read(Buffer.concat(records.map((one) => Buffer.from(one))), 'a.warc', 400_000);
    expect(keys(events)).toEqual([`${url}2`, url]);
    expect((await text(events.at(-2))).trim()).toBe(page);
    expect(notices(events)).toEqual([
      `a.warc: ${url} stands there again further on, and the last copy counts.`,
    ]);
    expect(troubles(events)).toEqual([`${url} has more than 400000 bytes; the rest was not read.`]);
  });

  test.each([
    ['as the record says', 0, 'WARC-Truncated: time\r\n'],
    ['as its announced length says', 1, ''],
  ])('with a page that was cut when it was stored, %s, gives and names it', async (_, missing, more) => {
    const length = Buffer.byteLength(page);
    const whole = warcRecord(`${url}2`, page, [`Content-Length: ${length}`]);
    const cut = warcRecord(url, page, [`Content-Length: ${length + missing}`])
      .toString()
      .replace('WARC-Target', `${more}WARC-Target`);
    const events = await read(Buffer.concat([whole, Buffer.from(cut)]));
    expect(keys(events)).toEqual([`${url}2`, url]);
    expect(notices(events)).toEqual([`a.warc: ${url} was cut off when it was stored; its end is missing.`]);
  });

  test('of which the last copy is cut off gives the one before', async () => {
    const [whole, cut] = [warcRecord(url, page), warcRecord(url, page + ' '.repeat(90_000)).subarray(0, -9)];
    const events = await read(Buffer.concat([whole, cut]));
    expect([keys(events), troubles(events).length]).toEqual([[url], 1]);
    expect(await text(events[0])).toBe(page);
  });

  test('that breaks off, in a record or in its compression, is told so after what was whole', async () => {
    const both = Buffer.concat([gzipSync(warcRecord(url, page)), gzipSync(warcRecord(`${url}2`, page))]);
    for (const [content, name] of [
      [Buffer.concat([warcRecord(url, page), warcRecord(`${url}2`, page).subarray(0, 200)]), 'a.warc'],
      [both.subarray(0, both.length - 30), 'a.warc.gz'],
    ] as const) {
      const events = await read(content, name);
      expect([keys(events), troubles(events).length]).toEqual([[url], 1]);
    }
    expect(troubles(await read(Buffer.from('nothing of the kind')))).toHaveLength(1);
  });

  test('with a record that goes on behind its end does not give a part of it', async () => {
    const longer = warcRecord(url, page)
      .toString()
      .replace(/^(Content-Length: )(\d+)/m, (_, name, length) => name + (Number(length) - 3));
    const events = await read(Buffer.concat([warcRecord(`${url}1`, page), Buffer.from(longer)]));
    expect([keys(events), troubles(events).length]).toEqual([[`${url}1`], 1]);
  });

  describe('packed, with damage in one of its members', () => {
    const numbers = [1, 2, 3, 4, 5];
    // What cannot be packed well has its damage come out late.
    const noise = Array.from({ length: 5000 }, (_, n) => sha256(`${n}`)).join('');
    const flip = (at: number) => (member: Buffer) => {
      const damaged = Buffer.from(member);
      damaged.writeUInt8((damaged.at(at) as number) ^ 0xff, (at + damaged.length) % damaged.length);
      return damaged;
    };

    test.each<[string, (member: Buffer) => Uint8Array]>([
      ['its mark', flip(0)],
      ['its begin', flip(30)],
      ['its middle', flip(100_000)],
      ['the last letters', flip(-12)],
      ['its checksum', flip(-8)],
      ['its length', flip(-1)],
      ['its end, which is missing', (member) => member.subarray(0, -20)],
      ['its begin, which is missing', (member) => member.subarray(40)],
      ['all of it', (member) => Buffer.alloc(member.length)],
      ['all of it, as long as heads of members', () => Buffer.alloc(1000)],
      ['its record, which is none', () => gzipSync('nothing of the kind\n')],
    ])('%s, gives the others and says where it is', async (_, damage) => {
      const members = numbers.map((n) => gzipSync(warcRecord(`${url}${n}`, `<p>${n}</p>${noise}`)));
      members[1] = Buffer.from(damage(members[1] as Buffer));
      const events = await read(Buffer.concat(members), 'a.warc.gz', 1e6);
      expect(keys(events)).toEqual([1, 3, 4, 5].map((n) => url + n));
      for (const event of events.filter(({ type }) => type === 'candidate'))
        expect(await text(event)).toContain(noise);
      const from = members[0]?.length ?? 0;
      const next = from + members[1].length;
      expect(troubles(events)).toEqual([
        `expected a whole packed file, got one that is damaged from byte ${from} on; it is read on at byte ${next}.`,
      ]);
    });
  });
});

test('lines of JSON that are none are troubles with their number, and metadata is kept', async () => {
  const file = path.join(temporaryFolder(), 'dump.jsonl');
  writeFileSync(
    file,
    '{"html":"<p>a</p>","title":"Öl","tags":["x"]}\n{"Geheim\n[]\n{"text":1}\n{"id":7,"text":"b"}\n',
  );
  const events = await collect(openJsonLines({ path: file }, { maxBytes: 1000 }).read(neverAborted));
  expect(keys(events)).toEqual([`${file}#1`, `${file}#7`]);
  expect(events.flatMap((event) => (event.type === 'trouble' ? [event.where] : []))).toEqual(
    [2, 3, 4].map((n) => `dump.jsonl:${n}`),
  );
  expect(troubles(events).join()).not.toContain('Geheim');
  expect(events[0]).toMatchObject({ candidate: { metadata: { title: 'Öl', extra: { tags: ['x'] } } } });
});

describe('packed lines of JSON', () => {
  async function read(packed: Uint8Array) {
    const file = path.join(temporaryFolder(), 'dump.jsonl.gz');
    writeFileSync(file, packed);
    const events = await collect(openJsonLines({ path: file }, { maxBytes: 10_000 }).read(neverAborted));
    return { ids: keys(events).map((key) => Number(key.split('#')[1])), troubles: troubles(events) };
  }
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `${JSON.stringify({ id: from + n, text: many[n] })}\n`).join(
      '',
    );

  test('go on behind what is damaged, and that is named', async () => {
    const parts = [lines(0, 3), lines(3, 6), lines(6, 9)].map((part) => gzipSync(part));
    parts[1]?.fill(0xff, 20, 30);
    const [from = 0, length = 0] = parts.map((part) => part.length);
    expect(await read(Buffer.concat(parts))).toEqual({
      ids: [0, 1, 2, 6, 7, 8],
      troubles: [
        `expected a whole packed file, got one that is damaged from byte ${from} on; it is read on at byte ${from + length}.`,
      ],
    });
  });

  test('that break off give what was whole', async () => {
    const packed = gzipSync(lines(0, 4000));
    const { ids, troubles: told } = await read(packed.subarray(0, packed.length - 100));
    expect(ids.length).toBeGreaterThan(3900);
    expect(ids).toEqual(ids.map((_, n) => n));
    expect(told.at(-1)).toMatch(/damaged from byte 0 on; nothing behind can be read\.$/);
  });
});

describe('lines of JSON that name one document', () => {
  async function read(lines: readonly object[]): Promise<{ file: string; events: SourceEvent[] }> {
    const file = path.join(temporaryFolder(), 'dump.jsonl');
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return {
      file,
      events: await collect(openJsonLines({ path: file }, { maxBytes: 1000 }).read(neverAborted)),
    };
  }
  const texts = async (events: readonly SourceEvent[]) =>
    Promise.all(
      events
        .flatMap((event) => (event.type === 'candidate' ? [event.candidate] : []))
        .map(async (candidate) => (await candidate.load(neverAborted)).content),
    );

  test('the last one counts, once, whatever follows its address; the others are named', async () => {
    const url = 'https://example.org/a';
    const { file, events } = await read([
      { url, text: 'alt' },
      { id: 1, text: 'eins' },
      { url: `${url}?utm_source=x#y`, text: 'neuer' },
      { id: '1', text: 'eins, neu' },
      { url, text: 'neu' },
      { url, title: 'kein Text' },
    ]);
    expect(keys(events)).toEqual([`${file}#1`, url]);
    expect(await texts(events)).toEqual(['eins, neu', 'neu']);
    expect(notices(events)).toEqual([
      'dump.jsonl:1: the same document stands in line 5 again, which counts.',
      'dump.jsonl:2: the same document stands in line 4 again, which counts.',
      'dump.jsonl:3: the same document stands in line 5 again, which counts.',
    ]);
    expect(troubles(events)).toEqual([
      'line 6: expected an object with one of html, markdown, text as a string.',
    ]);
  });

  test.each([
    [
      [{ text: 'ohne' }, { id: 1, text: 'eins' }],
      [':1', '#1'],
    ],
    [
      [{ id: 2, text: 'zwei' }, { text: 'ohne' }],
      ['#2', ':2'],
    ],
    [
      [{ text: 'ohne' }, { id: 7, text: 'sieben' }],
      ['#1', '#7'],
    ],
  ])('a line without an id is not the one whose id is its number: %o', async (lines, ends) => {
    const { file, events } = await read(lines);
    expect(keys(events)).toEqual(ends.map((end) => file + end));
    expect(troubles(events)).toEqual([]);
  });
});

describe('merging', () => {
  const source = (name: string, count: number): Source & { asked: number; closed: boolean } => {
    const state = {
      name,
      asked: 0,
      closed: false,
      async *read(): AsyncGenerator<SourceEvent> {
        try {
          for (; state.asked < count; ) {
            state.asked += 1;
            yield { type: 'unchanged', where: `${name}${state.asked}` };
          }
        } finally {
          state.closed = true;
        }
      },
    };
    return state;
  };

  test('gives every event of every source once, in the order of each, and reads none ahead', async () => {
    const sources = ['a', 'b', 'c', 'd', 'e'].map((name, n) => source(name, n * 3));
    const seen: string[] = [];
    for await (const event of mergeSources(sources, 2, neverAborted)) {
      seen.push((event as { where: string }).where);
      const ahead = sources.filter(
        ({ asked, name }) => asked > seen.filter((one) => one.startsWith(name)).length,
      );
      expect(ahead.length).toBeLessThanOrEqual(1);
    }
    for (const [n, { name }] of sources.entries())
      expect(seen.filter((one) => one.startsWith(name))).toEqual(
        Array.from({ length: n * 3 }, (_, i) => name + (i + 1)),
      );
  });

  test('closes them when who reads leaves', async () => {
    const sources = [source('a', 9), source('b', 9)];
    for await (const _ of mergeSources(sources, 8, neverAborted)) break;
    await Promise.resolve();
    expect(sources.every(({ closed }) => closed)).toBe(true);
  });
});
