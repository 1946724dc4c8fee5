/** Hosts as they are: each trouble is contained within its bounds and named. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import type { GetOptions } from '../src/sources/fetch/fetcher.ts';
import { HostQueue } from '../src/sources/fetch/host-queue.ts';
import { neverAborted, openFetched, openFetcher } from './support/fetching.ts';
import { drip, flood, hang, openLocalSite, tagged } from './support/local-site.ts';

const OPTIONS: GetOptions = { maxBytes: 1024 * 1024 };
const PAGE = '<html><p>Die Seite.</p></html>';

async function fails(promise: Promise<unknown>): Promise<KlartextError> {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(KlartextError);
  return error as KlartextError;
}

describe('an answer', () => {
  test('comes with its address after redirects, without tracking parameters', async () => {
    const site = await openLocalSite();
    site.on('/a', { status: 301, headers: { location: '/b?utm_source=feed&id=1' } });
    site.on('/b?id=1', { body: PAGE, headers: { 'content-type': 'text/html; charset=iso-8859-1' } });
    const fetched = await openFetcher().get(`${site.url}/a?utm_medium=rss#top`, OPTIONS, neverAborted);
    expect(fetched).toMatchObject({
      url: `${site.url}/b?id=1`,
      contentType: 'text/html; charset=iso-8859-1',
    });
    expect(Buffer.from(fetched.body).toString()).toBe(PAGE);
    expect(site.hits.map(({ path }) => path)).toEqual(['/robots.txt', '/a', '/b?id=1']);
    expect(site.hits.every(({ headers }) => headers['user-agent'] === 'Klartext/test')).toBe(true);
  });

  test.each([
    ['gzip', gzipSync(PAGE)],
    ['br', brotliCompressSync(PAGE)],
    ['gzip, br', brotliCompressSync(gzipSync(PAGE))],
    ['identity', Buffer.from(PAGE)],
    ['utf-8', Buffer.from(PAGE)],
    ['ISO-8859-1, gzip', gzipSync(PAGE)],
  ])('in %s is unpacked', async (encoding, body) => {
    const site = await openLocalSite();
    site.on('/', { body, headers: { 'content-encoding': encoding } });
    const { body: got } = await openFetcher().get(site.url, OPTIONS, neverAborted);
    expect(Buffer.from(got).toString()).toBe(PAGE);
  });
});

describe('a host that', () => {
  test('hangs is given up in time, and left alone after three times', async () => {
    const site = await openLocalSite();
    site.on('/', hang);
    const fetcher = openFetcher({ ignoreRobots: ['127.0.0.1'], answerTimeoutMs: 300, totalTimeoutMs: 400 });
    const start = Date.now();
    for (let n = 0; n < 3; n += 1) {
      const error = await fails(fetcher.get(site.url, OPTIONS, neverAborted));
      expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', reach: 'attempt' });
      expect(error.message).toMatch(/did not begin to answer in time|was not done within 0.4 s/);
    }
    expect(Date.now() - start).toBeLessThan(6000);
    const error = await fails(fetcher.get(`${site.url}/other`, OPTIONS, neverAborted));
    expect(error.message).toContain('failed 3 times in a row and is left alone');
    expect(error.isUntried).toBe(true);
    expect(site.hits).toHaveLength(3);
  });

  test('drips is cut off at the time for all of it', async () => {
    const site = await openLocalSite();
    site.on('/', drip(100));
    const start = Date.now();
    const error = await fails(openFetcher({ totalTimeoutMs: 700 }).get(site.url, OPTIONS, neverAborted));
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(error.message).toContain('was not done within 0.7 s');
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  test.each([
    ['without saying so', {}],
    ['and says so', { 'content-length': String(10 * 1024 ** 3) }],
  ])('sends 10 GB %s is cut off at the limit', async (_, headers) => {
    const site = await openLocalSite();
    const sent = { bytes: 0 };
    site.on('/', flood(10 * 1024 ** 3, sent, headers));
    const error = await fails(openFetcher().get(site.url, OPTIONS, neverAborted));
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED', reach: 'document' });
    expect(error.message).toContain('has more than 1 MiB');
    // What lies in the buffers of both ends comes on top of the limit.
    expect(sent.bytes).toBeLessThan(16 * 1024 * 1024);
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(200 * 1024 * 1024))],
    ['br', brotliCompressSync(Buffer.alloc(200 * 1024 * 1024))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(200 * 1024 * 1024)))],
  ])('sends a bomb in %s does not fill the memory', async (encoding, body) => {
    const site = await openLocalSite();
    expect(body.length).toBeLessThan(1024 * 1024);
    site.on('/', { body, headers: { 'content-encoding': encoding } });
    const before = process.memoryUsage().rss;
    const error = await fails(openFetcher().get(site.url, OPTIONS, neverAborted));
    expect(error.message).toContain('has more than 1 MiB');
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  });

  test('redirects in circles, or on and on, is told so', async () => {
    const site = await openLocalSite();
    site.on('/a', { status: 302, headers: { location: '/b' } });
    site.on('/b', { status: 302, headers: { location: '/a' } });
    for (let n = 0; n < 20; n += 1) site.on(`/${n}`, { status: 307, headers: { location: `/${n + 1}` } });
    const fetcher = openFetcher();
    const circle = await fails(fetcher.get(`${site.url}/a`, OPTIONS, neverAborted));
    expect(circle).toMatchObject({ code: 'SOURCE_REFUSED' });
    expect(circle.message).toContain('redirects in circles.');
    site.on('/c', { status: 302, headers: { location: '/c', 'set-cookie': 'seen=1' } });
    const cookie = await fails(fetcher.get(`${site.url}/c`, OPTIONS, neverAborted));
    expect(cookie.message).toContain('redirects in circles, as it wants a cookie.');
    expect((await fails(fetcher.get(`${site.url}/0`, OPTIONS, neverAborted))).message).toContain(
      'more than 5 times',
    );
    expect(site.hits.length).toBeLessThan(12);
  });

  test.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('answers 429 and asks for rest in %s is given it', async (_, retryAfter) => {
    const site = await openLocalSite();
    site.on('/', { status: 429, headers: { 'retry-after': retryAfter() } });
    const fetcher = openFetcher();
    const error = await fails(fetcher.get(site.url, OPTIONS, neverAborted));
    expect(error).toMatchObject({ code: 'SOURCE_RATE_LIMIT', reach: 'attempt' });
    expect(error.retryAfterMs).toBeGreaterThan(100);
    site.on('/', { body: PAGE });
    await fetcher.get(site.url, OPTIONS, neverAborted);
    const [first, second] = site.hits.filter(({ path }) => path === '/').map(({ at }) => at) as [
      number,
      number,
    ];
    expect(second - first).toBeGreaterThanOrEqual((error.retryAfterMs as number) - 100);
  });

  test.each(['0', 'Mon, 01 Jan 2024 00:00:00 GMT'])(
    'answers 429 with a rest that is over (%s) asks for none',
    async (over) => {
      const site = await openLocalSite();
      site.on('/', { status: 429, headers: { 'retry-after': over } });
      const error = await fails(openFetcher().get(site.url, OPTIONS, neverAborted));
      expect(error).toMatchObject({ code: 'SOURCE_RATE_LIMIT', retryAfterMs: undefined });
      expect(error.message).toMatch(/asks for fewer requests \(429\)\.$/);
    },
  );

  test('has answered is asked again though the clock was put back meanwhile', async () => {
    const site = await openLocalSite();
    site.on('/', { body: PAGE });
    const fetcher = openFetcher({ delayMs: 100 });
    await fetcher.get(site.url, OPTIONS, neverAborted);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    onTestFinished(() => clock.mockRestore());
    await fetcher.get(site.url, OPTIONS, neverAborted);
    expect(site.count('/')).toBe(2);
  });

  test('wants a long pause is told before that begins, and again when it has doubled', async () => {
    const told: [string, number][] = [];
    const onPause = (host: string, ms: number) => void told.push([host, Math.round(ms / 1000)]);
    const queue = new HostQueue('example.org', { delayMs: 0, maxWaitMs: 60_000, maxFailures: 9, onPause });
    const rest = async (retryAfterMs: number) => {
      const stop = new AbortController();
      const busy = () => Promise.reject(new KlartextError('SOURCE_RATE_LIMIT', 'busy', { retryAfterMs }));
      await fails(queue.run(busy, 0, neverAborted));
      const next = fails(queue.run(busy, 0, stop.signal));
      setTimeout(() => stop.abort(), 20);
      await next;
    };
    const sleep = vi.spyOn(performance, 'now');
    onTestFinished(() => sleep.mockRestore());
    for (const [at, ms] of [
      [0, 5000],
      [1, 15_000],
      [2, 20_000],
      [3, 40_000],
    ] as const) {
      sleep.mockReturnValue(at * 1e6);
      await rest(ms);
    }
    expect(told).toEqual([
      ['example.org', 15],
      ['example.org', 40],
    ]);
  });

  test('asks for more rest than a run may spend is not asked again', async () => {
    const site = await openLocalSite();
    site.on('/', { status: 503, headers: { 'retry-after': '3600' } });
    const fetcher = openFetcher();
    expect(await fails(fetcher.get(site.url, OPTIONS, neverAborted))).toMatchObject({
      retryAfterMs: 3_600_000,
    });
    const error = await fails(fetcher.get(`${site.url}/b`, OPTIONS, neverAborted));
    expect(error).toMatchObject({ code: 'SOURCE_RATE_LIMIT', isUntried: true });
    expect(error.message).toMatch(/asks to be left alone for 3[56]\d\d s/);
    expect(site.count('/b')).toBe(0);
  });

  test.each([
    [401, 'SOURCE_REFUSED', 'asks for a login (401)'],
    [403, 'SOURCE_REFUSED', 'forbids access (403)'],
    [404, 'SOURCE_REFUSED', 'is not there (404)'],
    [500, 'SOURCE_UNAVAILABLE', 'failed or is overloaded (500)'],
    [206, 'SOURCE_REFUSED', 'answered 206'],
  ])('answers %i is told as %s', async (status, code, message) => {
    const site = await openLocalSite();
    site.on('/x?key=secret', { status, body: 'Geheimer Text' });
    const error = await fails(openFetcher().get(`${site.url}/x?key=secret`, OPTIONS, neverAborted));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(`${error.message} ${error.hint}`).not.toMatch(/secret|Geheim/);
  });

  test('cuts the connection, or sends half of what it packed, is worth another try', async () => {
    const site = await openLocalSite();
    site.on('/cut', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
      response.write('<p>');
      setTimeout(() => response.destroy(), 50);
    });
    const packed = gzipSync(PAGE.repeat(100));
    site.on('/half', {
      body: packed.subarray(0, packed.length / 2),
      headers: { 'content-encoding': 'gzip' },
    });
    const fetcher = openFetcher();
    for (const path of ['/cut', '/half']) {
      const error = await fails(fetcher.get(site.url + path, OPTIONS, neverAborted));
      expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
      expect(error.message).toMatch(/cut/);
    }
  });

  test('asks for rest by a number without end is told as a person reads it', async () => {
    const site = await openLocalSite();
    site.on('/', { status: 429, headers: { 'retry-after': '9'.repeat(20) } });
    const fetcher = openFetcher();
    expect((await fails(fetcher.get(site.url, OPTIONS, neverAborted))).message).toBe(
      `${site.url}/ asks for fewer requests (429), and for more than a day of rest.`,
    );
    expect((await fails(fetcher.get(site.url, OPTIONS, neverAborted))).message).toContain(
      'asks to be left alone for more than a day; it was not asked.',
    );
  });

  test('answers, though with what cannot be read, is not left alone for it', async () => {
    const site = await openLocalSite();
    for (const n of [0, 1]) site.on(`/broken-${n}`, { body: PAGE, headers: { 'content-encoding': 'gzip' } });
    site.on('/whole', { body: PAGE });
    const fetcher = openFetcher({ maxFailures: 2 });
    for (const n of [0, 1])
      expect(await fails(fetcher.get(`${site.url}/broken-${n}`, OPTIONS, neverAborted))).toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        message: expect.stringContaining('cannot be unpacked'),
      });
    expect(Buffer.from((await fetcher.get(`${site.url}/whole`, OPTIONS, neverAborted)).body).toString()).toBe(
      PAGE,
    );
  });

  test('is not there is named', async () => {
    const error = await fails(
      openFetcher({ ignoreRobots: ['127.0.0.1'] }).get('http://127.0.0.1:1/x', OPTIONS, neverAborted),
    );
    expect(error.message).toBe('http://127.0.0.1:1/x refused the connection.');
  });

  test('has one request at a time, with a pause that follows how long it takes', async () => {
    const site = await openLocalSite();
    for (const path of ['/a', '/b', '/c'])
      site.on(path, (_request, response) => {
        setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE), 150);
      });
    const fetcher = openFetcher({ delayMs: 20 });
    await Promise.all(['/a', '/b', '/c'].map((path) => fetcher.get(site.url + path, OPTIONS, neverAborted)));
    expect(site.peak()).toBe(1);
    const [, , second, third] = site.hits.map(({ at }) => at) as [number, number, number, number];
    // As long to answer as to rest.
    expect(third - second).toBeGreaterThanOrEqual(280);
  });
});

describe('robots.txt', () => {
  test('forbids, asks for pauses, and is asked for once', async () => {
    const site = await openLocalSite();
    site.on('/robots.txt', { body: 'User-agent: *\nDisallow: /private\nCrawl-delay: 0.4\n' });
    site.on('/a', { body: PAGE });
    site.on('/b', { status: 302, headers: { location: '/private/x' } });
    const fetcher = openFetcher();
    for (const path of ['/private/x', '/b']) {
      const error = await fails(fetcher.get(site.url + path, OPTIONS, neverAborted));
      expect(error).toMatchObject({ code: 'SOURCE_REFUSED' });
      expect(error.message).toContain("/private/x is forbidden to programs by the host's robots.txt");
    }
    await fetcher.get(`${site.url}/a`, OPTIONS, neverAborted);
    expect(site.hits.map(({ path }) => path)).toEqual(['/robots.txt', '/b', '/a']);
    const [, b, a] = site.hits.map(({ at }) => at) as [number, number, number];
    expect(a - b).toBeGreaterThanOrEqual(350);
  });

  test('speaks to us by name, and not to hosts with which it was agreed otherwise', async () => {
    const site = await openLocalSite();
    site.on('/robots.txt', { body: 'User-agent: klartext\nDisallow: /\n\nUser-agent: *\nAllow: /\n' });
    site.on('/a', { body: PAGE });
    await fails(openFetcher().get(`${site.url}/a`, OPTIONS, neverAborted));
    await openFetcher({ userAgent: 'Other/1' }).get(`${site.url}/a`, OPTIONS, neverAborted);
    await openFetcher({ ignoreRobots: [new URL(site.url).host] }).get(`${site.url}/a`, OPTIONS, neverAborted);
    expect(site.count('/a')).toBe(2);
  });

  test('holds with what stands in its first part when it is endless', async () => {
    const site = await openLocalSite();
    const rules = `User-agent: *\nDisallow: /geheim\n${'# x\n'.repeat(400_000)}`;
    // Cut in the middle of this line, all would be forbidden.
    const cut = `${rules.slice(0, 1024 * 1024 - 12)}\nDisallow: /fern\n${rules}`;
    site.on('/geheim', { body: PAGE });
    site.on('/a', { body: PAGE });
    for (const body of [rules, gzipSync(rules), cut]) {
      const headers = body === rules || body === cut ? {} : { 'content-encoding': 'gzip' };
      site.on('/robots.txt', { body, headers });
      const fetcher = openFetcher();
      const error = await fails(fetcher.get(`${site.url}/geheim`, OPTIONS, neverAborted));
      expect(error.message).toContain('forbidden to programs');
      await fetcher.get(`${site.url}/a`, OPTIONS, neverAborted);
    }
    expect([site.count('/geheim'), site.count('/a')]).toEqual([0, 3]);
  });

  test('that cannot be had forbids all for now, one that is not there nothing', async () => {
    const site = await openLocalSite();
    site.on('/robots.txt', { status: 500 });
    site.on('/a', { body: PAGE });
    const fetcher = openFetcher();
    const error = await fails(fetcher.get(`${site.url}/a`, OPTIONS, neverAborted));
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(error.message).toContain('Without');
    expect(site.count('/a')).toBe(0);
    site.on('/robots.txt', { status: 404 });
    await fetcher.get(`${site.url}/a`, OPTIONS, neverAborted);
  });
});

describe('what is stored', () => {
  test('is used again on 304 and on the same bytes, and told as unchanged, also in the next run', async () => {
    const site = await openLocalSite();
    site.on('/tagged', tagged('"v1"', PAGE));
    site.on('/plain', { body: PAGE });
    const kept = openFetched();
    for (const [run, unchanged] of [false, true, true].entries()) {
      const fetcher = openFetcher(kept);
      for (const path of ['/tagged', '/plain']) {
        const fetched = await fetcher.get(site.url + path, OPTIONS, neverAborted);
        expect([run, fetched.unchanged, Buffer.from(fetched.body).toString()]).toEqual([
          run,
          unchanged,
          PAGE,
        ]);
        expect(Buffer.from((await kept.raw.get(fetched.raw as string)) as Uint8Array).toString()).toBe(PAGE);
      }
    }
    expect(
      site.hits.filter(({ path }) => path === '/tagged').map(({ headers }) => headers['if-none-match']),
    ).toEqual([undefined, '"v1"', '"v1"']);
    site.on('/tagged', tagged('"v2"', `${PAGE}!`));
    const fetched = await openFetcher(kept).get(`${site.url}/tagged`, OPTIONS, neverAborted);
    expect([fetched.unchanged, Buffer.from(fetched.body).toString()]).toEqual([false, `${PAGE}!`]);
  });

  test('is not asked for while it is fresh, unless it must be', async () => {
    const site = await openLocalSite();
    site.on('/', { body: PAGE, headers: { 'cache-control': 'max-age=600' } });
    site.on('/stale', { body: PAGE, headers: { 'cache-control': 'max-age=600', age: '700' } });
    const kept = openFetched();
    for (let run = 0; run < 3; run += 1) {
      await openFetcher(kept).get(site.url, OPTIONS, neverAborted);
      await openFetcher(kept).get(`${site.url}/stale`, OPTIONS, neverAborted);
    }
    expect([site.count('/'), site.count('/stale')]).toEqual([1, 3]);
    await openFetcher(kept).get(site.url, { ...OPTIONS, revalidate: true }, neverAborted);
    expect(site.count('/')).toBe(2);
  });

  test('is not fresh for as long as a clock was ahead when it came', async () => {
    const site = await openLocalSite();
    site.on('/', { body: PAGE, headers: { 'cache-control': 'max-age=600' } });
    const kept = openFetched();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3 * 86_400_000);
    await openFetcher(kept).get(site.url, OPTIONS, neverAborted);
    clock.mockRestore();
    await openFetcher(kept).get(site.url, OPTIONS, neverAborted);
    expect(site.count('/')).toBe(2);
  });

  test('is never the nothing that comes with a 304 that was not asked for', async () => {
    const site = await openLocalSite();
    const store = openFetched();
    site.on('/', { status: 304, headers: { etag: '"1"' } });
    const error = await fails(openFetcher(store).get(site.url, OPTIONS, neverAborted));
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(error.message).toContain('answered 304');
    site.on('/', { body: PAGE, headers: { etag: '"1"' } });
    const { body } = await openFetcher(store).get(site.url, OPTIONS, neverAborted);
    expect(Buffer.from(body).toString()).toBe(PAGE);
    expect(site.hits.map(({ headers }) => headers['if-none-match'])).toEqual(Array(4).fill(undefined));
  });

  test('and lost is fetched whole again', async () => {
    const site = await openLocalSite();
    site.on('/', tagged('"v1"', PAGE, { 'cache-control': 'max-age=600' }));
    const kept = openFetched();
    await openFetcher(kept).get(site.url, OPTIONS, neverAborted);
    const empty = openFetched();
    const fetched = await openFetcher({ cache: kept.cache, raw: empty.raw }).get(
      site.url,
      OPTIONS,
      neverAborted,
    );
    expect(Buffer.from(fetched.body).toString()).toBe(PAGE);
    expect(site.hits.at(-1)?.headers['if-none-match']).toBeUndefined();
  });
});

test('an aborted run ends at once, in a request and in a pause', async () => {
  const site = await openLocalSite();
  site.on('/', hang);
  site.on('/quick', { body: PAGE });
  const fetcher = openFetcher({
    ignoreRobots: ['127.0.0.1'],
    totalTimeoutMs: 60_000,
    delayMs: 30_000,
    maxWaitMs: 60_000,
  });
  await fetcher.get(`${site.url}/quick`, OPTIONS, neverAborted);
  for (const busy of [openFetcher({ ignoreRobots: ['127.0.0.1'], totalTimeoutMs: 60_000 }), fetcher]) {
    const controller = new AbortController();
    const start = Date.now();
    setTimeout(() => controller.abort(), 100);
    const error = await fails(busy.get(site.url, OPTIONS, controller.signal));
    expect(error.code).toBe('ABORTED');
    expect(Date.now() - start).toBeLessThan(10_000);
  }
});
