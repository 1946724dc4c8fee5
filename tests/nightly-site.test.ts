/** Whole nights over a site of ours: feed, pages, and hosts that misbehave. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { longText, rss } from './support/feeds.ts';
import { type LocalSite, openLocalSite } from './support/local-site.ts';
import { documents, type NightPlace, nightPlace, wait } from './support/night-place.ts';

const html = (
  n: number,
  more = '',
) => `<html lang="de"><head><title>Brunnen ${n}</title></head><body><article><h1>Der Brunnen Nummer ${n}</h1>
<p>Der alte Brunnen Nummer ${n} steht seit hundert Jahren auf dem Marktplatz, und die Leute der Stadt holen dort noch heute ihr Wasser.</p>
<p>Am Abend kamen ${n} Leute, sangen dort ihre Lieder und gingen erst nach Hause, als es schon lange dunkel war. ${more}</p></article></body></html>`;

interface Site extends NightPlace {
  site: LocalSite;
  night(): Promise<{ code: number; report: ReturnType<typeof JSON.parse> }>;
  feed(count: number, updated?: Record<number, string>): void;
}

async function siteWithFeed(sources = ''): Promise<Site> {
  const place = await nightPlace(0);
  const site = await openLocalSite();
  writeFileSync(
    path.join(place.cwd, 'site.yaml'),
    `version: 1
sources:
  - { type: feed, url: ${site.url}/feed.xml }
${sources.replaceAll('SITE', site.url.replace('127.0.0.1', 'localhost'))}
fetch: { allowHosts: [127.0.0.1, localhost], delayMs: 0, connectTimeoutMs: 500, answerTimeoutMs: 500, totalTimeoutMs: 1500 }
stages: [detect-language, translate]
concurrency: 4
provider: { id: deepl, price: 20 }
`,
  );
  return {
    ...place,
    site,
    async night() {
      const { code, stdout, stderr } = await cli(['nightly', 'site.yaml', '--json'], place);
      expect(stdout, stderr).not.toBe('');
      return { code, report: JSON.parse(stdout) };
    },
    feed(count, updated = {}) {
      const items = Array.from({ length: count }, (_, n) => {
        const at = updated[n] ?? '2026-11-20T05:00:00Z';
        return `<entry><id>urn:${n}</id><title>Brunnen ${n}</title><link href="${site.url}/news/${n}.html?utm_source=feed"/><published>2026-11-20T05:00:00Z</published><updated>${at}</updated><summary>Kurz.</summary><category term="Stadt"/><link rel="enclosure" href="${site.url}/${n}.mp3" type="audio/mpeg" length="7"/></entry>`;
      });
      const body = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Stadt</title><id>urn:f</id><updated>2026-11-20T05:00:00Z</updated>${items.join('')}</feed>`;
      site.on('/feed.xml', { headers: { 'content-type': 'application/atom+xml' }, body });
      for (let n = 0; n < count; n++)
        site.on(`/news/${n}.html`, {
          headers: { 'content-type': 'text/html' },
          body: html(n, updated[n] ? 'Danach regnete es die ganze Nacht.' : ''),
        });
    },
  };
}

test('a night takes what is new from a feed, the next one only what has changed', async () => {
  const { cwd, fake, site, night, feed } = await siteWithFeed();
  feed(5);
  const first = await night();
  expect(first).toMatchObject({ code: 0, report: { figures: { written: 5, failed: 0 } } });
  const outputs = documents(path.join(cwd, 'out'));
  expect(Object.keys(outputs).map((name) => path.basename(name).replace(/-\w{6}\.md$/, ''))).toEqual([
    'news-0',
    'news-1',
    'news-2',
    'news-3',
    'news-4',
  ]);
  expect(Object.values(outputs)[0]).toMatch(/^ {2}- url: http:\/\/127\.0\.0\.1:\d+\/0\.mp3$/m);
  const [asked, hits] = [fake.ledger.characters, site.hits.length];

  expect(await night()).toMatchObject({ code: 0, report: { figures: { known: 5, written: 0 } } });
  expect(fake.ledger.characters).toBe(asked);
  expect(site.hits.slice(hits).filter((hit) => hit.path.startsWith('/news/'))).toEqual([]);

  feed(6, { 2: '2026-11-21T05:00:00Z' });
  const before = fake.ledger.bodies.length;
  expect(await night()).toMatchObject({ code: 0, report: { figures: { known: 4, written: 2 } } });
  const texts = fake.ledger.bodies.slice(before).flatMap((body) => new URLSearchParams(body).getAll('text'));
  expect(texts.filter((text) => text.includes('Nummer 2'))).toEqual([]);
  expect(texts.filter((text) => text.includes('regnete'))).toHaveLength(1);
  const changed = Object.entries(documents(path.join(cwd, 'out'))).filter(([, text]) =>
    /^revision: 2$/m.test(text),
  );
  expect(changed.map(([name]) => path.basename(name))).toEqual([expect.stringMatching(/^news-2-/)]);
  expect(readFileSync(path.join(cwd, 'out/atom.xml'), 'utf8')).toContain('rel="enclosure"');
}, 60_000);

test('entries that all have the address of their ticker are kept apart, one a night or several', async () => {
  const { cwd, env, fake, site, night } = await siteWithFeed();
  const entry = (day: number, { id = `tag-${day}`, title = `Tag ${day}`, more = '' } = {}) => ({
    path: '/ticker/',
    title,
    text: longText(`Am Tag ${day} kamen die Leute und sangen ihre Lieder. ${more}`),
    guid: id,
    date: `2026-11-${10 + day}`,
  });
  const articles = async (...entries: ReturnType<typeof entry>[]) => {
    const items = entries.map(
      ({ path: link, title, text, guid, date }) =>
        `<item><title>${title}</title><link>${site.url}${link}</link><guid isPermaLink="false">${guid}</guid><pubDate>${date}</pubDate><content:encoded><![CDATA[${text}]]></content:encoded></item>`,
    );
    site.on('/feed.xml', { body: rss(site.url, [], items.join('')) });
    const { report } = await night();
    const texts = Object.values(documents(path.join(cwd, 'out')));
    const days = texts.map((text) => /AM TAG (\d)/i.exec(text)?.[1]).sort();
    return [days.join(), report.figures.written];
  };
  expect(await articles(entry(1))).toEqual(['1', 1]);
  expect(await articles(entry(1))).toEqual(['1', 0]);
  expect(await articles(entry(2))).toEqual(['1,2', 1]);
  expect(await articles(entry(2), entry(1))).toEqual(['1,2', 0]);
  expect(await articles(entry(3), entry(2), entry(1))).toEqual(['1,2,3', 1]);
  expect(await articles(entry(3))).toEqual(['1,2,3', 0]);
  // The same entry, changed, and one whose feed makes up a new id each time.
  expect(await articles(entry(3, { title: 'Tag 3, neu', more: 'Nachtrag.' }))).toEqual(['1,2,3', 1]);
  const asked = fake.ledger.characters;
  expect(await articles(entry(1, { id: 'neu' }))).toEqual(['1,2,3', 0]);
  expect(fake.ledger.characters).toBe(asked);
  // The page is not what one of its entries was; what was kept of that is.
  site.on('/ticker/', { headers: { 'content-type': 'text/html' }, body: html(9) });
  const [lost] =
    Object.entries(documents(path.join(cwd, 'out'))).find(([, text]) => /AM TAG 2/i.test(text)) ?? [];
  rmSync(path.join(cwd, 'out', lost ?? ''));
  await cli(['retry', '--failed', '-q'], { cwd, env });
  expect(documents(path.join(cwd, 'out'))[lost ?? '']).toMatch(/AM TAG 2/i);
  expect(site.count('/ticker/')).toBe(0);
  expect(await articles(entry(2))).toEqual(['1,2,3', 0]);
}, 60_000);

test('what stands in a larger file is never looked for at its address, where another text may stand by now', async () => {
  const { cwd, env, fake, site, feed } = await siteWithFeed('  - { type: jsonl, path: archiv.jsonl }');
  feed(0);
  const url = `${site.url}/news/alt.html`;
  site.on('/news/alt.html', { headers: { 'content-type': 'text/html' }, body: html(7) });
  const archive = (...lines: object[]) =>
    writeFileSync(path.join(cwd, 'archiv.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const line = { url, text: 'So stand es damals in der Zeitung, und so steht es nur noch im Archiv.' };
  const text = () => Object.values(documents(path.join(cwd, 'out'))).join();
  archive(line);
  fake.faults.push({ status: 400 });
  expect(await cli(['nightly', 'site.yaml', '-q'], { cwd, env })).toMatchObject({ code: 1 });
  const before = text();
  archive();
  const commands = [
    ['nightly', 'site.yaml'],
    ['retry', '--failed'],
  ];
  for (const isBuiltAgain of [false, true]) {
    if (isBuiltAgain)
      for (const end of ['', '-wal', '-shm'])
        rmSync(path.join(cwd, `out/.klartext/journal.db${end}`), { force: true });
    for (const command of commands)
      expect((await cli(command, { cwd, env })).stderr).toContain(
        ': an item that is not done was not offered',
      );
    expect(text()).toBe(before);
  }
  archive(line);
  expect(await cli(['retry', '--failed'], { cwd, env })).toMatchObject({ code: 0 });
  expect(text()).toContain('SO STAND ES DAMALS');
  expect(site.count('/news/alt.html')).toBe(0);
}, 60_000);

test('an entry without an address has none after its journal was built again, and no listing takes its place', async () => {
  const { cwd, env, fake, site, feed } = await siteWithFeed('  - { type: feed, url: SITE/texte.json }');
  feed(0);
  const offer = (items: object[]) =>
    site.on('/texte.json', {
      headers: { 'content-type': 'text/html' },
      body: JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items }),
    });
  offer([{ id: 'a', content_text: 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz.' }]);
  fake.faults.push({ status: 400 });
  const spend = () => cli(['nightly', 'site.yaml', '-q'], { cwd, env });
  expect(await spend()).toMatchObject({ code: 1 });
  const before = documents(path.join(cwd, 'out'));
  for (const end of ['', '-wal', '-shm'])
    rmSync(path.join(cwd, `out/.klartext/journal.db${end}`), { force: true });
  offer([]);
  expect((await spend()).stderr).toContain('an item that is not done was not offered');
  expect(documents(path.join(cwd, 'out'))).toEqual(before);
}, 60_000);

test('an answer that was refused is asked for again by retry --failed, also within a larger file', async () => {
  const { cwd, env } = await nightPlace(0);
  writeFileSync(path.join(cwd, 'd.jsonl'), '{"id":1,"text":"Der alte Brunnen steht auf dem Markt."}\n');
  writeFileSync(
    path.join(cwd, 'service.mjs'),
    `import { existsSync } from 'node:fs';
export const create = () => ({
  ...{ id: 'ours', model: '1', features: { inlineTags: true, glossary: false, context: false, deterministic: true } },
  limits: { maxSegments: 10, maxCharacters: 10000, maxConcurrent: 1 },
  async translate({ segments }) {
    const target = (source) => (existsSync(new URL('ill', import.meta.url)) ? source : 'The old fountain stands on the market square.');
    return { targets: segments.map(({ source }) => ({ target: target(source) })), usage: { characters: 0 } };
  },
});
`,
  );
  writeFileSync(
    path.join(cwd, 'n.yaml'),
    'version: 1\nstages: [detect-language, translate, check-translation]\nprovider: { id: ./service.mjs }\nsources: [{ type: jsonl, path: d.jsonl }]\n',
  );
  writeFileSync(path.join(cwd, 'ill'), '');
  expect(await cli(['nightly', './n.yaml', '-q'], { cwd, env })).toMatchObject({ code: 1 });
  rmSync(path.join(cwd, 'ill'));
  expect(await cli(['retry', '--failed', '-q'], { cwd, env })).toMatchObject({ code: 0 });
  expect(Object.values(documents(path.join(cwd, 'out'))).join()).toContain('The old fountain');
});

test('pages that were not asked for, as their host wants rest, are given up by no number of nights', async () => {
  const { cwd, env, site, feed } = await siteWithFeed();
  feed(6);
  site.on('/news/0.html', { status: 429, headers: { 'retry-after': '7200' } });
  const night = () => cli(['nightly', 'site.yaml', '-q', '--attempts', '2'], { cwd, env });
  for (let n = 0; n < 2; n++) expect(await night()).toMatchObject({ code: 1 });
  expect(site.hits.filter((hit) => /news\/[1-5]/.test(hit.path))).toEqual([]);
  // The one that was asked for is given up by now.
  expect(await night()).toMatchObject({ code: 0 });
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(5);
}, 60_000);

test('hosts that are dead, hang, turn in circles or ask for a rest are contained and named', async () => {
  const paths = ['hangs', 'drips', 'huge', 'circle', 'rest', 'rest-until', 'gone', 'login'];
  const { cwd, site, night, feed } =
    await siteWithFeed(`  - { type: feed, url: http://localhost:9/feed.xml, name: dead }
  - { type: url, url: [${paths.map((one) => `SITE/${one}`).join(', ')}] }`);
  feed(3);
  site.on('/hangs', () => new Promise(() => undefined));
  const page = { 'content-type': 'text/html' };
  site.on('/drips', async (_, response) => {
    response.writeHead(200, page);
    for (; !response.destroyed; await wait(400)) response.write('x');
  });
  let sent = 0;
  const part = Buffer.alloc(2 ** 20, 'x');
  site.on('/huge', (_, response) => {
    response.writeHead(200, page);
    const parts = function* () {
      for (; sent < 10 * 2 ** 30; sent += part.length) yield part;
    };
    Readable.from(parts()).pipe(response);
  });
  site.on('/circle', { status: 302, headers: { location: '/circle' } });
  site.on('/rest', { status: 429, headers: { 'retry-after': '3600' } });
  const until = new Date(Date.now() + 3_600_000).toUTCString();
  site.on('/rest-until', { status: 429, headers: { 'retry-after': until } });
  site.on('/login', {
    headers: { 'content-type': 'text/html' },
    body: '<form>Anmelden <input type="password"></form>',
  });
  const { code, report } = await night();
  expect(code).toBe(1);
  expect(report.figures).toMatchObject({ written: 3, failed: 8, troubles: 1 });
  // Cut off far from its end: the limit is 64 MiB, and the machine holds some on the way.
  expect(sent).toBeLessThan(2 ** 28);
  expect(report.troubles).toMatchObject([{ where: expect.stringContaining('localhost:9') }]);
  const problems = new Map(
    report.problems.map((one: { item: string; message: string }) => [new URL(one.item).pathname, one]),
  );
  expect([...problems.keys()].sort()).toEqual(paths.map((one) => `/${one}`).sort());
  for (const problem of report.problems) expect(problem.message.length).toBeGreaterThan(20);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(3);
  // The next night asks again for what failed, and for nothing else.
  const second = await night();
  expect(second.report.figures).toMatchObject({ known: 3, written: 0 });
}, 60_000);

test('a page that comes in another character set the next night is the same article', async () => {
  const { cwd, fake, site, night, feed } = await siteWithFeed();
  feed(1);
  const umlauts = 'Für die Bürger der Stadt Köln öffnet das Café früher, und alle freuen sich darüber sehr.';
  const text = html(0, umlauts);
  const type = (charset: string) => ({ 'content-type': `text/html; charset=${charset}` });
  site.on('/news/0.html', { headers: type('utf-8'), body: text });
  expect(await night()).toMatchObject({ code: 0 });
  const paid = fake.ledger.characters;
  feed(1, { 0: '2026-11-21T05:00:00Z' });
  site.on('/news/0.html', { headers: type('iso-8859-1'), body: Buffer.from(text, 'latin1') });
  expect(await night()).toMatchObject({ code: 0, report: { figures: { written: 1 } } });
  expect(fake.ledger.characters).toBe(paid);
  const [output] = Object.values(documents(path.join(cwd, 'out')));
  expect(output).toMatch(/^revision: 1$/m);
  expect(output).toContain('KÖLN ÖFFNET DAS CAFÉ');
}, 60_000);

test('a record of what was fetched that another program has locked costs no article', async () => {
  const { cwd, night, feed } = await siteWithFeed();
  feed(2);
  expect(await night()).toMatchObject({ code: 0 });
  const other = new Database(path.join(cwd, 'memory/fetched/fetched.db'));
  other.exec('BEGIN IMMEDIATE');
  feed(5);
  expect(await night()).toMatchObject({ code: 0, report: { figures: { known: 2, written: 3 } } });
  other.close();
  expect(await night()).toMatchObject({ code: 0, report: { figures: { known: 5, written: 0 } } });
}, 60_000);

test('a wall of consent is no entry of the feeds, and the index says what it is', async () => {
  const { cwd, site, night, feed } = await siteWithFeed();
  feed(2);
  const wall = `<html lang="de"><head><title>Zustimmung erforderlich</title></head><body><main><h1>Zustimmung erforderlich</h1>
    <p>Wir und unsere Partner verwenden Cookies. Mit einem Klick auf „Akzeptieren“ stimmen Sie der Verarbeitung Ihrer Daten zu. Die Zustimmung ist jederzeit widerrufbar.</p>
    <p>Lesen Sie mit Werbung und Tracking weiter, oder im PUR-Abo ohne Tracking.</p></main></body></html>`;
  site.on('/news/1.html', { headers: { 'content-type': 'text/html' }, body: wall });
  expect(await night()).toMatchObject({ code: 1, report: { figures: { written: 1, failed: 1 } } });
  const read = (name: string) => readFileSync(path.join(cwd, 'out', name), 'utf8');
  const [name = ''] = Object.keys(documents(path.join(cwd, 'out')));
  const index = () => read(path.join(name.slice(0, 10), 'index.md'));
  expect(index()).toMatch(/news-1-\w+\.md\).* no whole article$/m);
  expect([...read('atom.xml').matchAll(/<entry>/g)]).toHaveLength(1);
  expect(JSON.parse(read('feed.json')).items).toHaveLength(1);

  site.on('/news/1.html', { headers: { 'content-type': 'text/html' }, body: html(1) });
  expect(await night()).toMatchObject({ code: 0 });
  expect([...read('atom.xml').matchAll(/<entry>/g)]).toHaveLength(2);
  expect(index()).not.toContain('no whole article');
}, 60_000);
