/** Nothing that a feed, a page or a redirect names can make us ask this machine or its network. */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { guardedLookup, isPublic } from '../src/sources/fetch/guard.ts';
import { neverAborted, openFetcher } from './support/fetching.ts';
import { openLocalSite } from './support/local-site.ts';

const OPTIONS = { maxBytes: 1000 };

test.each([
  '127.0.0.1',
  '127.8.8.8',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'example.org',
])('%s is not of the open internet', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each([
  '93.184.215.14',
  '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
  '::ffff:93.184.215.14',
  '64:ff9b::5db8:d70e',
])('%s is', (address) => {
  expect(isPublic(address)).toBe(true);
});

describe('refused without a request', () => {
  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.1',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'localhost',
    'localhost.',
    'LOCALHOST',
  ])('http://%s', async (host) => {
    const site = await openLocalSite();
    const url = site.url.replace('127.0.0.1', host);
    const fetcher = openFetcher({ allowHosts: ['example.org'] });
    await expect(fetcher.get(url, OPTIONS, neverAborted)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
      message: expect.stringContaining('is an address of this machine or of a private network'),
      hint: expect.stringContaining('fetch.allowHosts'),
    });
    expect(site.hits).toHaveLength(0);
  });

  test('by redirect, from a host that is allowed to one that is not, by name and by number', async () => {
    const site = await openLocalSite();
    const { port } = new URL(site.url);
    const lookup = resolver(() => ['127.0.0.1']);
    const fetcher = openFetcher({ allowHosts: ['allowed.test'], lookup });
    for (const target of [
      `http://other.test:${port}/secret`,
      `http://127.0.0.1:${port}/secret`,
      '//2130706433/',
    ]) {
      site.on('/', { status: 302, headers: { location: target } });
      await expect(fetcher.get(`http://allowed.test:${port}/`, OPTIONS, neverAborted)).rejects.toMatchObject({
        code: 'SOURCE_REFUSED',
        message: expect.stringContaining('private network'),
      });
    }
    expect(site.count('/secret')).toBe(0);
    expect(site.count('/')).toBe(3);
  });

  test.each(['ftp://example.org/', 'file:///etc/passwd', 'http://user:secret@example.org/', 'no address'])(
    '%s',
    async (address) => {
      const error = await openFetcher()
        .get(address, OPTIONS, neverAborted)
        .catch((cause: Error) => cause);
      expect(error).toMatchObject({ code: 'SOURCE_REFUSED' });
      expect((error as Error).message).not.toContain('secret');
    },
  );
});

describe('looking up', () => {
  test('drops the private ones among the answers', async () => {
    const lookup = guardedLookup(
      new Set(),
      resolver(() => ['10.0.0.1', '93.184.215.14', '::ffff:10.0.0.1']),
    );
    expect(await ask(lookup, 'mixed.test', true)).toEqual([{ address: '93.184.215.14', family: 4 }]);
    expect(await ask(lookup, 'mixed.test', false)).toBe('93.184.215.14');
  });

  test('judges each answer anew, as a name may change its mind', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1']];
    const lookup = guardedLookup(
      new Set(['mine.test']),
      resolver(() => answers.shift() ?? ['127.0.0.1']),
    );
    expect(await ask(lookup, 'rebind.test', false)).toBe('93.184.215.14');
    await expect(ask(lookup, 'rebind.test', false)).rejects.toMatchObject({ code: 'SOURCE_REFUSED' });
    expect(await ask(lookup, 'Mine.test.', false)).toBe('127.0.0.1');
  });
});

function resolver(answers: () => string[]): LookupFunction {
  return (_hostname, options, callback) => {
    const found = answers().map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const [first] = found as [LookupAddress];
    if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  };
}

function ask(lookup: LookupFunction, host: string, all: boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    lookup(host, { all }, (error, address) => (error ? reject(error) : resolve(address)));
  });
}
