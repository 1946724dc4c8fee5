/** What becomes of outputs that people deleted, and what a night does not write over. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { upperCaseProvider } from './support/fake-providers.ts';
import { listSource, spendNight } from './support/night.ts';
import { documents, nightPlace } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const KEY = 'https://www.example.org/news/brunnen.html';
const TEXT = 'Der alte Brunnen steht seit hundert Jahren auf dem Marktplatz der Stadt.';
const page = (more: object = {}) => ({
  key: KEY,
  url: KEY,
  content: `# Vom Brunnen\n\n${TEXT}\n`,
  ...more,
});
const outputs = (cwd: string) => documents(path.join(cwd, 'out'));

function deleteOutputs(cwd: string): void {
  for (const name of Object.keys(outputs(cwd))) rmSync(path.join(cwd, 'out', name));
}

test.each([
  ['an item that has to be loaded to tell', {}, {}],
  ['any item, with --redo', { version: 'a' }, { redo: true }],
])('the output of %s is made again when it is gone', async (_, version, more) => {
  const cwd = temporaryFolder();
  const night = (settings = {}) =>
    spendNight({
      ...{ cwd, provider: upperCaseProvider(), sources: [listSource([page(version)])] },
      ...settings,
    });
  await night();
  const before = outputs(cwd);
  deleteOutputs(cwd);
  expect((await night(more)).tally.figures).toMatchObject({ written: 1, unchanged: 0 });
  expect(outputs(cwd)).toEqual(before);
});

test('retry --failed brings back what is gone, from memory, and leaves the rest alone', async () => {
  const { cwd, fake, env } = await nightPlace(3);
  await cli(['nightly', 'paid.yaml', 'in', '-q'], { cwd, env });
  const [before, asked] = [outputs(cwd), fake.ledger.requests];
  rmSync(path.join(cwd, 'out', Object.keys(before)[1] as string));
  const { code, stdout } = await cli(['retry', '--failed', '--json'], { cwd, env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).figures).toMatchObject({ written: 1, unchanged: 0 });
  expect(outputs(cwd)).toEqual(before);
  expect(fake.ledger.requests).toBe(asked);
});
