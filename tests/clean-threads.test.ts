/** A document that goes astray is stopped and named; the thread is replaced, and the others go on. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cleanDocument } from '../src/run/document.ts';
import { fromPlain, toPlain } from '../src/run/nightly/clean-protocol.ts';
import { type Cleaners, openCleaners } from '../src/run/nightly/clean-threads.ts';
import { openRun } from '../src/run/open.ts';
import { builtCli } from './support/built-cli.ts';
import { cli } from './support/cli.ts';
import { documents, nightPlace } from './support/night-place.ts';

const start = builtCli();
const ROOT = path.resolve(import.meta.dirname, '..');
const settings = { pipeline: 'german-tech', cwd: ROOT };

function open(options: { timeoutMs?: number; maxMemoryMb?: number } = {}): Cleaners {
  const file = path.join(ROOT, 'tests/support/astray-worker.mjs');
  const cleaners = openCleaners({ ...settings, file, ...options }) as Cleaners;
  onTestFinished(() => cleaners.close());
  return cleaners;
}

test.each([
  ['hang', { timeoutMs: 2000 }, 'took longer than 2 s'],
  ['eat', { maxMemoryMb: 40, timeoutMs: 20_000 }, 'took more than 40 MiB of memory'],
  ['exit', {}, 'broke its thread'],
])('a document that makes its thread %s is given up; the next one is cleaned', async (name, limits, why) => {
  const cleaners = open(limits);
  await expect(cleaners.clean({ name, content: '' })).rejects.toMatchObject({
    code: 'INPUT_UNSUPPORTED',
    reach: 'document',
    message: expect.stringContaining(`${name}: cleaning it ${why}`),
  });
  expect(await cleaners.clean({ name: 'good', content: '' })).toMatchObject({ sourceHash: 'good' });
});

test('one that hangs does not hold up another thread', async () => {
  const cleaners = open({ timeoutMs: 3000 });
  const hanging = expect(cleaners.clean({ name: 'hang', content: '' })).rejects.toThrow('took longer');
  expect(await cleaners.clean({ name: 'good', content: '' })).toMatchObject({ sourceHash: 'good' });
  await hanging;
});

test('a thread that was warmed up takes the first document, and is closed where none comes', async () => {
  const cleaners = open();
  cleaners.warmUp();
  expect(await cleaners.clean({ name: 'good', content: '' })).toMatchObject({ sourceHash: 'good' });
  const idle = open();
  idle.warmUp();
  await idle.close();
});

test('there are no threads where there is no built code', () => {
  expect(openCleaners({ ...settings, file: path.join(ROOT, 'no-such-file.js') })).toBeUndefined();
});

test('a document handed over from a thread is the document', async () => {
  const run = await openRun({
    ...{ pipeline: 'german-tech', cwd: ROOT, scope: 'cleaning' },
    context: { env: {}, modelFolders: [] },
    signal: new AbortController().signal,
  });
  const name = 'samples/inbox/fachmagazin.html';
  const here = await cleanDocument({ name, content: readFileSync(path.join(ROOT, name)) }, run.runner);
  const there = fromPlain(name, structuredClone(toPlain(here)));
  expect(there.root).toEqual(here.root);
  expect(there.file.data).toEqual(here.file.data);
  const shape = ({ file, ...message }: (typeof here.file.messages)[number]) => ({ ...message, file });
  expect(there.file.messages.map(shape)).toEqual(here.file.messages.map(shape));
  await run.close();
});

test('the built command line cleans in threads, and writes what cleaning here writes', async () => {
  const { cwd, env } = await nightPlace(0);
  const argv = ['nightly', 'german-tech', path.join(ROOT, 'samples/inbox'), '--provider', 'deepl', '-q'];
  const built = start([...argv, '--out', 'built'], { cwd, env });
  // The fake translates by shouting, which not every check lets pass.
  expect(await built.ended, built.stderr()).toBe(1);
  expect(await cli([...argv, '--out', 'here'], { cwd, env })).toMatchObject({ code: 1 });
  expect(Object.keys(documents(path.join(cwd, 'built')))).toHaveLength(9);
  expect(documents(path.join(cwd, 'built'))).toEqual(documents(path.join(cwd, 'here')));
});
