/** Copies over several nights in which what was kept, or the copy, becomes something else. */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { article, heads, NIGHT, place, story } from './support/copies-place.ts';
import { rss } from './support/feeds.ts';
import { openLocalSite } from './support/local-site.ts';
import { repeats } from './support/night-place.ts';

const FEED_NIGHT = ['nightly', 'paid.yaml'];

test('what is a copy no more is named by none, and what is a copy of another by that one', async () => {
  const here = await place();
  const { cwd, add } = here;
  const night = async () => expect((await cli(NIGHT, here)).code).toBe(0);
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  add('x.md', article('https://x.example/x', story(9)));
  await night();
  add('b.md', article('https://b.example/b', story(9)));
  await night();
  expect(heads(cwd)).toMatchObject({
    a: { also_seen: ['https://c.example/c'] },
    b: { status: 'duplicate', duplicate_of: 'https://x.example/x' },
    x: { also_seen: ['https://b.example/b'] },
  });
  expect(heads(cwd).c).not.toHaveProperty('also_seen');
  add('c.md', article('https://c.example/c', story(5)));
  await night();
  expect(heads(cwd).c).toMatchObject({ status: 'translated' });
  expect(heads(cwd).a).not.toHaveProperty('also_seen');
});

test('copies of an article that tells something else by now are worked again, and none of their text is lost', async () => {
  const here = await place();
  const { cwd, fake, add } = here;
  const night = async () => {
    const { code, stderr } = await cli(NIGHT.slice(0, -1), here);
    expect(code).toBe(0);
    return stderr;
  };
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  await night();
  add('a.md', article('https://a.example/a', story(5)));
  expect(await night()).toMatch(/worked again when it is offered: \S+b\.md, \S+c\.md\.\n/);
  await night();
  expect(heads(cwd)).toMatchObject({
    a: { status: 'translated', revision: 2 },
    b: { status: 'translated', also_seen: ['https://c.example/c'] },
    c: { status: 'duplicate', duplicate_of: 'https://b.example/b' },
  });
  expect(heads(cwd).a).not.toHaveProperty('also_seen');
  // Its text was paid when it was the other's.
  expect(repeats(fake)).toBe(0);
});

/** A feed of these texts by name, and a pipeline that takes them from it. */
async function feedPlace() {
  const here = await place();
  const { cwd } = here;
  appendFileSync(path.join(cwd, 'paid.yaml'), 'sources: [{ type: feed, path: feed.xml, content: feed }]\n');
  return {
    ...here,
    offer(texts: Readonly<Record<string, readonly string[]>>) {
      const articles = Object.entries(texts).map(([name, blocks]) => ({
        ...{ path: `https://${name}.example/${name}`, title: `Bericht ${name}` },
        text: blocks.map((block) => `<p>${block}</p>`).join(''),
      }));
      writeFileSync(path.join(cwd, 'feed.xml'), rss('', articles));
    },
  };
}

test('a copy that comes in the night in which the kept one becomes something else is an article', async () => {
  const here = await place();
  const { cwd, add } = here;
  add('z.md', article('https://z.example/z', story(1)));
  expect((await cli(NIGHT, here)).code).toBe(0);
  add('b.md', article('https://b.example/b', story(1)));
  add('z.md', article('https://z.example/z', story(5)));
  expect((await cli(NIGHT, here)).code).toBe(0);
  expect(heads(cwd)).toMatchObject({ b: { status: 'translated' }, z: { status: 'translated', revision: 2 } });
});

test('a batch whose output folder was moved knows its articles and their copies again', async () => {
  const here = await place();
  const { cwd, add, fake } = here;
  const night = async (out: string) => expect((await cli([...NIGHT, '--out', out], here)).code).toBe(0);
  for (const name of ['a', 'b']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  await night('one');
  renameSync(path.join(cwd, 'one'), path.join(cwd, 'out'));
  const asked = fake.ledger.bodies.length;
  add('c.md', article('https://c.example/c', story(1)));
  await night('out');
  expect(fake.ledger.bodies).toHaveLength(asked);
  expect(heads(cwd)).toMatchObject({
    a: { also_seen: ['https://b.example/b', 'https://c.example/c'] },
    c: { status: 'duplicate', duplicate_of: 'https://a.example/a' },
  });
  add('b.md', article('https://b.example/b', story(5)));
  await night('out');
  expect(heads(cwd)).toMatchObject({
    a: { also_seen: ['https://c.example/c'] },
    b: { status: 'translated' },
  });
});

describe('what no source offers any more', () => {
  test('is worked out of what was kept of it when it is a copy no more', async () => {
    const { offer, ...here } = await feedPlace();
    offer({ a: story(1), b: story(1), c: story(1) });
    expect((await cli(FEED_NIGHT, here)).code).toBe(0);
    offer({ a: story(5) });
    expect((await cli(FEED_NIGHT, here)).code).toBe(0);
    expect((await cli(['retry', '--failed', '-q'], here)).code).toBe(0);
    expect(heads(here.cwd)).toMatchObject({
      a: { status: 'translated', revision: 2 },
      b: { status: 'translated', source: 'https://b.example/b', also_seen: ['https://c.example/c'] },
      c: { status: 'duplicate', duplicate_of: 'https://b.example/b' },
    });
    expect(repeats(here.fake)).toBe(0);
  });

  test('is worked out of what was kept of its page when that is gone', async () => {
    const here = await place();
    const { cwd } = here;
    const site = await openLocalSite();
    const urls = [`${site.url}/a`, `${site.url.replace('127.0.0.1', 'localhost')}/b`];
    const pipeline = readFileSync(path.join(cwd, 'paid.yaml'), 'utf8');
    const offer = (links: readonly string[]) =>
      writeFileSync(
        path.join(cwd, 'paid.yaml'),
        `${pipeline}fetch: { allowHosts: [127.0.0.1, localhost], delayMs: 0 }\nsources: [{ type: url, url: ${JSON.stringify(links)} }]\n`,
      );
    const tell = (link: string, blocks: readonly string[]) => {
      const text = ['<h1>Bericht aus Köln</h1>', ...blocks.map((block) => `<p>${block}</p>`)].join('');
      site.on(link, {
        headers: { 'content-type': 'text/html; charset=windows-1252' },
        body: Buffer.from(`<html lang="de"><article>${text}</article></html>`, 'latin1'),
      });
    };
    const night = async () => (await cli(FEED_NIGHT, here)).code;
    tell('/a', story(1));
    tell('/b', story(1));
    offer(urls);
    expect(await night()).toBe(0);
    tell('/a', story(5));
    site.on('/b', { status: 404 });
    offer(urls.slice(0, 1));
    expect([await night(), await night()]).toEqual([0, 0]);
    expect(heads(cwd).b).toMatchObject({ status: 'translated', title: 'BERICHT AUS KÖLN' });
  });

  test('waits when what was kept is not what was offered last', async () => {
    const { offer, env, ...here } = await feedPlace();
    offer({ a: story(1) });
    expect((await cli(FEED_NIGHT, { ...here, env })).code).toBe(0);
    offer({ a: story(5) });
    expect((await cli(FEED_NIGHT, { ...here, env: { ...env, DEEPL_API_KEY: 'none' } })).code).toBe(3);
    offer({ x: story(9) });
    expect((await cli(FEED_NIGHT, { ...here, env })).stderr).toMatch(
      /an item that is not done was not offered/,
    );
    expect((await cli(['retry', '--failed', '-q'], { ...here, env })).code).toBe(1);
  });
});

test('no article is left untranslated for a copy that another pipeline has only cleaned', async () => {
  const here = await place();
  const { cwd, add } = here;
  writeFileSync(path.join(cwd, 'clean.yaml'), 'version: 1\nduplicates: true\nstages: [repair-text]\n');
  const night = async (pipeline: string, input: string) =>
    expect((await cli(['nightly', pipeline, input, '-q'], here)).code).toBe(0);
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  await night('clean.yaml', 'in/a.md');
  await night('paid.yaml', 'in/b.md');
  await night('paid.yaml', 'in/c.md');
  expect(heads(cwd)).toMatchObject({
    a: { status: 'cleaned' },
    b: { status: 'translated' },
    c: { status: 'duplicate', duplicate_of: 'https://b.example/b' },
  });
});
