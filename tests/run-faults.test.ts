/** What a run leaves when it is killed, when the disk is full, when the folder cannot be written. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { remount, smallDisk } from './support/small-disk.ts';
import { temporaryFolder } from './support/tmp.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const MAIN = path.join(ROOT, 'dist/bin/main.js');
const ARTICLE = readFileSync(path.join(ROOT, 'samples/inbox/syndizierte-kopie.txt'), 'utf8');

function inbox(count: number): string {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in/deep'), { recursive: true });
  for (let n = 0; n < count; n++) {
    writeFileSync(
      path.join(cwd, n % 2 ? 'in' : 'in/deep', `${n}.txt`),
      ARTICLE.replaceAll('Dresden', `Dresden ${n}`),
    );
  }
  return cwd;
}

function outputs(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

test.skipIf(!existsSync(MAIN))(
  'kill -9 in mid-run leaves whole files; the next run ends as an undisturbed one',
  async () => {
    const cwd = inbox(60);
    expect(await cli(['run', 'in', '-p', 'clean-feed', '--out', 'calm'], { cwd })).toMatchObject({ code: 0 });
    const calm = outputs(path.join(cwd, 'calm'));
    for (let kill = 0; kill < 4; kill++) {
      const child = spawn(process.execPath, [MAIN, 'run', 'in', '-p', 'clean-feed', '--out', 'out', '-q'], {
        cwd,
      });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      const wanted = 5 + kill * 10;
      while (child.exitCode === null && count(path.join(cwd, 'out')) < wanted)
        await new Promise((r) => setTimeout(r, 2));
      child.kill('SIGKILL');
      await ended;
      for (const [name, text] of Object.entries(outputs(path.join(cwd, 'out')))) {
        if (name.endsWith('.md')) expect(text, name).toBe(calm[name]);
      }
    }
    const last = await cli(['run', 'in', '-p', 'clean-feed', '--out', 'out', '--json'], { cwd });
    expect(JSON.parse(last.stdout).summary.byStatus.unchanged).toBeGreaterThan(0);
    expect(outputs(path.join(cwd, 'out'))).toEqual(calm);
  },
  120_000,
);

test.skipIf(!existsSync(MAIN)).each(['fachmagazin.html', 'altes-portal.htm', 'anleitung.md', 'gemischt.txt'])(
  'the built command line cleans %s as the sources do',
  async (name) => {
    const argv = ['clean', path.join(ROOT, 'samples/inbox', name), '--pipeline', 'german-tech'];
    const built = spawnSync(process.execPath, [MAIN, ...argv], { cwd: ROOT, encoding: 'utf8' });
    const { stdout } = await cli(argv, { cwd: ROOT });
    expect(built).toMatchObject({ status: 0, stderr: '', stdout });
  },
);

function count(folder: string): number {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).length
    : 0;
}

test('a full disk stops the run with what to do, keeps what is done, and the next run goes on', async (context) => {
  const cwd = inbox(60);
  const out = path.join(cwd, 'out');
  if (!smallDisk(out, 80)) return context.skip('mounting a small file system is not allowed here');
  const full = await cli(['run', 'in', '-p', 'clean-feed'], { cwd });
  expect(full.code).toBe(3);
  expect(full.stderr).toContain('free some space');
  const done = outputs(out);
  expect(Object.keys(done).length).toBeGreaterThan(3);
  for (const [name, text] of Object.entries(done)) {
    expect(name).toMatch(/\.md$/);
    expect(text.trimEnd()).toMatch(/unterschrieben ist\.$/);
  }
  remount(out, 'size=4m');
  expect(await cli(['run', 'in', '-p', 'clean-feed'], { cwd })).toMatchObject({ code: 0 });
  expect(Object.keys(outputs(out))).toHaveLength(60);
});

test('a read-only output folder is one error, exit 3', async (context) => {
  const cwd = inbox(3);
  const out = path.join(cwd, 'out');
  if (!smallDisk(out, 80)) return context.skip('mounting a small file system is not allowed here');
  remount(out, 'ro');
  const { code, stderr } = await cli(['run', 'in', '-p', 'clean-feed'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain('read-only');
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
