/** Links that lead to one page are one item, over nights that go well and others; pages that differ stay apart. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { Journal } from '../src/store/journal.ts';
import { cli } from './support/cli.ts';
import { type Handler, openLocalSite } from './support/local-site.ts';
import { documents, nightPlace, repeats } from './support/night-place.ts';

const BRUNNEN =
  'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz, und die Leute holen dort Wasser.';
const GLOCKE = 'Die neue Glocke hängt seit gestern im Turm der Kirche, und man hört sie weit über das Land.';
const HEADERS = { 'content-type': 'text/html' };

let count = 0;
/** No two answers have the same bytes, as with pages of real sites. */
const html = (text: string, head = '') => `<html lang="de"><head><title>Aus der Stadt</title>${head}
<script>var nonce = ${count++}</script></head><body><article><h1>Aus der Stadt</h1><p>${text}</p><p>Am Abend kamen alle auf den Platz und gingen erst spät wieder nach Hause, wie in jedem Jahr.</p></article></body></html>`;

/** A link, and what its feed says of it: `/kurz` or `/kurz b`. */
type Entry = string;

async function place(stages = '') {
  const found = await nightPlace(0);
  const { cwd, env, fake } = found;
  const site = await openLocalSite();
  const sources = ['eins', 'zwei'].map((name) => `  - { type: feed, url: ${site.url}/${name}.xml }\n`);
  const write = (names: readonly string[]) =>
    writeFileSync(
      path.join(cwd, 'site.yaml'),
      `version: 1\nsources:\n${names.join('')}${stages}fetch: { allowHosts: [127.0.0.1, localhost], delayMs: 0 }\nstages: [detect-language, translate]\nconcurrency: 4\nprovider: { id: deepl, price: 20 }\n`,
    );
  write(sources);
  const journalFile = path.join(cwd, 'out/.klartext/journal.db');
  const ask = async (...args: string[]) => JSON.parse((await cli([...args, '--json'], { cwd })).stdout);
  const page = (name: string, text: string, head?: string): void =>
    site.on(name, (_, response) => void response.writeHead(200, HEADERS).end(html(text, head)));
  const redirect = (name: string, location: string) => site.on(name, { status: 302, headers: { location } });
  return {
    ...{ cwd, env, fake, site, journalFile, ask, page, redirect },
    /** The same site by another name, and so with a queue of its own. */
    other: site.url.replace('127.0.0.1', 'localhost'),
    reverse: () => write(sources.toReversed()),
    /** One night, in which each feed has these entries. */
    async night(one: readonly Entry[], two: readonly Entry[]) {
      for (const [name, entries] of Object.entries({ eins: one, zwei: two })) {
        const items = entries.map((entry) => {
          const [link = '', version = 'a'] = entry.split(' ');
          return `<item><title>Aus der Stadt</title><link>${link.startsWith('/') ? site.url + link : link}</link><guid isPermaLink="false">${link}</guid><description>${version}</description></item>`;
        });
        const feed = `<rss version="2.0"><channel><title>${name}</title><link>${site.url}/feeds/${name}</link>${items.join('')}</channel></rss>`;
        site.on(`/${name}.xml`, { headers: { 'content-type': 'application/rss+xml' }, body: feed });
      }
      const { stdout, stderr } = await cli(['nightly', 'site.yaml', '--json'], { cwd, env });
      expect(stdout, stderr).not.toBe('');
      const { known, unchanged, written, failed } = JSON.parse(stdout).figures;
      return { known, unchanged, written, failed };
    },
    outputs: () => Object.values(documents(path.join(cwd, 'out'))),
    items: async () => (await ask('status')).items,
  };
}

const NONE = { known: 0, unchanged: 0, written: 0, failed: 0 };
/** In capitals, as they are translated here. */
const holds = (outputs: readonly string[], text: string) =>
  outputs.filter((one) => one.includes(text.toUpperCase().slice(0, 40))).length;

describe('two links that lead to one page', () => {
  test.each(['one', 'other'])('are one item, over nights, whichever came first (%s order)', async (order) => {
    const { site, fake, page, redirect, night, outputs, items, ask, reverse } = await place();
    if (order === 'other') reverse();
    page('/brunnen.html', BRUNNEN);
    redirect('/kurz', '/alt.html');
    redirect('/alt.html', '/brunnen.html');
    redirect('/feed2/123', '/brunnen.html?utm_source=zwei');
    const entries = [['/kurz'], ['/feed2/123']] as const;
    expect(await night(...entries)).toEqual({ ...NONE, written: 1 });
    expect(outputs()).toHaveLength(1);
    expect(await items()).toEqual({ done: 1 });
    const [asked, hits] = [fake.ledger.characters, site.count('/brunnen.html')];
    for (const [one, two] of [entries, entries, [[], ['/feed2/123']], [['/kurz'], []]] as const)
      expect(await night(one, two)).toEqual({ ...NONE, known: 1 });
    expect([fake.ledger.characters, site.count('/brunnen.html'), outputs().length]).toEqual([asked, hits, 1]);
    const keys = ['/kurz', '/feed2/123?utm_medium=rss', '/brunnen.html', '/brunnen.html#unten'];
    const found = await Promise.all(keys.map((one) => ask('history', site.url + one)));
    expect(new Set(found.map(({ output }) => output)).size).toBe(1);
    expect([found[0].key, ...found[0].addresses].sort()).toEqual(
      ['/brunnen.html', '/feed2/123', '/kurz'].map((one) => site.url + one),
    );
    expect(found[0].attempts).toHaveLength(1);
  });

  test('and that one itself are one item, when the page has no other address than it had', async () => {
    const { page, redirect, night, outputs, items, site } = await place();
    page('/brunnen.html', BRUNNEN);
    redirect('/kurz', '/brunnen.html');
    await night(['/kurz'], []);
    expect(await night(['/kurz'], ['/brunnen.html'])).toEqual({ ...NONE, known: 1 });
    expect(await night(['/kurz'], ['/brunnen.html'])).toEqual({ ...NONE, known: 1 });
    expect(site.count('/brunnen.html')).toBe(2);
    expect([outputs().length, await items()]).toEqual([1, { done: 1 }]);
  });

  test('are followed once, though two sources tell something else of one of them', async () => {
    const { page, redirect, night, outputs, site } = await place();
    page('/brunnen.html', BRUNNEN);
    redirect('/kurz', '/brunnen.html');
    await night(['/brunnen.html'], []);
    const both = [['/brunnen.html', '/kurz b'], ['/kurz c']] as const;
    await night(...both);
    const hits = site.count('/kurz');
    for (let again = 0; again < 3; again++) expect(await night(...both)).toEqual({ ...NONE, known: 1 });
    expect([site.count('/kurz'), outputs().length]).toEqual([hits, 1]);
  });

  test('are one item when both are on their way at once, and are paid once', async () => {
    const { site, other, fake, night, outputs, items } = await place();
    const canonical = `<link rel="canonical" href="${site.url}/brunnen.html">`;
    let bothAreIn = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      bothAreIn = resolve;
    });
    let inside = 0;
    const together: Handler = async (_, response) => {
      inside += 1;
      if (inside === 2) bothAreIn();
      await both;
      response.writeHead(200, HEADERS).end(html(BRUNNEN, canonical));
    };
    for (const name of ['/brunnen.html', '/druck.html']) site.on(name, together);
    expect(await night(['/brunnen.html'], [`${other}/druck.html`])).toEqual({ ...NONE, written: 1 });
    expect([outputs().length, await items(), repeats(fake)]).toEqual([1, { done: 1 }, 0]);
  });

  test('are updated by either, in one output', async () => {
    const { page, redirect, night, outputs, items } = await place();
    page('/brunnen.html', BRUNNEN);
    redirect('/kurz', '/brunnen.html');
    redirect('/lang', '/brunnen.html');
    await night(['/kurz'], ['/lang']);
    const update = (version: string) => page('/brunnen.html', `${BRUNNEN} Nachtrag ${version}.`);
    const revision = () =>
      outputs().map((text) => [/^revision: (\d)/m.exec(text)?.[1], /NACHTRAG \w/.exec(text)?.[0]]);
    update('b');
    expect(await night([], ['/lang b'])).toEqual({ ...NONE, written: 1 });
    expect(revision()).toEqual([['2', 'NACHTRAG B']]);
    update('c');
    await night(['/kurz c'], ['/lang c']);
    expect(revision()).toEqual([['3', 'NACHTRAG C']]);
    expect(await night(['/kurz c'], ['/lang c'])).toEqual({ ...NONE, known: 1 });
    expect(await items()).toEqual({ done: 1 });
  });
});

describe('pages that differ stay apart', () => {
  test('when both call the home page their address, or are sent there', async () => {
    const { page, redirect, night, outputs, items } = await place();
    const home = '<link rel="canonical" href="/">';
    page(
      '/',
      'Willkommen bei der Zeitung der Stadt, die jeden Tag von allem berichtet, was hier geschieht.',
      home,
    );
    page('/brunnen.html', BRUNNEN, home);
    page('/glocke.html', GLOCKE, home);
    redirect('/weg-1.html', '/');
    redirect('/weg-2.html', '/');
    const entries = [
      ['/brunnen.html', '/weg-1.html'],
      ['/glocke.html', '/weg-2.html'],
    ] as const;
    expect(await night(...entries)).toEqual({ ...NONE, written: 4 });
    expect([holds(outputs(), BRUNNEN), holds(outputs(), GLOCKE), outputs().length]).toEqual([1, 1, 4]);
    expect(await items()).toEqual({ done: 4 });
    // One of those that were gone is back.
    page('/weg-2.html', 'Der Markt findet in diesem Jahr wieder an jedem Samstag statt, auch im Winter.');
    await night(['/brunnen.html', '/weg-1.html'], ['/glocke.html', '/weg-2.html b']);
    expect(holds(outputs(), 'Der Markt findet in diesem Jahr wieder an jedem')).toBe(1);
  });

  test('when both are sent to a login', async () => {
    const { site, page, redirect, night, outputs, items } = await place();
    const both = [['/brunnen.html'], ['/glocke.html']] as const;
    site.on('/login', { headers: HEADERS, body: '<form>Anmelden <input type="password"></form>' });
    for (const name of both.flat()) redirect(name, '/login');
    expect(await night(...both)).toEqual({ ...NONE, failed: 2 });
    page('/brunnen.html', BRUNNEN);
    page('/glocke.html', GLOCKE);
    expect(await night(...both)).toEqual({ ...NONE, written: 2 });
    expect([holds(outputs(), BRUNNEN), holds(outputs(), GLOCKE), await items()]).toEqual([1, 1, { done: 2 }]);
  });

  test('when one address shows each visitor another text', async () => {
    const { site, redirect, night, outputs, items } = await place();
    const texts = [BRUNNEN, GLOCKE];
    let visits = 0;
    site.on(
      '/heute',
      (_, response) => void response.writeHead(200, HEADERS).end(html(texts[visits++ % 2] ?? '')),
    );
    redirect('/a', '/heute');
    redirect('/b', '/heute');
    expect(await night(['/a'], ['/b'])).toEqual({ ...NONE, written: 2 });
    for (let again = 0; again < 2; again++) {
      expect([holds(outputs(), BRUNNEN), holds(outputs(), GLOCKE)]).toEqual([1, 1]);
      expect(await night(['/a'], ['/b'])).toEqual({ ...NONE, known: 2 });
    }
    expect(await items()).toEqual({ done: 2 });
  });

  test('when a link leads elsewhere by now', async () => {
    const { page, redirect, night, outputs, items, ask, site } = await place();
    page('/brunnen.html', BRUNNEN);
    page('/glocke.html', GLOCKE);
    redirect('/neuestes', '/brunnen.html');
    await night(['/brunnen.html'], []);
    await night(['/brunnen.html'], ['/neuestes']);
    expect(await items()).toEqual({ done: 1 });
    const before = outputs();
    redirect('/neuestes', '/glocke.html');
    expect(await night(['/brunnen.html'], ['/neuestes b'])).toEqual({ ...NONE, known: 1, written: 1 });
    expect(outputs()).toEqual(expect.arrayContaining(before));
    expect([holds(outputs(), GLOCKE), outputs().length]).toEqual([1, 2]);
    expect(await ask('history', `${site.url}/brunnen.html`)).toMatchObject({ revision: 1, addresses: [] });
  });

  test('when the link that came first moves on, though the other one is offered no more', async () => {
    const { page, redirect, night, outputs, items, ask, site } = await place();
    page('/brunnen.html', BRUNNEN);
    page('/glocke.html', GLOCKE);
    redirect('/neuestes', '/brunnen.html');
    await night(['/neuestes'], []);
    await night(['/neuestes'], ['/brunnen.html']);
    expect(await items()).toEqual({ done: 1 });
    redirect('/neuestes', '/glocke.html');
    await night(['/neuestes b'], []);
    await night(['/neuestes b'], []);
    expect([holds(outputs(), BRUNNEN), holds(outputs(), GLOCKE), outputs().length]).toEqual([1, 1, 2]);
    expect(await ask('history', `${site.url}/brunnen.html`)).toMatchObject({ revision: 1, addresses: [] });
    await night(['/neuestes b'], ['/brunnen.html']);
    expect([outputs().length, await items()]).toEqual([2, { done: 2 }]);
  });

  test('when they are the pictures of a gallery', async () => {
    const { page, night, outputs } = await place();
    for (const n of [1, 2])
      page(
        `/bilder/${n}`,
        `${BRUNNEN} <img src="/${n}.jpg" alt="">`,
        '<link rel="canonical" href="/bilder">',
      );
    expect(await night(['/bilder/1', '/bilder/2'], [])).toEqual({ ...NONE, written: 2 });
    expect(
      outputs()
        .map((text) => /(\d)\.jpg/.exec(text)?.[1])
        .sort(),
    ).toEqual(['1', '2']);
  });
});

test('a link whose item was not made is tried by itself', async () => {
  const { cwd, page, redirect, night, outputs, items, journalFile, site } = await place();
  page('/brunnen.html', BRUNNEN);
  redirect('/kurz', '/brunnen.html');
  redirect('/lang', '/brunnen.html');
  await night(['/kurz'], []);
  // As if the run had died before the output was there, and then the link, too.
  const journal = new Database(journalFile);
  journal.exec(`UPDATE item SET state = 'failed', fingerprint = NULL, body_hash = NULL, source_hash = NULL`);
  journal.close();
  for (const output of Object.keys(documents(path.join(cwd, 'out')))) rmSync(path.join(cwd, 'out', output));
  site.on('/kurz', { status: 410 });
  expect(await night(['/kurz'], ['/lang'])).toEqual({ ...NONE, written: 1, failed: 1 });
  expect(holds(outputs(), BRUNNEN)).toBe(1);
  // It is back, and finds what is there.
  redirect('/kurz', '/brunnen.html');
  expect(await night(['/kurz'], ['/lang'])).toEqual({ ...NONE, known: 1 });
  expect([outputs().length, await items()]).toEqual([1, { done: 1 }]);
});

test('a run that died after it had joined a link leaves nothing to be done twice', async () => {
  const { page, redirect, night, outputs, items, journalFile, site } = await place();
  page('/brunnen.html', BRUNNEN);
  redirect('/kurz', '/brunnen.html');
  redirect('/lang', '/brunnen.html');
  await night(['/kurz'], []);
  await night(['/kurz'], ['/lang']);
  const journal = new Journal({ file: journalFile });
  const pipeline = journal.views.runs(1)[0]?.pipeline ?? '';
  const { run } = journal.beginRun({ pipeline, pid: 1, day: '2026-11-23' });
  const where = { source: 'zwei', host: 'h', output: '2026/11/23/h/lang.md', day: '2026-11-23' };
  const lang = { key: `${site.url}/lang`, url: `${site.url}/lang`, metadata: '{}' };
  journal.offer(run, { ...where, ...lang }, '2026-11-23');
  journal.close();
  expect(await items()).toEqual({ done: 1, waiting: 1 });
  expect(await night(['/kurz'], ['/lang'])).toEqual({ ...NONE, known: 1 });
  expect([outputs().length, await items()]).toEqual([1, { done: 1 }]);
});

test('an output that a run left before it died over it is no orphan of a link', async () => {
  const { page, redirect, night, outputs, items, journalFile } = await place();
  page('/brunnen.html', BRUNNEN);
  redirect('/kurz', '/brunnen.html');
  redirect('/lang', '/brunnen.html');
  await night(['/kurz'], []);
  const journal = new Database(journalFile);
  journal.exec(`UPDATE item SET state = 'waiting', fingerprint = NULL, body_hash = NULL, source_hash = NULL`);
  journal.close();
  // The link is taken up first.
  await night([], ['/lang']);
  expect([outputs().length, await items()]).toEqual([1, { done: 1 }]);
});

test('a journal of an earlier version is taken over whole, and its items are found by links that are new', async () => {
  const { site, redirect, night, outputs, items, journalFile, ask } = await place();
  site.on('/brunnen.html', { headers: HEADERS, body: html(BRUNNEN) });
  site.on('/glocke.html', { headers: HEADERS, body: html(GLOCKE) });
  redirect('/kurz', '/brunnen.html');
  await night(['/brunnen.html', '/glocke.html', '/nie.html'], []);
  const old = new Database(journalFile);
  old.exec('DROP INDEX item_entry; DROP TABLE address; ALTER TABLE item DROP COLUMN text_hash');
  old.exec('PRAGMA user_version = 2');
  const rows = () => old.prepare('SELECT key, state, output, revision, version FROM item ORDER BY key').all();
  const before = rows();
  old.close();
  expect(await night(['/brunnen.html', '/glocke.html'], ['/kurz'])).toEqual({ ...NONE, known: 2, failed: 1 });
  const now = new Database(journalFile);
  expect(now.prepare('SELECT key, state, output, revision, version FROM item ORDER BY key').all()).toEqual(
    before,
  );
  now.close();
  expect(await ask('history', `${site.url}/kurz`)).toMatchObject({ key: `${site.url}/brunnen.html` });
  expect([outputs().length, await items()]).toEqual([2, { done: 2, failed: 1 }]);
});

test('a journal that is built from its outputs again finds the page by its links, and pays for nothing', async () => {
  const { site, fake, redirect, night, outputs, items, journalFile } = await place();
  site.on('/brunnen.html', { headers: HEADERS, body: html(BRUNNEN) });
  redirect('/kurz', '/brunnen.html');
  redirect('/lang', '/brunnen.html');
  await night(['/kurz'], ['/lang']);
  const [before, asked] = [outputs(), fake.ledger.characters];
  writeFileSync(journalFile, 'x'.repeat(20_000));
  for (const suffix of ['-wal', '-shm']) rmSync(journalFile + suffix, { force: true });
  expect(await night([], ['/lang'])).toMatchObject({ written: 0, failed: 0 });
  await night(['/kurz'], ['/lang']);
  expect(outputs()).toEqual(before);
  expect([await items(), fake.ledger.characters]).toEqual([{ done: 1 }, asked]);
});

test('addresses go with the item that nobody offers any more, and keep one that is offered by another link', async () => {
  const { cwd, page, redirect, night, journalFile, ask, site } = await place();
  page('/brunnen.html', BRUNNEN);
  page('/glocke.html', GLOCKE);
  for (const name of ['brunnen', 'glocke'])
    for (const link of ['kurz', 'lang']) redirect(`/${link}/${name}`, `/${name}.html`);
  const links = (kind: string) => [`/${kind}/brunnen`, `/${kind}/glocke`];
  await night(links('kurz'), links('lang'));
  const age = () => {
    const journal = new Database(journalFile);
    journal.exec(`UPDATE item SET last_seen = '2020-01-01'`);
    const counted = journal.prepare('SELECT count(*) AS n FROM address').get() as { n: number };
    journal.close();
    return counted.n;
  };
  const all = age();
  await night([], ['/lang/brunnen']);
  await cli(['journal', 'prune', '--days', '30'], { cwd });
  expect(await ask('status')).toMatchObject({ items: { done: 1 } });
  expect(await ask('history', `${site.url}/kurz/brunnen`)).toMatchObject({ state: 'done' });
  expect(await cli(['history', `${site.url}/lang/glocke`], { cwd })).toMatchObject({ code: 1 });
  expect(age()).toBe(all / 2);
});

test('with `duplicates`, too, the second link is the first one’s item and no record', async () => {
  const { page, redirect, night, outputs, items } = await place('duplicates: true\n');
  page('/brunnen.html', BRUNNEN);
  redirect('/kurz', '/brunnen.html');
  redirect('/lang', '/brunnen.html');
  expect(await night(['/kurz'], ['/lang'])).toEqual({ ...NONE, written: 1 });
  expect([outputs().length, await items()]).toEqual([1, { done: 1 }]);
});
