/** What a feed says of an article is kept, in every format, and its text is taken for the article only if it is. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import type { FeedItem, ParsedFeed } from '../src/sources/feed/feed-item.ts';
import { itemMetadata } from '../src/sources/feed/item-metadata.ts';
import { parseFeed } from '../src/sources/feed/parse-feed.ts';
import { wholeArticle } from '../src/sources/feed/whole-article.ts';
import { openFeed } from '../src/sources/feed-source.ts';
import type { Candidate } from '../src/sources/source.ts';
import { collect } from './support/collect.ts';
import { longText, rss } from './support/feeds.ts';
import { neverAborted, openFetched, openFetcher } from './support/fetching.ts';
import { type LocalSite, openLocalSite } from './support/local-site.ts';

const EXPECTED = {
  title: 'Bohrer & Säge im Test',
  author: 'Ada Beispiel',
  site: 'Die Werkstatt',
  published: '2026-11-23T07:00:00Z',
  url: 'https://example.org/bohrer',
  declaredLanguage: 'de-de',
  extra: {
    categories: ['Werkzeug', 'Holz'],
    enclosures: [{ url: 'https://example.org/bohrer.mp3', type: 'audio/mpeg', length: 1234 }],
  },
};

const FEEDS: Record<string, string> = {
  'RSS 2.0': `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
    <title>Die Werkstatt</title><link>https://example.org</link><language>de-DE</language><ttl>90</ttl><item>
    <title>Bohrer &amp;amp; &lt;b&gt;Säge&lt;/b&gt; im Test</title><link>https://example.org/bohrer</link><guid>x1</guid>
    <dc:creator>Ada Beispiel</dc:creator><category>Werkzeug</category><category>Holz</category>
    <pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate><description>Kurz.</description>
    <content:encoded><![CDATA[<p>Der Text.</p>]]></content:encoded>
    <enclosure url="https://example.org/bohrer.mp3" type="audio/mpeg" length="1234"/></item></channel></rss>`,
  'Atom 1.0': `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-DE"><title>Die Werkstatt</title><id>f</id>
    <entry><id>x1</id><title type="html">Bohrer &amp;amp; Säge im Test</title><author><name>Ada Beispiel</name></author>
    <link rel="self" href="https://example.org/bohrer.atom"/><link href="https://example.org/bohrer"/>
    <link rel="enclosure" href="https://example.org/bohrer.mp3" type="audio/mpeg" length="1234"/>
    <category term="Werkzeug"/><category term="h" label="Holz"/><published>2026-11-23T07:00:00Z</published>
    <summary>Kurz.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Text.</p></div></content>
    </entry></feed>`,
  'JSON Feed': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Die Werkstatt',
    language: 'de-DE',
    authors: [{ name: 'Ada Beispiel' }],
    items: [
      {
        id: 'x1',
        url: 'https://example.org/bohrer',
        title: 'Bohrer & Säge im Test',
        date_published: '2026-11-23T07:00:00Z',
        tags: ['Werkzeug', 'Holz'],
        content_html: '<p>Der Text.</p>',
        summary: 'Kurz.',
        attachments: [
          { url: 'https://example.org/bohrer.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234 },
        ],
      },
    ],
  }),
  RDF: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel rdf:about="https://example.org"><title>Die Werkstatt</title><dc:language>de-DE</dc:language></channel>
    <item rdf:about="https://example.org/bohrer"><title>Bohrer &amp; Säge im Test</title>
    <link>https://example.org/bohrer</link><dc:creator>Ada Beispiel</dc:creator><dc:date>2026-11-23T07:00:00Z</dc:date>
    <dc:subject>Werkzeug</dc:subject><dc:subject>Holz</dc:subject><description>Kurz.</description>
    <content:encoded><![CDATA[<p>Der Text.</p>]]></content:encoded></item></rdf:RDF>`,
};

describe.each(Object.entries(FEEDS))('%s', (format, text) => {
  const feed = parseFeed(text);
  const item = feed?.items[0] as FeedItem;

  test('keeps dates, authors, categories and enclosures', () => {
    const expected =
      format === 'RDF' ? { ...EXPECTED, extra: { categories: EXPECTED.extra.categories } } : EXPECTED;
    expect(itemMetadata(item, feed as never, 'https://example.org/bohrer', undefined)).toEqual({
      ...expected,
      description: 'Kurz.',
    });
  });

  test('keeps the text', () => {
    expect(item.content).toEqual({ value: '<p>Der Text.</p>', format: 'html' });
    expect(item.link).toBe('https://example.org/bohrer');
  });
});

test('RSS 0.90 and Atom 0.3 are read', () => {
  const old = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Alt</title></channel><item><title>Ein Titel</title><link>https://example.org/a</link></item></rdf:RDF>`;
  const atom = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Alt</title><entry><title>Ein Titel</title><link rel="alternate" type="text/html" href="https://example.org/a"/><issued>2004-01-01T00:00:00Z</issued></entry></feed>`;
  for (const text of [old, atom])
    expect(parseFeed(text)?.items[0]).toMatchObject({ title: 'Ein Titel', link: 'https://example.org/a' });
  expect(parseFeed(atom)?.items[0]?.published).toBe('2004-01-01T00:00:00Z');
});

test('RSS 0.91 and 0.92 are read', () => {
  for (const version of ['0.91', '0.92']) {
    const text = `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS ${version}//EN" "x.dtd"><rss version="${version}"><channel><title>Alt</title><item><title>Ein Titel</title><link>https://example.org/a</link><description>Etwas.</description></item></channel></rss>`;
    expect(parseFeed(text)?.items[0]).toMatchObject({ title: 'Ein Titel', link: 'https://example.org/a' });
  }
});

describe('Atom with bases of its own', () => {
  const place = 'https://example.org/feeds/atom.xml';
  const entry = (more: string, bases = '') =>
    parseFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom" ${bases}><title>F</title><id>f</id><entry ${more}</entry></feed>`,
      place,
    )?.items[0] as FeedItem;
  const text = '&lt;a href="mehr.html"&gt;Mehr&lt;/a&gt;';

  test('takes links, enclosures and texts from the base that is nearest', () => {
    const item = entry(
      `xml:base="b/"><link href="c.html"/><link rel="enclosure" href="d.mp3"/><content type="html" xml:base="e/">${text}</content><summary type="html">${text}</summary>`,
      'xml:base="/a/"',
    );
    expect(item.link).toBe('https://example.org/a/b/c.html');
    expect(item.enclosures).toEqual([{ url: 'https://example.org/a/b/d.mp3' }]);
    expect([item.content?.base, item.summary?.base]).toEqual([
      'https://example.org/a/b/e/',
      'https://example.org/a/b/',
    ]);
  });

  test('takes XHTML from the base of its div, and without any from the feed', () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml" xml:base="g/"><a href="mehr.html">Mehr</a></div>';
    expect(entry(`><content type="xhtml">${div}</content>`).content?.base).toBe(
      'https://example.org/feeds/g/',
    );
    expect(entry(`><link href="c.html"/><content type="html">${text}</content>`)).toMatchObject({
      link: 'c.html',
      content: { format: 'html', value: '<a href="mehr.html">Mehr</a>' },
    });
  });

  test('says no base where nothing is relative, so that the entry stays the one it was', () => {
    const whole =
      '&lt;a href="https://example.org/mehr.html"&gt;Mehr&lt;/a&gt; &lt;a href="#x"&gt;x&lt;/a&gt;';
    expect(entry(`><content type="html">${whole}</content>`, 'xml:base="/a/"').content).not.toHaveProperty(
      'base',
    );
  });
});

describe('titles', () => {
  const titleOf = (text: string) => {
    const feed = parseFeed(text) as ParsedFeed;
    const { title, site } = itemMetadata(feed.items[0] as FeedItem, feed, undefined, undefined);
    return [title, site];
  };
  const atom = (type: string, title: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title ${type}>${title}</title><id>f</id><entry><id>1</id><title ${type}>${title}</title></entry></feed>`;
  const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const twice = (title: string) => [title, title];

  test('that are plain text keep what looks like tags', () => {
    const title = 'Warum Vec<T> und <b> so heißen, R&B';
    const plain = escaped(title.replace('&', '&amp;'));
    expect(titleOf(atom('', plain))).toEqual(twice(title));
    expect(titleOf(atom('type="text"', plain))).toEqual(twice(title));
    const json = { version: 'https://jsonfeed.org/version/1.1', title, items: [{ id: '1', title }] };
    expect(titleOf(JSON.stringify(json))).toEqual(twice(title));
  });

  test('that are HTML lose their tags and gain no spaces', () => {
    const title = 'Der <i>Spiegel</i>-Chef: CO<sub>2</sub><br/>sinkt';
    const plain = twice('Der Spiegel-Chef: CO2 sinkt');
    expect(titleOf(atom('type="html"', escaped(title)))).toEqual(plain);
    const xhtml = `<div xmlns="http://www.w3.org/1999/xhtml">${title}</div>`;
    expect(titleOf(atom('type="xhtml"', xhtml))).toEqual(plain);
  });

  test.each([
    ['<b>Säge</b> &amp; Öl', 'Säge & Öl'],
    ['Warum Vec<T> &lt;T&gt; heißt', 'Warum Vec<T> <T> heißt'],
    ['Was <script> tut', 'Was <script> tut'],
  ])('of RSS, which are either, keep what is no markup of a title: %s', (title, plain) => {
    const feed = rss('https://example.org', [{ path: '/a', title: `<![CDATA[${title}]]>`, text: 'x' }]);
    expect(titleOf(feed)[0]).toBe(plain);
  });
});

test.each([
  ['Mon, 23 Nov 2026 10:00:00 GMT', '2026-11-23T10:00:00Z'],
  ['Mon, 23 Nov 2026 10:00:00 +0100', '2026-11-23T09:00:00Z'],
  ['Mon, 23 Nov 26 10:00 EST', '2026-11-23T15:00:00Z'],
  ['Mo, 23 Nov 2026 10:00:00 MEZ', '2026-11-23T09:00:00Z'],
  ['Di., 01 Dez 2026 10:00:00 +0100', '2026-12-01T09:00:00Z'],
  ['Sa, 01 Aug 2026 10:00 CEST', '2026-08-01T08:00:00Z'],
  ['01 März 2026 10:00:00 +0100', '2026-03-01T09:00:00Z'],
  ['23.11.2026, 14:05 Uhr', '2026-11-23'],
  ['2026-11-23T10:00:00+0100', '2026-11-23T10:00:00+01:00'],
  // What programs write where they know none.
  ['Mon, 01 Jan 0001 00:00:00 +0000', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['1970-01-01T00:00:00Z', undefined],
  ['Mon, 30 Feb 2026 10:00:00 GMT', undefined],
  ['gestern', undefined],
])('the date %s is %s', (text, published) => {
  const item = { path: '/a', title: 'T', text: 'x' };
  const feed = parseFeed(
    rss('https://example.org', [item]).replace(/<pubDate>[^<]*/, `<pubDate>${text}`),
  ) as ParsedFeed;
  expect(itemMetadata(feed.items[0] as FeedItem, feed, undefined, undefined).published).toBe(published);
});

describe('a text that was escaped twice', () => {
  const html = '<img src="/a.png"/><p>Säge &amp; Öl</p>';
  const once = html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const first = (fields: string) =>
    parseFeed(rss('https://example.org', [], `<item>${fields}</item>`))?.items[0];

  test('is the HTML that it was', () => {
    expect(first(`<content:encoded><![CDATA[${once}]]></content:encoded>`)?.content?.value).toBe(html);
    expect(first(`<description>${once.replaceAll('&', '&amp;')}</description>`)?.summary?.value).toBe(html);
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="html"><![CDATA[${once}]]></content></entry></feed>`;
    expect(parseFeed(atom)?.items[0]?.content?.value).toBe(html);
  });

  test.each([
    '<p>Das Element &lt;p&gt; endet mit &lt;/p&gt;.</p>',
    'Das Element &lt;p&gt; endet mit &lt;/p&gt;.',
    '&lt;T&gt; ist ein Typ',
  ])('is told from one that speaks of tags: %s', (text) => {
    expect(first(`<description><![CDATA[${text}]]></description>`)?.summary?.value).toBe(text);
  });
});

test.each(['-1', '1e400', '1.5', 'viel', ''])('a file whose length is "%s" has none', (length) => {
  const file = `<enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="${length}"/>`;
  const [item] =
    parseFeed(rss('https://example.org', [], `<item><title>T</title>${file}</item>`))?.items ?? [];
  expect(item?.enclosures).toEqual([{ url: 'https://example.org/a.mp3', type: 'audio/mpeg' }]);
});

test('what is no feed, or broken off, is none', () => {
  for (const text of [
    '',
    '<html></html>',
    '{"a":1}',
    '[]',
    '{"items":[{"a":1},',
    `{"version":"https://jsonfeed.org/version/1","items":[${'{"a":['.repeat(100_000)}`,
    FEEDS['RSS 2.0']?.slice(0, 500) as string,
    '<a>'.repeat(50_000),
    '<a>'.repeat(500_000) + '</b>'.repeat(500_000),
  ])
    expect(parseFeed(text)).toBeUndefined();
});

test.each(Object.entries(FEEDS).filter(([, text]) => text.startsWith('<')))(
  'wherever %s breaks off after an entry, that is whole and another is not',
  (_, text) => {
    const [entry = ''] = /<(item|entry)[ >].*<\/\1>/s.exec(text) ?? [];
    const end = text.indexOf(entry) + entry.length;
    const second = entry
      .replaceAll('x1', 'x2')
      .replaceAll('bohrer', 'hobel')
      .replace('<title>', '<title>&nbsp;')
      .replace('[CDATA[', '[CDATA[</item></entry>');
    const whole = text.slice(0, end) + second + text.slice(end);
    const ids = (part: string) => parseFeed(part)?.items.map(({ link }) => link);
    expect(ids(whole)).toEqual(['https://example.org/bohrer', 'https://example.org/hobel']);
    expect(parseFeed(whole)?.breaksOff).toBeUndefined();
    for (let cut = end; cut < end + second.length; cut += 3) {
      expect(ids(whole.slice(0, cut)), whole.slice(cut - 20, cut)).toEqual(['https://example.org/bohrer']);
      expect(parseFeed(whole.slice(0, cut))?.breaksOff).toBe(true);
    }
  },
);

test('wherever a JSON Feed breaks off, its whole entries are there', () => {
  const item = (id: string) => ({
    id,
    url: `https://example.org/${id}`,
    content_text: 'Er sagt: "{Ja}", [nein] \\',
    attachments: [{ url: 'https://example.org/a', mime_type: 'a/b' }],
  });
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'items', authors: [{ name: 'Ada' }] };
  const text = JSON.stringify({ ...feed, items: ['1', '2', '3'].map(item), extra: [{}, {}] });
  const ends = ['1', '2', '3'].map(
    (id) => text.indexOf(JSON.stringify(item(id))) + JSON.stringify(item(id)).length,
  );
  for (let cut = 1; cut < text.length; cut += 1) {
    const parsed = parseFeed(text.slice(0, cut));
    const whole = ends.filter((end) => end <= cut).length;
    expect(parsed?.items.map(({ id }) => id) ?? [], text.slice(cut - 20, cut)).toEqual(
      ['1', '2', '3'].slice(0, whole),
    );
    expect(parsed?.breaksOff ?? true).toBe(true);
  }
  expect(parseFeed(text)?.breaksOff).toBeUndefined();
  // What is broken in its midst.
  expect(parseFeed(text.replace('"id":"2"', '"id":2"'))?.items.map(({ id }) => id)).toEqual(['1']);
});

test('a feed that breaks off offers its whole entries, and says so', async () => {
  const site = await openLocalSite();
  const articles = ['/a', '/b'].map((path) => ({ path, title: 'T', text: longText('Anfang.') }));
  site.on('/feed.xml', { body: rss(site.url, articles).slice(0, -90) });
  const source = openFeed(
    { place: { url: `${site.url}/feed.xml` }, content: 'auto' },
    { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
  );
  expect(await collect(source.read(neverAborted))).toMatchObject([
    { type: 'candidate', candidate: { key: `${site.url}/a` } },
    {
      type: 'trouble',
      error: { message: expect.stringContaining('breaks off after its first 1 entries, which were taken') },
    },
  ]);
});

describe('a feed whose connection is lost', () => {
  const articles = ['/a', '/b'].map((path) => ({ path, title: 'Grüße', text: longText('Anfang.') }));
  async function read(cut: (feed: string) => Buffer, headers: Record<string, string>) {
    const site = await openLocalSite();
    const sent = cut(rss(site.url, articles));
    site.on('/feed.xml', (_request, response) => {
      response.writeHead(200, headers);
      response.write(sent, () => response.destroy());
    });
    const source = openFeed(
      { place: { url: `${site.url}/feed.xml` }, content: 'auto' },
      { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
    );
    const events = await collect(source.read(neverAborted));
    return { events, hits: site.count('/feed.xml') };
  }
  const latin = (feed: string) => Buffer.from(feed.replace('UTF-8', 'x'), 'latin1');

  test.each([
    ['plain', (feed: string) => Buffer.from(feed).subarray(0, -90), {}],
    [
      'in a charset of its header',
      (feed: string) => latin(feed).subarray(0, -90),
      { 'content-type': 'text/xml; charset=iso-8859-1' },
    ],
    [
      'packed',
      (feed: string) => gzipSync(feed, { level: 0 }).subarray(0, -90),
      { 'content-encoding': 'gzip' },
    ],
  ])(
    'is asked for again, then its whole entries are taken, and the loss is told: %s',
    async (_, cut, headers) => {
      const { events, hits } = await read(cut, headers);
      expect(events).toMatchObject([
        { type: 'candidate', candidate: { metadata: { title: 'Grüße' } } },
        { type: 'trouble', error: { code: 'SOURCE_UNAVAILABLE', message: expect.stringContaining('cut') } },
      ]);
      expect(hits).toBe(3);
    },
  );

  test('before its first whole entry offers nothing', async () => {
    const { events } = await read((feed) => Buffer.from(feed).subarray(0, 400), {});
    expect(events).toMatchObject([{ type: 'trouble', error: { code: 'SOURCE_UNAVAILABLE' } }]);
  });
});

test('entities of a document type are not expanded', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
  const feed = parseFeed(bomb + rss('https://example.org', [{ path: '/a', title: '&b;&f;', text: 'x' }]));
  expect(JSON.stringify(feed ?? '')).not.toMatch(/aaaa|root:/);
});

describe('the article itself', () => {
  const html = (value: string) => ({ value, format: 'html' as const });
  const item = (fields: Partial<FeedItem>): FeedItem => ({
    authors: [],
    categories: [],
    enclosures: [],
    ...fields,
  });
  const text = longText('Der Text.');

  test.each([
    ['a long text of its own', { content: html(text) }, true],
    ['a short one', { content: html('<p>Kurz.</p>') }, false],
    ['one that is cut by an ellipsis', { content: html(`${text}<p>Und dann …</p>`) }, false],
    ['one that is cut by a link', { content: html(`${text}<a href="/x">Weiterlesen »</a>`) }, false],
    [
      'one that is cut above its signature',
      {
        content: html(
          `${text} Und […]<p>Der Beitrag <a href="/x">Titel</a> erschien zuerst auf <a href="/">Seite</a>.</p>`,
        ),
      },
      false,
    ],
    [
      'one that is whole above its signature',
      {
        content: html(
          `${text}<p>Der Beitrag <a href="/x">Titel</a> erschien zuerst auf <a href="/">Seite</a>.</p>`,
        ),
      },
      true,
    ],
    ['a description of the length of a teaser', { summary: html(text.slice(0, 900)) }, false],
    ['a description as long as an article', { summary: html(text + text) }, true],
    ['a teaser beside the text', { summary: html('Kurz …'), content: html(text) }, true],
  ])('%s: %o', (_, fields, whole) => {
    expect(wholeArticle(item(fields)) !== undefined).toBe(whole);
  });
});

describe('a feed', () => {
  async function candidates(
    site: LocalSite,
    content: 'auto' | 'feed' | 'page' = 'auto',
    kept = openFetched(),
  ) {
    const source = openFeed(
      { place: { url: `${site.url}/feed.xml` }, content },
      { fetcher: openFetcher(kept), maxBytes: 1e6, maxPages: 20, raw: kept.raw },
    );
    const events = await collect(source.read(neverAborted));
    return {
      events,
      found: events.flatMap((event) => (event.type === 'candidate' ? [event.candidate] : [])),
    };
  }
  const loaded = async (candidate: Candidate | undefined) =>
    Buffer.from((await candidate?.load(neverAborted))?.content ?? '').toString();

  test('gives its text or the page, by length or as told', async () => {
    const site = await openLocalSite();
    site.on('/kurz', { body: '<html>Die ganze Seite</html>' });
    site.on('/lang', { body: '<html>Die ganze Seite</html>' });
    const articles = [
      { path: '/lang', title: 'Lang', text: longText('Der Text.') },
      { path: '/kurz', title: 'Kurz', text: 'Ein Teaser.' },
    ];
    site.on('/feed.xml', { body: rss(site.url, articles) });
    const [long, short] = (await candidates(site)).found;
    expect([await loaded(long), await loaded(short)]).toEqual([
      longText('Der Text.'),
      '<html>Die ganze Seite</html>',
    ]);
    const [, fromFeed] = (await candidates(site, 'feed')).found;
    expect(await loaded(fromFeed)).toBe('Ein Teaser.');
    const [fromPage] = (await candidates(site, 'page')).found;
    expect(await loaded(fromPage)).toBe('<html>Die ganze Seite</html>');
  });

  test('loses none of its entries when they share an address or have none, and gives doubles once', async () => {
    const site = await openLocalSite();
    const entry = (guid: string, link = '') =>
      `<item><guid isPermaLink="false">${guid}</guid>${link}<description>Text ${guid}</description></item>`;
    const home = `<link>${site.url}/</link>`;
    site.on('/feed.xml', {
      body: rss(
        site.url,
        [],
        `${entry('a', home)}${entry('b', home)}${entry('b', home)}${entry('c')}${entry('d', `<link>${site.url}/d</link>`)}`,
      ),
    });
    const { events, found } = await candidates(site);
    expect(events).toHaveLength(4);
    expect(found.map(({ key }) => key.replace(site.url, ''))).toEqual([
      '/feed.xml#a',
      '/feed.xml#b',
      '/feed.xml#c',
      '/d',
    ]);
    expect(await loaded(found[2])).toBe('Text c');
  });

  test('that gives several articles one id tells them apart by their titles', async () => {
    const site = await openLocalSite();
    const entry = (title: string, text: string, link = '') =>
      `<item><guid isPermaLink="false">news</guid>${link}<title>${title}</title><description>${text}</description></item>`;
    const home = `<link>${site.url}/changes</link>`;
    for (const link of ['', home]) {
      const entries = [
        entry('Zwei', 'Text 2', link),
        entry('Eins', 'Text 1', link),
        entry('Eins', 'Text 0', link),
      ];
      site.on('/feed.xml', { body: rss(site.url, [], entries.join('')) });
      const { events, found } = await candidates(site, 'feed');
      expect(await Promise.all(found.map(loaded))).toEqual(['Text 2', 'Text 1']);
      expect(events).toContainEqual({
        type: 'notice',
        message: expect.stringMatching(
          /\/feed\.xml: .* the first was taken; passed over were 1 with another text\.$/,
        ),
      });
      for (const { key } of found) expect(key).toMatch(/\/feed\.xml#news~[0-9a-f]{8}$/);
      for (const { key, entry: told } of found) if (link) expect(told?.key).toBe(key);
    }
    site.on('/feed.xml', { body: rss(site.url, [], entry('Eins', 'Text 1')) });
    expect((await candidates(site)).found.map(({ key }) => key)).toEqual([`${site.url}/feed.xml#news`]);
  });

  test.each(['http://u:p@127.0.0.1/a', 'https://[x/a'])(
    'takes no teaser for the page at %s',
    async (link) => {
      const site = await openLocalSite();
      const entry = (text: string) =>
        `<item><link>${link}</link><description><![CDATA[${text}]]></description></item>`;
      site.on('/feed.xml', {
        body: rss(site.url, [], entry('Ein Teaser.') + entry(longText('Der Text.').repeat(2))),
      });
      const [teaser, whole] = (await candidates(site)).found;
      await expect(loaded(teaser)).rejects.toMatchObject({ code: 'SOURCE_REFUSED' });
      expect(await loaded(whole)).toContain('Der Text.');
      expect(await loaded((await candidates(site, 'feed')).found[0])).toBe('Ein Teaser.');
    },
  );

  test('takes an id for an address only where it is one', async () => {
    const site = await openLocalSite();
    const text = longText('Der Text.');
    const entry = (guid: string) =>
      `<item><guid>${guid}</guid><title>T</title><content:encoded><![CDATA[${text}]]></content:encoded></item>`;
    site.on('/feed.xml', {
      body: rss(site.url, [], ['4711', 'tag:a,2026:1', `${site.url}/b`].map(entry).join('')),
    });
    expect((await candidates(site)).found.map(({ url }) => url)).toEqual([
      undefined,
      undefined,
      `${site.url}/b`,
    ]);
  });

  test('of JSON with ids of more digits than a number holds offers each entry', async () => {
    const site = await openLocalSite();
    const items = ['9007199254740992', '9007199254740993'].map(
      (id) => `{"id":${id},"content_text":"Text ${id}"}`,
    );
    site.on('/feed.xml', {
      body: `{"version":"https://jsonfeed.org/version/1","title":"T","items":[${items}]}`,
    });
    const { found } = await candidates(site);
    expect(found.map(({ key }) => key.split('#')[1])).toEqual(['9007199254740992', '9007199254740993']);
  });

  test('cannot steer a terminal, nor write lines of its own, by what it names its entries', async () => {
    const site = await openLocalSite();
    const evil = '\u001b[2J\u0007a\nerror b\r\u202ec\u0085d';
    const item = { id: evil, title: evil, author: { name: evil }, summary: evil, content_text: 'Text' };
    const json = { version: 'https://jsonfeed.org/version/1', title: evil, items: [item] };
    site.on('/feed.xml', { body: JSON.stringify(json) });
    const [{ key, metadata } = { key: '', metadata: {} }] = (await candidates(site)).found;
    expect(key).toBe(`${site.url}/feed.xml# [2J a error b c d`);
    expect(metadata).toMatchObject({ title: '[2J a error b c d', site: '[2J a error b c d' });
    expect(JSON.stringify(metadata)).not.toMatch(/\\u00|\\[bfnr]|[\u0085\u202e]/);
  });

  test('with a key in its address shows none of it in the keys of its entries', async () => {
    const site = await openLocalSite();
    const keysOf = async (query: string) => {
      site.on(`/feed.xml?${query}`, {
        body: rss(
          site.url,
          [],
          `<item><guid isPermaLink="false">x1</guid><description>Ein Text.</description></item>`,
        ),
      });
      const source = openFeed(
        { place: { url: `${site.url}/feed.xml?${query}` }, content: 'auto' },
        { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 },
      );
      return (await collect(source.read(neverAborted))).map((event) =>
        event.type === 'candidate' ? event.candidate.key : event.type,
      );
    };
    const [one = ''] = await keysOf('token=geheim');
    expect(one).toMatch(/\/feed\.xml\?[0-9a-f]{8}#x1$/);
    expect(await keysOf('token=geheim')).toEqual([one]);
    // Feeds of one place are told apart all the same.
    expect(await keysOf('rubrik=2')).not.toEqual([one]);
  });

  test('that is as it was says so and offers its entries all the same, as an earlier run may not be done', async () => {
    const site = await openLocalSite();
    const text = rss(site.url, [{ path: '/a', title: 'A', text: longText('Der Text.') }]);
    site.on('/feed.xml', (request, response) => {
      const isKnown = request.headers['if-modified-since'] === 'Mon, 23 Nov 2026 07:00:00 GMT';
      response.writeHead(isKnown ? 304 : 200, { 'last-modified': 'Mon, 23 Nov 2026 07:00:00 GMT' });
      response.end(isKnown ? '' : text);
    });
    const kept = openFetched();
    const first = await candidates(site, 'auto', kept);
    const second = await candidates(site, 'auto', kept);
    expect(first.events.map(({ type }) => type)).toEqual(['candidate']);
    expect(second.events.map(({ type }) => type)).toEqual(['unchanged', 'candidate']);
    expect(second.found[0]?.version).toBe(first.found[0]?.version);
    expect(await loaded(second.found[0])).toBe(longText('Der Text.'));
  });

  test('that names its ttl is not asked again before, but a day later it is', async () => {
    const site = await openLocalSite();
    const kept = openFetched();
    site.on('/feed.xml', { body: rss(site.url, [], '<ttl>100000</ttl>') });
    await candidates(site, 'auto', kept);
    expect((await candidates(site, 'auto', kept)).events.map(({ type }) => type)).toEqual(['unchanged']);
    expect(site.count('/feed.xml')).toBe(1);
    const record = kept.cache.find(`${site.url}/feed.xml`);
    expect((record?.freshUntil ?? 0) - Date.now()).toBeLessThan(24 * 60 * 60_000);
  });

  test('is asked again within the run when it only wants a moment of rest', async () => {
    const site = await openLocalSite();
    const text = rss(site.url, [{ path: '/a', title: 'A', text: 'Kurz' }]);
    site.on('/feed.xml', (_request, response) => {
      site.on('/feed.xml', { body: text });
      response.writeHead(429, { 'retry-after': '1' }).end();
    });
    expect((await candidates(site)).events.map(({ type }) => type)).toEqual(['candidate']);
    site.on('/feed.xml', { status: 429, headers: { 'retry-after': '7200' } });
    const [event] = (await candidates(site)).events;
    expect(event).toMatchObject({
      type: 'trouble',
      error: { code: 'SOURCE_RATE_LIMIT', retryAfterMs: 7_200_000 },
    });
  });

  test('in another character set, as the header or the feed itself says, has its umlauts', async () => {
    const site = await openLocalSite();
    const latin = (declaration: string) =>
      Buffer.from(
        rss(site.url, [{ path: '/a', title: 'Säge für Öl', text: 'x' }]).replace(
          'encoding="UTF-8"',
          declaration,
        ),
        'latin1',
      );
    for (const [declaration, type] of [
      ['encoding="iso-8859-1"', 'text/xml'],
      ['', 'application/rss+xml; charset=ISO-8859-15'],
    ] as const) {
      site.on('/feed.xml', { body: latin(declaration), headers: { 'content-type': type } });
      expect((await candidates(site)).found[0]?.metadata.title).toBe('Säge für Öl');
    }
  });

  test('in Atom has the links of its texts lead where its bases say', async () => {
    const site = await openLocalSite();
    const text = `${longText('Der Text.')}<p>Siehe <a href="weiter.html">weiter</a>.</p>`;
    site.on('/feed.xml', {
      body: `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/basis/"><title>F</title><id>f</id><entry><id>1</id><link href="a.html"/><content type="html" xml:base="tief/"><![CDATA[${text}]]></content></entry></feed>`,
    });
    const [candidate] = (await candidates(site)).found;
    expect(candidate?.key).toBe(`${site.url}/basis/a.html`);
    const { root } = parseHtml(await loaded(candidate), { url: candidate?.url as string });
    expect(stringifyMarkdown(root)).toContain(`(${site.url}/basis/tief/weiter.html)`);
  });

  test('that is a page is told so, with what to do', async () => {
    const site = await openLocalSite();
    site.on('/feed.xml', { body: '<!doctype html><html><p>Ein Text' });
    const [event] = (await candidates(site)).events;
    expect(event).toMatchObject({
      type: 'trouble',
      where: `${site.url}/feed.xml`,
      error: { code: 'INPUT_UNSUPPORTED', message: expect.stringContaining('got a page') },
    });
  });
});
