import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { leadsOutside, planOutputs, prepareOutputFolder, writeOutput } from '../src/run/output.ts';
import { temporaryFolder } from './support/tmp.ts';

test('outputs mirror the input paths', () => {
  const planned = planOutputs(['a/b.html', 'c.txt', 'README'], '.md');
  expect(Object.fromEntries(planned)).toEqual({ 'a/b.html': 'a/b.md', 'c.txt': 'c.md', README: 'README.md' });
});

test('inputs that would meet in one output keep their own endings', () => {
  const planned = planOutputs(['a.html', 'A.txt', 'b.html'], '.md');
  expect(Object.fromEntries(planned)).toEqual({
    'a.html': 'a.html.md',
    'A.txt': 'A.txt.md',
    'b.html': 'b.md',
  });
});

test('an input that is named as the output of another gets a place of its own', () => {
  const planned = planOutputs(['a.html', 'a.html.md', 'a.md', 'a.html.md.txt'], '.md');
  expect(Object.fromEntries(planned)).toEqual({
    'a.html': 'a.html.md',
    'a.html.md': 'a.html.md.md',
    'a.html.md.txt': 'a.html.md.txt.md',
    'a.md': 'a.md.md',
  });
});

test('a file does not take the place of a folder that others need', () => {
  const planned = planOutputs(['a.md/b/c.html', 'A.txt', 'b.txt'], '.md');
  expect(Object.fromEntries(planned)).toEqual({
    'a.md/b/c.html': 'a.md/b/c.md',
    'A.txt': 'A.txt.md',
    'b.txt': 'b.md',
  });
});

test('a name too long for the file system is cut and told apart by a hash', () => {
  const [first, second] = ['x', 'y'].map((end) => `${'ü'.repeat(124)}${end}.html`);
  const planned = planOutputs([first as string, second as string], '.md');
  const outputs = [...planned.values()];
  expect(new Set(outputs).size).toBe(2);
  for (const output of outputs) expect(Buffer.byteLength(output)).toBeLessThan(256);
});

test('a write leaves the file and nothing beside it', async () => {
  const folder = temporaryFolder();
  await writeOutput(folder, 'a/b.md', 'one');
  await writeOutput(folder, 'a/b.md', 'two');
  expect(readFileSync(path.join(folder, 'a/b.md'), 'utf8')).toBe('two');
  expect(readdirSync(path.join(folder, 'a'))).toEqual(['b.md']);
});

test('a link in the output folder does not lead outside', async () => {
  const folder = temporaryFolder();
  const outside = temporaryFolder();
  symlinkSync(outside, path.join(folder, 'a'));
  await expect(writeOutput(folder, 'a/b.md', 'text')).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  expect(readdirSync(outside)).toEqual([]);
});

test('a link that leads out of the folder, or nowhere, is known before there is anything to write', () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'b/c']) mkdirSync(path.join(folder, name), { recursive: true });
  symlinkSync(temporaryFolder(), path.join(folder, 'b/away'));
  symlinkSync(path.join(folder, 'gone'), path.join(folder, 'nowhere'));
  symlinkSync(path.join(folder, 'a'), path.join(folder, 'inside'));
  const isOut = (relative: string) => leadsOutside(folder, relative);
  expect(['b/away/x.md', 'b/away/new/x.md', 'nowhere/x.md', 'nowhere/new/x.md'].filter(isOut)).toHaveLength(
    4,
  );
  expect(['x.md', 'a/x.md', 'b/c/d/e/x.md', 'inside/x.md', 'new/x.md'].filter(isOut)).toEqual([]);
});

test('a folder that is a file is one clear error', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'out'), '');
  await expect(prepareOutputFolder(path.join(folder, 'out'))).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  });
});

test('what a killed run left is swept, what a living one is writing is not', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'a'));
  const dead = path.join(folder, 'a', '.klartext-999999999-abcdef012345.tmp');
  const alive = path.join(folder, 'a', `.klartext-${process.ppid}-abcdef012345.tmp`);
  writeFileSync(dead, 'half');
  writeFileSync(alive, 'half');
  await prepareOutputFolder(folder);
  expect(readdirSync(path.join(folder, 'a'))).toEqual([path.basename(alive)]);
});
