/** What a batch forgets with time, and what it never does. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { deskFiles } from '../src/run/nightly/desk.ts';
import { forgetOld } from '../src/run/nightly/retention.ts';
import { ArticleIndex } from '../src/store/article-index.ts';
import { SqliteFetchCache } from '../src/store/fetch-cache.ts';
import { Journal } from '../src/store/journal.ts';
import type { ItemState } from '../src/store/journal-types.ts';
import { openRawStore, pruneRawStore } from '../src/store/raw-store.ts';
import { cli } from './support/cli.ts';
import { openLocalSite } from './support/local-site.ts';
import { articleText, nightPlace, writeArticle } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const DAY_MS = 86_400_000;
const OLD = Date.now() - 400 * DAY_MS;
const KEEP = { days: 365, now: Date.now() };

/** A folder of what was fetched, the journal of one batch, and an index, all of them 400 days old. */
async function place() {
  const cwd = temporaryFolder();
  const fetchedFolder = path.join(cwd, 'fetched');
  const rawFolder = path.join(fetchedFolder, 'raw');
  const raw = openRawStore(rawFolder);
  const cache = new SqliteFetchCache({ file: path.join(fetchedFolder, 'fetched.db') });
  const index = new ArticleIndex({ file: path.join(cwd, 'index.db') });
  onTestFinished(() => {
    cache.close();
    index.close();
  });
  const fileOf = (key: string) => path.join(rawFolder, key.slice(0, 2), `${key.slice(2)}.br`);
  return {
    ...{ cwd, fetchedFolder, rawFolder, cache, index, fileOf },
    /** What an address answered. */
    async fetched(url: string): Promise<string> {
      const hash = await raw.put(Buffer.from(`body of ${url}`));
      cache.save({ url, finalUrl: url, hash, freshUntil: OLD, checkedAt: OLD });
      utimesSync(fileOf(hash), OLD / 1000, OLD / 1000);
      return hash;
    },
    batch(name: string) {
      const outFolder = path.join(cwd, name);
      const file = deskFiles(outFolder).journal;
      const journal = new Journal({ file, now: () => OLD });
      onTestFinished(() => journal.close());
      cache.register(file);
      const { run } = journal.beginRun({ pipeline: 'p', pid: 1, day: '2020-01-01' });
      return {
        outFolder,
        file,
        journal,
        add: (key: string, state: ItemState) => addItem(journal, run, key, state),
        /** One that a source offers today. */
        offer(key: string, state: ItemState): void {
          addItem(journal, run, key, state);
          journal.seen([journal.views.item(key)?.id ?? 0], new Date().toISOString().slice(0, 10));
        },
      };
    },
    /** Takes a document in, as it was met 400 days ago. */
    document(folder: string, name: string, copyOf?: string): void {
      const shingles = Uint32Array.from([1, 2, 3]);
      const block = { key: name, heading: false, words: 9, shingles, figures: new Uint32Array() };
      const print = { title: '', mask: 1, blocks: [block] };
      const facts = { folder, name, version: '1', originals: [], isArticle: true, print, texts: [name] };
      const { id } = index.add(facts);
      if (copyOf) index.setDuplicate(id, index.find(folder, copyOf)?.id);
      const other = new Database(path.join(cwd, 'index.db'));
      other.prepare('UPDATE document SET seen = ?').run(Math.floor(OLD / DAY_MS));
      other.close();
    },
    documents: (folder: string, names: string) =>
      [...names].filter((name) => index.find(folder, name)).join(''),
  };
}

function addItem(journal: Journal, run: number, key: string, state: ItemState): void {
  const offer = {
    key,
    url: key,
    source: 's',
    host: 'h',
    metadata: '{}',
    output: `${key.slice(-1)}.md`,
    day: '2020-01-01',
  };
  const { id } = journal.offer(run, offer, '2020-01-01');
  const claim = state === 'waiting' ? undefined : journal.claim(run, id);
  const counts = { sourceHash: 'a', fingerprint: 'b', bodyHash: 'c', revision: 1 };
  if (claim && state === 'done') journal.written(claim, { ...counts, state, status: 'translated' });
  if (claim && state === 'partial') journal.written(claim, { ...counts, state, status: 'partial' });
  if (claim && (state === 'failed' || state === 'dead'))
    journal.failed(claim, { code: 'X', message: 'x' }, { max: state === 'dead' ? 1 : 3 });
}

const url = (name: string) => `https://example.org/${name}`;

test('what the journal forgets goes with what was fetched for it; what is tried or offered keeps all it needs', async () => {
  const { fetchedFolder, fetched, batch, fileOf, index, document } = await place();
  const { outFolder, journal, add, offer } = batch('out');
  const states = {
    a: 'done',
    b: 'failed',
    c: 'waiting',
    d: 'failed',
    e: 'dead',
    f: 'partial',
    g: 'failed',
  } as const;
  const files: Record<string, string> = {};
  for (const [name, state] of Object.entries(states)) {
    files[name] = fileOf(await fetched(url(name)));
    (name === 'd' ? offer : add)(url(name), state);
    document(outFolder, url(name));
  }
  files.stray = fileOf(await fetched(url('stray')));
  const now = new Journal({ file: deskFiles(outFolder).journal });
  // Waits for its service, though its feed has gone on.
  const { run } = now.beginRun({ pipeline: 'p', pid: 1, day: '2026-11-23' });
  const tried = now.claim(run, journal.views.item(url('g'))?.id ?? 0);
  if (tried) now.failed(tried, { code: 'X', message: 'x' }, { max: 5, counts: false });
  const forgotten = await forgetOld({ ...KEEP, outFolder, journal: now, index, fetchedFolder });
  now.close();
  expect(forgotten).toMatchObject({ items: 5, documents: 5, files: 6 });
  const left = Object.entries(files).filter(([, file]) => existsSync(file));
  expect(left.map(([name]) => name)).toEqual(['d', 'g']);
  const known = Object.keys(states).filter((name) => index.find(outFolder, url(name)));
  expect(known).toEqual(['d', 'g']);
});

test('another batch that fetches into the same folder is asked; one that cannot answer may need anything', async () => {
  const { fetchedFolder, fetched, batch, fileOf } = await place();
  const [mine, other] = [batch('mine'), batch('other')];
  const theirs = fileOf(await fetched(url('x')));
  const nobodys = fileOf(await fetched(url('y')));
  other.add(url('x'), 'failed');
  other.journal.close();
  const forget = () =>
    forgetOld({ ...KEEP, outFolder: mine.outFolder, journal: mine.journal, fetchedFolder });
  const whole = deskFiles(other.outFolder).journal;
  const aside = `${whole}.aside`;
  const copy = new Journal({ file: whole });
  copy.backup(aside);
  copy.close();
  writeFileSync(whole, 'x'.repeat(20_000));
  expect(await forget()).toMatchObject({ files: 0 });
  rmSync(whole);
  const back = new Journal({ file: aside });
  back.backup(whole);
  back.close();
  expect(await forget()).toMatchObject({ files: 1 });
  expect([existsSync(theirs), existsSync(nobodys)]).toEqual([true, false]);
  rmSync(whole);
  expect(await forget()).toMatchObject({ files: 1 });
  expect(existsSync(theirs)).toBe(false);
});

test('a kill in the middle leaves nothing that is needed away, and the rest to the next time', async () => {
  const { fetchedFolder, rawFolder, fetched, batch } = await place();
  const { outFolder, journal, offer } = batch('out');
  for (const name of 'abcdefgh') await fetched(url(name));
  offer(url('h'), 'failed');
  const files = () =>
    readdirSync(rawFolder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.br'));
  let asked = 0;
  const dying = pruneRawStore(rawFolder, Date.now() - DAY_MS, () => {
    asked += 1;
    if (asked > 4) throw new Error('killed');
    return asked === 1;
  });
  await expect(dying).rejects.toThrow('killed');
  expect(files()).toHaveLength(5);
  await fetched(url('h'));
  await forgetOld({ ...KEEP, outFolder, journal, fetchedFolder });
  expect(files()).toHaveLength(1);
});

test('an article that others are copies of stays with them; documents of folders without a batch go by age', async () => {
  const { cwd, fetchedFolder, batch, index, document, documents } = await place();
  const { outFolder, journal, offer } = batch('out');
  offer('k', 'waiting');
  for (const name of 'ab') document(outFolder, name);
  document(outFolder, 'k', 'a');
  const [folder, theirs] = [path.join(cwd, 'run'), batch('theirs').outFolder];
  for (const name of 'xyz') document(folder, name);
  document(folder, 'c', 'x');
  document(theirs, 't');
  index.touch(index.find(folder, 'z')?.id ?? 0);
  expect(await forgetOld({ ...KEEP, outFolder, journal, index, fetchedFolder })).toMatchObject({
    documents: 4,
  });
  expect(documents(outFolder, 'abk')).toBe('ak');
  expect(documents(folder, 'cxyz')).toBe('z');
  expect(documents(theirs, 't')).toBe('t');
});

test('a file that lost a good part of what it held gives the room back', async () => {
  const { fetchedFolder, cache, batch } = await place();
  const { outFolder, journal } = batch('out');
  const record = { finalUrl: 'u', hash: 'h', freshUntil: 0, checkedAt: OLD };
  for (let n = 0; n < 2000; n++) cache.save({ ...record, url: url(`${'x'.repeat(600)}${n}`) });
  await forgetOld({ ...KEEP, outFolder, journal, fetchedFolder });
  cache.close();
  expect(statSync(path.join(fetchedFolder, 'fetched.db')).size).toBeLessThan(100_000);
});

test('a night that fetches is known to the folder, and forgets nothing that the next one needs', async () => {
  const { cwd, env } = await nightPlace(0);
  const site = await openLocalSite();
  const text = `<article><h1>Der Brunnen</h1><p>${'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz. '.repeat(4)}</p></article>`;
  site.on('/robots.txt', { body: 'User-agent: *\nAllow: /\n' });
  site.on('/a', { headers: { 'content-type': 'text/html', etag: '"1"' }, body: text });
  writeFileSync(
    path.join(cwd, 'site.yaml'),
    `version: 1\nsources: [{ type: url, url: ${site.url}/a }]\nfetch: { allowHosts: [127.0.0.1], delayMs: 0 }\nstages: [detect-language, translate]\nprovider: { id: deepl }\n`,
  );
  const night = ['nightly', 'site.yaml', '-q'];
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  const raw = path.join(cwd, 'memory/fetched/raw');
  const files = () =>
    readdirSync(raw, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.br'));
  for (const file of files()) utimesSync(path.join(raw, file), OLD / 1000, OLD / 1000);
  const cache = new Database(path.join(cwd, 'memory/fetched/fetched.db'));
  cache.prepare('UPDATE response SET checked_at = ?').run(OLD);
  cache.close();
  expect((await cli(['journal', 'prune', '--days', '30'], { cwd, env })).stdout).toContain('1 files of what');
  // robots.txt, which no item needs.
  expect(files()).toHaveLength(1);
});

test('a night that keeps nothing keeps itself: its run, its report and what became of its items', async () => {
  const { cwd, env } = await nightPlace(1);
  const night = ['nightly', 'paid.yaml', 'in', '-q', '--keep', '0'];
  await cli(night, { cwd, env });
  await cli([...night, '--redo'], { cwd, env });
  const runs = () => cli(['runs', '--json'], { cwd });
  expect(JSON.parse((await runs()).stdout)).toMatchObject([{ run: 2, outcome: 'finished' }]);
  const reports = readdirSync(path.join(cwd, 'out/.klartext/reports'));
  expect(reports.map((name) => name.replace(/^.*-run-/, '')).sort()).toEqual(['2.html', '2.json']);
  const history = await cli(['history', 'in/ort-0000.md', '--json'], { cwd });
  expect(JSON.parse(history.stdout)).toMatchObject({ state: 'done' });
  // `retry --failed` works by the pipeline of the latest run.
  await cli(['journal', 'prune', '--days', '0'], { cwd, env });
  expect(JSON.parse((await runs()).stdout)).toMatchObject([{ run: 2 }]);
});

test('the index of a day names what was forgotten since, when something else of that day changes', async () => {
  const { cwd, env } = await nightPlace(3);
  const night = ['nightly', 'paid.yaml', 'in', '-q'];
  await cli(night, { cwd, env });
  const [day] = readdirSync(path.join(cwd, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('index.md'),
  );
  const index = () => readFileSync(path.join(cwd, 'out', day ?? ''), 'utf8');
  const before = index();
  expect(before.match(/ort-000\d/g)?.length).toBeGreaterThanOrEqual(3);
  rmSync(path.join(cwd, 'in/ort-0001.md'));
  const journal = new Database(deskFiles(path.join(cwd, 'out')).journal);
  expect(journal.prepare("DELETE FROM item WHERE output LIKE '%ort-0001%'").run().changes).toBe(1);
  journal.close();
  writeArticle(cwd, 2, `${articleText(2)}\nSpäter wurde es Nacht.\n`);
  await cli(night, { cwd, env });
  expect(index()).toBe(before.replace(/(\(files\/ort-0002.*)/, '$1 · revision 2'));
});
