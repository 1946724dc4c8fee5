/** The memory as a user meets it: statistics, suggestions, TMX both ways, corrections taken back. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Memory } from '../src/store/memory.ts';
import { cli } from './support/cli.ts';
import { openFakeDeepL } from './support/fake-deepl.ts';
import { smallDisk } from './support/small-disk.ts';
import { temporaryFolder } from './support/tmp.ts';

const pair = { source: 'de', target: 'en' };
const origin = { pair, provider: 'fake', model: 'fake-1', settings: 'x' };

function workspace(): { cwd: string; env: Record<string, string>; memory: Memory } {
  const cwd = temporaryFolder();
  const file = path.join(cwd, 'memory.db');
  const memory = new Memory({ file });
  onTestFinished(() => memory.close());
  return { cwd, env: { KLARTEXT_MEMORY: file }, memory };
}

test('stats, search and prune', async () => {
  const { cwd, env, memory } = workspace();
  memory.save(origin, [
    {
      source: 'Der <g id="1">Zug</g> nach Berlin fährt um 7.',
      target: 'The <g id="1">train</g> to Berlin leaves at 7.',
    },
  ]);
  expect((await cli(['memory', 'stats'], { cwd, env })).stdout).toContain('1 entries');
  expect(JSON.parse((await cli(['memory', 'stats', '--json'], { cwd, env })).stdout)).toMatchObject({
    entries: 1,
    spending: [],
  });
  const near = await cli(['memory', 'search', 'Der Zug nach Bonn fährt um 7.'], { cwd, env });
  expect(near.stdout).toMatch(/^\d\d % \(fake\)\n {2}Der Zug nach Berlin.*\n {2}The train to Berlin/);
  expect((await cli(['memory', 'search', 'Ganz etwas anderes'], { cwd, env })).stdout).toBe(
    'Nothing alike.\n',
  );
  expect((await cli(['memory', 'prune', '--days', '0'], { cwd, env })).stdout).toContain(
    '1 entries forgotten',
  );
});

test.each(['', ' ', '1e9', '0x10', '1000000000'])('nothing is forgotten after "%s" days', async (days) => {
  const { cwd, env, memory } = workspace();
  memory.save(origin, [{ source: 'Der Kahn liegt fest.', target: 'The boat is moored.' }]);
  for (const command of ['memory', 'journal']) {
    const { code, stdout, stderr } = await cli([command, 'prune', '--days', days], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('expected a whole number up to 999999');
  }
  expect((await cli(['memory', 'stats'], { cwd, env })).stdout).toContain('1 entries');
});

test('an export comes back whole, without what the checks refuse', async () => {
  const { cwd, env, memory } = workspace();
  const good = [
    {
      source: 'A &amp; B <x id="1"/> und <g id="2">C <g id="3">D</g></g> "E"',
      target: '<g id="2"><g id="3">D</g> C</g> A &amp; B <x id="1"/> "E"',
    },
    { source: 'Ein Satz.', target: 'A sentence.' },
  ];
  memory.save(origin, [...good, { source: 'Es waren 4711 Leute', target: 'There were 12 people' }]);
  memory.learn(pair, [{ source: 'Der Rand', target: 'The Verge' }]);
  await cli(['memory', 'export', 'out.tmx'], { cwd, env });
  const other = workspace();
  const imported = await cli(['memory', 'import', path.join(cwd, 'out.tmx')], {
    cwd: other.cwd,
    env: other.env,
  });
  expect(imported.stdout).toBe('3 entries taken in.\n');
  const asked = [...good.map(({ source }) => source), 'Der Rand', 'Es waren 4711 Leute'];
  expect(other.memory.find(origin, asked).map((found) => found?.target)).toEqual([
    ...good.map(({ target }) => target),
    'The Verge',
    undefined,
  ]);
});

test('an export to a place that cannot be written is one clear error', async () => {
  const { cwd, env } = workspace();
  for (const file of ['nowhere/out.tmx', '.', '']) {
    const { code, stderr } = await cli(['memory', 'export', file], { cwd, env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^klartext: .*: cannot be written \((ENOENT|EISDIR)\)/);
    expect(stderr).not.toContain('    at ');
  }
});

test('an export that does not fit leaves the earlier one, a link, and what is no file as they are', async (context) => {
  const { cwd, env, memory } = workspace();
  const disk = path.join(cwd, 'disk');
  if (!smallDisk(disk, 64)) return context.skip('mounting a small file system is not allowed here');
  const file = path.join(disk, 'out.tmx');
  const exported = () => cli(['memory', 'export', 'link.tmx'], { cwd, env });
  memory.save(origin, [{ source: 'Der Kahn liegt fest.', target: 'The boat is moored.' }]);
  writeFileSync(file, '', { mode: 0o600 });
  symlinkSync(file, path.join(cwd, 'link.tmx'));
  expect((await exported()).code).toBe(0);
  const before = readFileSync(file, 'utf8');
  expect(before).toContain('The boat is moored.');
  const sentence = 'Der Kahn liegt fest. '.repeat(40);
  const more = Array.from({ length: 100 }, (_, n) => ({
    source: `${sentence}${n}`,
    target: `The boat is moored. `.repeat(40) + n,
  }));
  memory.save(origin, more);
  expect(await exported()).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^klartext: link.tmx: cannot be written \(ENOSPC\)/),
  });
  expect(statSync(file).size).toBe(before.length);
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(disk)).toEqual(['out.tmx']);
  expect((await cli(['memory', 'export', '/dev/null'], { cwd, env })).code).toBe(0);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test.each(['utf8', 'utf16le'] as const)(
  'another tool’s TMX (%s) is taken in as a person’s',
  async (encoding) => {
    const { cwd, env, memory } = workspace();
    const tmx = `<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Other" srclang="de-DE" datatype="html" segtype="sentence" adminlang="en-US" o-tmf="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="EN-US"><seg>A <bpt i="4" x="9">&lt;b&gt;</bpt>bold<ept i="4">&lt;/b&gt;</ept> word<ph x="2">{1}</ph>.</seg></tuv>
<tuv xml:lang="DE-DE"><seg>Ein <bpt i="1" x="9">&lt;b&gt;</bpt>fettes<ept i="1">&lt;/b&gt;</ept> Wort<ph x="2">{1}</ph>.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Mit <hi type="x">Hervorhebung</hi></seg></tuv><tuv xml:lang="en"><seg>With emphasis</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Nur <ph x="1"/>hier</seg></tuv><tuv xml:lang="en"><seg>Only here</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Prozessorarchitektur</seg></tuv><tuv xml:lang="en"><seg>Prozessorarchitektur</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Ohne Englisch</seg></tuv><tuv xml:lang="fr"><seg>Sans anglais</seg></tuv></tu>
</body></tmx>`;
    writeFileSync(path.join(cwd, 'in.tmx'), Buffer.from(`\ufeff${tmx}`, encoding));
    const { stdout } = await cli(['memory', 'import', 'in.tmx'], { cwd, env });
    expect(stdout).toMatch(/^2 entries taken in, 3 left out/);
    const [first, second] = memory.find(origin, [
      'Ein <g id="1">fettes</g> Wort<x id="2"/>.',
      'Mit Hervorhebung',
    ]);
    expect(first).toMatchObject({ target: 'A <g id="1">bold</g> word<x id="2"/>.', provider: 'person' });
    expect(second?.target).toBe('With emphasis');
  },
);

const CRANE = '<tuv xml:lang="de"><seg>Der Käse heißt wie der Kran.</seg></tuv>';
const UNIT = `<tu>${CRANE}<tuv xml:lang="en"><seg>The cheese has the crane’s name.</seg></tuv></tu>`;
const tmxIn = (declared: string) =>
  `<?xml version="1.0" encoding="${declared}"?><tmx version="1.4"><body>${UNIT}</body></tmx>`;

test.each([
  ['ISO-8859-1', Buffer.from(tmxIn('ISO-8859-1').replace('’', "'"), 'latin1')],
  ['UTF-16 without its mark', Buffer.from(tmxIn('UTF-16'), 'utf16le')],
  ['UTF-8 that calls itself UTF-16', Buffer.from(tmxIn('UTF-16'))],
])('TMX in %s loses no letter', async (_name, bytes) => {
  const { cwd, env, memory } = workspace();
  writeFileSync(path.join(cwd, 'in.tmx'), bytes);
  expect((await cli(['memory', 'import', 'in.tmx'], { cwd, env })).stdout).toBe('1 entries taken in.\n');
  expect(memory.find(origin, ['Der Käse heißt wie der Kran.'])[0]?.target).toMatch(
    /^The cheese has the crane/,
  );
});

test.each([
  ['bytes that are not what it says', Buffer.from(tmxIn('UTF-8'), 'latin1'), 'got bytes that are none'],
  ['a page', Buffer.from('<html><body>Käse</body></html>'), 'expected TMX 1.4'],
])('%s are refused, and nothing is taken in', async (_name, bytes, expected) => {
  const { cwd, env } = workspace();
  writeFileSync(path.join(cwd, 'in.tmx'), bytes);
  const { code, stderr } = await cli(['memory', 'import', 'in.tmx'], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toContain(`in.tmx: expected`);
  expect(stderr).toContain(expected);
  expect((await cli(['memory', 'stats'], { cwd, env })).stdout).toContain('0 entries');
});

test('a file that is no XML is one clear error', async () => {
  const { cwd, env } = workspace();
  writeFileSync(path.join(cwd, 'in.tmx'), '<tmx><body><tu>&undefined;</tu>');
  const { code, stderr } = await cli(['memory', 'import', 'in.tmx'], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toContain('in.tmx: expected TMX 1.4');
  expect((await cli(['memory', 'import', 'no.tmx'], { cwd, env })).code).toBe(2);
});

const ARTICLE = `# Das neue Museum

Das *neue* Museum liegt am [Hafen](https://example.org/h) von Kiel.

Der zweite Absatz bleibt, wie ihn die Maschine schrieb.

| Jahr | Besucher |
|---|---|
| 2020 | viele Leute |
`;

test('corrections made in an output are learned, win over the machine, and need no service', async () => {
  const { cwd, env: base } = workspace();
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  const env = { ...base, DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url };
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'in/a.md'), ARTICLE);
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    'version: 1\nstages: [detect-language, translate, check-translation]\nprovider: { id: deepl }\n',
  );
  await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env });
  const out = path.join(cwd, 'out/a.md');
  const edited = readFileSync(out, 'utf8')
    .replace(/^DAS .*KIEL\.$/m, 'By the [harbour](https://example.org/h) of Kiel lies the *new* museum.')
    .replace('VIELE LEUTE', 'many people');
  expect(edited).toContain('harbour');
  writeFileSync(out, edited);
  const learned = await cli(['memory', 'learn', 'out/a.md'], { cwd, env: base });
  expect(learned).toMatchObject({ code: 0, stdout: 'out/a.md: 2 corrections learned.\n', stderr: '' });
  const requests = fake.ledger.requests;
  await cli(['run', 'in', '-p', 'paid.yaml', '--force'], { cwd, env });
  expect(fake.ledger.requests).toBe(requests);
  const again = readFileSync(out, 'utf8');
  expect(again.split('\n---\n')[1]).toBe(edited.split('\n---\n')[1]);
  expect(again).toMatch(/^translated_by: .*person/m);
  // A link that was changed is no translation.
  writeFileSync(
    out,
    again.replace('(https://example.org/h)', '(https://example.org/x)').replace('harbour', 'port'),
  );
  const refused = await cli(['memory', 'learn', 'out/a.md'], { cwd, env });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/out\/a\.md:\d+: not learned: a link/);
  // Nor is one whose words stayed, and it is told too.
  for (const link of ['[harbour](https://example.org/x)', 'harbour', '![](https://example.org/h) harbour']) {
    writeFileSync(out, again.replace('[harbour](https://example.org/h)', link));
    const silent = await cli(['memory', 'learn', 'out/a.md'], { cwd, env });
    expect(silent).toMatchObject({ code: 1, stdout: 'out/a.md: 0 corrections learned.\n' });
    expect(silent.stderr).toMatch(/^klartext: out\/a\.md:\d+: not learned: a link[^\n]*\n$/);
  }
  writeFileSync(path.join(cwd, 'in/a.md'), `${ARTICLE}\nNeu.\n`);
  expect((await cli(['memory', 'learn', 'out/a.md'], { cwd, env })).stderr).toContain(
    'not what it was made of',
  );
});

test('a title and a description that were corrected in the front matter are learned', async () => {
  const { cwd, env: base } = workspace();
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  const env = { ...base, DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url };
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(
    path.join(cwd, 'in/a.md'),
    '---\ntitle: Das neue Museum am Hafen\ndescription: Was es dort bald zu sehen gibt.\n---\n\nNoch ist es nicht offen.\n',
  );
  writeFileSync(path.join(cwd, 'in/b.md'), '# Das alte *Rathaus*\n\nEs steht noch.\n');
  writeFileSync(path.join(cwd, 'in/c.md'), '# Die Brücke am Fluss\n\nSie steht noch.\n');
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    'version: 1\nstages: [detect-language, translate]\nprovider: { id: deepl }\n',
  );
  await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env });
  const edit = (name: string, from: string | RegExp, to: string) => {
    const file = path.join(cwd, 'out', name);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(file, text.replace(from, to));
  };
  edit('a.md', 'title: DAS NEUE MUSEUM AM HAFEN', 'title: The new museum at the port');
  edit('a.md', /^description: .*$/m, 'description: What there is to see soon.');
  edit('b.md', 'title: DAS ALTE RATHAUS', 'title: The old town hall');
  edit('c.md', 'title: DIE BRÜCKE AM FLUSS', 'title: The bridge by the river');
  const learned = await cli(['memory', 'learn', 'out/a.md', 'out/b.md', 'out/c.md'], { cwd, env: base });
  expect(learned.code).toBe(1);
  expect(learned.stdout).toBe(
    'out/a.md: 2 corrections learned.\nout/b.md: 0 corrections learned.\nout/c.md: 1 correction learned.\n',
  );
  expect(learned.stderr).toMatch(/^klartext: out\/b\.md:1: not learned: title: [^\n]+\n$/);
  const requests = fake.ledger.requests;
  const again = await cli(['run', 'in', '-p', 'paid.yaml', '--force'], { cwd, env });
  expect(fake.ledger.requests).toBe(requests);
  const a = readFileSync(path.join(cwd, 'out/a.md'), 'utf8');
  expect(a).toContain('title: The new museum at the port\n');
  expect(a).toContain('description: What there is to see soon.\n');
  const c = readFileSync(path.join(cwd, 'out/c.md'), 'utf8');
  expect(c).toContain('title: The bridge by the river\n');
  expect(c).toContain('\n# The bridge by the river\n');
  // What could not be learned is not lost either.
  expect(again.stderr).toMatch(/b\.md was edited by hand; that is kept as b\.md\.edited-/);
});

const FIGURES = `# Die Besucher des Museums

Im Museum waren in diesem Jahr mehr Leute als je zuvor, auch aus dem Ausland.

This paragraph has been written in English by the author, and nobody was asked about it.

| Monat | Besucher |
|---|---:|
| Erster Monat | 1.204,5 |
| Zweiter Monat | 1.310,5 |
| Dritter Monat | 1.204,5 |
`;

test('an edit where no service was asked is kept as well: a number in its place, English everywhere', async () => {
  const { cwd, env: base } = workspace();
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  const env = { ...base, DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url };
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'in/a.md'), FIGURES);
  writeFileSync(path.join(cwd, 'in/b.md'), FIGURES.replace('in diesem Jahr', 'im letzten Jahr'));
  const stages = '[detect-language, translate, check-translation, polish-english]';
  writeFileSync(path.join(cwd, 'paid.yaml'), `version: 1\nstages: ${stages}\nprovider: { id: deepl }\n`);
  await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env });
  const read = (name: string) => readFileSync(path.join(cwd, 'out', name), 'utf8').split('\n---\n')[1] ?? '';
  expect(read('a.md').match(/1,204\.5/g)).toHaveLength(2);
  const edited = read('a.md').replace('1,204.5', '1,402.5').replace('nobody was asked', 'no one was asked');
  const out = path.join(cwd, 'out/a.md');
  writeFileSync(out, readFileSync(out, 'utf8').replace(read('a.md'), edited));
  const learned = await cli(['memory', 'learn', 'out/a.md'], { cwd, env: base });
  expect(learned).toMatchObject({ code: 0, stdout: 'out/a.md: 2 corrections learned.\n', stderr: '' });
  const report = await cli(['run', 'in', '-p', 'paid.yaml', '--force', '--json'], { cwd, env });
  expect(read('a.md')).toBe(edited);
  expect(report.code).toBe(0);
  // The same number in another article is another number; the same English is the same text.
  expect(read('b.md').match(/1,204\.5/g)).toHaveLength(2);
  expect(read('b.md')).toContain('no one was asked');
  // Other tools would take it for the translation of that number.
  const tmx = (await cli(['memory', 'export'], { cwd, env })).stdout;
  expect(tmx).toContain('no one was asked');
  expect(tmx).not.toContain('1,402.5');
});
