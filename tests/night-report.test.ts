/** What a night leaves: indexes, feeds, the report as data, as a page, as metrics. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import type { Element } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { parse } from 'parse5';
import { SaxesParser } from 'saxes';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import type { Io } from '../src/cli/io.ts';
import { createNightLog } from '../src/cli/night-log.ts';
import { parseMarkdown, stringifyMarkdown } from '../src/document/markdown.ts';
import { KlartextError } from '../src/errors.ts';
import { openDesk } from '../src/run/nightly/desk.ts';
import { Tally } from '../src/run/nightly/tally.ts';
import type { Article } from '../src/run/report/article.ts';
import { dayIndex } from '../src/run/report/day-index.ts';
import { feeds } from '../src/run/report/feeds.ts';
import { leaveReport } from '../src/run/report/leave.ts';
import { metrics } from '../src/run/report/metrics.ts';
import { reportPage } from '../src/run/report/page.ts';
import type { JournalItem } from '../src/store/journal-types.ts';
import { cli } from './support/cli.ts';
import { hostileReport } from './support/hostile-report.ts';
import { listSource, spendNight } from './support/night.ts';
import { nightPlace, writeArticle } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const TEXT = 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz der Stadt.';

function elements(html: string): Element[] {
  const found: Element[] = [];
  visit(fromParse5(parse(html)), 'element', (node) => void found.push(node));
  return found;
}

test('the page holds whatever text there is as text, loads nothing and runs nothing', () => {
  const html = reportPage(hostileReport());
  const all = elements(html);
  expect(
    all.filter(({ tagName }) => ['script', 'img', 'iframe', 'object', 'embed'].includes(tagName)),
  ).toEqual([]);
  for (const { tagName, properties } of all) {
    expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([]);
    expect(properties.src).toBeUndefined();
    if (properties.href !== undefined)
      expect(`${tagName} ${properties.href}`).toMatch(/^(?:a https?:\/\/|link data:,$)/);
  }
  expect(all.filter(({ tagName }) => tagName === 'a').map(({ properties }) => properties.href)).toEqual([
    'https://example.org/a',
  ]);
  expect(html).not.toMatch(/@import|url\(/);
  expect(html.split('alert(1)').length).toBeGreaterThan(8);
  for (const part of ['Do this.', 'given up', '3.00 EUR of 4.00 EUR', 'klartext retry --failed', '<svg'])
    expect(html).toContain(part);
});

test('a night without anything to tell is a page, too', () => {
  const { figures } = new Tally();
  const html = reportPage(
    hostileReport({
      figures,
      removed: [],
      lowest: [],
      budgets: [],
      hosts: [],
      troubles: [],
      problems: [],
      minutes: [],
      archive: {},
    }),
  );
  expect(html).toContain('All is well. 0 articles');
});

test.each([
  ['an article was left in German', { statuses: { translated: 1, untranslated: 1 } }],
  ['something failed', { failed: 1 }],
])('a night in which %s was no success to those who watch the metrics', (_, told) => {
  const { figures } = new Tally();
  const success = (more: object, rest = {}) =>
    /last_run_success\{.*\} (\d)/.exec(
      metrics(hostileReport({ figures: { ...figures, ...more }, ...rest })),
    )?.[1];
  const ended = { outcome: 'finished' } as const;
  expect(success({ statuses: { translated: 1, partial: 1 } }, ended)).toBe('1');
  expect(success(told, ended)).toBe('0');
});

test('a night that its hour ended does not call all of it well', async () => {
  const { figures } = new Tally();
  const report = hostileReport({ figures, isLate: true });
  const stdout = new PassThrough({ encoding: 'utf8' });
  const io = { stdout, stderr: stdout, env: {} } as unknown as Io;
  const log = await createNightLog(io, { quiet: false, json: false, out: 'out', format: 'text' });
  await log.end(report, 0);
  expect(stdout.read()).toContain(
    'all well so far; the set hour came first, the rest waits for the next night',
  );
  expect(reportPage(report)).toContain('All is well so far. ');
});

test('metrics are in the exposition format, labels escaped', () => {
  const lines = metrics(hostileReport({ pipeline: 'a"b\\c\nd' }))
    .trimEnd()
    .split('\n');
  const sample = /^[a-z_]+\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+\} -?\d+(?:\.\d+)?$/;
  for (const line of lines)
    expect(line).toMatch(line.startsWith('#') ? /^# (?:HELP|TYPE) klartext_\w+ / : sample);
  expect(lines).toContain('klartext_last_run_items{pipeline="a\\"b\\\\c\\nd",outcome="written"} 3');
  expect(lines.filter((line) => line.startsWith('# TYPE')).length).toBe(
    new Set(lines.filter((line) => line.startsWith('# TYPE'))).size,
  );
});

test('the day has an index, and readers have feeds with dates, categories and enclosures', async () => {
  const cwd = temporaryFolder();
  const enclosures = [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 5 }];
  const items = [1, 2].map((n) => ({
    key: `https://example.org/news/brunnen-${n}`,
    url: `https://example.org/news/brunnen-${n}`,
    version: 'a',
    metadata: {
      title: `Brunnen [${n}] <b>`,
      author: 'Rieke Olsen',
      published: '2026-11-20T05:00:00Z',
      extra: { categories: ['Stadt'], enclosures },
    },
    content: `# Brunnen [${n}] <b>\n\n${TEXT} <script>alert(1)</script> [böse](javascript:alert(1)) Ende ${n}.\n`,
  }));
  const now = () => new Date(2026, 10, 23, 3, 0).getTime();
  // A run that died just before it came to this is made up for by the next, though that has nothing left to write.
  await spendNight({ cwd, now, sources: [listSource(items)], dies: true });
  const result = await spendNight({ cwd, now, sources: [listSource(items)], dies: true });
  expect(result.tally.figures.written).toBe(0);
  const outFolder = path.join(cwd, 'out');
  const desk = await openDesk({ outFolder });
  if (!desk) throw new Error('locked');
  const leave = async (more: object = {}) => {
    const report = hostileReport({ run: result.run, ...more });
    await leaveReport({ report, journal: desk.journal, outFolder, files: desk.files });
    return parseAtomFeed(readFileSync(path.join(outFolder, 'atom.xml'), 'utf8'));
  };
  const { id, title } = await leave();
  expect(await leave({ pipeline: 'another' })).toMatchObject({ id, title });
  writeFileSync(path.join(outFolder, 'atom.xml'), '<feed');
  await leave();
  desk.close();

  const index = readFileSync(path.join(outFolder, '2026/11/23/index.md'), 'utf8');
  expect(index).toMatch(
    /^# 2026-11-23\n\n## example\.org\n\n- \[Brunnen \[1] \\<b>\]\(example\.org\/brunnen-1-\w{6}\.md\) · \[original\]/,
  );
  for (const [, target] of index.matchAll(/\]\((example\.org\/[^)]+)\)/g))
    expect(readdirSync(path.join(outFolder, '2026/11/23/example.org'))).toContain(
      path.basename(target ?? ''),
    );

  const atom = parseAtomFeed(readFileSync(path.join(outFolder, 'atom.xml'), 'utf8'));
  expect(atom.entries).toHaveLength(2);
  const entry = atom.entries?.find(({ id }) => id === items[0]?.key);
  expect(entry).toMatchObject({
    title: { value: 'Brunnen [1] <b>' },
    published: '2026-11-20T05:00:00.000Z',
    authors: [{ name: 'Rieke Olsen' }],
    categories: [{ term: 'Stadt' }],
    links: [
      { href: items[0]?.url, rel: 'alternate' },
      { href: 'https://example.org/a.mp3', rel: 'enclosure', type: 'audio/mpeg', length: 5 },
    ],
  });
  expect(entry?.content?.value).toContain('Ende 1.');
  expect(entry?.content?.value).not.toMatch(/<script|javascript:/);
  const json = parseJsonFeed(readFileSync(path.join(outFolder, 'feed.json'), 'utf8'));
  expect(json.items?.find(({ id }) => id === items[1]?.key)).toMatchObject({
    url: items[1]?.url,
    date_published: '2026-11-20T05:00:00.000Z',
    attachments: [{ url: 'https://example.org/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 5 }],
  });
});

test('the Atom feed is well-formed XML whose ids are addresses to the letter', () => {
  const url = 'https://example.org/?a=1&b=2';
  const key = `${url}#ein "Brunnen" <1>`;
  const article: Article = {
    item: { key, output: '2026/11/23/example.org/a.md' } as JournalItem,
    ...{ title: 'Brunnen & <b>\u000b]]>\ud800', url, author: 'A & B\u0001', description: 'x\ufffe & y' },
    ...{
      updated: new Date(0),
      categories: ['c\u0008&'],
      enclosures: [],
      markdown: 'Text & `]]>`\u000c Ende.',
    },
  };
  const { atom, json } = feeds([article], {
    id: 'urn:klartext:feed:a&b',
    title: 'A & B',
    updated: new Date(0),
  });
  const texts: Record<string, string[]> = {};
  let name = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    name = tag.name;
    texts[name] = [...(texts[name] ?? []), ''];
  });
  const add = (text: string) => {
    const last = texts[name];
    if (last) last[last.length - 1] += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    name = '';
  });
  parser.write(atom).close();
  expect(texts.id).toEqual(['urn:klartext:feed:a&b', `${url}#ein%20%22Brunnen%22%20%3C1%3E`]);
  expect(texts.title).toEqual(['A & B', 'Brunnen & <b>]]>']);
  expect(texts.name).toEqual(['A & B']);
  expect(texts.content?.[0]?.trim()).toBe('<p>Text &#x26; <code>]]></code> Ende.</p>');
  expect(JSON.parse(json).items[0].id).toBe(texts.id?.[1]);
});

test('the Atom feed of a night without articles is as old as that night', () => {
  const { atom } = feeds([], { id: 'urn:x', title: 'X', updated: new Date('2026-11-23T04:00:00Z') });
  expect(atom).toContain('<updated>2026-11-23T04:00:00.000Z</updated>');
});

test('the index of a day with many articles is one list a host', () => {
  const item = (n: number) => ({
    title: `Titel ${n}`,
    key: `k${n}`,
    host: n < 250 ? 'a.example' : 'b.example',
    output: `2026/11/23/x/${n}.md`,
    url: null,
    status: 'kept',
    revision: 2,
  });
  const text = dayIndex(
    '2026-11-23',
    Array.from({ length: 300 }, (_, n) => item(n)) as unknown as JournalItem[],
  );
  const blocks = parseMarkdown(text).root.children.map((node) =>
    node.type === 'list' ? node.children.length : node.type,
  );
  expect(blocks).toEqual(['heading', 'heading', 250, 'heading', 50]);
  expect(text).toContain('- [Titel 7](x/7.md) · kept, revision 2\n');
});

test('an index says any title and address, as our Markdown says it', () => {
  const some = fc.record({
    title: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.stringMatching(/^[ -~ä„“–]{1,40}$/)),
    url: fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constant(null)),
    name: fc.stringMatching(/^[a-z0-9_()*-]{1,12}$/),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 30 }), (all) => {
      const items = all.map(({ title, url, name }) => ({
        ...{ title, url, key: name, output: `2026/11/23/h.example/${name}.md`, host: 'h.example' },
        ...{ status: 'translated', revision: 1 },
      }));
      const text = dayIndex('2026-11-23', items as unknown as JournalItem[]);
      const { root } = parseMarkdown(text);
      const links: string[] = [];
      visit(root, 'link', (node) => void links.push(node.url));
      const expected = items.flatMap(({ output, url }) => [
        encodeURI(output.slice(11)),
        ...(url ? [url] : []),
      ]);
      expect(links).toEqual(expected);
      expect(stringifyMarkdown(root)).toBe(text);
    }),
  );
});

test('the tally keeps a few examples, however long the night', () => {
  const tally = new Tally();
  for (let n = 0; n < 500; n++)
    tally.add({
      type: 'trouble',
      where: `https://h${n}.example`,
      error: new KlartextError('PROVIDER_UNAVAILABLE', 'gone'),
    });
  expect(tally.figures.troubles).toBe(500);
  expect(tally.troubles).toHaveLength(200);
});

test('the command leaves a report that agrees with what it did, and says where it is', async () => {
  const { cwd, fake, env } = await nightPlace(4);
  writeFileSync(path.join(cwd, 'in/leer.md'), '');
  const argv = ['nightly', 'paid.yaml', 'in'];
  const first = await cli([...argv, '--json'], { cwd, env });
  expect(first.code).toBe(1);
  const told = JSON.parse(first.stdout);
  expect(told).toMatchObject({
    figures: { written: 4, failed: 1, segments: { translated: 8 } },
    archive: { done: 4, failed: 1 },
    budgets: [
      { provider: 'deepl', unit: 'characters', night: fake.ledger.characters, month: fake.ledger.characters },
    ],
    problems: [{ item: path.join(cwd, 'in/leer.md'), code: 'INPUT_UNSUPPORTED', attempts: 1 }],
    outcome: 'finished',
  });
  expect(JSON.parse(readFileSync(path.join(cwd, 'out/report.json'), 'utf8'))).toEqual(told);
  writeArticle(cwd, 1, `${TEXT}\n\n${TEXT.replace('alte', 'neue')}\n`);
  const second = await cli([...argv, '--metrics', 'prom/klartext.prom'], { cwd, env });
  expect(second.stdout).toContain('out/report.html');
  expect(JSON.parse(readFileSync(path.join(cwd, 'out/report.json'), 'utf8')).nights).toMatchObject([
    { written: 4 },
    { written: 1 },
  ]);
  expect(readFileSync(path.join(cwd, 'prom/klartext.prom'), 'utf8')).toContain('outcome="written"} 1\n');
  expect(readdirSync(path.join(cwd, 'out/.klartext/reports'))).toHaveLength(4);
});

test('a report that cannot be left is told, and nothing is said to be well', async () => {
  const { cwd, env } = await nightPlace(1);
  mkdirSync(path.join(cwd, 'out/report.json'), { recursive: true });
  const { code, stdout, stderr } = await cli(['nightly', 'paid.yaml', 'in'], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('report.json: cannot be') });
  expect(stdout).not.toContain('all well');
});
