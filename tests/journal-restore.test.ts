/** A backup of the journal goes back into its place, whatever has become of the batch since. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from '../src/store/journal.ts';
import { cli } from './support/cli.ts';
import { articleText, documents, nightPlace, writeArticle } from './support/night-place.ts';

const night = ['nightly', 'paid.yaml', 'in', '-q', '--no-memory'];
const restore = ['journal', 'restore', 'copy.db'];

/** A backup after one night, and then a night in which one article changed and one came in. */
async function twoNights() {
  const place = await nightPlace(2);
  const { cwd, env } = place;
  await cli(night, { cwd, env });
  await cli(['journal', 'backup', 'copy.db'], { cwd });
  writeArticle(cwd, 1, 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz.\n');
  writeArticle(cwd, 2, articleText(2));
  await cli(night, { cwd, env });
  const out = path.join(cwd, 'out');
  return { ...place, out, journal: path.join(out, '.klartext/journal.db') };
}

/** As if the night had been another day's. */
function movedToAnotherDay(out: string): void {
  const [name = ''] = Object.keys(documents(out)).filter((one) => one.includes('ort-0002'));
  const target = name.replace(/^\d{4}/, '2020');
  mkdirSync(path.dirname(path.join(out, target)), { recursive: true });
  renameSync(path.join(out, name), path.join(out, target));
}

test('one that is older than the outputs: nothing is paid again, or comes to stand in two places', async () => {
  const { cwd, env, out, fake } = await twoNights();
  movedToAnotherDay(out);
  const before = documents(out);
  const paid = fake.ledger.bodies.length;
  const { code, stdout } = await cli(restore, { cwd });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^The journal of .* is back in its place; 2 outputs .*replaced-\d+/s),
  });
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  expect(documents(out)).toEqual(before);
  expect(readdirSync(path.join(out, '.klartext')).filter((name) => name.includes('new'))).toEqual([]);
  expect(fake.ledger.bodies.length).toBe(paid);
});

test('the reports of the nights after it stay, and the next night has a number of its own', async () => {
  const { cwd, env, out } = await twoNights();
  const reports = path.join(out, '.klartext/reports');
  const kept = () =>
    Object.fromEntries(
      readdirSync(reports).map((name) => [name, readFileSync(path.join(reports, name), 'utf8')]),
    );
  const before = kept();
  await cli(restore, { cwd });
  await cli(night, { cwd, env });
  expect(kept()).toMatchObject(before);
  const [last] = JSON.parse((await cli(['runs', '--json'], { cwd, env })).stdout);
  expect(last.run).toBe(3);
  // Nor do they when the journal is lost.
  rmSync(path.join(out, '.klartext/journal.db'));
  await cli(night, { cwd, env });
  expect(kept()).toMatchObject(before);
  expect(Object.keys(kept())).toHaveLength(8);
});

test('what is not done on the disk is not done in the journal', async () => {
  const { cwd, env, out } = await twoNights();
  const [name = ''] = Object.keys(documents(out)).filter((one) => one.includes('ort-0001'));
  const file = path.join(out, name);
  const changed = readFileSync(file, 'utf8').replace('status: translated', 'status: partial');
  writeFileSync(file, changed.replace(/fingerprint: \w+/, 'fingerprint: 0123456789abcdef'));
  await cli(restore, { cwd });
  const { items } = JSON.parse((await cli(['status', '--json'], { cwd, env })).stdout);
  expect(items).toEqual({ done: 2, partial: 1 });
});

test('the log that a killed run has left does not get into it', async () => {
  const { cwd, env, journal } = await twoNights();
  const open = new Journal({ file: journal });
  open.beginRun({ pipeline: 'p', pid: 1, day: '2026-11-23' });
  cpSync(path.dirname(journal), path.join(cwd, 'killed'), { recursive: true });
  open.close();
  cpSync(path.join(cwd, 'killed'), path.dirname(journal), { recursive: true });
  expect(existsSync(`${journal}-wal`)).toBe(true);
  await cli(restore, { cwd });
  const runs = JSON.parse((await cli(['runs', '--json'], { cwd, env })).stdout);
  expect(runs).toMatchObject([{ run: 1, outcome: 'finished' }]);
  const kept = readdirSync(path.dirname(journal)).filter((name) => /replaced-\d+$/.test(name));
  const replaced = new Journal({ file: path.join(path.dirname(journal), String(kept[0])) });
  expect(replaced.views.runs(9)).toHaveLength(3);
  replaced.close();
});

test.each([
  ['nothing', (file: string) => writeFileSync(file, '')],
  ['text', (file: string) => writeFileSync(file, 'Brunnen '.repeat(1000))],
  ['half of one', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 9000))],
  ['a memory', (file: string, cwd: string) => copyFileSync(path.join(cwd, 'memory/memory.db'), file)],
])('%s is no backup: it is told, and the journal stays', async (_, spoil) => {
  const { cwd, env, journal } = await twoNights();
  await cli(['nightly', 'paid.yaml', 'in', '-q', '--redo'], { cwd, env });
  const before = readFileSync(journal);
  spoil(path.join(cwd, 'copy.db'), cwd);
  const { code, stderr } = await cli(restore, { cwd });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('copy.db: expected a backup'),
  });
  expect(readFileSync(journal)).toEqual(before);
  expect(readdirSync(path.dirname(journal)).filter((name) => /new|replaced/.test(name))).toEqual([]);
});
