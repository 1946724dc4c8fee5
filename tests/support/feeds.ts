/** Feeds and other listings of articles, as sites write them. */

export interface Article {
  path: string;
  title: string;
  text: string;
}

/** Long enough to be taken for the article itself. */
export function longText(begin: string): string {
  return `<p>${begin}</p>${'<p>Und dann geschah in der Werkstatt am Rande der Stadt noch viel mehr.</p>'.repeat(15)}`;
}

export function rss(site: string, articles: readonly Article[], more = ''): string {
  const items = articles.map(
    ({ path, title, text }) => `<item><title>${title}</title><link>${site}${path}?utm_source=rss</link>
<guid isPermaLink="false">${path}</guid><pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate>
<content:encoded><![CDATA[${text}]]></content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Die Werkstatt</title><link>${site}</link><language>de</language>${more}
${items.join('\n')}</channel></rss>`;
}

export function sitemap(site: string, articles: readonly (Article & { lastmod?: string })[]): string {
  const urls = articles.map(
    ({ path, lastmod }) =>
      `<url><loc>${site}${path}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`,
  );
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
}

export function opml(feeds: readonly string[]): string {
  const outlines = feeds.map((url, n) => `<outline text="Feed ${n}" type="rss" xmlUrl="${url}"/>`);
  return `<opml version="2.0"><head><title>Meine</title></head><body><outline text="Ordner">${outlines.join('')}</outline></body></opml>`;
}

/** One `response` record. `body` is what came over the wire. */
export function warcRecord(
  url: string,
  body: string | Uint8Array,
  headers: readonly string[] = [],
  lineEnd = '\r\n',
): Buffer {
  const head = ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', ...headers, '', ''].join(
    lineEnd,
  );
  const block = Buffer.concat([Buffer.from(head), Buffer.from(body)]);
  const record = [
    'WARC/1.0',
    'WARC-Type: response',
    `WARC-Target-URI: ${url}`,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${block.length}`,
    '',
    '',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(record), block, Buffer.from('\r\n\r\n')]);
}
