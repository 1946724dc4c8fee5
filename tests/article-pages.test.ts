/** An article that stands on several pages, from asking for them to one document. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePages } from '../src/document/html-pages.ts';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { keptPage, loadPage } from '../src/sources/page.ts';
import { cli } from './support/cli.ts';
import { neverAborted, openFetched, openFetcher } from './support/fetching.ts';
import { type LocalSite, openLocalSite } from './support/local-site.ts';
import { documents, nightPlace } from './support/night-place.ts';

const ABOUT = ['Das Gerät', 'Der Akku', 'Das Fazit'];
/** As a magazine has them: a teaser and a pager on each, the chapter in its own heading. */
const html = (number: number, next: string | undefined, more = '') => `<!doctype html>
<html lang="de"><head><title>Ein neues Notebook im Test - Seite ${number} - Magazin</title>
<meta property="og:title" content="Ein neues Notebook im Test">
<meta property="article:published_time" content="2026-11-23T08:00:00+01:00"></head><body>
<nav><a href="/">Start</a> <a href="/tests">Tests</a></nav><main><article>
<h1>${number === 1 ? 'Ein neues Notebook im Test' : ABOUT[number - 1]}</h1>
${['Morgens', 'Mittags', 'Abends', 'Nachts'].map((when) => `<p>${when} schreiben wir über ${ABOUT[number - 1]} genau ${number * 10} Sätze auf, lesen sie noch einmal langsam vor und legen sie dann zu den anderen auf den Tisch. <a href="/quelle-${number}">Quelle</a></p>`).join('\n')}
${more}
<div class="pager">${next ? `<a rel="next" href="${next}">Nächste Seite: ${ABOUT[number]}</a>` : ''}</div>
</article></main><footer><a href="/impressum">Impressum</a></footer></body></html>`;
const page = (body: string) => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body });

async function magazine(): Promise<LocalSite> {
  const site = await openLocalSite();
  site.on('/test/notebook-1.html', page(html(1, 'notebook-1-2.html')));
  site.on('/test/notebook-1-2.html', page(html(2, '/test/notebook-1-3.html')));
  site.on('/test/notebook-1-3.html', page(html(3, undefined)));
  return site;
}

async function load(site: LocalSite, maxPages = 20, kept = openFetched()) {
  const options = { fetcher: openFetcher(kept), raw: kept.raw, maxBytes: 1e6, maxPages };
  const address = `${site.url}/test/notebook-1.html`;
  const { content, ...rest } = await loadPage(address, options, neverAborted, true);
  const again = rest.raw && (await keptPage(address, rest.raw, options));
  expect(again).toEqual({ content: Buffer.from(content), ...rest });
  const text = Buffer.from(content as Uint8Array).toString();
  return { text, ...rest, document: parsePages(text, { url: address }) };
}

test('all pages of an article are one document', async () => {
  const site = await magazine();
  const { document, ...rest } = await load(site);
  expect(rest).toMatchObject({ url: `${site.url}/test/notebook-1.html`, format: 'html', charset: 'utf-8' });
  expect(document.metadata.title).toBe('Ein neues Notebook im Test');
  expect(document.warnings).toBeUndefined();
  const markdown = stringifyMarkdown(document.root);
  for (const number of [10, 20, 30]) expect(markdown.split(`genau ${number} Sätze`).length - 1).toBe(4);
  expect(markdown).toContain(`(${site.url}/quelle-3)`);
  expect(markdown.match(/^#.*/gm)).toEqual(['## Der Akku', '## Das Fazit']);
  expect(markdown).not.toMatch(/Nächste Seite|klartext:page/);
});

const goesOn = (path: string) => [
  { ruleId: 'html-more-pages', reason: expect.stringMatching(new RegExp(`goes on at \\S+${path};`)) },
];

describe('where a further page is none', () => {
  const answers: Record<string, Parameters<LocalSite['on']>[1]> = {
    gone: { status: 404 },
    'sent back to the first': { status: 302, headers: { location: '/test/notebook-1.html' } },
    'behind a login': { status: 302, headers: { location: '/login' } },
    'called a page and none': {
      headers: { 'content-type': 'text/html' },
      body: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    },
    'no page': { headers: { 'content-type': 'image/png' }, body: 'x' },
    'nothing but a notice': page(
      '<html><title>Fehler</title><body><h1>Seite nicht gefunden</h1></body></html>',
    ),
    'nothing that can be read': page(
      '<html><body><div id="app"></div><script src="/a.js"></script></body></html>',
    ),
  };

  test.each(Object.keys(answers))('%s: what came before is kept, and told to be a part', async (name) => {
    const site = await magazine();
    site.on('/login', page('<html><body><form><input type="password"></form></body></html>'));
    site.on('/test/notebook-1-3.html', answers[name] ?? {});
    const { document } = await load(site);
    expect(document.warnings).toEqual(goesOn('/test/notebook-1-3.html'));
    expect(stringifyMarkdown(document.root)).toMatch(/genau 10 Sätze[\s\S]*genau 20 Sätze/);
    expect(stringifyMarkdown(document.root)).not.toMatch(/nicht gefunden|genau 30/);
  });

  test('more pages than are allowed are not asked for', async () => {
    const site = await magazine();
    expect((await load(site, 2)).document.warnings).toEqual(goesOn('/test/notebook-1-3.html'));
    expect((await load(site, 1)).document.warnings).toEqual(goesOn('/test/notebook-1-2.html'));
    expect(site.count('/test/notebook-1-3.html')).toBe(0);
  });

  test('one that may come later is waited for', async () => {
    const site = await magazine();
    site.on('/test/notebook-1-2.html', { status: 503 });
    await expect(load(site)).rejects.toMatchObject({ reach: 'attempt' });
  });
});

test.each([
  ['says nothing of an article', (body: string) => body.replace(/<meta property="article[^>]*>/, '')],
  [
    'calls itself a collection',
    (body: string) =>
      body.replace(
        '</head>',
        '<script type="application/ld+json">{"@type":"CollectionPage"}</script></head>',
      ),
  ],
])('a list of articles is not followed from page to page: it %s', async (_, change) => {
  const site = await magazine();
  site.on('/test/notebook-1.html', page(change(html(1, 'notebook-1-2.html'))));
  expect((await load(site)).document.warnings).toEqual(goesOn('/test/notebook-1-2.html'));
  expect(site.count('/test/notebook-1-2.html')).toBe(0);
});

test('what a page calls next is asked for only where it is of the same article', async () => {
  const site = await magazine();
  site.on('/test/notebook-1.html', page(html(1, '/test/notebook-2.html')));
  const { document, raw } = await load(site);
  expect(document.warnings).toBeUndefined();
  expect(raw).toMatch(/^[\da-f]{64}$/);
  expect(site.hits.map(({ path }) => path)).toEqual(['/robots.txt', '/test/notebook-1.html']);
});

test("each page's footnotes stay its own", async () => {
  const site = await magazine();
  const note = (number: number) =>
    `<p>Das steht im Handbuch des Herstellers auf Seite ${number}.<sup><a href="#fn1" id="ref1">1</a></sup> Wer es nicht glaubt, der liest dort nach.</p><ol><li id="fn1">Handbuch, Band ${number}. <a href="#ref1">↩</a></li></ol>`;
  site.on('/test/notebook-1.html', page(html(1, '?seite=2', note(1))));
  site.on('/test/notebook-1.html?seite=2', page(html(2, undefined, note(2))));
  const { document } = await load(site);
  const markdown = stringifyMarkdown(document.root);
  expect(markdown.match(/Seite \d\.\[\^\d\]/g)).toEqual(['Seite 1.[^1]', 'Seite 2.[^2]']);
  expect(markdown.match(/^\[\^\d\]: .*/gm)).toEqual(['[^1]: Handbuch, Band 1.', '[^2]: Handbuch, Band 2.']);
});

test('a night asks for all pages once, and pays only for what changed on one of them', async () => {
  const place = await nightPlace(0);
  const site = await magazine();
  writeFileSync(
    path.join(place.cwd, 'site.yaml'),
    `version: 1
sources: [{ type: url, url: ${site.url}/test/notebook-1.html }]
fetch: { allowHosts: [127.0.0.1], delayMs: 0 }
stages: [detect-language, translate]
provider: { id: deepl }
`,
  );
  const night = async () => {
    const before = place.fake.ledger.characters;
    const { code, stdout } = await cli(['nightly', 'site.yaml', '--json'], place);
    return { code, figures: JSON.parse(stdout).figures, paid: place.fake.ledger.characters - before };
  };
  const first = await night();
  expect(first).toMatchObject({ code: 0, figures: { written: 1 } });
  expect(Object.values(documents(path.join(place.cwd, 'out')))[0]).toMatch(
    /genau 10 [\s\S]*genau 20 [\s\S]*genau 30 /i,
  );
  expect(await night()).toMatchObject({ code: 0, figures: { unchanged: 1, written: 0 }, paid: 0 });
  site.on(
    '/test/notebook-1-3.html',
    page(
      html(
        3,
        undefined,
        '<p>Nachtrag: Der Hersteller hat sich gestern Abend doch noch gemeldet und alles bestritten.</p>',
      ),
    ),
  );
  const third = await night();
  expect(third).toMatchObject({ code: 0, figures: { written: 1 } });
  expect(third.paid).toBeGreaterThan(50);
  expect(third.paid).toBeLessThan(150);

  const [[name, text]] = Object.entries(documents(path.join(place.cwd, 'out'))) as [[string, string]];
  const output = path.join(place.cwd, 'out', name);
  writeFileSync(output, text.replace(/^NACHTRAG.*$/m, 'Addendum: the maker has denied it all.'));
  expect(await cli(['memory', 'learn', output], place)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 correction learned'),
  });
});
