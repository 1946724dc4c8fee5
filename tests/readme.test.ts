/** README is the product's face: what can be compared with the code is compared. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { EXIT } from '../src/cli/exit-codes.ts';
import { buildProgram } from '../src/cli/program.ts';
import { sourcesSchema } from '../src/pipeline/source-schema.ts';
import { loadProvider, PROVIDER_IDS } from '../src/providers/registry.ts';
import { CHECKS } from '../src/segments/checks/index.ts';
import { nameLost } from '../src/segments/names-elsewhere.ts';
import { STAGE_NAMES } from '../src/stages/registry.ts';
import { temporaryFolder } from './support/tmp.ts';

const README = readFileSync(path.resolve(import.meta.dirname, '../README.md'), 'utf8');

/** First cells (and second) of the table under a header row that starts with `head`. */
function table(head: string): [string, string][] {
  const [, body = ''] = README.split(new RegExp(`\\n\\| ${head} *\\|[^\\n]*\\n\\|[-| ]+\\|\\n`));
  const rows = body.split('\n\n')[0]?.split('\n') ?? [];
  return rows
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, first = '', second = '']) => [first.replaceAll('`', ''), second]);
}

test('the commands are those of the program', () => {
  const stream = new PassThrough();
  const io = {
    stdin: stream,
    stdout: stream,
    stderr: stream,
    env: {},
    cwd: '/',
    home: '/',
    signal: new AbortController().signal,
  };
  const program = buildProgram(io, () => undefined);
  const named = program.commands.map((command) => command.name());
  const shown = [...README.matchAll(/^klartext ([a-z]+)\b/gm)].map((match) => match[1]);
  expect([...new Set(shown)].filter((name) => named.includes(name as string)).sort()).toEqual(
    [...named].sort(),
  );
  const models = program.commands.find((command) => command.name() === 'models');
  expect(README).toContain(`klartext models ${models?.commands.map((command) => command.name()).join('|')}`);
});

test('the exit codes are those of the program', () => {
  expect(table('exit code').map(([code]) => Number(code))).toEqual(Object.values(EXIT));
});

test('the stages are those of the registry', () => {
  expect(table('stage').map(([name]) => name)).toEqual(STAGE_NAMES);
});

test('the types of sources are those of the schema', () => {
  const types = sourcesSchema.unwrap().element.options.map(({ shape }) => shape.type.value);
  expect(table('type of source').map(([name]) => name)).toEqual(types);
});

test('the checks are those of the code, with their severity', () => {
  expect(table('check')).toEqual([...CHECKS, nameLost].map(({ reason, severity }) => [reason, severity]));
});

test('the providers are those of the registry, with what they need', async () => {
  const entries = await Promise.all(PROVIDER_IDS.map(loadProvider));
  expect(table('provider')).toEqual(entries.map(({ id, needs }) => [id, needs]));
});

test("the library's example translates an article", () => {
  const root = path.resolve(import.meta.dirname, '..');
  const [, example = ''] = /## Library\n\n```ts\n([\s\S]*?)```/.exec(README) ?? [];
  const cwd = temporaryFolder();
  copyFileSync(path.join(root, 'samples/inbox/blogbeitrag.html'), path.join(cwd, 'artikel.html'));
  const program = path.join(cwd, 'example.mts');
  writeFileSync(program, example.replace("'klartext'", JSON.stringify(path.join(root, 'src/index.ts'))));
  execFileSync(process.execPath, [path.join(root, 'tests/run-ts.mjs'), program], { cwd, stdio: 'pipe' });
  expect(readFileSync(path.join(cwd, 'artikel.md'), 'utf8')).toMatch(/^status: translated$/m);
}, 60_000);
