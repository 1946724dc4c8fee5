/** How long a user waits for the program itself, beside Node's own start in the same run. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'dist/bin/main.js');
const ROUNDS = 15;

/** Median wall time in milliseconds of each command line, rounds interleaved so that noise hits all alike. */
function medians(commands: Record<string, string[]>): Record<string, number> {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, argv] of Object.entries(commands)) {
      const startedAt = performance.now();
      const { status, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
      times[name]?.push(performance.now() - startedAt);
      if (status !== 0) throw new Error(`${name}: exit ${status}: ${stderr}`);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, values]) => [
      name,
      values.sort((a, b) => a - b)[values.length >> 1] as number,
    ]),
  );
}

test('start-up', () => {
  const found = medians({
    node: ['-e', '0'],
    '--version': [MAIN, '--version'],
    'clean text': [MAIN, 'clean', 'samples/inbox/syndizierte-kopie.txt'],
    'clean html': [MAIN, 'clean', 'samples/inbox/nachrichtenportal.html'],
  });
  const node = found.node as number;
  for (const [name, time] of Object.entries(found))
    console.log(`${name}: ${time.toFixed(0)} ms, ${(time - node).toFixed(0)} ms over node`);
  expect((found['--version'] as number) - node).toBeLessThan(100);
  expect((found['clean text'] as number) - node).toBeLessThan(500);
  expect((found['clean html'] as number) - node).toBeLessThan(500);
});
