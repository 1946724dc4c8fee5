/** One item that several sources offer, or one source several times. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import { identify } from '../src/run/nightly/entry-key.ts';
import type { Candidate } from '../src/sources/source.ts';
import { Journal } from '../src/store/journal.ts';
import type { Claim } from '../src/store/journal-types.ts';
import { fakeProvider, upperCase, upperCaseProvider } from './support/fake-providers.ts';
import { type FakeItem, listSource, spendNight, withJournal } from './support/night.ts';
import { documents } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const KEY = 'https://www.example.org/news/brunnen.html';
const TEXT = 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz der Stadt.';
const page = (more: Partial<FakeItem> = {}): FakeItem => ({
  key: KEY,
  url: KEY,
  version: 'a',
  content: `# Vom Brunnen\n\n${TEXT}\n`,
  ...more,
});
const outputs = (cwd: string) => Object.values(documents(path.join(cwd, 'out')));
const itemOf = (cwd: string) => withJournal(cwd, ({ views }) => views.find(KEY));

/** Offers its items when it is time. */
function lateSource(items: FakeItem[], name: string, isTime: () => boolean): ReturnType<typeof listSource> {
  const list = listSource(items, name);
  const { read } = list;
  list.read = async function* (...args) {
    while (!isTime()) await sleep(5);
    yield* read(...args);
  };
  return list;
}

/** Whether the item was worked in a run; asked while the night goes on. */
function wasWorkedIn(cwd: string, run: number): () => boolean {
  const journal = new Journal({ file: path.join(cwd, 'out/.klartext/journal.db') });
  onTestFinished(() => journal.close());
  return () => {
    const item = journal.views.find(KEY);
    const attempts = item ? journal.views.attempts(item.id) : [];
    return attempts.some((attempt) => attempt.run === run && attempt.ended !== null);
  };
}

describe('an item that several sources offer', () => {
  test('is tried once in a night', async () => {
    const cwd = temporaryFolder();
    const error = new KlartextError('SOURCE_REFUSED', 'example.org is not there (404).');
    const one = listSource([page({ error })], 'one');
    const late = lateSource([page({ error, version: 'b' })], 'two', wasWorkedIn(cwd, 1));
    await spendNight({ cwd, sources: [one, late] });
    expect([...one.loads, ...late.loads]).toHaveLength(1);
    expect(await itemOf(cwd)).toMatchObject({ state: 'failed', attempts: 1 });
  });

  test('stays with the one that it came from, and is given up like any other', async () => {
    const cwd = temporaryFolder();
    const provider = fakeProvider(({ source }) => (source.includes('FEHLT') ? undefined : upperCase(source)));
    const full = page({ content: `# Vom Brunnen\n\n${TEXT}\n\nAm Abend FEHLT dort das Wasser.\n` });
    const teaser = page({ version: 'b', content: '# Vom Brunnen\n\nNur ein kurzer Satz mit FEHLT darin.\n' });
    await spendNight({ cwd, provider, sources: [listSource([full], 'full'), listSource([], 'teaser')] });
    const before = outputs(cwd);
    const teasers = [];
    for (let night = 0; night < 4; night++) {
      // The other one is quicker.
      const quick = listSource([teaser], 'teaser');
      const late = lateSource([full], 'full', () => quick.taken > 0);
      await spendNight({ cwd, provider, sources: [quick, late] });
      teasers.push(...quick.loads);
    }
    expect(teasers).toEqual([]);
    expect(outputs(cwd)).toEqual(before);
    expect(await itemOf(cwd)).toMatchObject({ state: 'dead', attempts: 3 });
  });

  test('is taken from another one when its own offers it no more, and then stays there', async () => {
    const cwd = temporaryFolder();
    const update = page({
      version: 'b',
      content: `# Vom Brunnen\n\n${TEXT}\n\nEr wurde heute gestrichen.\n`,
    });
    const night = async (own: FakeItem[], other: FakeItem[]) => {
      const sources = [listSource(own, 'own'), listSource(other, 'other')];
      await spendNight({ cwd, provider: upperCaseProvider(), sources });
      return sources.map(({ loads }) => loads.length);
    };
    expect(await night([page()], [])).toEqual([1, 0]);
    expect(await night([page()], [update])).toEqual([0, 0]);
    expect(await night([], [update])).toEqual([0, 1]);
    expect(outputs(cwd)[0]).toMatch(/GESTRICHEN/);
    expect(await itemOf(cwd)).toMatchObject({ state: 'done', revision: 2, source: 'other', version: 'b' });
    expect(await night([], [update])).toEqual([0, 0]);
    expect(await night([page()], [update])).toEqual([0, 0]);
  });
});

test('a title that its source corrects is taken, and once', async () => {
  const cwd = temporaryFolder();
  const content = `${TEXT}\n`;
  const night = (title: string, version: string) =>
    spendNight({
      ...{ cwd, provider: upperCaseProvider() },
      sources: [listSource([page({ content, version, metadata: { title } })])],
    });
  await night('Zehn neue Brunnen', 'a');
  await night('Zwei neue Brunnen', 'b');
  expect(outputs(cwd)).toEqual([expect.stringContaining('title: ZWEI NEUE BRUNNEN')]);
  const [written] = outputs(cwd);
  // Other things of a feed's entry change as well: its comments are counted, say.
  const { events } = await night('Zwei neue Brunnen', 'c');
  expect(events.map(({ type }) => type)).toContain('unchanged');
  expect(outputs(cwd)).toEqual([written]);
});

test('a version that is offered while another is in work is not taken for done', async () => {
  const cwd = temporaryFolder();
  const day = '2026-11-23';
  const offer = { key: KEY, source: 'list', host: 'example.org', output: 'x.md', metadata: '{}', day };
  const ends: ((journal: Journal, claim: Claim) => void)[] = [
    (journal, claim) => journal.unchanged(claim),
    (journal, claim) => journal.written(claim, WRITTEN),
  ];
  await withJournal(cwd, (journal) => {
    const { run } = journal.beginRun({ pipeline: 'fake', pid: 1, day });
    for (const end of ends) {
      const { id } = journal.offer(run, { ...offer, version: 'a' }, day);
      const claim = journal.claim(run, id, 'a') as Claim;
      journal.offer(run, { ...offer, version: 'b' }, day);
      end(journal, claim);
      expect(journal.views.find(KEY)).toMatchObject({ state: 'done', version: 'a', offered: 'b' });
      // What its source does not offer any more is taken up as it was offered last.
      journal.written(journal.claim(run, id, undefined) as Claim, WRITTEN);
      expect(journal.views.find(KEY)).toMatchObject({ version: 'b' });
    }
  });
});

test('an article whose site goes over to https is the one that it was, and its updates are its own', async () => {
  const cwd = temporaryFolder();
  const night = (url: string, version: string, content: string) =>
    spendNight({
      ...{ cwd, provider: upperCaseProvider() },
      sources: [listSource([{ key: url, url, version, content }])],
    });
  const old = KEY.replace('https:', 'http:');
  const text = `# Vom Brunnen\n\n${TEXT}\n`;
  await night(old, 'a', text);
  const before = outputs(cwd);
  await night(KEY, 'b', text);
  expect(outputs(cwd)).toEqual(before);
  await night(KEY, 'c', `${text}\nEr wurde heute gestrichen.\n`);
  expect(outputs(cwd)).toEqual([expect.stringMatching(/GESTRICHEN/)]);
  expect(await withJournal(cwd, ({ views }) => views.find(old))).toMatchObject({
    ...{ key: old, url: KEY, revision: 2, version: 'c' },
  });
  expect(await itemOf(cwd)).toMatchObject({ key: old });
  // A crawl may hold what stood there before and after.
  const both = [old, KEY].map((url, n) => ({
    key: `${url}#`,
    url: `${url}#`,
    content: `${text}\n${n} Leute kamen.\n`,
  }));
  await spendNight({ cwd, provider: upperCaseProvider(), sources: [listSource(both)] });
  expect(outputs(cwd)).toHaveLength(3);
});

test('an entry is asked for by each of its keys once', () => {
  const url = 'https://example.org/ticker';
  const entry = { id: '1', key: 'https://example.org/feed.xml#1' };
  const load = async () => ({ content: '' });
  const asked: string[] = [];
  const ask = (candidate: Partial<Candidate>) =>
    identify({ key: url, url, metadata: {}, load, ...candidate }, 'feed', {
      itemOf: (key) => void asked.push(key),
      entryOf: () => undefined,
      isHeard: () => false,
    });
  expect(ask({})).toEqual({ key: url, known: undefined });
  expect(ask({ entry })).toEqual({ key: url, known: undefined });
  expect(ask({ entry, key: entry.key })).toEqual({ key: entry.key, known: undefined });
  const byScheme = (keys: string[]) => keys.flatMap((one) => [one, one.replace('https:', 'http:')]);
  expect(asked).toEqual(byScheme([url, url, entry.key, url, entry.key]));
});

test('an entry whose address is another each night is the one that it was, and no other with its id', async () => {
  const cwd = temporaryFolder();
  const metadata = { title: 'Vom Brunnen', published: '2026-11-23T08:00:00Z' };
  const text = `# Vom Brunnen\n\n${TEXT}\n`;
  const night = async (session: string, told: Partial<FakeItem> = {}) => {
    const url = `${KEY}?sid=${session}`;
    const entry = { id: 'g-1', key: 'https://example.org/feed.xml#g-1' };
    const item = { key: url, url, version: session, metadata, entry, content: text, ...told };
    return spendNight({ cwd, provider: upperCaseProvider(), sources: [listSource([item])] });
  };
  await night('1');
  const before = outputs(cwd);
  expect((await night('2')).tally.figures).toMatchObject({ written: 0, unchanged: 1 });
  expect(outputs(cwd)).toEqual(before);
  await night('3', { content: `${text}\nEr wurde heute gestrichen.\n` });
  expect(outputs(cwd)).toEqual([expect.stringMatching(/GESTRICHEN/)]);
  for (const [session, other] of [
    ['4', { ...metadata, title: 'Vom Ofen' }],
    ['5', { ...metadata, published: '2026-11-24T08:00:00Z' }],
    ['6', { title: 'Vom Brunnen' }],
  ] as const)
    await night(session, { metadata: other, content: `${text}\n${session} Leute kamen.\n` });
  expect(outputs(cwd)).toHaveLength(4);
});

const WRITTEN = {
  ...{ state: 'done' as const, status: 'translated' as const, revision: 1 },
  ...{ sourceHash: 's', fingerprint: 'f', bodyHash: 'b' },
};
