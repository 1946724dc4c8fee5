/** What counts as an attempt of an item, and what does not. */
import { expect, test } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import { fakeProvider, upperCase } from './support/fake-providers.ts';
import { listSource, spendNight, withJournal } from './support/night.ts';
import { temporaryFolder } from './support/tmp.ts';

const page = (n: number, more: object = {}) => ({
  key: `https://www.example.org/news/brunnen-${n}.html`,
  url: `https://www.example.org/news/brunnen-${n}.html`,
  version: 'a',
  content: `# Der Brunnen ${n}\n\nDer alte Brunnen Nummer ${n} steht seit hundert Jahren auf dem Marktplatz der Stadt.\n`,
  ...more,
});
const pages = (count: number) => Array.from({ length: count }, (_, n) => page(n));
const countsOf = (cwd: string) => withJournal(cwd, ({ views }) => views.counts());

/** Answers `perNight` texts, and from then on as a service does whose budget is spent. */
function cappedProvider(perNight: number) {
  let left = perNight;
  return fakeProvider(({ source }) => {
    if (left === 0) throw new KlartextError('BUDGET_EXHAUSTED', 'The budget leaves no room.');
    left -= 1;
    return upperCase(source);
  });
}

test('what waits for the budget is given up by no number of nights', async () => {
  const cwd = temporaryFolder();
  // Two texts an article, and room for two articles a night.
  for (let night = 0; night < 6; night++)
    await spendNight({ cwd, provider: cappedProvider(4), sources: [listSource(pages(12))] });
  expect(await countsOf(cwd)).toEqual({ done: 12 });
});

test('an update that waits for the budget is no failed attempt either', async () => {
  const cwd = temporaryFolder();
  await spendNight({ cwd, provider: cappedProvider(2), sources: [listSource(pages(1))] });
  const update = page(0, { version: 'b', content: '# Neues\n\nDer Brunnen wurde heute neu gestrichen.\n' });
  for (let night = 0; night < 4; night++)
    await spendNight({ cwd, provider: cappedProvider(0), sources: [listSource([update])] });
  expect(await withJournal(cwd, ({ views }) => views.find(update.key))).toMatchObject({
    state: 'failed',
    attempts: 0,
  });
  await spendNight({ cwd, provider: cappedProvider(2), sources: [listSource([update])] });
  expect(await countsOf(cwd)).toEqual({ done: 1 });
});

test('what was asked for once counts, though its host is left alone when it would be asked again', async () => {
  const cwd = temporaryFolder();
  let asked = 0;
  const load = async () => {
    asked += 1;
    throw new KlartextError('SOURCE_UNAVAILABLE', `example.org: nothing came (${asked}).`, {
      isUntried: asked > 1,
    });
  };
  await spendNight({ cwd, sources: [listSource([page(1, { load })])] });
  expect(asked).toBe(2);
  expect(await withJournal(cwd, ({ views }) => views.find(page(1).key))).toMatchObject({ attempts: 1 });
});

test('a service that is away all night costs no attempt; one text that it never answers does', async () => {
  const cwd = temporaryFolder();
  const away = (isAway: (source: string) => boolean) =>
    fakeProvider(({ source }) => {
      if (isAway(source)) throw new KlartextError('PROVIDER_UNAVAILABLE', 'expected an answer, got none.');
      return upperCase(source);
    });
  const night = (isAway: (source: string) => boolean) =>
    spendNight({ cwd, concurrency: 1, provider: away(isAway), sources: [listSource(pages(2))] });
  for (let n = 0; n < 4; n++) await night(() => true);
  expect(await countsOf(cwd)).toEqual({ partial: 2 });
  await night((source) => source.includes('Brunnen 1'));
  expect(await withJournal(cwd, ({ views }) => views.find(page(1).key))).toMatchObject({
    state: 'partial',
    attempts: 1,
  });
});
