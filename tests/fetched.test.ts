/** What fetching keeps from one run to the next, and what it does when that is damaged. */
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../src/hash.ts';
import { SqliteFetchCache } from '../src/store/fetch-cache.ts';
import { openRawStore } from '../src/store/raw-store.ts';
import { temporaryFolder } from './support/tmp.ts';

const RECORD = {
  url: 'https://example.org/a',
  finalUrl: 'https://example.org/b',
  hash: sha256('x'),
  freshUntil: 1_800_000_000_000,
  checkedAt: 1_700_000_000_000,
};

function openCache(file: string, setAside: string[] = []): SqliteFetchCache {
  const cache = new SqliteFetchCache({ file, busyMs: 100, onSetAside: (to) => setAside.push(to) });
  onTestFinished(() => cache.close());
  return cache;
}

test('a record comes back as it was kept, after closing too; a later one replaces it', () => {
  const file = path.join(temporaryFolder(), 'deep/fetched.db');
  const cache = openCache(file);
  const full = {
    ...RECORD,
    etag: '"a"',
    lastModified: 'Mon, 23 Nov 2026 07:00:00 GMT',
    contentType: 'text/html',
  };
  cache.save(full);
  cache.close();
  const again = openCache(file);
  expect(again.find(RECORD.url)).toEqual(full);
  again.save(RECORD);
  expect(again.find(RECORD.url)).toEqual(RECORD);
  expect(again.find('https://example.org/b')).toBeUndefined();
});

test('a damaged cache is set aside, and a fresh one works', () => {
  const file = path.join(temporaryFolder(), 'fetched.db');
  writeFileSync(file, 'no database '.repeat(1000));
  const setAside: string[] = [];
  const cache = openCache(file, setAside);
  cache.save(RECORD);
  expect(cache.find(RECORD.url)).toEqual(RECORD);
  expect(setAside).toHaveLength(1);
});

test('the raw store keeps each content once, smaller than it was, and nothing half-written', async () => {
  const folder = temporaryFolder();
  const raw = openRawStore(folder);
  const body = Buffer.from('<p>Die Säge.</p>'.repeat(2000));
  const [key] = await Promise.all([raw.put(body), raw.put(body), raw.put(Buffer.from(body))]);
  expect(key).toBe(sha256(body));
  expect(Buffer.from((await raw.get(key as string)) ?? '').equals(body)).toBe(true);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.includes('.'));
  expect(files).toEqual([`${key?.slice(0, 2)}/${key?.slice(2)}.br`]);
  expect(statSync(path.join(folder, files[0] as string)).size).toBeLessThan(body.length / 20);
  expect(await raw.get(sha256('other'))).toBeUndefined();
});

test('what is damaged in the raw store is not there, and may be put again', async () => {
  const folder = temporaryFolder();
  const raw = openRawStore(folder);
  const body = Buffer.from('Der Text.'.repeat(100));
  const key = await raw.put(body);
  const file = path.join(folder, key.slice(0, 2), `${key.slice(2)}.br`);
  for (const damage of [readFileSync(file).subarray(0, 10), Buffer.from('xxxx')]) {
    writeFileSync(file, damage);
    expect(await raw.get(key)).toBeUndefined();
    await raw.put(body);
    expect(Buffer.from((await raw.get(key)) ?? '').equals(body)).toBe(true);
  }
});

test('what killed runs left is swept, and what others are at is not', async () => {
  const folder = temporaryFolder();
  await openRawStore(folder).put(Buffer.from('a'));
  const left = path.join(folder, 'tmp/1-old');
  writeFileSync(left, 'half');
  utimesSync(left, 0, 0);
  writeFileSync(path.join(folder, 'tmp/2-new'), 'half');
  await openRawStore(folder).put(Buffer.from('b'));
  expect(readdirSync(path.join(folder, 'tmp'))).toEqual(['2-new']);
});

test('where nothing can be written, that is told as such', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(openRawStore(file).put(Buffer.from('x'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
});
