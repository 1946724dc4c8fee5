/** What the items of a night decide of each other, and the archive of them: copies, and blocks that repeat. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { cleanDocument } from '../src/run/document.ts';
import { openDesk } from '../src/run/nightly/desk.ts';
import { Neighbours } from '../src/run/nightly/neighbours.ts';
import { placeOf } from '../src/run/nightly/places.ts';
import { openRun } from '../src/run/open.ts';
import { sentences } from './support/articles.ts';
import { builtCli } from './support/built-cli.ts';
import { cli } from './support/cli.ts';
import { article, heads, NIGHT, place, story } from './support/copies-place.ts';
import { askedTexts, documents, type NightPlace, paidService, repeats, wait } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const start = builtCli();
const NOISE =
  'Unser Hofladen am Brunnen liefert frisches Obst an jede Tür in der ganzen Gegend, auch sonntags.';

/** As it is shipped, with threads, or in this process. */
const WAYS = [
  ['in threads', (args: string[], { cwd, env }: NightPlace) => start(args, { cwd, env }).ended],
  ['here', async (args: string[], { cwd, env }: NightPlace) => (await cli(args, { cwd, env })).code],
] as const;

test.each(WAYS)('of three copies one is translated and named by two records, %s', async (_, night) => {
  const here = await place();
  const { cwd, fake, add } = here;
  for (const [n, name] of ['a', 'b', 'c'].entries())
    add(`${name}.md`, article(`https://${name}.example/${name}`, [...story(1), sentences(200 + n, 1)]));
  add('x.md', article('https://a.example/x', story(9)));
  expect(await night(NIGHT, here)).toBe(0);
  const before = heads(cwd);
  expect(before.a).toMatchObject({
    status: 'translated',
    also_seen: ['https://b.example/b', 'https://c.example/c'],
  });
  for (const [name, other] of ['bc', 'cb'])
    expect(before[name ?? '']).toMatchObject({
      ...{ status: 'duplicate', duplicate_of: 'https://a.example/a' },
      also_seen: [`https://${other}.example/${other}`],
    });
  expect(before.x).toMatchObject({ status: 'translated' });
  const texts = documents(path.join(cwd, 'out'));
  expect(Object.values(texts)[1]).toMatch(/The same article as \[.*\]\(a-\w{6}\.md\)\./);
  expect(repeats(fake)).toBe(0);
  for (const n of [201, 202]) expect([...askedTexts(fake).keys()]).not.toContain(sentences(n, 1));
  const paid = fake.ledger.characters;

  // The next night's copy points to the archive, at no cost, and the rest is left alone.
  expect(await night(NIGHT, here)).toBe(0);
  expect(documents(path.join(cwd, 'out'))).toEqual(texts);
  add('d.md', article('https://d.example/d', story(1)));
  expect(await night(NIGHT, here)).toBe(0);
  expect(heads(cwd).d).toMatchObject({ status: 'duplicate', duplicate_of: 'https://a.example/a' });
  const others = (name: string) => ['b', 'c', 'd'].filter((one) => one !== name);
  for (const name of ['a', 'b', 'c', 'd'])
    expect(heads(cwd)[name]).toMatchObject({
      ...{ also_seen: others(name).map((one) => `https://${one}.example/${one}`), revision: 1 },
    });
  expect(fake.ledger.characters).toBe(paid);
  const body = (text: string | undefined) => text?.split('\n---\n')[1];
  const now = documents(path.join(cwd, 'out'));
  for (const [name, text] of Object.entries(texts)) expect(body(now[name])).toBe(body(text));
  expect(await night([...NIGHT, '--redo'], here)).toBe(0);
  expect(heads(cwd).a?.also_seen).toHaveLength(3);
  expect(fake.ledger.characters).toBe(paid);
  expect(documents(path.join(cwd, 'out'))).toEqual(now);
});

test.each(WAYS)('what repeated in one night is gone from the next night’s articles, %s', async (_, night) => {
  const here = await place();
  const { cwd, fake, add } = here;
  const write = (n: number) => {
    const [first = '', ...rest] = story(n);
    add(`${n}.md`, article(`https://blatt.example/n-${n}`, [first, NOISE, ...rest]));
  };
  const outputs = () => Object.values(documents(path.join(cwd, 'out')));
  for (let n = 0; n < 6; n++) write(n);
  expect(await night(NIGHT, here)).toBe(0);
  expect(outputs().filter((text) => text.includes('HOFLADEN'))).toHaveLength(6);
  write(6);
  expect(await night(NIGHT, here)).toBe(0);
  expect(outputs()).toHaveLength(7);
  expect(outputs().filter((text) => text.includes('HOFLADEN'))).toHaveLength(6);
  const paid = fake.ledger.characters;
  expect(await night([...NIGHT, '--redo'], here)).toBe(0);
  expect(outputs().filter((text) => text.includes('HOFLADEN'))).toEqual([]);
  expect(fake.ledger.characters).toBe(paid);
});

test('kills leave the copies and records of an undisturbed night', async () => {
  const { cwd, fake, env, add } = await place();
  const items = 90;
  for (let n = 0; n < items; n++) {
    const name = String(n).padStart(2, '0');
    const more = n % 3 === 1 ? [] : [sentences(300 + n, 1)];
    add(`${name}.md`, article(`https://h${n}.example/n-${name}`, [...story(n - (n % 3)), ...more]));
  }
  const calm = await paidService(cwd, 'calm/memory');
  expect(await cli([...NIGHT, '--out', 'calm'], { cwd, env: calm.env })).toMatchObject({ code: 0 });
  fake.delayMs = 25;
  let kills = 0;
  for (; kills < 4; kills++) {
    const { child, ended } = start(NIGHT, { cwd, env });
    const until = fake.ledger.requests + 5;
    while (child.exitCode === null && fake.ledger.requests < until) await wait(2);
    child.kill('SIGKILL');
    if ((await ended) !== null) break;
  }
  expect(kills).toBe(4);
  expect(await start(NIGHT, { cwd, env }).ended).toBe(0);
  const texts = documents(path.join(cwd, 'out'));
  const undisturbed = documents(path.join(cwd, 'calm'));
  const others = Object.keys({ ...texts, ...undisturbed }).filter(
    (name) => texts[name] !== undisturbed[name],
  );
  expect(others).toEqual([]);
  expect(Object.values(texts).filter((text) => /^status: duplicate$/m.test(text))).toHaveLength(
    (items / 3) * 2,
  );
});

test('an item over which runs died before it was cleaned keeps its place before its copies', async () => {
  const here = await place();
  const { cwd, env, fake, add } = here;
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  const desk = await openDesk({ outFolder: path.join(cwd, 'out') });
  const key = path.join(cwd, 'in/b.md');
  const offer = { key, source: 'command line', metadata: '{}', ...placeOf(key, undefined, '2026-11-22') };
  for (let deaths = 0; deaths < 3; deaths++) {
    const run =
      desk?.journal.beginRun({ pipeline: path.join(cwd, 'paid.yaml'), pid: 1, day: '2026-11-22' }).run ?? 0;
    if (deaths === 0) desk?.journal.offer(run, { ...offer, day: '2026-11-22' }, '2026-11-22');
    desk?.journal.claim(run, desk.journal.views.find(key)?.id ?? 0);
  }
  desk?.close();
  // What comes before it is decided before it, and what comes after it after it.
  writeFileSync(path.join(cwd, 'in/a.md'), article('https://a.example/a', story(7)));
  expect(await cli(NIGHT, { cwd, env })).toMatchObject({ code: 0 });
  expect(heads(cwd)).toMatchObject({
    a: { status: 'translated' },
    b: { status: 'translated', also_seen: ['https://c.example/c'] },
    c: { status: 'duplicate', duplicate_of: 'https://b.example/b' },
  });
  expect(repeats(fake)).toBe(0);
});

async function neighbours() {
  const cwd = temporaryFolder();
  const open = await openRun({
    ...{ pipeline: 'clean-feed', cwd, scope: 'cleaning', surveys: true },
    indexFile: path.join(cwd, 'index.db'),
    context: { env: {}, modelFolders: [] },
    signal: new AbortController().signal,
  });
  onTestFinished(() => open.close());
  if (!open.archive) throw new Error('expected an index');
  const all = new Neighbours(open.archive, path.join(cwd, 'out'), () => true);
  const take = (name: string, { loadMs = 0, cleanMs = 0 } = {}) => {
    const input = {
      name,
      content: article(`https://${name}.example/`, story(1)),
      format: 'markdown' as const,
    };
    const turn = all.take();
    let settle = (): void => undefined;
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const clean = async () => {
      await sleep(cleanMs);
      return cleanDocument(input, open.runner);
    };
    const work = async () => {
      await sleep(loadMs);
      turn.loaded();
      return all.judge(input, { clean, turn, settled, signal: new AbortController().signal });
    };
    return { judged: work(), settle };
  };
  return { take, all };
}

test('an output has one writer at a time, and one that fails holds up none', async () => {
  const { all } = await neighbours();
  const order: string[] = [];
  const write = (name: string, ms: number) => async () => {
    order.push(`${name} begins`);
    await sleep(ms);
    order.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
  };
  const writes = [
    all.alone('x.md', write('a', 30)),
    all.alone('x.md', write('b', 1)),
    all.alone('x.md', write('c', 1)),
  ];
  expect((await Promise.allSettled(writes)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('when the kept one fails, one of its copies is the article', async () => {
  const { take } = await neighbours();
  const first = take('erste');
  expect((await first.judged).verdict?.duplicateOf).toBeUndefined();
  const [second, third] = [take('zweite'), take('dritte')];
  const waits = await Promise.race([second.judged, third.judged, sleep(300)]);
  expect(waits).toBeUndefined();
  first.settle();
  expect((await second.judged).verdict?.duplicateOf).toBeUndefined();
  second.settle();
  expect((await third.judged).verdict?.duplicateOf).toBeUndefined();
});

test.each([
  ['is loaded late', { loadMs: 300 }, ['erste']],
  ['is loaded too late', { loadMs: 2500 }, ['zweite']],
  ['takes long to clean', { cleanMs: 2500 }, ['erste']],
])('which is kept where the first %s', async (_, slow, kept) => {
  const { take } = await neighbours();
  const both = { erste: take('erste', slow), zweite: take('zweite') };
  const first = await Promise.race(
    Object.entries(both).map(async ([name, { judged }]) => {
      await judged;
      return name;
    }),
  );
  expect([first]).toEqual(kept);
  for (const { settle } of Object.values(both)) settle();
  await Promise.all(Object.values(both).map(({ judged }) => judged));
});
