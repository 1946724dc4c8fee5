/** Golden fixtures: a folder a case, with the input, what comes out, and what was said about it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Root } from 'mdast';
import type { Metadata } from '../../src/types.ts';
import { parse } from './markdown.ts';

export interface GoldenCase {
  name: string;
  tree: Root;
  options: Record<string, unknown>;
  metadata: Metadata;
  /** Absolute path of a file of the case. */
  path: (file: string) => string;
}

/** Plain text as scrapers give it: one paragraph a line. */
function parseLines(text: string): Root {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return {
    type: 'root',
    children: lines.map((line) => ({ type: 'paragraph', children: [{ type: 'text', value: line }] })),
  };
}

/** Cases under `tests/fixtures/<folder>`: `input.md` or `input.txt`, and perhaps `case.json` with options and metadata. */
export function goldenCases(folder: string): GoldenCase[] {
  const root = fileURLToPath(new URL(`../fixtures/${folder}/`, import.meta.url));
  return readdirSync(root).map((name) => {
    const path = (file: string) => `${root}${name}/${file}`;
    const text = existsSync(path('input.txt'));
    const input = readFileSync(path(text ? 'input.txt' : 'input.md'), 'utf8');
    const extra = existsSync(path('case.json')) ? JSON.parse(readFileSync(path('case.json'), 'utf8')) : {};
    return {
      name,
      tree: text ? parseLines(input) : parse(input),
      options: extra.options ?? {},
      metadata: extra.metadata ?? {},
      path,
    };
  });
}

/** What is expected; with UPDATE=1, and never in CI, what came is written as the new expectation. */
export function golden(path: string, came: string): string {
  const { UPDATE, CI } = process.env;
  if (UPDATE && !CI) writeFileSync(path, came);
  if (!existsSync(path)) {
    throw new Error(`${path} is missing. Look at what comes out, then: UPDATE=1 npx vitest run <this test>`);
  }
  return readFileSync(path, 'utf8');
}
