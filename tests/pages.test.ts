/** What stands at an address: a page with an article, or something that only looks like one. */
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../src/document/decode.ts';
import { loadPage } from '../src/sources/page.ts';
import { longText } from './support/feeds.ts';
import { neverAborted, openFetched, openFetcher } from './support/fetching.ts';
import { type LocalSite, openLocalSite, type Reply } from './support/local-site.ts';

const load = (site: LocalSite, path: string) =>
  loadPage(site.url + path, { fetcher: openFetcher(), maxBytes: 1e6, maxPages: 20 }, neverAborted, false);

async function load1(reply: Reply) {
  const site = await openLocalSite();
  site.on('/a', reply);
  return load(site, '/a');
}

test.each([
  ['text/html; charset=ISO-8859-1', { format: 'html', charset: 'iso-8859-1' }],
  ['application/xhtml+xml', { format: 'html' }],
  ['text/html;charset="utf-8"', { format: 'html', charset: 'utf-8' }],
  // What is called text may be anything; its content tells.
  ['text/plain', {}],
])('%s is told on', async (type, expected) => {
  const { content, url, ...rest } = await load1({
    body: '<p>Der Text.</p>',
    headers: { 'content-type': type },
  });
  expect(rest).toEqual(expected);
  expect(url).toMatch(/\/a$/);
  expect(Buffer.from(content).toString()).toBe('<p>Der Text.</p>');
});

test.each(['image/png', 'application/pdf', 'video/mp4', 'application/json'])(
  '%s is no page',
  async (type) => {
    await expect(load1({ body: 'x', headers: { 'content-type': type } })).rejects.toMatchObject({
      code: 'INPUT_UNSUPPORTED',
      message: expect.stringContaining(`is ${type}, which holds no article`),
    });
  },
);

test('a page that changes its character set from one night to the next is read as it is', async () => {
  const site = await openLocalSite();
  const kept = openFetched();
  const text = '<html><p>Säge für Öl</p></html>';
  for (const [charset, encoding] of [
    ['utf-8', 'utf8'],
    ['iso-8859-1', 'latin1'],
    ['utf-8', 'latin1'],
  ] as const) {
    site.on('/a', {
      body: Buffer.from(text, encoding),
      headers: { 'content-type': `text/html; charset=${charset}`, etag: `"${charset}-${encoding}"` },
    });
    const options = { fetcher: openFetcher(kept), maxBytes: 1e6, maxPages: 20 };
    const loaded = await loadPage(`${site.url}/a`, options, neverAborted, true);
    expect(loaded.charset).toBe(charset);
    expect(decodeBytes(loaded.content as Uint8Array, { format: 'html', charset }).text).toBe(text);
  }
});

test('nothing is no page', async () => {
  await expect(load1({ body: '' })).rejects.toMatchObject({ code: 'INPUT_UNSUPPORTED' });
});

describe('a page that sends its readers on by itself', () => {
  const sends = (content: string, text = 'Sie werden weitergeleitet.') => ({
    body: `<html><head><!-- <meta http-equiv=refresh content="0;url=/falsch"> --><META content='${content}' HTTP-EQUIV="Refresh"></head><p>${text}</p></html>`,
  });
  const article = { body: `<p>${longText('Der Text.')}</p>` };

  test.each(['0; url=/neu?a=1&amp;b=2', '3;URL="neu?a=1&b=2"', "0,'/neu?a=1&b=2'", '0; /neu?a=1&b=2'])(
    'is followed: %s',
    async (content) => {
      const site = await openLocalSite();
      site.on('/a', sends(content.replaceAll("'", '&#39;')));
      site.on('/neu?a=1&b=2', article);
      const { url, content: got } = await load(site, '/a');
      expect(url).toBe(`${site.url}/neu?a=1&b=2`);
      expect(Buffer.from(got).toString()).toBe(article.body);
    },
  );

  test('is taken as it is where it stays, waits, or has a text of its own', async () => {
    const site = await openLocalSite();
    site.on('/stays', sends('0; url=/stays#top'));
    site.on('/reloads', sends('0'));
    site.on('/waits', sends('300; url=/start'));
    site.on('/article', sends('0; url=/start', longText('Der Text.').repeat(3)));
    site.on('/mail', sends('0; url=mailto:a@example.org'));
    for (const path of ['/stays', '/reloads', '/waits', '/article', '/mail'])
      expect((await load(site, path)).url).toBe(site.url + path);
  });

  test('in circles is told so', async () => {
    const site = await openLocalSite();
    site.on('/a', sends('0; url=/b'));
    site.on('/b', sends('0; url=/a'));
    await expect(load(site, '/a')).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
      message: `${site.url}/a sends its readers on and on.`,
    });
  });
});

test('a redirect to a wall of consent is no article', async () => {
  const site = await openLocalSite();
  for (const target of ['/zustimmung?url=a', '/consent/tcf/a', '/sonstiges/zustimmung/auswahl.html']) {
    site.on('/a', { status: 302, headers: { location: target } });
    site.on(target, { body: longText('Wir und unsere Partner.') });
    await expect(load(site, '/a')).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
      message: expect.stringContaining('asks for consent instead of showing the article'),
    });
  }
  site.on('/a', { status: 302, headers: { location: '/2026/consent-banner-urteil.html' } });
  site.on('/2026/consent-banner-urteil.html', { body: longText('Das Urteil.') });
  await load(site, '/a');
});

describe('a login', () => {
  const form = '<form action="/x"><input name="user"><input type="password" name="p"></form>';
  const refused = {
    code: 'SOURCE_REFUSED',
    message: expect.stringContaining('shows a login instead of the article'),
  };

  test('that stands where the article was is named', async () => {
    await expect(
      load1({ body: `<html><script>${'x'.repeat(9000)}</script><p>Bitte.</p>${form}` }),
    ).rejects.toMatchObject(refused);
  });

  test('to which the address leads is named', async () => {
    const site = await openLocalSite();
    for (const target of ['/login?back=a', '/konto/anmelden', '/auth/realms/x', '/sso']) {
      site.on('/a', { status: 302, headers: { location: target } });
      site.on(target, { body: '<html><div id="app"></div></html>' });
      await expect(load(site, '/a')).rejects.toMatchObject(refused);
    }
  });

  test('in the head of a page with an article, or as an article’s subject, is none', async () => {
    const site = await openLocalSite();
    site.on('/a', { body: `<html>${form}${longText('Der Text.')}${longText('Und noch einer.')}` });
    site.on('/b', { status: 301, headers: { location: '/2026/single-sign-on-erklaert' } });
    site.on('/2026/single-sign-on-erklaert', { body: longText('Der Text.') });
    site.on('/alt/login', { status: 301, headers: { location: '/login/neu' } });
    site.on('/login/neu', { body: longText('Der Text.') });
    for (const path of ['/a', '/b', '/alt/login']) await load(site, path);
  });
});
