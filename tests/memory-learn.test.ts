/** `memory learn`: what a person wrote is learned, whichever run wrote the output, and nothing that a machine wrote. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

/** Says which model wrote each text. */
const SERVICE = `
export const create = ({ model }) => ({
  id: 'loud', model,
  limits: { maxSegments: 100, maxCharacters: 1e5, maxConcurrent: 1 },
  features: { inlineTags: true, glossary: false, context: false, deterministic: true },
  translate: async ({ segments }) => ({
    targets: segments.map(({ source }) => ({ target: model + ' ' + source.toUpperCase() })),
    usage: { characters: 0 },
  }),
});
`;

function place() {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(
    path.join(cwd, 'in/a.md'),
    '---\ntitle: Der Rat\ndescription: Was er sagt.\n---\n\nDer Rat hat gestern zugestimmt.\n\nDie Stadt baut drei Schulen.\n',
  );
  writeFileSync(path.join(cwd, 'in/b.md'), 'Die Stadt baut drei Schulen.\n');
  writeFileSync(path.join(cwd, 'service.mjs'), SERVICE);
  writeFileSync(
    path.join(cwd, 'night.yaml'),
    'version: 1\nstages: [translate]\nprovider: { id: ./service.mjs, options: { model: OLD } }\n',
  );
  const env = { KLARTEXT_MEMORY: path.join(cwd, 'memory.db') };
  const run = (...more: string[]) => cli(['run', 'in', '-p', './night.yaml', ...more], { cwd, env });
  const learn = (...files: string[]) => cli(['memory', 'learn', ...files], { cwd, env });
  const read = (name = 'a.md') => readFileSync(path.join(cwd, 'out', name), 'utf8');
  const edit = (from: string | RegExp, to: string) => {
    expect(read()).toMatch(from);
    writeFileSync(path.join(cwd, 'out/a.md'), read().replace(from, to));
  };
  const edits = () => readdirSync(path.join(cwd, 'out')).filter((name) => name.includes('.edited-'));
  return { cwd, run, learn, read, edit, edits };
}

const SCHOOLS = /^.* DIE STADT BAUT DREI SCHULEN\.$/m;

test('of an output that was written without the memory only what a person wrote is learned', async () => {
  const { run, learn, read, edit, edits } = place();
  await run();
  await run('--no-memory', '--model', 'NEW');
  expect(read()).toContain('NEW DER RAT HAT');
  edit(SCHOOLS, 'The city builds three schools.');
  expect(await learn('out/a.md')).toMatchObject({ code: 0, stdout: 'out/a.md: 1 correction learned.\n' });
  // Nor does the next run take the machine's for a person's.
  const { stderr } = await run('--model', 'NEWEST');
  expect(stderr).toContain('a.md was edited by hand');
  expect(edits()).toHaveLength(1);
  expect(read()).toContain('NEWEST DER RAT HAT');
  expect(read()).toContain('The city builds three schools.');
});

test('an output all of whose corrections were learned is not kept beside the same text', async () => {
  const { run, learn, read, edit, edits } = place();
  await run();
  edit(SCHOOLS, 'The city builds three schools.');
  edit(/^title: .*$/m, 'title: The council');
  const corrected = read();
  await learn('out/a.md');
  expect((await run('--force')).stderr).not.toContain('edited');
  expect(edits()).toEqual([]);
  expect(read()).toContain('The city builds three schools.');
  expect(read().split('---\n')[2]).toBe(corrected.split('---\n')[2]);
});

test('what a person wrote stays also before a run without the memory', async () => {
  const { run, edit, edits } = place();
  await run();
  edit(SCHOOLS, 'The city builds three schools.');
  expect((await run('--no-memory', '--model', 'NEW')).stderr).toContain('a.md was edited by hand');
  expect(edits()).toHaveLength(1);
  expect((await run('--no-memory', '--force')).stderr).not.toContain('edited');
});

test('a copy that was kept and put back is not learned from: every block of it would count', async () => {
  const { cwd, run, learn, read, edit, edits } = place();
  await run();
  edit(SCHOOLS, 'The city builds three schools.');
  await run('--model', 'NEW');
  writeFileSync(path.join(cwd, 'out/a.md'), read(edits()[0]));
  const { code, stdout, stderr } = await learn('out/a.md');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('out/a.md: another output than the one that was noted last for this place.');
});

test('a correction that is taken back or changed is learned too', async () => {
  const { run, learn, read, edit } = place();
  await run();
  const machine = read();
  edit(SCHOOLS, 'The city builds three schools.');
  edit(/^title: .*$/m, 'title: The council');
  expect((await learn('out/a.md')).stdout).toBe('out/a.md: 2 corrections learned.\n');
  expect((await learn('out/a.md')).stdout).toBe('out/a.md: 0 corrections learned.\n');
  edit('The city builds three schools.', machine.match(SCHOOLS)?.[0] ?? '');
  edit('title: The council', machine.match(/^title: .*$/m)?.[0] ?? '');
  expect((await learn('out/a.md')).stdout).toBe('out/a.md: 2 corrections learned.\n');
  await run('--force');
  expect(read()).toMatch(SCHOOLS);
  expect(read()).not.toContain('The council');
});

test('an output that an editor saved in another character set is not learned from', async () => {
  const { cwd, run, learn, read, edit } = place();
  await run();
  edit(SCHOOLS, 'The Ämter build three schools.');
  writeFileSync(path.join(cwd, 'out/a.md'), read(), 'latin1');
  const refused = await learn('out/a.md');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('out/a.md: expected UTF-8');
});

test('a head that cannot be learned from is told as it is', async () => {
  const { run, learn, edit, cwd } = place();
  await run();
  edit(/^title: .*$/m, 'title: 2026');
  edit(/^description: .*\n/m, '');
  const refused = await learn('out/a.md');
  expect(refused).toMatchObject({ code: 1, stdout: 'out/a.md: 0 corrections learned.\n' });
  expect(refused.stderr).toMatch(
    /not learned: title: expected a text.*\n.*not learned: description: it was taken out/,
  );
  edit('title: 2026', 'title: The council: what it says');
  const broken = await learn('out/a.md');
  expect(broken.code).toBe(2);
  expect(broken.stderr).toContain('out/a.md: its front matter is no valid YAML (line 2');
  // The others are learned from all the same.
  const b = path.join(cwd, 'out/b.md');
  writeFileSync(b, readFileSync(b, 'utf8').replace(SCHOOLS, 'The city builds three schools.'));
  const both = await learn('out/nowhere.md', 'out/a.md', 'out/b.md');
  expect(both).toMatchObject({ code: 2, stdout: 'out/b.md: 1 correction learned.\n' });
  expect(both.stderr.match(/^klartext: /gm)).toHaveLength(2);
});

test('a change of emphasis or code marks alone is told, as nothing can be learned of it', async () => {
  const { run, learn, edit } = place();
  await run();
  expect(await learn('out/a.md')).toMatchObject({ code: 0, stderr: '' });
  edit('DREI SCHULEN.', '**DREI** SCHULEN.');
  const told = (await learn('out/a.md')).stderr;
  expect(told).toMatch(
    /^klartext: out\/a\.md:\d+: not learned: only what is emphasised or set as code was changed/,
  );
  edit('**DREI**', '`DREI`');
  expect(await learn('out/a.md')).toMatchObject({ code: 1, stdout: 'out/a.md: 0 corrections learned.\n' });
});

test('without a memory nothing is called learned', async () => {
  const { cwd, run, learn, edit } = place();
  await run();
  edit(SCHOOLS, 'The city builds three schools.');
  const file = path.join(cwd, 'night.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}memory: false\n`);
  const refused = await learn('out/a.md');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('out/a.md: expected a memory to keep your corrections in, got none.');
});
