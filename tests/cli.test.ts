import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROVIDER_IDS } from '../src/providers/registry.ts';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const TOY = { KLARTEXT_MODELS: path.join(ROOT, 'tests/fixtures/models') };
const GERMAN =
  'Neues Rechenzentrum\n\nDas neue Rechenzentrum steht in der Nähe von Leipzig und kostet 12 Mio. Euro. Es soll im Herbst in Betrieb gehen.\n';

function workspace(files: Record<string, string | Uint8Array>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

function read(...parts: string[]): string {
  return readFileSync(path.join(...parts), 'utf8');
}

test('a name that would steer the terminal is told without that; what goes to a program is as it is', async () => {
  const name = 'a\x1b]0;owned\x07\x9b2J\u202eb.md';
  const cwd = workspace({
    [`in/${name}`]: 'Ein alter Brunnen.\n',
    'p.yaml': 'version: 1\nstages: [repair-text]\n',
  });
  const told = [];
  for (const argv of [
    ['nightly', 'p.yaml', 'in'],
    ['run', 'in', '-p', 'p.yaml'],
    ['clean', `in/${name}`],
    ['clean', `${name}.absent.md`],
    ['translate', `${name}.absent`],
    ['nightly', 'p.yaml', name],
  ])
    told.push((await cli(argv, { cwd })).stderr);
  expect(told.join('')).toContain('owned');
  for (const text of told) expect(text.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  const { stdout } = await cli(['history', `in/${name}`, '--json'], { cwd });
  expect(JSON.parse(stdout).key).toContain(name);
});

test('a name with a line end in it tears no line', async () => {
  const cwd = workspace({
    'in/a\nb.md': '',
    'in/c\nd.txt': 'Ein alter Brunnen.\n',
    'p.yaml': 'version: 1\nstages: [repair-text]\n',
  });
  for (const argv of [
    ['nightly', 'p.yaml', 'in'],
    ['run', 'in', '-p', 'p.yaml'],
    ['clean', 'in/a\nb.md'],
    ['detect', 'in'],
    ['translate', 'in/a\nb.md'],
    ['explain', 'in/a\nb.md'],
    ['clean', 'e\nf.md'],
  ]) {
    const { stderr } = await cli(argv, { cwd, env: TOY });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => /[ace] [bdf]\.(?:md|txt)/.test(line))).not.toEqual([]);
    expect(lines.filter((line) => /^[bdf]\.|\/[ace]$/.test(line))).toEqual([]);
  }
});

describe('usage', () => {
  test.each([[['--version']], [['--help']], [['run', '--help']]])('%j exits 0', async (argv) => {
    expect(await cli(argv, { cwd: ROOT })).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    [['rnu'], 'run'],
    [['run', '--conurrency', '2', 'x'], '--concurrency'],
    [['run'], 'expected files'],
    [['run', 'nowhere.txt'], 'nowhere.txt: no such file'],
    [['run', 'x', '--concurrency', '0'], 'whole number'],
    [['clean', 'README.md', '--format', 'pdf'], 'md, text, json'],
    [['explain', 'samples/inbox'], 'samples/inbox: expected one document, got'],
    [['explain', 'src'], 'src: expected one document, got none'],
    [['check', 'german-tec'], 'Did you mean "german-tech"?'],
    [['run', 'README.md', '--provider', 'deppl'], 'Did you mean "deepl"?'],
  ])('%j exits 2 and says what was meant', async (argv, message) => {
    const { code, stderr } = await cli(argv, { cwd: ROOT });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('run', () => {
  test('without an engine everything is cleaned, said once, and the next run with one translates', async () => {
    const cwd = workspace({ 'in/a.txt': GERMAN, 'in/b.txt': GERMAN.replace('Leipzig', 'Jena') });
    // By a name that no model has, so that one shipped with the package is not found either.
    const without = await cli(['run', 'in', '--model', 'nowhere'], { cwd });
    expect(without.code).toBe(1);
    expect(without.stderr.match(/klartext models add/g)).toHaveLength(1);
    expect(read(cwd, 'out/a.md')).toMatch(/^status: untranslated$/m);
    expect(read(cwd, 'out/a.md')).toContain('Das neue Rechenzentrum steht');
    const withEngine = await cli(['run', 'in', '--json'], { cwd, env: TOY });
    const report = JSON.parse(withEngine.stdout);
    expect(report.documents.map((d: { outcome: string }) => d.outcome)).toEqual(['written', 'written']);
    expect(report.provider).toMatchObject({ id: 'bergamot' });
  });

  test('a second run passes over what is done and changes no byte; --force redoes it to the same bytes', async () => {
    const cwd = workspace({
      'in/a.txt':
        'A quiet release\n\nThe maintainers shipped a new version on Thursday without any announcement.\n',
    });
    expect(await cli(['run', 'in'], { cwd, env: TOY })).toMatchObject({ code: 0 });
    const before = read(cwd, 'out/a.md');
    const written = statSync(path.join(cwd, 'out/a.md')).mtimeMs;
    const second = await cli(['run', 'in', '--json'], { cwd, env: TOY });
    expect(JSON.parse(second.stdout).summary.byStatus).toEqual({ unchanged: 1 });
    expect(statSync(path.join(cwd, 'out/a.md')).mtimeMs).toBe(written);
    const forced = await cli(['run', 'in', '--json', '--force'], { cwd, env: TOY });
    expect(JSON.parse(forced.stdout).summary.byStatus).toEqual({ kept: 1 });
    expect(read(cwd, 'out/a.md')).toBe(before);
  });

  test('bad documents are named one by one and the others are done', async () => {
    const cwd = workspace({
      'in/a.txt': GERMAN,
      'in/binary.txt': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      'in/empty.html': '',
      'in/blank.md': ' \n\n',
      'in/large.txt': 'x'.repeat(3000),
      'in/deep.md': `${'> '.repeat(60)}x\n`,
      'in/wordless.html': '<p><img src="a.png"></p>',
      'p.yaml': 'version: 1\nmaxBytes: 2048\nstages: [repair-text, detect-language]\n',
    });
    const { code, stdout, stderr } = await cli(['run', 'in', '--json', '-p', 'p.yaml'], { cwd });
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report.summary.byStatus).toEqual({ cleaned: 1, failed: 6 });
    for (const name of ['binary.txt', 'empty.html', 'blank.md', 'large.txt', 'deep.md', 'wordless.html'])
      expect(stderr).toContain(`${name}: `);
    expect(readdirSync(path.join(cwd, 'out'))).toEqual(['a.md']);
  });

  test.each([
    ['a file beside itself', ['a.md'], '.', 'a.md'],
    ['one that another input would write', ['a.txt', 'a.md', 'b.txt'], 'links', 'a.md'],
    ['a dry run of it', ['a.md', '--dry-run'], '.', 'a.md'],
  ])('no output takes the place of an input: %s', async (_, inputs, out, name) => {
    const cwd = workspace({ 'a.md': GERMAN, 'a.txt': GERMAN, 'b.txt': GERMAN });
    mkdirSync(path.join(cwd, 'links'));
    symlinkSync('../a.md', path.join(cwd, 'links/b.md'));
    const { code, stderr } = await cli(['run', ...inputs, '-p', 'clean-feed', '--out', out], { cwd });
    expect(stderr).toMatch(/place.*--out/);
    expect(code).toBe(2);
    expect(read(cwd, name)).toBe(GERMAN);
  });

  test('an output folder that is the input, too, is named: nothing would be taken', async () => {
    const cwd = workspace({ 'a.md': GERMAN });
    const { code, stderr } = await cli(['run', '.', '-p', 'clean-feed', '--out', cwd], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^klartext: \.: .*--out/s) });
  });

  test('standard input goes to standard output', async () => {
    const { code, stdout } = await cli(['run', '-'], { cwd: temporaryFolder(), stdin: GERMAN, env: TOY });
    expect(stdout).toMatch(/^---\ntitle: /);
    expect([0, 1]).toContain(code);
  });

  test('an aborted run exits 130', async () => {
    const cwd = workspace({ 'in/a.txt': GERMAN });
    const { code, stderr } = await cli(['run', 'in'], { cwd, signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted');
  });

  test('an output folder that cannot be is one error, exit 3, before any work', async () => {
    const cwd = workspace({ 'in/a.txt': GERMAN, out: 'a file' });
    const { code, stderr } = await cli(['run', 'in'], { cwd });
    expect(code).toBe(3);
    expect(stderr.trim().split('\n').at(-1)).toContain('out');
  });
});

describe('clean', () => {
  const samples = path.join(ROOT, 'samples');
  const inbox = readdirSync(path.join(samples, 'inbox'));

  test.each(inbox)('samples/inbox/%s gives its expected clean output', async (name) => {
    const { code, stdout } = await cli(['clean', path.join(samples, 'inbox', name)], { cwd: samples });
    expect(code).toBe(0);
    const expected = path.join(samples, 'expected', `${path.parse(name).name}.md`);
    // The fingerprint changes with every version of a stage or a rule pack; the text must not.
    const output = stdout.replace(/^fingerprint: .*\n/m, '');
    if (process.env.UPDATE_FIXTURES && !process.env.CI) writeFileSync(expected, output);
    if (!existsSync(expected))
      throw new Error(`no ${expected}: UPDATE_FIXTURES=1 npx vitest run tests/cli.test.ts`);
    expect(output).toBe(readFileSync(expected, 'utf8'));
  });

  test('a cleaned file cleaned again is the same file', async () => {
    const cwd = temporaryFolder();
    cpSync(path.join(samples, 'inbox'), path.join(cwd, 'in'), { recursive: true });
    await cli(['clean', 'in', '--out', 'once'], { cwd });
    await cli(['clean', 'once', '--out', 'twice'], { cwd });
    for (const name of readdirSync(path.join(cwd, 'once')))
      expect(read(cwd, 'twice', name), name).toBe(read(cwd, 'once', name));
  });

  test('--format text and json', async () => {
    const cwd = workspace({ 'a.txt': GERMAN });
    const text = await cli(['clean', 'a.txt', '--format', 'text'], { cwd });
    expect(text.stdout).toBe(GERMAN);
    const json = await cli(['clean', 'a.txt', '--format', 'json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      id: 'a.txt',
      language: 'de',
      status: 'cleaned',
      title: 'Neues Rechenzentrum',
    });
  });
});

describe('filter', () => {
  test.each([['--out', 'there'], ['--dry-run'], ['--keep-removed']])(
    'what it cannot do is refused and not passed over: %s',
    async (...option) => {
      const cwd = temporaryFolder();
      const stdin = '{"id":1,"text":"Der Rat hat gestern zugestimmt."}\n';
      const { code, stdout, stderr } = await cli(['run', '--jsonl', ...option], { cwd, stdin, env: TOY });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`${option[0]} is for documents and not for --jsonl`);
    },
  );

  test('lines come out in input order; a bad one is a line of its own and exit 1', async () => {
    const lines = [
      { id: 'x', text: GERMAN },
      {
        id: 7,
        html: '<p>Der Rechner läuft seit gestern wieder und die Daten sind vollständig da.</p>',
        url: 'https://example.org/a',
      },
      { id: 'none' },
      { id: 'm', markdown: '# Titel\n\nEin `Wort` im Text, der lang genug ist, um Deutsch zu sein.\n' },
    ];
    const stdin = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{broken\n`;
    const { code, stdout } = await cli(['clean', '--jsonl'], { cwd: ROOT, stdin });
    const out = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(out.map((line) => line.id)).toEqual(['x', 7, 'none', 'm', null]);
    expect(out.map((line) => line.status)).toEqual(['cleaned', 'cleaned', 'failed', 'cleaned', 'failed']);
    for (const line of out) {
      for (const key of ['markdown', 'text', 'title', 'language', 'removed', 'messages'])
        expect(line).toHaveProperty(key);
    }
    expect(code).toBe(1);
  });
});

describe('detect, explain, check, providers', () => {
  test('detect tells the language of the document and of each block', async () => {
    const { stdout } = await cli(['detect', 'samples/inbox/gemischt.txt', '--json'], { cwd: ROOT });
    const { language, blocks } = JSON.parse(stdout);
    expect(language).toBe('de');
    const english = blocks.filter((block: { language: string }) => block.language === 'en');
    expect(english.map((block: { text: string }) => block.text.slice(0, 12))).toEqual([
      '"We built th',
      'The full sta',
    ]);
  });

  test('explain names a rule for everything that went', async () => {
    const { code, stdout } = await cli(['explain', 'samples/inbox/syndizierte-kopie.txt', '--json'], {
      cwd: ROOT,
    });
    expect(code).toBe(0);
    const { removed } = JSON.parse(stdout);
    expect(removed.length).toBeGreaterThanOrEqual(5);
    for (const removal of removed)
      expect(removal).toMatchObject({
        rule: expect.stringMatching(/./),
        reason: expect.stringMatching(/./),
        text: expect.stringMatching(/./),
      });
    expect((await cli(['explain', 'samples/inbox/syndizierte-kopie.txt'], { cwd: ROOT })).stdout).toContain(
      'syndication/',
    );
  });

  test.each(['german-tech', 'clean-feed', 'nightly'])('the shipped pipeline %s is valid', async (name) => {
    expect(await cli(['check', name], { cwd: ROOT })).toMatchObject({ code: 0, stderr: '' });
  });

  test('check reads the options of the providers, too', async () => {
    const cwd = temporaryFolder();
    const options = '{ authKey: geheim }';
    writeFileSync(
      path.join(cwd, 'a.yaml'),
      `version: 1\nstages: [translate]\nprovider: { id: deepl, options: ${options} }\n`,
    );
    const { code, stderr } = await cli(['check', './a.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('authKey');
    expect(stderr).not.toContain('geheim');
  });

  test('providers says what each needs, and the options of one', async () => {
    const { stdout } = await cli(['providers', '--json'], { cwd: ROOT, env: TOY });
    const rows = JSON.parse(stdout);
    expect(rows.map((row: { id: string; usable: boolean }) => [row.id, row.usable])).toEqual(
      // Without a key, an address or an option, only the local engine is.
      PROVIDER_IDS.map((id) => [id, id === 'bergamot']),
    );
    const all = (await cli(['providers'], { cwd: ROOT, env: TOY })).stdout;
    expect(all).toContain('klartext providers <id>');
    const one = (await cli(['providers', 'deepl'], { cwd: ROOT, env: TOY })).stdout;
    expect(one).toMatch(
      /english\n +The English to translate into\. One of en-US, en-GB\. Default: "en-US"\./,
    );
    expect(one).toMatch(/Beside id and options:\n[\s\S]*budget\n +Hard caps/);
    expect(one).not.toContain('openai');
    const wrong = await cli(['providers', 'depl'], { cwd: ROOT, env: TOY });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('"deepl"') });
  });
});

describe('translate', () => {
  test('a line of JSON too short to tell its language counts as German', async () => {
    const stdin = '{"id":"1","text":"Der Artikel erklärt, was „Freiheit“ bedeutet."}\n';
    const { stdout } = await cli(['translate', '--jsonl'], { cwd: ROOT, stdin, env: TOY });
    expect(JSON.parse(stdout)).toMatchObject({ language: 'de' });
  });

  test('Markdown too short to tell its language counts as German', async () => {
    const stdin = 'Der Artikel erklärt, was „Freiheit“ bedeutet.\n';
    const { stdout } = await cli(['translate', '--format', 'md'], { cwd: ROOT, stdin, env: TOY });
    expect(stdout).toMatch(/^language: de$/m);
    const declared = `---\nlanguage: fr\n---\n\n${stdin}`;
    const foreign = await cli(['translate', '--format', 'md'], { cwd: ROOT, stdin: declared, env: TOY });
    expect(foreign.stdout).toMatch(/^language: fr$/m);
  });

  test('a page is refused, as its tags would be translated like words, before anything is asked for', async () => {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'a.txt'), 'Der Server läuft.\n');
    writeFileSync(path.join(cwd, 'b.html'), '<p lang="de">Der Server läuft.</p>\n');
    const { code, stdout, stderr } = await cli(['translate', 'a.txt', 'b.html'], { cwd, env: TOY });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('b.html: expected text or Markdown, got a page of HTML.');
    expect(stderr).toContain('klartext run');
    expect((await cli(['translate', '-f', 'lines', 'b.html'], { cwd, env: TOY })).code).not.toBe(2);
  });

  test('a file that cannot be read is named, and the others are translated', async () => {
    const cwd = temporaryFolder();
    for (const name of ['a.txt', 'b.md']) writeFileSync(path.join(cwd, name), '');
    writeFileSync(path.join(cwd, 'c.txt'), 'This line is English and stays.\n');
    const translated = await cli(['translate', 'a.txt', 'b.md', 'c.txt'], { cwd, env: TOY });
    expect(translated).toMatchObject({ code: 1, stdout: 'This line is English and stays.\n' });
    expect(translated.stderr).toMatch(/^klartext: a\.txt: expected .*\nklartext: b\.md: expected .*\n$/);
  });

  test('what a service said of a line that it did not translate is told', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      path.join(cwd, 'a.txt'),
      `Der Server läuft.\n${'Der Server läuft und läuft '.repeat(8000)}\n`,
    );
    const { code, stdout, stderr } = await cli(['translate', 'a.txt'], { cwd, env: TOY });
    expect([code, stdout.split('\n').length]).toEqual([1, 3]);
    expect(stderr).toContain('klartext: a.txt:2: not translated: PROVIDER_REJECTED\n');
    expect(stderr).toMatch(
      /^klartext: a.txt: Expected texts of up to 200000 characters .* got one of 215999, .* break its paragraph up\.$/m,
    );
  });

  test('a file that ends in .md is Markdown, any other lines', async () => {
    const cwd = temporaryFolder();
    const text = '**Der Server** ist seit gestern wieder erreichbar.\n';
    for (const name of ['a.md', 'a.txt']) writeFileSync(path.join(cwd, name), text);
    const markdown = await cli(['translate', 'a.md'], { cwd, env: TOY });
    expect(markdown.stdout).toMatch(/^---\n/);
    const lines = await cli(['translate', 'a.txt'], { cwd, env: TOY });
    expect(lines.stdout).not.toContain('---');
    expect(lines.stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each(['\r\n', '\r'])('takes %j for the end of a line, and writes its own', async (end) => {
    const stdin = ['This line is English and stays.', '', 'So does this one, here at the end.', ''].join(end);
    const { stdout } = await cli(['translate'], { cwd: ROOT, stdin, env: TOY });
    expect(stdout).toBe('This line is English and stays.\n\nSo does this one, here at the end.\n');
  });

  test('gives a line for a line', async () => {
    const stdin = 'Der Server ist seit gestern wieder erreichbar.\n\nThis line is English and stays.\n';
    const { stdout } = await cli(['translate'], { cwd: ROOT, stdin, env: TOY });
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.slice(1)).toEqual(['', 'This line is English and stays.', '']);
  });
});

test.each([['clean'], ['detect'], ['translate'], ['run']])(
  '%s says that a folder holds no documents',
  async (command) => {
    const cwd = workspace({ 'in/a.pdf': 'x' });
    expect(await cli([command, 'in'], { cwd, env: TOY })).toMatchObject({
      ...{ code: 0, stderr: 'klartext: no documents there (.txt, .md, .html).\n' },
    });
  },
);
