/** What a person wrote into an output of `run` stays beside it when something newer takes its place. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const SERVICE = `
export const create = () => ({
  id: 'loud', model: '1',
  limits: { maxSegments: 100, maxCharacters: 1e5, maxConcurrent: 1 },
  features: { inlineTags: true, glossary: false, context: false, deterministic: true },
  translate: async ({ segments }) => ({
    targets: segments.map(({ source }) => ({ target: source.toUpperCase() })),
    usage: { characters: 0 },
  }),
});
`;

function place() {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in'));
  const write = (text: string) => writeFileSync(path.join(cwd, 'in/a.md'), `${text}\n`);
  write('Der Rat hat gestern zugestimmt.');
  writeFileSync(path.join(cwd, 'service.mjs'), SERVICE);
  writeFileSync(
    path.join(cwd, 'night.yaml'),
    'version: 1\nstages: [translate]\nprovider: { id: ./service.mjs }\n',
  );
  const env = { KLARTEXT_MEMORY: path.join(cwd, 'memory.db') };
  const run = (...more: string[]) => cli(['run', 'in', '-p', './night.yaml', ...more], { cwd, env });
  const out = path.join(cwd, 'out');
  const file = path.join(out, 'a.md');
  const edits = () => readdirSync(out).filter((name) => name.includes('.edited-'));
  return { cwd, env, write, run, out, file, edits };
}

test('a correction stays when its input changed, and is named', async () => {
  const { write, run, out, file, edits } = place();
  await run();
  appendFileSync(file, '\nSo sagt es auch [der Rat](https://rat.example/).\n');
  const corrected = readFileSync(file, 'utf8');
  expect((await run()).stderr).not.toContain('edited');
  write('Der Rat hat heute abgelehnt.');
  const { stderr } = await run();
  const [edited = ''] = edits();
  expect(stderr).toContain(`a.md was edited by hand; that is kept as ${edited}.`);
  expect(readFileSync(path.join(out, edited), 'utf8')).toBe(corrected);
  expect(readFileSync(file, 'utf8')).toContain('HEUTE ABGELEHNT');
});

test('what nobody edited is replaced without a word, also by force and where front matter changed', async () => {
  const { write, run, file, edits } = place();
  await run();
  write('Der Rat hat heute abgelehnt.');
  expect((await run()).stderr).not.toContain('edited');
  writeFileSync(file, readFileSync(file, 'utf8').replace('---\n', '---\nread: true\n'));
  expect((await run('--force')).stderr).not.toContain('edited');
  expect((await run('--force', '--no-memory')).stderr).not.toContain('edited');
  expect(edits()).toEqual([]);
});

test.each([
  ['clean', ['clean', 'in', '--out', 'out']],
  ['a pipeline that translates nothing', ['run', 'in', '-p', './tidy.yaml']],
])('a correction stays also with %s, and is no translation to learn from', async (_name, argv) => {
  const { cwd, env, write, out, file, edits } = place();
  writeFileSync(path.join(cwd, 'tidy.yaml'), 'version: 1\nstages: [repair-text]\n');
  await cli(argv, { cwd, env });
  expect((await cli([...argv, '--force'], { cwd, env })).stderr).not.toContain('edited');
  const corrected = readFileSync(file, 'utf8').replace('gestern', 'am Montag');
  writeFileSync(file, corrected);
  const learned = await cli(['memory', 'learn', file], { cwd, env });
  expect(learned).toMatchObject({ code: 2 });
  expect(learned.stderr).toContain('a.md: expected a translation; it was only cleaned.');
  write('Der Rat hat heute abgelehnt.');
  await cli(argv, { cwd, env });
  expect(readFileSync(path.join(out, edits()[0] ?? ''), 'utf8')).toBe(corrected);
  expect(readFileSync(file, 'utf8')).toContain('heute abgelehnt');
});

test('a file of somebody else in the place of an output stays', async () => {
  const { run, out, file, edits } = place();
  mkdirSync(out);
  writeFileSync(file, 'Meine Notizen.\n');
  await run();
  expect(readFileSync(path.join(out, edits()[0] ?? ''), 'utf8')).toBe('Meine Notizen.\n');
  expect(readFileSync(file, 'utf8')).toContain('ZUGESTIMMT');
});

test('a run that cannot translate leaves the English of an earlier one, and says so', async () => {
  const { run, write, file, edits } = place();
  await run();
  const english = readFileSync(file, 'utf8');
  write('Der Rat hat heute abgelehnt.');
  const { code, stdout, stderr } = await run('--provider', 'deepl', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout).summary.byStatus).toEqual({ failed: 1 });
  expect(stderr).toContain(
    'error a.md: could not be translated; a.md stays as an earlier run translated it.',
  );
  expect(readFileSync(file, 'utf8')).toBe(english);
  expect((await run()).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('HEUTE ABGELEHNT');
  expect(edits()).toEqual([]);
});
