/** Setting a batch up, and looking at what it needs before it is night. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { initFiles } from '../src/cli/init-files.ts';
import { SECRETS, withSecretFiles } from '../src/cli/secrets.ts';
import { Journal } from '../src/store/journal.ts';
import { cli } from './support/cli.ts';
import { nightPlace } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

test('init writes a pipeline that is valid, and never replaces a file by itself', async () => {
  const cwd = temporaryFolder();
  expect(await cli(['init', 'batch'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  const folder = path.join(cwd, 'batch');
  expect(await cli(['check', 'nightly'], { cwd: folder })).toMatchObject({ code: 0 });
  const file = path.join(folder, 'pipelines/nightly.yaml');
  writeFileSync(file, 'mine');
  const again = await cli(['init', 'batch'], { cwd });
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('pipelines/nightly.yaml');
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(await cli(['init', 'batch', '--force'], { cwd })).toMatchObject({ code: 0 });
});

test('init names the file that it cannot write as the user would', async () => {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, 'batch'), '');
  expect(await cli(['init', 'batch'], { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /^klartext: batch\/pipelines\/nightly\.yaml: cannot be written \(ENOTDIR\)\. .*init/,
    ),
  });
});

test('the line for cron runs in a shell, whatever the folder is called', () => {
  const folder = path.join(temporaryFolder(), "it's 100% mine $HOME");
  mkdirSync(folder);
  const files = initFiles({ folder, node: '/bin/echo', program: 'klartext' });
  const line = files['nightly.cron']?.split('\n').find((one) => /^\d/.test(one)) ?? '';
  // What cron does to a line: five fields go, `\%` becomes `%`.
  const command = line.split(' ').slice(5).join(' ').replaceAll('\\%', '%');
  const shell = spawnSync('/bin/sh', ['-c', `${command}; pwd`], { encoding: 'utf8' });
  expect(shell.stdout.split('\n')).toEqual([
    'klartext nightly nightly --out out --until 06:00 --quiet',
    folder,
    '',
  ]);
});

test('systemd takes the unit and the timer', async (context) => {
  if (spawnSync('systemd-analyze', ['--version']).status !== 0)
    return context.skip('there is no systemd-analyze here');
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'a b'));
  const files = initFiles({
    folder: path.join(cwd, 'a b'),
    node: process.execPath,
    program: '/x%y/$z/main.js',
  });
  for (const name of ['klartext.service', 'klartext.timer'])
    writeFileSync(path.join(cwd, name), files[`systemd/${name}`] ?? '');
  const { status, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', path.join(cwd, 'klartext.timer'), path.join(cwd, 'klartext.service')],
    { encoding: 'utf8' },
  );
  expect(stderr.split('\n').filter((line) => line.includes('klartext.'))).toEqual([]);
  expect(status).toBe(0);
});

test('keys may come from files that the environment names, and are never said', async () => {
  const cwd = temporaryFolder();
  const file = path.join(cwd, 'key');
  writeFileSync(file, 'geheim:fx\n');
  expect(withSecretFiles({ DEEPL_API_KEY_FILE: file }).DEEPL_API_KEY).toBe('geheim:fx');
  expect(withSecretFiles({ DEEPL_API_KEY_FILE: file, DEEPL_API_KEY: 'own' }).DEEPL_API_KEY).toBe('own');
  const usable = await cli(['providers'], { cwd, env: { DEEPL_API_KEY_FILE: file } });
  expect(usable.stdout).toMatch(/deepl: usable/);
  expect(usable.stdout + usable.stderr).not.toContain('geheim');
  const missing = await cli(['providers'], { cwd, env: { DEEPL_API_KEY_FILE: '/no/such/file' } });
  expect(missing).toMatchObject({ code: 2 });
  expect(missing.stderr).toContain('DEEPL_API_KEY_FILE: /no/such/file cannot be read (ENOENT)');
});

test('every key of the README may come from a file', () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../README.md'), 'utf8');
  const named = new Set(readme.match(/\b[A-Z]+(?:_[A-Z]+)*_(?:KEY|TOKEN|ACCESS_KEY_ID)\b/g));
  expect([...named].filter((name) => !(SECRETS as readonly string[]).includes(name))).toEqual([]);
});

test('doctor tells once of a provider that a pipeline names twice', async () => {
  const { cwd, env } = await nightPlace(0);
  const { stdout } = await cli(['doctor'], { cwd, env });
  expect(stdout.match(/provider bergamot/g)).toHaveLength(1);
});

test('doctor says what is well and what is not', async () => {
  const { cwd, env } = await nightPlace(1);
  const look = async (more = {}) => {
    const { code, stdout } = await cli(['doctor', 'paid.yaml', '--json'], { cwd, env: { ...env, ...more } });
    const findings = JSON.parse(stdout) as { what: string; state: string; message: string; hint?: string }[];
    return { code, of: (what: string) => findings.find((one) => one.what === what) };
  };
  expect((await look()).code).toBe(0);
  expect((await look({ DEEPL_API_KEY: '' })).of('provider deepl')).toMatchObject({ state: 'bad' });
  await cli(['nightly', 'paid.yaml', 'in', '-q'], { cwd, env });
  expect((await look()).of('journal')).toMatchObject({ state: 'good', message: 'whole; it knows 1 items' });
  expect((await look()).of('room taken')?.message).toMatch(
    /^journal \d\.\d MB, reports .*translation memory/,
  );

  const file = path.join(cwd, 'out/.klartext/journal.db');
  const ahead = new Journal({ file, now: () => Date.now() + 86_400_000 });
  ahead.endRun(1, 'finished', '{}');
  ahead.close();
  expect((await look()).of('clock')).toMatchObject({ state: 'fair' });
  writeFileSync(file, 'x'.repeat(20_000));
  const broken = await look();
  expect(broken.code).toBe(1);
  expect(broken.of('journal')).toMatchObject({
    state: 'bad',
    hint: expect.stringContaining('builds it again'),
  });
  expect(existsSync(file)).toBe(true);
  const { stdout } = await cli(['doctor', 'no-such'], { cwd, env });
  expect(stdout).toMatch(/bad +pipeline: no pipeline is named "no-such"/);
});
