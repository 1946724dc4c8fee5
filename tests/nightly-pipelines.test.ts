/** Several pipelines in one folder: each article is of one of them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import { fakeProvider, upperCase } from './support/fake-providers.ts';
import { listSource, type NightSettings, spendNight, withJournal } from './support/night.ts';
import { temporaryFolder } from './support/tmp.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 20);
const page = (version = 'a', more: object = {}) => ({
  key: 'https://www.example.org/news/brunnen.html',
  url: 'https://www.example.org/news/brunnen.html',
  version,
  content: `# Der Brunnen\n\nDer alte Brunnen steht seit hundert Jahren auf dem Marktplatz (${version}).\n`,
  ...more,
});
const broken = page('a', {
  load: async () => {
    throw new KlartextError('SOURCE_UNAVAILABLE', 'www.example.org: nothing came.');
  },
});

const itemOf = (cwd: string) => withJournal(cwd, ({ views }) => views.find(page().key));
const textOf = async (cwd: string) =>
  readFile(path.join(cwd, 'out', (await itemOf(cwd))?.output ?? ''), 'utf8');

type Settings = Partial<NightSettings> & Pick<NightSettings, 'cwd' | 'sources'>;
const night = (day: number, settings: Settings) => spendNight({ now: () => START + day * DAY, ...settings });
const translating = (day: number, settings: Settings) =>
  night(day, { pipeline: 'translating', fingerprint: 'two', provider: upperProvider(), ...settings });
const cleaning = (day: number, settings: Settings) => night(day, { ...settings, pipeline: 'cleaning' });
const upperProvider = () => fakeProvider(({ source }) => upperCase(source));

test('what one pipeline has only cleaned, one that translates takes over and keeps', async () => {
  const cwd = temporaryFolder();
  await cleaning(0, { cwd, sources: [listSource([page()])] });
  expect(await itemOf(cwd)).toMatchObject({ state: 'done', status: 'cleaned' });
  await translating(0, { cwd, sources: [listSource([page()])] });
  expect(await itemOf(cwd)).toMatchObject({ state: 'done', status: 'translated' });
  const update = listSource([page('b')]);
  await cleaning(1, { cwd, sources: [update] });
  expect(update.loads).toEqual([]);
  expect(await textOf(cwd)).toContain('DER ALTE BRUNNEN');
  await translating(1, { cwd, sources: [listSource([page('b')])] });
  expect(await textOf(cwd)).toContain('(B)');
});

test('a pipeline that translates from now on translates what it has only cleaned', async () => {
  const cwd = temporaryFolder();
  await cleaning(0, { cwd, sources: [listSource([page()])] });
  await translating(1, { cwd, pipeline: 'cleaning', sources: [listSource([page()])] });
  expect(await itemOf(cwd)).toMatchObject({ status: 'translated' });
});

test('what a pipeline has failed at, another leaves to it, offered to it or not', async () => {
  const cwd = temporaryFolder();
  await translating(0, { cwd, sources: [listSource([broken])] });
  const asked: string[] = [];
  const revive = async ({ key }: { key: string }) => {
    asked.push(key);
    return undefined;
  };
  await cleaning(0, { cwd, sources: [listSource([], 'other')], revive });
  const offered = listSource([page()]);
  await cleaning(0, { cwd, sources: [offered] });
  expect([asked, offered.loads]).toEqual([[], []]);
  await translating(1, { cwd, sources: [listSource([], 'list')], revive });
  expect(asked).toEqual([page().key]);
});

test('a pipeline that has not run for a week leaves its articles to the others', async () => {
  const cwd = temporaryFolder();
  await translating(0, { cwd, sources: [listSource([broken])] });
  await cleaning(7, { cwd, sources: [listSource([page()])] });
  expect(await itemOf(cwd)).toMatchObject({ state: 'failed' });
  await cleaning(9, { cwd, sources: [listSource([page()])] });
  expect(await itemOf(cwd)).toMatchObject({ state: 'done', status: 'cleaned' });
});
