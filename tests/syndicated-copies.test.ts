/** Copies of an article: one is kept and translated, the others point to it, and nothing that differs is lost. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../src/document/front-matter.ts';
import { sentences } from './support/articles.ts';
import { cli } from './support/cli.ts';
import { NO_CHECKS } from './support/run-stages.ts';
import { temporaryFolder } from './support/tmp.ts';

const SAMPLE = readFileSync(
  path.resolve(import.meta.dirname, '../samples/inbox/syndizierte-kopie.txt'),
  'utf8',
);
const STORY = [1, 2, 3, 4].map((n) => sentences(n, 4));
const PIPELINE = `version: 1
duplicates: true
rules: [syndication, german-news, english-news]
stages: [repair-text, remove-boilerplate, remove-duplicates, detect-language, translate, { check-translation: { checks: ${JSON.stringify(NO_CHECKS)} } }]
concurrency: 1
memory: false
provider: { id: command, options: { command: [${process.execPath}, ${path.resolve(import.meta.dirname, 'support/command-program.mjs')}, CWD] } }
`;

function inbox(files: Record<string, string>, pipeline = PIPELINE) {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'p.yaml'), pipeline.replace('CWD', cwd));
  const add = (more: Record<string, string>) => {
    for (const [name, text] of Object.entries(more)) writeFileSync(path.join(cwd, 'in', name), text);
  };
  add(files);
  const run = async (...more: string[]) => {
    const { code, stdout, stderr } = await cli(
      ['run', 'in', '-p', './p.yaml', '-o', 'out', '--json', ...more],
      { cwd },
    );
    return { code, stderr, ...(stdout ? JSON.parse(stdout) : {}) };
  };
  const output = (name: string) => readFileSync(path.join(cwd, 'out', name), 'utf8');
  const head = (name: string) => {
    const found = readFrontMatter(output(name));
    return found.kind === 'fields' ? found.fields : {};
  };
  const asked = () =>
    readFileSync(path.join(cwd, 'ledger'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ text }) => text);
  return { cwd, add, run, output, head, asked };
}

const document = (front: Record<string, string>, ...blocks: string[]) =>
  `---\n${Object.entries(front)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('')}---\n\n${blocks.join('\n\n')}\n`;

const ORIGINAL = document({ title: 'Halle am Fluss', url: 'https://zeitung.example/halle' }, ...STORY);
const COPY = document(
  { title: 'Etwas ganz anderes als Titel', url: 'https://abschrift.example/777' },
  'Vertikale Suche. Ai.',
  ...STORY,
  'Quelle: Zeitung',
  'Zeitstempel:',
);

describe('syndicated copies', () => {
  test('one is translated; the other is a record that points to it and costs nothing', async () => {
    const { run, output, head, asked } = inbox({ 'a-kopie.md': COPY, 'original.md': ORIGINAL });
    const report = await run();
    expect(report).toMatchObject({ code: 0, summary: { byStatus: { translated: 1, duplicate: 1 } } });
    expect(head('a-kopie.md')).toMatchObject({
      title: 'Etwas ganz anderes als Titel',
      source: 'https://abschrift.example/777',
      status: 'duplicate',
      duplicate_of: 'https://zeitung.example/halle',
    });
    expect(output('a-kopie.md')).toContain('The same article as [Halle am Fluss](original.md).');
    expect(head('original.md')).toMatchObject({
      status: 'translated',
      also_seen: ['https://abschrift.example/777'],
    });
    expect(asked()).toHaveLength(STORY.length + 1);
    expect((await run()).summary.byStatus).toEqual({ unchanged: 2 });
  });

  test('a copy that comes another night points to what is in the archive, which is told and not asked again', async () => {
    const { run, add, output, head, asked } = inbox({ 'original.md': ORIGINAL });
    await run();
    const [before, count] = [output('original.md'), asked().length];
    add({ 'kopie.md': COPY, 'zweite.md': COPY.replaceAll('777', '778') });
    expect((await run()).summary.byStatus).toEqual({ duplicate: 2, unchanged: 1 });
    expect(head('zweite.md')).toMatchObject({
      duplicate_of: 'https://zeitung.example/halle',
      also_seen: ['https://abschrift.example/777'],
    });
    expect(head('original.md').also_seen).toEqual([
      'https://abschrift.example/777',
      'https://abschrift.example/778',
    ]);
    expect(output('original.md').split('---\n\n')[1]).toBe(before.split('---\n\n')[1]);
    expect(asked()).toHaveLength(count);
    expect((await run()).summary.byStatus).toEqual({ unchanged: 3 });
  });

  test('without a named original the longest is kept, and a copy is an article again when the kept one is gone', async () => {
    const [short, long] = [STORY.slice(0, 4), [...STORY, sentences(9, 2)]];
    const { cwd, run, head } = inbox({
      'a.md': document({ title: 'Kurz' }, ...short),
      'b.md': document({ title: 'Lang' }, ...long),
    });
    await run();
    expect(head('a.md')).toMatchObject({ status: 'duplicate', duplicate_of: 'b.md' });
    rmSync(path.join(cwd, 'in/b.md'));
    expect((await run()).summary.byStatus).toEqual({ unchanged: 1 });
    rmSync(path.join(cwd, 'out/b.md'));
    await run();
    expect(head('a.md')).toMatchObject({ status: 'translated' });
  });

  test('what was written as an article stays one, and what says more is kept as well', async () => {
    const { run, add, head } = inbox({ 'a.md': document({ title: 'Kurz' }, ...STORY.slice(0, 2)) });
    await run();
    add({ 'b.md': document({ title: 'Lang' }, ...STORY) });
    await run();
    expect([head('a.md').status, head('b.md').status]).toEqual(['translated', 'translated']);
  });

  test.each([
    ['another figure', STORY.map((text, n) => (n === 1 ? `${text} Es kostet 13 Euro.` : text))],
    ['half of the text', [...STORY.slice(0, 2), sentences(20, 4), sentences(21, 4)]],
    ['the same formula at the end of short news', [sentences(30, 1), STORY[3] as string]],
  ])('%s makes two articles', async (_, blocks) => {
    const first = STORY.map((text, n) => (n === 1 ? `${text} Es kostet 12 Euro.` : text));
    const { run } = inbox({
      'a.md': document({ title: 'A' }, ...first),
      'b.md': document({ title: 'B' }, ...blocks),
    });
    expect((await run()).summary.byStatus).toEqual({ translated: 2 });
  });

  const table = (price: number) => `| Karte | Preis im Handel |\n|-|-|\n| Modell Eins | ${price} Euro |`;
  const code = (command: string) => `\`\`\`sh\n${command} install nginx\n${command} enable nginx\n\`\`\``;
  test.each([
    ['a table of other figures', table(349), table(379), 2],
    ['a table of more', table(349), `${table(349)}\n| Modell Zwei | 499 Euro |`, 2],
    ['other code', code('apt'), code('dnf'), 2],
    ['the same table', table(349), table(349), 1],
    ['the same code', code('apt'), code('apt'), 1],
    ['a table that a copy has as text', table(349), 'Karte Preis im Handel Modell Eins 349 Euro.', 1],
    ['code that a copy has lost', code('apt'), '', 1],
  ])('of two with the same text and %s both stay or one goes', async (_, first, second, articles) => {
    const { run } = inbox({
      'a.md': document({ title: 'A' }, ...STORY, first),
      'b.md': document({ title: 'B' }, ...STORY, second),
    });
    expect((await run()).summary.byStatus.translated).toBe(articles);
  });

  test('two teasers above the same long text of a publisher stay two', async () => {
    const long = [1, 2, 3, 4, 5, 6].map((n) => sentences(n, 4));
    const { run } = inbox({
      'a.md': document({ title: 'A' }, sentences(31, 1), ...long),
      'b.md': document({ title: 'B' }, sentences(33, 1), ...long),
    });
    expect((await run()).summary.byStatus).toEqual({ translated: 2 });
  });

  test('our sample of syndication gives way to the article that it was copied from', async () => {
    const clean = SAMPLE.split('\n\n')
      .filter((block) => !/^(?:Zeitstempel|Mehr von|Aktualisiert, um|Chiphersteller)/.test(block))
      .map((block) => block.replace('Aktualisiert ', '').replace(' ®', ''));
    const { run, head, output } = inbox({
      'kopie.txt': SAMPLE,
      'original.txt': `Halden zieht um\n\n${clean.join('\n\n')}\n`,
    });
    await run();
    expect([head('kopie.md').status, head('original.md').status].sort()).toEqual(['duplicate', 'translated']);
    expect(output(head('kopie.md').status === 'duplicate' ? 'original.md' : 'kopie.md')).toContain(
      'BETRIEBSVEREINBARUNG',
    );
  });

  test('other folders, other pipelines and standard output know no copies', async () => {
    const { cwd, run } = inbox({ 'a.md': ORIGINAL, 'b.md': COPY });
    await run();
    const elsewhere = await cli(['run', 'in/b.md', '-p', './p.yaml', '-o', 'other', '--json'], { cwd });
    expect(JSON.parse(elsewhere.stdout).summary.byStatus).toEqual({ translated: 1 });
    const piped = await cli(['run', '-', '-p', './p.yaml'], { cwd, stdin: COPY });
    expect(piped.stdout).toContain('status: translated');
    writeFileSync(path.join(cwd, 'p.yaml'), PIPELINE.replace('CWD', cwd).replace('duplicates: true\n', ''));
    expect((await run()).summary.byStatus).toEqual({ translated: 1, unchanged: 1 });
  });

  test('an index that another process holds, or that is damaged, is no reason to write nothing', async () => {
    const { cwd, run, add } = inbox({ 'a.md': ORIGINAL });
    await run();
    const file = path.join(cwd, '.home/.local/share/klartext/index.db');
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    add({ 'b.md': COPY });
    const held = await run();
    expect(held).toMatchObject({ code: 0, summary: { byStatus: { translated: 1, unchanged: 1 } } });
    expect(held.stderr).toContain('copies may be missed');
    other.exec('COMMIT');
    other.close();
    writeFileSync(file, 'no database '.repeat(1000));
    expect(await run()).toMatchObject({ code: 0, summary: { byStatus: { duplicate: 1, unchanged: 1 } } });
  });

  test('as JSON and as text a record says the same', async () => {
    const { cwd } = inbox({ 'a.md': COPY, 'b.md': ORIGINAL });
    for (const format of ['json', 'text']) {
      const args = ['clean', 'in', '-p', './p.yaml', '-o', format, '--format', format];
      expect(await cli(args, { cwd })).toMatchObject({ code: 0 });
    }
    expect(JSON.parse(readFileSync(path.join(cwd, 'json/a.json'), 'utf8'))).toMatchObject({
      ...{ id: 'a.md', status: 'duplicate', duplicate_of: 'https://zeitung.example/halle' },
    });
    expect(readFileSync(path.join(cwd, 'text/a.txt'), 'utf8')).toContain(
      'The same article as Halle am Fluss',
    );
  });
});
