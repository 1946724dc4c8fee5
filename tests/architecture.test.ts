import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '../src');

/** The table of floors: a file imports only from lower floors or from its own folder. */
const FLOORS: Record<string, number> = {
  'types.ts': 0,
  'errors.ts': 0,
  'package-root.ts': 0,
  'suggest.ts': 0,
  'day.ts': 0,
  'hash.ts': 0,
  'html-tag.ts': 0,
  'make-folder.ts': 0,
  'write-durably.ts': 0,
  'xml.ts': 0,
  document: 1,
  segments: 1,
  'with-deadline.ts': 1,
  'until-aborted.ts': 1,
  sources: 2,
  stages: 2,
  providers: 2,
  engine: 2,
  translate: 2,
  store: 2,
  pipeline: 3,
  run: 4,
  queue: 5,
  cli: 6,
  'index.ts': 7,
};

/** Meetings on one floor that the plan asks for by name. */
const ALLOWED = new Set(['providers -> engine', 'stages -> translate']);

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

function room(file: string): string {
  return file.split(path.sep)[0] ?? file;
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(SRC, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(
    (match) => match[1] as string,
  );
  return specifiers.map((specifier) => path.relative(SRC, path.resolve(SRC, path.dirname(file), specifier)));
}

test.each(files)('%s imports only from lower floors or its own folder', (file) => {
  const here = room(file);
  expect(FLOORS, `${here} has no floor`).toHaveProperty([here]);
  for (const target of importsOf(file)) {
    const there = room(target);
    if (there === here || target.startsWith('..') || ALLOWED.has(`${here} -> ${there}`)) continue;
    expect(FLOORS[there], `${file} imports ${target}`).toBeLessThan(FLOORS[here] as number);
  }
});

test.each(files)('%s stays under 300 lines', (file) => {
  expect(readFileSync(path.join(SRC, file), 'utf8').split('\n').length).toBeLessThanOrEqual(301);
});

test.each(files.filter((file) => room(file) !== 'cli'))('%s leaves the process to cli/', (file) => {
  const text = readFileSync(path.join(SRC, file), 'utf8');
  expect(text).not.toMatch(/process\.(env|exit|argv|stdout|stderr|stdin)\b|\bconsole\./);
});
