/** What a night does with what its sources offer. */
import { EventEmitter, once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import { placeOf, slugOf } from '../src/run/nightly/places.ts';
import { nextTime } from '../src/run/nightly/shift.ts';
import { cli } from './support/cli.ts';
import { fakeProvider, upperCase, upperCaseProvider } from './support/fake-providers.ts';
import { candidateOf, listSource, spendNight, withJournal } from './support/night.ts';
import { articleText, documents, nightPlace, writeArticle } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const BRUNNEN = 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz der Stadt.';
const gone = new KlartextError('PROVIDER_UNAVAILABLE', 'example.org: expected a page, got nothing.', {
  hint: 'Wait.',
});
const page = (n: number, more: object = {}) => ({
  key: `https://www.example.org/news/brunnen-${n}.html`,
  url: `https://www.example.org/news/brunnen-${n}.html`,
  version: 'a',
  content: `# Brunnen ${n}\n\n${BRUNNEN}\n`,
  ...more,
});

test('outputs stand by day, host and a slug that comes from the address alone', async () => {
  const cwd = temporaryFolder();
  const now = () => new Date(2026, 10, 23, 3, 0).getTime();
  await spendNight({ cwd, now, sources: [listSource([page(1)])] });
  expect(Object.keys(documents(path.join(cwd, 'out')))).toEqual([
    '2026/11/23/example.org/brunnen-1-8d68c0.md',
  ]);
  // A later night, and a new version: the same place.
  const later = () => new Date(2026, 10, 25, 3, 0).getTime();
  await spendNight({
    cwd,
    now: later,
    sources: [listSource([page(1, { version: 'b', content: '# Neu\n\nNeuer Text.\n' })])],
  });
  const [[name, text] = []] = Object.entries(documents(path.join(cwd, 'out')));
  expect(name).toBe('2026/11/23/example.org/brunnen-1-8d68c0.md');
  expect(text).toMatch(/^revision: 2$/m);
});

test.each([
  ['https://example.org/news/Übergrößen-für-alle.html', 'uebergroessen-fuer-alle'],
  ['https://example.org/news/2026/1234567', 'news-2026-1234567'],
  ['https://example.org/2026/11/23/chips/index.html', 'chips'],
  ['https://example.org/', 'article'],
  ['https://example.org/%E0%A4%A', 'e0-a4-a'],
  [`https://example.org/${'lang-'.repeat(50)}`, 'lang-'.repeat(16).slice(0, -1)],
  ['/srv/articles/../../etc/passwd', 'passwd'],
  ['/srv/dump.jsonl#a/b', 'b'],
])('the slug of %s', (key, slug) => expect(slugOf(key)).toBe(slug));

test('what is known and unchanged is neither loaded nor asked for again', async () => {
  const cwd = temporaryFolder();
  const provider = upperCaseProvider();
  const items = Array.from({ length: 20 }, (_, n) => page(n));
  await spendNight({ cwd, provider, sources: [listSource(items)] });
  const asked = provider.requests.length;
  const again = listSource(items);
  const { tally } = await spendNight({ cwd, provider, sources: [again] });
  expect(again.loads).toEqual([]);
  expect(provider.requests).toHaveLength(asked);
  expect(tally.figures).toMatchObject({ known: 20, written: 0, failed: 0 });
});

test('what has no version is loaded to tell, and is left alone when its bytes are the same', async () => {
  const cwd = temporaryFolder();
  const provider = upperCaseProvider();
  const { version: _, ...versionless } = page(1);
  await spendNight({ cwd, provider, sources: [listSource([versionless])] });
  const { tally } = await spendNight({ cwd, provider, sources: [listSource([versionless])] });
  expect(tally.figures).toMatchObject({ unchanged: 1, written: 0 });
  expect(provider.requests).toHaveLength(1);
  expect(await withJournal(cwd, ({ views }) => views.attempts(1))).toHaveLength(1);
});

test('an updated article asks for its changed blocks only, and counts its revisions', async () => {
  const { cwd, fake, env } = await nightPlace(3);
  const night = ['nightly', 'paid.yaml', 'in', '-q'];
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  const before = fake.ledger.bodies.length;
  writeArticle(cwd, 1, `${articleText(1)}\nAm Morgen danach war der Platz wieder sauber.\n`);
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  const asked = fake.ledger.bodies.slice(before).flatMap((body) => new URLSearchParams(body).getAll('text'));
  expect(asked).toEqual(['Am Morgen danach war der Platz wieder sauber.']);
  const texts = Object.values(documents(path.join(cwd, 'out')));
  expect(texts.map((text) => /^revision: (\d+)$/m.exec(text)?.[1])).toEqual(['1', '2', '1']);
  // Touched, but the same: no new revision.
  writeArticle(cwd, 2, articleText(2));
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  expect(Object.values(documents(path.join(cwd, 'out')))).toEqual(texts);
});

test('what the source knows fills what the page does not tell', async () => {
  const cwd = temporaryFolder();
  const enclosures = [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 5 }];
  const metadata = {
    title: 'Vom Brunnen',
    published: '2026-11-20T05:00:00Z',
    extra: { categories: ['Stadt'], enclosures },
  };
  await spendNight({
    cwd,
    sources: [
      listSource([
        page(1, {
          metadata,
          format: 'html',
          content: `<p>${BRUNNEN}</p><p>${BRUNNEN.replace('alte', 'neue')}</p>`,
        }),
      ]),
    ],
  });
  const [text = ''] = Object.values(documents(path.join(cwd, 'out')));
  expect(text).toContain('# Vom Brunnen\n');
  expect(text).toMatch(/^published: ["']?2026-11-20T05:00:00Z/m);
  expect(text).toContain('https://example.org/a.mp3');
  expect(text).toMatch(/^categories:\n {2}- Stadt$/m);
});

describe('failures', () => {
  test('an item is given up after its attempts, with the reason, and taken up again when it changes', async () => {
    const cwd = temporaryFolder();
    const bad = () => listSource([page(1, { error: gone }), page(2)]);
    for (const state of ['failed', 'failed', 'dead', 'dead']) {
      const source = bad();
      await spendNight({ cwd, sources: [source] });
      const item = await withJournal(cwd, ({ views }) => views.find(page(1).key));
      expect(item).toMatchObject({
        state,
        code: 'PROVIDER_UNAVAILABLE',
        message: gone.message,
        hint: 'Wait.',
      });
      // A failure that may pass is tried once more in the same night.
      expect(source.loads.length).toBeLessThanOrEqual(3);
    }
    const idle = bad();
    await spendNight({ cwd, sources: [idle] });
    expect(idle.loads).toEqual([]);
    await spendNight({ cwd, sources: [listSource([page(1, { version: 'b' })])] });
    expect(await withJournal(cwd, ({ views }) => views.find(page(1).key))).toMatchObject({
      state: 'done',
      attempts: 0,
    });
  });

  test('a document that stays partial is taken up again each night, and then no more', async () => {
    const cwd = temporaryFolder();
    const provider = fakeProvider(({ source }) =>
      source.includes('Brunnen 1') ? upperCase(source) : undefined,
    );
    const counts: number[] = [];
    for (let night = 0; night < 4; night++) {
      await spendNight({ cwd, provider, sources: [listSource([page(1)])] });
      counts.push(provider.requests.length);
    }
    expect(counts).toEqual([1, 2, 3, 3]);
    const item = await withJournal(cwd, ({ views }) => views.find(page(1).key));
    expect(item).toMatchObject({ state: 'dead', status: 'partial', code: 'PARTIAL' });
    expect(item?.message).toContain('1 of 3 segments stand in the original');
  });

  test('a source that breaks is named, the others go on; one that stops the run stops it', async () => {
    const cwd = temporaryFolder();
    const broken = {
      name: 'broken',
      read: () => {
        throw new TypeError('quotes the article');
      },
    };
    const trouble = { type: 'trouble' as const, where: 'https://dead.example', error: gone };
    const { tally, outcome } = await spendNight({ cwd, sources: [broken, listSource([trouble, page(1)])] });
    expect(outcome).toBe('finished');
    expect(tally.troubles.map(({ where }) => where).sort()).toEqual(['broken', 'https://dead.example']);
    expect(JSON.stringify(tally.troubles)).not.toContain('quotes');
    expect(tally.figures.written).toBe(1);
    const auth = new KlartextError('PROVIDER_AUTH', 'expected a key, got none.');
    const stopped = await spendNight({ cwd, sources: [listSource([page(2, { error: auth }), page(3)])] });
    expect(stopped).toMatchObject({ outcome: 'stopped', halted: { code: 'PROVIDER_AUTH' } });
    expect(await withJournal(cwd, ({ views }) => views.find(page(2).key))).toMatchObject({
      state: 'waiting',
      attempts: 0,
    });
  });

  test('a missing engine is not the fault of any item, and nothing is made twice for it', async () => {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'a.md'), `# Brunnen\n\n${BRUNNEN}\n`);
    writeFileSync(
      path.join(cwd, 'p.yaml'),
      'version: 1\nstages: [detect-language, translate]\nprovider: { id: deepl }\n',
    );
    for (let night = 0; night < 4; night++)
      expect(await cli(['nightly', 'p.yaml', 'a.md', '--attempts', '2'], { cwd })).toMatchObject({
        code: 1,
      });
    expect(await withJournal(cwd, ({ views }) => views.find(path.join(cwd, 'a.md')))).toMatchObject({
      state: 'partial',
      status: 'untranslated',
      attempts: 0,
    });
    expect(await withJournal(cwd, ({ views }) => views.attempts(1))).toHaveLength(1);
  });
});

test('an update that cannot be translated tonight leaves the English that is there', async () => {
  const cwd = temporaryFolder();
  let works = true;
  const provider = fakeProvider(({ source }) => (works ? upperCase(source) : undefined));
  await spendNight({ cwd, provider, sources: [listSource([page(1)])] });
  const before = documents(path.join(cwd, 'out'));
  works = false;
  const update = page(1, {
    version: 'b',
    content: '# Neues vom Brunnen\n\nHeute wurde der Brunnen neu gestrichen.\n',
  });
  const { tally } = await spendNight({ cwd, provider, sources: [listSource([update])] });
  expect(tally.figures).toMatchObject({ written: 0, failed: 1 });
  expect(documents(path.join(cwd, 'out'))).toEqual(before);
  // No engine at all is not the item's fault.
  await spendNight({ cwd, withoutEngine: true, sources: [listSource([update])] });
  expect(documents(path.join(cwd, 'out'))).toEqual(before);
  expect(await withJournal(cwd, ({ views }) => views.find(update.key))).toMatchObject({
    state: 'waiting',
    attempts: 1,
  });
  works = true;
  await spendNight({ cwd, provider, sources: [listSource([update])] });
  expect(Object.values(documents(path.join(cwd, 'out')))[0]).toMatch(/^revision: 2$/m);
});

test.each([
  ['https://www.example.org:8080/a', 'example.org'],
  ['https://[2001:db8::1]/a', 'ipv6-2001-db8-1'],
  ['http://[::1]:80/a', 'ipv6-1'],
])('the folder of %s is %s', (url, host) => {
  expect(placeOf(url, url, '2026-11-23')).toMatchObject({
    host,
    output: expect.stringContaining(`/${host}/`),
  });
});

test('two items that would meet in one file get a file each', async () => {
  const cwd = temporaryFolder();
  const day = '2026-11-23';
  const now = () => new Date(2026, 10, 23, 3, 0).getTime();
  const { output, host } = placeOf(page(1).key, page(1).url, day);
  await withJournal(cwd, (journal) => {
    const { run } = journal.beginRun({ pipeline: 'fake', pid: 1, day });
    journal.offer(run, { key: 'another', source: 'list', host, output, metadata: '{}', day }, day);
  });
  await spendNight({ cwd, now, sources: [listSource([page(1)])] });
  expect(Object.keys(documents(path.join(cwd, 'out')))).toEqual([
    expect.stringMatching(/brunnen-1-8d68c0-\w{16}\.md$/),
  ]);
});

describe('the house', () => {
  test.each(['load', 'clean', 'translate'] as const)(
    'a %s that never ends and heeds no signal does not hold up the end of the night',
    async (stage) => {
      const cwd = temporaryFolder();
      const entered = new EventEmitter();
      const never = () => {
        entered.emit('entered');
        return new Promise<never>(() => undefined);
      };
      const reached = once(entered, 'entered');
      const stop = new AbortController();
      const provider = { ...upperCaseProvider(), ...(stage === 'translate' ? { translate: never } : {}) };
      const night = spendNight({
        ...{ cwd, provider, stop: stop.signal },
        sources: [listSource([page(1, stage === 'load' ? { load: never } : {}), page(2)])],
        ...(stage === 'clean' ? { clean: never } : {}),
      });
      await reached;
      stop.abort();
      expect((await night).outcome).toBe('interrupted');
      expect(await withJournal(cwd, ({ views }) => views.find(page(1).key))).toMatchObject({
        state: 'waiting',
        attempts: 0,
      });
    },
    20_000,
  );

  test.each([
    ['bergamot', 2, 6],
    ['deepl', 2, 2],
    ['deepl', undefined, 18],
    ['bergamot', undefined, 9],
  ])(
    'documents of %s in a pipeline that says %s are translated %i at a time',
    async (providerId, concurrency, peak) => {
      const provider = upperCaseProvider({ maxConcurrent: 6 });
      let [now, most] = [0, 0];
      const answer = provider.translate;
      provider.translate = async (request) => {
        now += 1;
        most = Math.max(most, now);
        await sleep(20);
        now -= 1;
        return answer(request);
      };
      const pages = Array.from({ length: 30 }, (_, n) => page(n, { content: `${BRUNNEN} ${n}` }));
      await spendNight({
        cwd: temporaryFolder(),
        ...{ provider, providerId, concurrency, sources: [listSource(pages)] },
      });
      expect(most).toBe(peak);
    },
  );

  test('sources are read no faster than their items are worked', async () => {
    const cwd = temporaryFolder();
    let open = false;
    const load = async () => {
      while (!open) await sleep(5);
      return { content: BRUNNEN, format: 'markdown' as const };
    };
    const items = Array.from({ length: 60 }, (_, n) => page(n, { url: `https://h${n}.example/a`, load }));
    const source = listSource(items);
    const night = spendNight({ cwd, sources: [source], loads: 3 });
    await sleep(300);
    expect(source.taken).toBeLessThan(12);
    open = true;
    expect((await night).tally.figures.written).toBe(60);
  });

  test('a host that does not answer until all others are done holds up none of them', async () => {
    const cwd = temporaryFolder();
    const quick = 30;
    let ended = 0;
    const items = (host: string, count: number, load: (n: number) => Promise<{ content: string }>) => {
      const of = (n: number) => ({ key: `https://${host}/${n}`, url: `https://${host}/${n}` });
      return listSource(
        Array.from({ length: count }, (_, n) => page(n, { ...of(n), load: () => load(n) })),
        host,
      );
    };
    const slow = items('slow.example', 12, async (n) => {
      while (ended < quick) await sleep(5);
      return { content: `${BRUNNEN} ${n}` };
    });
    const others = items('quick.example', quick, async (n) => {
      ended += 1;
      return { content: `${BRUNNEN} ${n}` };
    });
    const { tally } = await spendNight({ cwd, sources: [slow, others] });
    expect(tally.figures.written).toBe(12 + quick);
  });

  test('an item that two sources offer is made once', async () => {
    const cwd = temporaryFolder();
    const provider = upperCaseProvider();
    const two = () => [listSource([page(1)], 'one'), listSource([page(1, { version: 'other' })], 'two')];
    const first = two();
    await spendNight({ cwd, provider, sources: first });
    expect(first.flatMap(({ loads }) => loads)).toHaveLength(1);
    const sources = two();
    await spendNight({ cwd, provider, sources });
    expect(provider.requests).toHaveLength(1);
    expect(sources.flatMap(({ loads }) => loads)).toEqual([]);
  });

  test.each([
    ['06:00', [23, 23, 0], [24, 6, 0]],
    ['06:00', [24, 5, 59], [24, 6, 0]],
    ['6:00', [24, 6, 0], [25, 6, 0]],
    ['23:59', [24, 0, 0], [24, 23, 59]],
  ] as const)('%s after %j is %j', (text, [day, hours, minutes], [toDay, toHours, toMinutes]) => {
    const now = new Date(2026, 10, day, hours, minutes).getTime();
    expect(nextTime(text, now)).toBe(new Date(2026, 10, toDay, toHours, toMinutes).getTime());
  });

  // In Berlin the hour 02 comes twice on 25 October 2026, and never on 29 March.
  test.each([
    ['2026-10-24T21:00Z', '2026-10-25T00:30Z', 'the first'],
    ['2026-10-25T00:45Z', '2026-10-25T01:30Z', 'the second, between the two'],
    ['2026-10-25T01:10Z', '2026-10-25T01:30Z', 'the second, when the clock has been put back'],
    ['2026-10-25T01:45Z', '2026-10-26T01:30Z', 'the next day, after both'],
    ['2026-03-28T23:00Z', '2026-03-29T01:30Z', 'as if no clock had been touched'],
    ['2026-03-29T01:45Z', '2026-03-30T00:30Z', 'the next day, at the hour that was asked for'],
  ])('02:30 after %s is %s: %s', (now, expected) => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(new Date(nextTime('02:30', Date.parse(now)) ?? 0)).toEqual(new Date(expected));
  });

  test.each(['24:00', '6', 'six', '06:60', ''])('%j is no time of day', async (until) => {
    expect(nextTime(until, 0)).toBeUndefined();
    const { code, stderr } = await cli(['nightly', 'clean-feed', '.', '--until', until], {
      cwd: temporaryFolder(),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('expected a time of day such as 06:00');
  });

  test('after its hour nothing new is begun; a clock that jumps back does no harm', async () => {
    const cwd = temporaryFolder();
    let clock = 1_000_000_000_000;
    const items = Array.from({ length: 40 }, (_, n) =>
      page(n, {
        url: `https://h${n}.example/a`,
        load: async () => {
          clock += 1000;
          return { content: `${BRUNNEN} ${n}` };
        },
      }),
    );
    const first = await spendNight({
      cwd,
      sources: [listSource(items)],
      now: () => clock,
      until: clock + 10_000,
    });
    expect(first).toMatchObject({ outcome: 'finished', isLate: true });
    const { written } = first.tally.figures;
    expect(written).toBeGreaterThanOrEqual(10);
    expect(written).toBeLessThan(25);
    clock -= 86_400_000;
    const second = await spendNight({ cwd, sources: [listSource(items)], now: () => clock });
    expect(second.tally.figures).toMatchObject({ written: 40 - written, known: written });
  });

  test('what was offered before a run died is done by the next, though its source has nothing new to say', async () => {
    const cwd = temporaryFolder();
    await withJournal(cwd, (journal) => {
      const { run } = journal.beginRun({ pipeline: 'fake', pid: 1, day: '2026-11-22' });
      for (const n of [1, 2]) {
        const { key } = page(n);
        const offer = {
          key,
          source: 'list',
          host: 'example.org',
          metadata: '{}',
          output: `2026/11/22/example.org/${n}.md`,
          day: '2026-11-22',
        };
        const item = journal.offer(run, offer, '2026-11-22');
        if (n === 1) journal.claim(run, item.id);
      }
    });
    const result = await spendNight({
      cwd,
      sources: [listSource([{ type: 'unchanged', where: 'https://example.org/feed' }])],
      revive: async ({ key }) => candidateOf({ ...page(1), key }),
    });
    expect(result).toMatchObject({ died: 1, lost: 1 });
    expect(result.tally.figures).toMatchObject({ written: 2, quiet: 1 });
  });

  test('an item over which runs keep dying is worked alone, and given up in the end', async () => {
    const cwd = temporaryFolder();
    const die = (losses: number) =>
      withJournal(cwd, (journal) => {
        for (let n = 0; n < losses; n++) {
          const { run } = journal.beginRun({ pipeline: 'fake', pid: 1, day: '2026-11-22' });
          const offer = {
            key: page(1).key,
            source: 'list',
            host: 'example.org',
            metadata: '{}',
            output: 'x.md',
            day: '2026-11-22',
          };
          journal.claim(run, journal.offer(run, offer, '2026-11-22').id);
        }
      });
    await die(3);
    const order: string[] = [];
    const load = (name: string) => async () => {
      order.push(name);
      return { content: `${BRUNNEN} ${name}` };
    };
    await spendNight({
      cwd,
      sources: [listSource([page(1, { load: load('suspect') }), page(2, { load: load('other') })])],
    });
    expect(order).toEqual(['other', 'suspect']);
    await die(12);
    const source = listSource([page(1, { version: 'b' })]);
    const { events, tally } = await spendNight({ cwd, sources: [source] });
    expect(source.loads).toEqual([]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'dead' }));
    expect(tally.figures).toMatchObject({ failed: 1, written: 0 });
    expect(await withJournal(cwd, ({ views }) => views.find(page(1).key))).toMatchObject({
      state: 'dead',
      code: 'RUN_DIED',
    });
  });
});

test('another pipeline leaves what is done alone, until it is told to redo', async () => {
  const cwd = temporaryFolder();
  const provider = upperCaseProvider();
  await spendNight({ cwd, provider, sources: [listSource([page(1)])] });
  await spendNight({ cwd, provider, fingerprint: 'two', sources: [listSource([page(1)])] });
  expect(provider.requests).toHaveLength(1);
  const { tally } = await spendNight({
    cwd,
    provider,
    fingerprint: 'two',
    redo: true,
    sources: [listSource([page(1)])],
  });
  expect(tally.figures.written).toBe(1);
  const [text = ''] = Object.values(documents(path.join(cwd, 'out')));
  expect(text).toMatch(/^revision: 1$/m);
});

test('the log in JSON has one object a line, and no word of any article', async () => {
  const { cwd, env } = await nightPlace(3);
  rmSync(path.join(cwd, 'in/ort-0002.md'));
  writeFileSync(path.join(cwd, 'in/leer.md'), '');
  const { code, stderr } = await cli(['nightly', 'paid.yaml', 'in', '--log-format', 'json'], { cwd, env });
  expect(code).toBe(1);
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ level }) => level === 50)).toMatchObject([
    { item: path.join(cwd, 'in/leer.md'), code: 'INPUT_UNSUPPORTED' },
  ]);
  expect(lines.at(-1)).toMatchObject({ written: 2, failed: 1, exitCode: 1 });
  expect(stderr).not.toMatch(/brunnen|lieder/i);
  expect(readFileSync(path.join(cwd, 'in/leer.md'), 'utf8')).toBe('');
});

test('the log for people names the file, the line or the item of every trouble, once', async () => {
  const { cwd, env } = await nightPlace(1);
  writeFileSync(path.join(cwd, 'in/leer.md'), '');
  writeFileSync(path.join(cwd, 'dump.jsonl'), '[]\n');
  writeFileSync(path.join(cwd, 'a.warc'), 'none');
  const listings = '  - { type: jsonl, path: dump.jsonl }\n  - { type: warc, path: a.warc }\n';
  const urls = '  - { type: url, url: ["https://localhost:9/a?b=c"] }\n';
  const pipeline = readFileSync(path.join(cwd, 'paid.yaml'), 'utf8');
  writeFileSync(path.join(cwd, 'site.yaml'), `${pipeline}sources:\n${listings}${urls}`);
  const { stderr } = await cli(['nightly', 'site.yaml', 'in'], { cwd, env });
  const errors = stderr.split('\n').flatMap((line) => /^error (.*)/.exec(line)?.[1] ?? []);
  expect(errors.sort()).toEqual([
    expect.stringMatching(/^\/.*\/in\/leer\.md: (?!.*leer)/),
    expect.stringMatching(/^a\.warc: expected a WARC file/),
    expect.stringMatching(/^dump\.jsonl:1: line 1: expected a JSON object/),
    expect.stringMatching(/^https:\/\/localhost:9\/a: localhost is an address of this machine/),
  ]);
});
