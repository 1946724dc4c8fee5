/** Where the standard streams lead to a full disk. */
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { builtCli } from './support/built-cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const start = builtCli();
const FULL = '/dev/full';

function place(): { cwd: string; full: number } {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, 'a.md'), 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz.\n');
  writeFileSync(path.join(cwd, 'p.yaml'), 'version: 1\nstages: [repair-text]\n');
  const full = openSync(FULL, 'w');
  onTestFinished(() => closeSync(full));
  return { cwd, full };
}

test.skipIf(!existsSync(FULL))('standard output that cannot be written is one error, exit 3', async () => {
  const { cwd, full } = place();
  for (const argv of [['clean', 'a.md'], ['--help'], ['detect', 'a.md', '--json']]) {
    const { ended, stderr } = start(argv, { cwd, out: full });
    expect({ code: await ended, told: stderr() }).toEqual({
      ...{ code: 3, told: 'klartext: standard output: cannot be written (ENOSPC).\n' },
    });
  }
});

test.skipIf(!existsSync(FULL))('a log that cannot be written ends no work', async () => {
  const { cwd, full } = place();
  for (const format of ['text', 'json']) {
    const out = `out-${format}`;
    const argv = ['nightly', 'p.yaml', 'a.md', '--out', out, '--log-format', format];
    expect(await start(argv, { cwd, err: full }).ended).toBe(0);
    expect(existsSync(path.join(cwd, out, 'report.json'))).toBe(true);
  }
});
