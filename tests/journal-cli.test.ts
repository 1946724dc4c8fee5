/** What users ask of a journal, and how they take up again what failed. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from '../src/store/journal.ts';
import { cli } from './support/cli.ts';
import { documents, nightPlace, writeArticle } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const night = ['nightly', 'paid.yaml', 'in', '-q'];

test('status, runs and history say how the batch stands', async () => {
  const { cwd, env } = await nightPlace(2);
  writeFileSync(path.join(cwd, 'in/leer.md'), '');
  await cli(night, { cwd, env });
  writeArticle(cwd, 1, 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz.\n');
  await cli(night, { cwd, env });

  const status = JSON.parse((await cli(['status', '--json'], { cwd, env })).stdout);
  expect(status).toMatchObject({
    run: { run: 2, outcome: 'finished', isRunning: false },
    items: { done: 2, failed: 1 },
    bytes: { journal: expect.any(Number), reports: expect.any(Number), fetched: 0, 'index of articles': 0 },
  });
  for (const what of ['journal', 'reports', 'translation memory', 'record of spending'])
    expect(status.bytes[what]).toBeGreaterThan(1000);
  expect(status.problems).toMatchObject([{ key: path.join(cwd, 'in/leer.md'), attempts: 2 }]);
  expect((await cli(['status'], { cwd })).stdout).toMatch(/2 done[\s\S]*on disk.*journal 0\.1 MB/);

  const runs = JSON.parse((await cli(['runs', '--json'], { cwd })).stdout);
  expect(runs).toMatchObject([
    { run: 2, figures: { written: 1, failed: 1 } },
    { run: 1, figures: { written: 2, failed: 1 } },
  ]);
  expect((await cli(['runs', '-n', '1'], { cwd })).stdout).not.toContain('interrupted');

  const item = JSON.parse((await cli(['history', 'in/ort-0001.md', '--json'], { cwd })).stdout);
  expect(item).toMatchObject({
    state: 'done',
    revision: 2,
    attempts: [
      { run: 1, revision: 1 },
      { run: 2, revision: 2 },
    ],
  });
  // Below the output folder, as a shell completes it, and from elsewhere.
  for (const name of [item.output, `out/${item.output}`, `./out/${item.output}`, `${cwd}/out/${item.output}`])
    expect(JSON.parse((await cli(['history', name, '--json'], { cwd })).stdout)).toEqual(item);
  expect((await cli(['history', 'in/leer.md'], { cwd })).stdout).toContain('INPUT_UNSUPPORTED');
  expect(await cli(['history', 'https://example.org/nie'], { cwd })).toMatchObject({ code: 1 });
});

test('where no night has been there is nothing to ask, and nothing is made', async () => {
  const cwd = temporaryFolder();
  const { code, stderr } = await cli(['status'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('no nightly run has worked here');
  expect(existsSync(path.join(cwd, 'out'))).toBe(false);
});

test.each([
  ['retry', '--failed'],
  ['journal', 'prune', '--days', '30'],
])('a slip in the name of the folder makes none, and is told: %s %s', async (...command) => {
  const { cwd, env } = await nightPlace(1);
  const { code, stderr } = await cli([...command, '--out', 'aus'], { cwd, env });
  expect(code).toBe(2);
  expect(stderr).toContain('no nightly run has worked here');
  expect(existsSync(path.join(cwd, 'aus'))).toBe(false);
});

test('a rebuild from a folder that is not there makes none, and is told', async () => {
  const cwd = temporaryFolder();
  const { code, stderr } = await cli(['journal', 'rebuild', '--out', 'aus'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('aus: expected a folder with outputs');
  expect(existsSync(path.join(cwd, 'aus'))).toBe(false);
});

test('a run whose process is gone has died, though no other run has seen that yet', async () => {
  const { cwd, env } = await nightPlace(1);
  await cli(night, { cwd, env });
  const journal = new Journal({ file: path.join(cwd, 'out/.klartext/journal.db') });
  journal.beginRun({ pipeline: 'paid.yaml', pid: 2 ** 22 + 1, day: '2026-11-23' });
  journal.close();
  const { run } = JSON.parse((await cli(['status', '--json'], { cwd })).stdout);
  expect(run).toMatchObject({ run: 2, outcome: 'died', isRunning: false });
  expect((await cli(['status'], { cwd })).stdout).toContain('died, ');
  expect((await cli(['runs'], { cwd })).stdout).toContain('died');
});

test('an item that is given up as runs died over it is named, and the night is not all well', async () => {
  const { cwd, env } = await nightPlace(1);
  await cli(night, { cwd, env });
  writeArticle(cwd, 0, 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz.\n');
  const journal = new Journal({ file: path.join(cwd, 'out/.klartext/journal.db') });
  const key = path.join(cwd, 'in/ort-0000.md');
  const { id } = journal.views.item(key) as { id: number };
  for (let count = 0; count < 10; count++)
    journal.claim(journal.beginRun({ pipeline: 'paid.yaml', pid: 1, day: '2026-11-23' }).run, id);
  journal.close();
  const { code, stderr } = await cli(night, { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toContain(`${key}: 10 runs died while this was in work.`);
});

test('what a service would not translate is told by a quiet night, too', async () => {
  const { cwd, env, fake } = await nightPlace(1);
  fake.faults.push({ status: 400 });
  const { code, stderr } = await cli(night, { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/untranslated: .*(\d) of \1 segments stand.*PROVIDER/);
  const { stdout } = await cli(['runs'], { cwd });
  expect(stdout).toMatch(/written │ not whole │ failed │ words/);
  expect(stdout).toMatch(/finished │ 1 +│ 1 +│ 0 +│/);
});

test('a damaged journal is left where it is by those who only read', async () => {
  const { cwd, env } = await nightPlace(1);
  await cli(night, { cwd, env });
  const file = path.join(cwd, 'out/.klartext/journal.db');
  writeFileSync(file, 'x'.repeat(20_000));
  expect((await cli(['status'], { cwd })).code).toBe(3);
  expect(readFileSync(file, 'utf8')).toBe('x'.repeat(20_000));
});

test('retry --failed gives what failed all its attempts again, at once and only that', async () => {
  const { cwd, fake, env } = await nightPlace(2);
  const empty = path.join(cwd, 'in/leer.md');
  writeFileSync(empty, '');
  for (let count = 0; count < 2; count++) await cli([...night, '--attempts', '2'], { cwd, env });
  expect(JSON.parse((await cli(['status', '--json'], { cwd })).stdout).items).toEqual({ done: 2, dead: 1 });
  writeFileSync(empty, 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz.\n');
  const asked = fake.ledger.requests;
  expect(await cli(['retry', '--failed', '-q'], { cwd, env })).toMatchObject({ code: 0 });
  expect(fake.ledger.requests).toBe(asked + 1);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(3);
  expect((await cli(['retry', '--failed'], { cwd, env })).stdout).toContain('Nothing to retry');
  expect((await cli(['retry', '--failed', '--json'], { cwd, env })).stdout).toBe('{}\n');
  expect(await cli(['retry'], { cwd, env })).toMatchObject({ code: 2 });
});

test('retry --failed tries what stands within a feed, and names what that does not offer', async () => {
  const { cwd, env } = await nightPlace(0);
  const [a, b] = [{ id: 'a' }, { id: 'b', content_text: 'Der alte Brunnen steht auf dem Marktplatz.' }];
  const version = 'https://jsonfeed.org/version/1.1';
  const write = (items: object[]) =>
    writeFileSync(path.join(cwd, 'feed.json'), JSON.stringify({ version, title: 'T', items }));
  writeFileSync(
    path.join(cwd, 'n.yaml'),
    'version: 1\nstages: [repair-text]\nsources: [{ type: feed, name: blatt, path: feed.json }]\n',
  );
  const spend = () => cli(['nightly', './n.yaml', '-q', '--attempts', '1'], { cwd, env });
  const count = () => Object.keys(documents(path.join(cwd, 'out'))).length;
  write([a, b]);
  expect(await spend()).toMatchObject({ code: 1 });
  write([b, { id: 'c', content_text: 'Was neu ist, nimmt erst eine Nacht auf.' }]);
  for (let times = 0; times < 2; times++) {
    const { code, stderr } = await cli(['retry', '--failed'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toContain('blatt: an item that is not done was not offered, and waits until it is.');
    const status = JSON.parse((await cli(['status', '--json'], { cwd })).stdout);
    expect(status).toMatchObject({
      items: { done: 1, failed: 1 },
      problems: [{ code: 'INPUT_UNSUPPORTED' }],
    });
  }
  expect(await spend()).toMatchObject({ code: 0 });
  const { notices } = JSON.parse(readFileSync(path.join(cwd, 'out/report.json'), 'utf8'));
  expect(notices).toEqual(['blatt: an item that is not done was not offered, and waits until it is.']);
  expect(count()).toBe(2);
  write([{ ...a, content_text: 'Die neue Brücke steht am Fluss.' }, b]);
  expect(await cli(['retry', '--failed', '-q'], { cwd, env })).toMatchObject({ code: 0 });
  expect(count()).toBe(3);
});

test('retry --failed names the other pipelines of the folder whose items it leaves to them', async () => {
  const { cwd, env } = await nightPlace(2);
  for (const [name, folder] of [
    ['one', 'in'],
    ['two', 'in-two'],
  ] as const) {
    mkdirSync(path.join(cwd, folder), { recursive: true });
    writeFileSync(path.join(cwd, folder, 'leer.md'), '');
    writeFileSync(
      path.join(cwd, `${name}.yaml`),
      `version: 1\nstages: [repair-text]\nsources: [{ type: files, path: ${folder} }]\n`,
    );
    expect(await cli(['nightly', `./${name}.yaml`, '-q'], { cwd, env })).toMatchObject({ code: 1 });
  }
  for (const folder of ['in', 'in-two'])
    writeFileSync(path.join(cwd, folder, 'leer.md'), 'Der alte Brunnen steht auf dem Marktplatz.\n');
  for (let count = 0; count < 2; count++) {
    const { code, stdout, stderr } = await cli(['retry', '--failed'], { cwd, env });
    expect(code).toBe(1);
    expect(stdout).not.toContain('all well');
    expect(stderr).toContain('one.yaml: an item that is not done is of this pipeline, and was left to it.');
  }
  expect(await cli(['nightly', './one.yaml', '-q'], { cwd, env })).toMatchObject({ code: 0 });
  expect((await cli(['retry', '--failed'], { cwd, env })).stdout).toContain('Nothing to retry');
});

test('a journal that was built again says what is not whole, and retry --failed that it knows no pipeline', async () => {
  const { cwd, env, fake } = await nightPlace(2);
  fake.faults.push({ status: 400 });
  await cli(night, { cwd, env });
  for (const end of ['', '-wal', '-shm'])
    rmSync(path.join(cwd, `out/.klartext/journal.db${end}`), { force: true });
  expect((await cli(['journal', 'rebuild'], { cwd })).stdout).toContain('2 outputs');
  const status = async () => JSON.parse((await cli(['status', '--json'], { cwd, env })).stdout);
  const before = await status();
  expect(before.items).toEqual({ done: 1, partial: 1 });
  expect(before.problems).toMatchObject([
    { code: 'UNTRANSLATED', message: expect.stringMatching(/^(\d) of \1 segments stand in the original\.$/) },
  ]);
  const { code, stdout, stderr } = await cli(['retry', '--failed'], { cwd, env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('out: expected a run in the journal, to know the pipeline by; got none');
  expect((await status()).items).toEqual(before.items);
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
});

test('a journal that is built again does not tell the readers of feeds that every article has changed', async () => {
  const { cwd, env } = await nightPlace(2);
  await cli(night, { cwd, env });
  const [first = '', second = ''] = Object.keys(documents(path.join(cwd, 'out')));
  const at = { [first]: '2026-10-02T03:04:05.000Z', [second]: '2026-10-01T03:04:05.000Z' };
  for (const [output, time] of Object.entries(at))
    utimesSync(path.join(cwd, 'out', output), new Date(time), new Date(time));
  writeFileSync(path.join(cwd, 'out/.klartext/journal.db'), 'x'.repeat(20_000));
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  const { items } = JSON.parse(readFileSync(path.join(cwd, 'out/feed.json'), 'utf8'));
  expect(items.map((item: { date_modified: string }) => item.date_modified)).toEqual(Object.values(at));
});

test('retry, given an output of a night, says what takes it up', async () => {
  const { cwd, env } = await nightPlace(1);
  await cli([...night, '--provider', 'google'], { cwd, env });
  const [output] = Object.keys(documents(path.join(cwd, 'out')));
  const { code, stderr } = await cli(['retry', `out/${output}`], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toContain('of a nightly batch; `klartext retry --failed --out out` takes it up.');
});

test('a backup is a whole journal; prune forgets, and rebuild takes outputs in again', async () => {
  const { cwd, env } = await nightPlace(3);
  await cli(night, { cwd, env });
  expect(await cli(['journal', 'backup', 'copy.db'], { cwd })).toMatchObject({ code: 0 });
  expect(await cli(['journal', 'backup', 'copy.db'], { cwd })).toMatchObject({ code: 2 });
  expect(await cli(['journal', 'backup', 'no/copy.db'], { cwd })).toMatchObject({
    code: 3,
    stderr: 'klartext: no/copy.db: cannot be written (ENOENT).\n',
  });
  const copy = new Journal({ file: path.join(cwd, 'copy.db') });
  expect(copy.views.counts()).toEqual({ done: 3 });
  copy.close();

  expect((await cli(['journal', 'prune', '--days', '30'], { cwd })).stdout).toMatch(
    /0 items and 0 runs .* 0 articles .* 0 files .*\(0\.0 MB\)/,
  );
  const later = new Journal({ file: path.join(cwd, 'out/.klartext/journal.db') });
  expect(later.prune(Date.now(), '2999-01-01')).toEqual({ items: 3, runs: 0 });
  later.close();
  expect((await cli(['journal', 'rebuild'], { cwd })).stdout).toContain('3 outputs');
  mkdirSync(path.join(cwd, 'elsewhere'));
  renameSync(path.join(cwd, 'out'), path.join(cwd, 'elsewhere/out'));
  expect((await cli(['status', '--json', '--out', 'elsewhere/out'], { cwd })).code).toBe(0);
});

test.each([
  ['is the input, too', ['in'], 'in'],
  ['lies in the input', ['.'], 'out'],
  ['holds the input', ['in'], '.'],
])('an output folder that %s: no night takes what another has left', async (_, inputs, out) => {
  const { cwd, env } = await nightPlace(2);
  const found = () => Object.keys(documents(path.join(cwd, out))).length;
  for (let count = 0; count < 3; count += 1)
    await cli(['nightly', 'paid.yaml', ...inputs, '-q', '--out', out], { cwd, env });
  expect(found()).toBe(2);
});

test('a source that holds the output folder does not offer what is in it', async () => {
  const { cwd, env } = await nightPlace(2);
  const pipeline = readFileSync(path.join(cwd, 'paid.yaml'), 'utf8');
  writeFileSync(path.join(cwd, 'paid.yaml'), `${pipeline}sources: [{ type: files, path: . }]\n`);
  for (let count = 0; count < 3; count += 1) await cli(['nightly', 'paid.yaml', '-q'], { cwd, env });
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(2);
});
