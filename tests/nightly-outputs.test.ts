/** What becomes of outputs that people deleted, and what a night does not write over. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listInputs } from '../src/sources/files.ts';
import { cli } from './support/cli.ts';
import { upperCaseProvider } from './support/fake-providers.ts';
import { type FakeItem, listSource, spendNight, withJournal } from './support/night.ts';
import { documents, nightPlace } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const KEY = 'https://www.example.org/news/brunnen.html';
const TEXT = 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz der Stadt.';
const page = (more: Partial<FakeItem> = {}): FakeItem => ({
  key: KEY,
  url: KEY,
  content: `# Vom Brunnen\n\n${TEXT}\n`,
  ...more,
});
const outputs = (cwd: string) => documents(path.join(cwd, 'out'));

function deleteOutputs(cwd: string): void {
  for (const name of Object.keys(outputs(cwd))) rmSync(path.join(cwd, 'out', name));
}

test.each([
  ['an item that has to be loaded to tell', {}, {}],
  ['any item, with --redo', { version: 'a' }, { redo: true }],
])('the output of %s is made again when it is gone', async (_, version, more) => {
  const cwd = temporaryFolder();
  const night = (settings = {}) =>
    spendNight({
      ...{ cwd, provider: upperCaseProvider(), sources: [listSource([page(version)])] },
      ...settings,
    });
  await night();
  const before = outputs(cwd);
  deleteOutputs(cwd);
  expect((await night(more)).tally.figures).toMatchObject({ written: 1, unchanged: 0 });
  expect(outputs(cwd)).toEqual(before);
});

test('retry --failed brings back what is gone, from memory, and leaves the rest alone', async () => {
  const { cwd, fake, env } = await nightPlace(3);
  await cli(['nightly', 'paid.yaml', 'in', '-q'], { cwd, env });
  const [before, asked] = [outputs(cwd), fake.ledger.requests];
  rmSync(path.join(cwd, 'out', Object.keys(before)[1] as string));
  const { code, stdout } = await cli(['retry', '--failed', '--json'], { cwd, env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).figures).toMatchObject({ written: 1, unchanged: 0 });
  expect(outputs(cwd)).toEqual(before);
  expect(fake.ledger.requests).toBe(asked);
});

describe('an update that has lost its text', () => {
  const sentence = (n: number) =>
    `Am ${n}. Tag kamen viele Leute zu diesem alten Brunnen und holten ihr Wasser.`;
  const html = (sentences: number, { head = '', more = '' } = {}) =>
    `<html lang="de"><head><title>Vom Brunnen</title>${head}</head><body><article><h1>Vom Brunnen</h1>${Array.from(
      { length: sentences },
      (_, n) => `<p>${sentence(n)} ${sentence(n + 100)}</p>`,
    ).join('')}${more}</article></body></html>`;
  const paywall = {
    head: '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
    more: '<p>Weiterlesen mit Plus. Jetzt Abo abschließen und alle Artikel lesen.</p>',
  };
  const upkeep = `<html lang="de"><head><title>Wartung</title></head><body><p>Diese Seite ist wegen Wartungsarbeiten derzeit nicht erreichbar.</p></body></html>`;
  const offer = (content: string, version = 'b') => page({ content, version, format: 'html' });
  const whole = html(10);
  const place = async (first = whole) => {
    const cwd = temporaryFolder();
    const night = (item: FakeItem) =>
      spendNight({ cwd, provider: upperCaseProvider(), sources: [listSource([item])] });
    await night(offer(first, 'a'));
    return { cwd, night, before: outputs(cwd) };
  };

  test.each([
    ['a part of it', html(2), /has 5\d of 2[6-9]\d words/],
    ['what stands before a paywall', html(6, paywall), /paywall/],
    ['a notice of upkeep', upkeep, /has \d+ of 2[6-9]\d words/],
  ])('to %s is not taken, but told, and given up until it changes', async (_, content, message) => {
    const { cwd, night, before } = await place();
    for (const state of ['failed', 'failed', 'dead']) {
      const { tally } = await night(offer(content));
      expect(tally.figures).toMatchObject({ written: 0, failed: 1 });
      const item = await withJournal(cwd, ({ views }) => views.find(KEY));
      expect(item).toMatchObject({ state, code: 'SHRUNK', message: expect.stringMatching(message) });
    }
    expect((await night(offer(content))).tally.figures).toMatchObject({ known: 1, failed: 0 });
    expect(outputs(cwd)).toEqual(before);
    await night(offer(html(11), 'c'));
    expect(Object.values(outputs(cwd))[0]).toMatch(/^revision: 2$/m);
  });

  test('is taken when its output was deleted', async () => {
    const { cwd, night } = await place();
    const short = offer(html(2));
    await night(short);
    deleteOutputs(cwd);
    expect((await night(short)).tally.figures).toMatchObject({ written: 1 });
    expect(Object.values(outputs(cwd))[0]).toMatch(/^revision: 2$/m);
  });

  test('is no loss when the earlier version had no more, or was as little whole', async () => {
    for (const [first, second] of [
      [html(3), html(1)],
      [html(6, paywall), html(5, paywall)],
    ] as const) {
      const { night } = await place(first);
      expect((await night(offer(second))).tally.figures).toMatchObject({ written: 1, failed: 0 });
    }
  });

  test('costs no attempt when the next night finds the page as it was', async () => {
    const { cwd, night } = await place();
    await night(offer(upkeep));
    expect((await night(offer(whole, 'c'))).tally.figures).toMatchObject({ unchanged: 1 });
    const item = await withJournal(cwd, ({ views }) => views.find(KEY));
    expect(item).toMatchObject({ state: 'done', attempts: 0, code: null });
  });
});

describe('a page that came as a notice the first time', () => {
  const html = (body: string) =>
    `<html lang="de"><head><title>Vom Brunnen</title></head><body><article><h1>Vom Brunnen</h1>${body}</article></body></html>`;
  const upkeep = html('<p>Diese Seite ist wegen Wartungsarbeiten derzeit nicht erreichbar.</p>');
  const article = html(`<p>${Array(12).fill(TEXT).join(' ')}</p>`);
  const fetched = (content: string) =>
    page({
      version: 'a',
      load: async () => ({ content: Buffer.from(content), format: 'html', url: KEY }),
    });
  const place = () => {
    const cwd = temporaryFolder();
    const night = (item: FakeItem) =>
      spendNight({ cwd, provider: upperCaseProvider(), sources: [listSource([item])] });
    const item = () => withJournal(cwd, ({ views }) => views.find(KEY));
    return { cwd, night, item };
  };

  test('is told and asked for again until the article is there', async () => {
    const { cwd, night, item } = place();
    const { tally } = await night(fetched(upkeep));
    expect(tally.figures).toMatchObject({ written: 0, failed: 1 });
    expect(Object.values(outputs(cwd))).toEqual([expect.stringContaining('WARTUNGSARBEITEN')]);
    const message = expect.stringContaining('reports an error');
    expect(await item()).toMatchObject({ state: 'partial', attempts: 1, code: 'NO_ARTICLE', message });
    expect((await night(fetched(upkeep))).tally.figures).toMatchObject({ written: 0, failed: 1 });
    expect((await night(fetched(article))).tally.figures).toMatchObject({ written: 1, failed: 0 });
    expect(await item()).toMatchObject({ state: 'done', attempts: 0, code: null });
    expect(Object.values(outputs(cwd))).toEqual([expect.stringMatching(/^revision: 2$/m)]);
    expect((await night(fetched(article))).tally.figures).toMatchObject({ known: 1 });
  });

  test('is told and asked for again where it is an article that breaks off', async () => {
    const { night, item } = place();
    const cut = article.slice(0, article.lastIndexOf('</p>'));
    expect((await night(fetched(cut))).tally.figures).toMatchObject({ written: 0, failed: 1 });
    const message = expect.stringContaining('no whole article: the page breaks off');
    expect(await item()).toMatchObject({ state: 'partial', code: 'NO_ARTICLE', message });
    expect((await night(fetched(article))).tally.figures).toMatchObject({ written: 1, failed: 0 });
    expect((await night(fetched(cut))).tally.figures).toMatchObject({ known: 1 });
  });

  test('is given up in the end, also when it is another notice each night', async () => {
    for (const content of [() => upkeep, (n: number) => upkeep.replace('Diese', `${n}: Diese`)]) {
      const { night, item } = place();
      for (const [n, state] of ['partial', expect.stringMatching(/partial|failed/), 'dead'].entries()) {
        await night(fetched(content(n)));
        expect(await item()).toMatchObject({ state, attempts: n + 1, code: 'NO_ARTICLE' });
      }
      expect((await night(fetched(upkeep))).tally.figures).toMatchObject({ known: 1, failed: 0 });
    }
  });

  test('is done where it is what a feed gives as its text', async () => {
    const { night, item } = place();
    const { tally } = await night(page({ content: upkeep, format: 'html' }));
    expect(tally.figures).toMatchObject({ written: 1, failed: 0 });
    expect(await item()).toMatchObject({ state: 'done' });
  });
});

describe('an output that was edited by hand', () => {
  const update = page({ content: `# Vom Brunnen\n\n${TEXT}\n\nEr wurde heute neu gestrichen.\n` });
  const edited = async (edit: (text: string) => string) => {
    const cwd = temporaryFolder();
    const night = (item: FakeItem) =>
      spendNight({ cwd, provider: upperCaseProvider(), sources: [listSource([item])] });
    await night(page());
    const [[name, text] = ['', '']] = Object.entries(outputs(cwd));
    const file = path.join(cwd, 'out', name);
    writeFileSync(file, edit(text));
    return { cwd, night, file, text: edit(text) };
  };
  const setAside = (file: string) =>
    readdirSync(path.dirname(file)).filter((name) => name.startsWith(`${path.basename(file)}.`));

  test.each([
    ['in its text', (text: string) => text.replace('BRUNNEN STEHT', 'fountain stands')],
    ['into something else', () => 'My own notes on the fountain.\n'],
  ])('%s is kept beside the update that takes its place, and told of', async (_, edit) => {
    const { cwd, night, file, text } = await edited(edit);
    const { events, tally } = await night(update);
    expect(Object.values(outputs(cwd))).toEqual([expect.stringContaining('GESTRICHEN')]);
    const [name = ''] = setAside(file);
    expect(readFileSync(path.join(path.dirname(file), name), 'utf8')).toBe(text);
    const notice = expect.stringContaining(name);
    expect(events).toContainEqual(expect.objectContaining({ type: 'notice', message: notice }));
    expect(tally.notices).toEqual([notice]);
    // It is no output and no input, for no later step.
    rmSync(path.join(cwd, 'out/.klartext'), { recursive: true });
    expect(await withJournal(cwd, ({ views }) => views.counts())).toEqual({ done: 1 });
    expect(await listInputs(['out'], cwd)).toHaveLength(1);
  });

  test('stays as it is where nothing is written', async () => {
    const { cwd, night, file, text } = await edited((text) =>
      text.replace('BRUNNEN STEHT', 'fountain stands'),
    );
    await night(page());
    expect(Object.values(outputs(cwd))).toEqual([text]);
    expect(setAside(file)).toEqual([]);
  });

  test('by nobody is simply replaced', async () => {
    const { night, file } = await edited((text) => text);
    await night(update);
    expect(setAside(file)).toEqual([]);
  });
});

describe('metrics go where nothing is lost by it, or the night does not begin', () => {
  test.each([
    ['paid.yaml', 'a name that ends in .prom'],
    ['theirs.prom', 'holds no metrics of klartext'],
    ['folder.prom', 'holds no metrics of klartext'],
  ])('%s', async (name, why) => {
    const { cwd, env } = await nightPlace(1);
    writeFileSync(path.join(cwd, 'theirs.prom'), '# HELP backup_seconds How long it took.\n');
    mkdirSync(path.join(cwd, 'folder.prom'));
    const before = readdirSync(cwd);
    const pipeline = readFileSync(path.join(cwd, 'paid.yaml'), 'utf8');
    const { code, stderr } = await cli(['nightly', 'paid.yaml', 'in', '--metrics', name], { cwd, env });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(why) });
    expect(readdirSync(cwd)).toEqual(before);
    expect(readFileSync(path.join(cwd, 'paid.yaml'), 'utf8')).toBe(pipeline);
  });

  test('those of an earlier night are replaced', async () => {
    const { cwd, env } = await nightPlace(1);
    const night = () => cli(['nightly', 'paid.yaml', 'in', '-q', '--metrics', 'a/k.prom'], { cwd, env });
    expect([(await night()).code, (await night()).code]).toEqual([0, 0]);
    expect(readFileSync(path.join(cwd, 'a/k.prom'), 'utf8')).toContain('outcome="written"} 0\n');
  });
});

test("a day's index that is gone comes back with the next night; a day that was taken away does not", async () => {
  const { cwd, env } = await nightPlace(1);
  const night = ['nightly', 'paid.yaml', 'in', '-q'];
  await cli(night, { cwd, env });
  const [name = ''] = Object.keys(documents(path.join(cwd, 'out')));
  const day = path.join(cwd, 'out', name.slice(0, 10));
  const index = path.join(day, 'index.md');
  const before = readFileSync(index, 'utf8');
  rmSync(index);
  await cli(night, { cwd, env });
  expect(readFileSync(index, 'utf8')).toBe(before);
  rmSync(day, { recursive: true });
  await cli(night, { cwd, env });
  expect(existsSync(day)).toBe(false);
});
