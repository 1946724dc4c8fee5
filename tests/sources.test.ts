import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { listInputs, readInput } from '../src/sources/files.ts';
import { temporaryFolder } from './support/tmp.ts';

function write(folder: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), name);
  }
}

async function names(paths: string[], cwd: string, exclude?: string): Promise<string[]> {
  return (await listInputs(paths, cwd, exclude)).map((input) => input.name);
}

test('a folder gives its documents, sorted, without hidden files, other kinds and the output', async () => {
  const folder = temporaryFolder();
  write(folder, 'b.html', 'a/z.TXT', 'a/y.md', '.git/x.md', 'node_modules/x.md', 'image.png', 'out/b.md');
  expect(await names(['.'], folder, 'out')).toEqual(['a/y.md', 'a/z.TXT', 'b.html']);
});

test('files are named from their common folder, whatever their ending, each once', async () => {
  const folder = temporaryFolder();
  write(folder, 'x/a.html', 'x/y/a.html', 'x/odd.dat');
  expect(await names(['x/a.html', 'x/y/a.html', 'x/odd.dat', './x/a.html'], folder)).toEqual([
    'a.html',
    'odd.dat',
    'y/a.html',
  ]);
});

test('documents of one name in several folders are named from the folder above', async () => {
  const folder = temporaryFolder();
  write(folder, 'x/a.html', 'x/b.html', 'y/a.html', 'y/z/c.html');
  expect(await names(['x', 'y'], folder)).toEqual(['x/a.html', 'x/b.html', 'y/a.html', 'y/z/c.html']);
  expect(await names(['x/a.html', 'y'], folder)).toEqual(['x/a.html', 'y/a.html', 'y/z/c.html']);
  expect(await names(['x/b.html', 'y'], folder)).toEqual(['a.html', 'b.html', 'z/c.html']);
});

test('a missing path is a usage error that names it', async () => {
  await expect(listInputs(['nowhere'], temporaryFolder())).rejects.toMatchObject({
    code: 'USAGE',
    message: 'nowhere: no such file or folder.',
  });
});

test('a loop of links ends', async () => {
  const folder = temporaryFolder();
  write(folder, 'a/x.md');
  symlinkSync(folder, path.join(folder, 'a/loop'));
  expect(await names(['.'], folder)).toEqual(['a/x.md']);
});

test('an over-large input is refused without being held', async () => {
  const folder = temporaryFolder();
  write(folder, 'big.txt');
  writeFileSync(path.join(folder, 'big.txt'), Buffer.alloc(3000));
  const [big] = await listInputs(['big.txt'], folder);
  await expect(readInput(big as never, 2048, Readable.from([]))).rejects.toMatchObject({
    code: 'INPUT_UNSUPPORTED',
  });
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1024);
    })(),
  );
  await expect(readInput({ path: '-', name: 'stdin' }, 2048, endless)).rejects.toMatchObject({
    code: 'INPUT_UNSUPPORTED',
  });
});
