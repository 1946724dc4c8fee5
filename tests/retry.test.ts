/** Nothing is asked twice over the nights: memory, dry run, retry and budget as a user meets them. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cli } from './support/cli.ts';
import { type FakeDeepL, openFakeDeepL } from './support/fake-deepl.ts';
import { temporaryFolder } from './support/tmp.ts';

const TEXT = `# Das neue Rechenzentrum

Das neue Rechenzentrum steht in der Nähe von Leipzig und kostet 12 Mio. Euro.

Es soll im Herbst in Betrieb gehen, sagte der Bürgermeister am Montag.
`;
const OTHER = TEXT.replaceAll('Leipzig', 'Jena').replace('am Montag', 'am Dienstag');

async function workspace(
  entry: string,
): Promise<{ cwd: string; fake: FakeDeepL; env: Record<string, string> }> {
  const cwd = temporaryFolder();
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'in/a.md'), TEXT);
  writeFileSync(path.join(cwd, 'in/b.md'), OTHER);
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    `version: 1\nstages: [detect-language, translate]\nconcurrency: 1\nproviders:\n  - id: deepl\n${entry}`,
  );
  return { cwd, fake, env: { DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url } };
}

const run = ['run', 'in', '-p', 'paid.yaml', '--json'];
const counts = (stdout: string) => JSON.parse(stdout).summary;

test('a dry run says what would be sent and costs, sends nothing, and is right', async () => {
  const { cwd, fake, env } = await workspace('    price: 20\n    budget: { unit: money, perMonth: 0.001 }\n');
  const dry = await cli([...run, '--dry-run'], { cwd, env });
  expect(dry.code).toBe(0);
  expect(fake.ledger.requests).toBe(0);
  const [planned] = JSON.parse(dry.stdout).providers;
  expect(planned).toMatchObject({ id: 'deepl', left: 0.001, overBudget: true });
  const text = await cli(['run', 'in', '-p', 'paid.yaml', '--dry-run'], { cwd, env });
  expect(text.stdout).toContain('its budget has 0.0010 EUR left, which is too little');
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    readFileSync(path.join(cwd, 'paid.yaml'), 'utf8').replace('0.001', '1'),
  );
  expect(await cli(run, { cwd, env })).toMatchObject({ code: 0 });
  expect(fake.ledger.characters).toBe(planned.characters);
  const after = JSON.parse((await cli([...run, '--dry-run', '--force'], { cwd, env })).stdout);
  expect(after.providers[0]).toMatchObject({ segments: 0, characters: 0, cost: 0 });
  expect(after.providers[0].left).toBeCloseTo(1 - (fake.ledger.characters * 20) / 1e6, 6);
});

test('a dry run knows what failed before, and is not asked for again', async () => {
  const { cwd } = await workspace('');
  const env = { PATH: process.env.PATH ?? '' };
  const program = `for (const line of require('fs').readFileSync(0, 'utf8').trim().split(/\\n/)) {
    const { id, text } = JSON.parse(line);
    console.log(JSON.stringify({ id, text }));
  }`;
  writeFileSync(path.join(cwd, 'echo.cjs'), program);
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    `version: 1\nstages: [detect-language, translate, check-translation]\nprovider: { id: command, options: { command: [node, ${cwd}/echo.cjs] } }\n`,
  );
  const dry = async () => (await cli(['run', 'in', '-p', 'paid.yaml', '--dry-run'], { cwd, env })).stdout;
  expect(await dry()).toMatch(/segments: [1-9]\d* to ask for, 0 from memory/);
  expect((await cli(run, { cwd, env })).code).toBe(1);
  expect(await dry()).toMatch(
    /segments: 0 to ask for, [1-9]\d* failed before, 0 from[\s\S]*command: 0 texts/,
  );
});

test('a second run over the same texts is answered from memory, and says so everywhere', async () => {
  const { cwd, fake, env } = await workspace('');
  const first = await cli(run, { cwd, env });
  expect(first.code).toBe(0);
  const paid = fake.ledger.characters;
  const again = await cli([...run, '--force'], { cwd, env });
  expect(again.code).toBe(0);
  expect(fake.ledger.characters).toBe(paid);
  expect(counts(again.stdout).segments).toEqual({
    memory: counts(first.stdout).segments.translated + (counts(first.stdout).segments.memory ?? 0),
  });
  expect(readFileSync(path.join(cwd, 'out/a.md'), 'utf8')).toMatch(/segments:\n {2}memory: \d/);
  const without = await cli([...run, '--force', '--no-memory'], { cwd, env });
  expect(counts(without.stdout).segments.memory).toBeUndefined();
  expect(fake.ledger.characters).toBeGreaterThan(paid);
});

test('options that decide only how fast an answer comes do not ask for it again', async () => {
  const { cwd, env } = await workspace('');
  const program = path.resolve(import.meta.dirname, 'support/command-program.mjs');
  const asked = async (options: string): Promise<number> => {
    const entry = `id: command, options: { command: [${process.execPath}, ${program}, ${cwd}], ${options} }`;
    writeFileSync(
      path.join(cwd, 'paid.yaml'),
      `version: 1\nstages: [detect-language, translate]\nproviders:\n  - { ${entry} }\n`,
    );
    const { stdout } = await cli([...run, '--force'], { cwd, env });
    return counts(stdout).segments.translated ?? 0;
  };
  expect(await asked('maxSegments: 10')).toBeGreaterThan(0);
  expect(await asked('maxSegments: 10, maxConcurrent: 3, timeoutMs: 9000, showErrors: true')).toBe(0);
  expect(await asked("maxSegments: 10, version: '2'")).toBeGreaterThan(0);
});

test('at the cap the rest is left, told, and taken up by retry without paying for the good again', async () => {
  const { cwd, fake, env } = await workspace('    budget: { perRun: 250 }\n');
  const first = await cli(run, { cwd, env });
  expect(first.code).toBe(1);
  const { documents } = JSON.parse(first.stdout);
  expect(documents.map((document: { status: string }) => document.status).sort()).toEqual([
    'translated',
    'untranslated',
  ]);
  expect(first.stdout).toContain('BUDGET_EXHAUSTED');
  expect(JSON.parse(first.stdout).spending).toMatchObject([
    { provider: 'deepl', characters: fake.ledger.characters, uncertain: 0 },
  ]);
  expect(fake.ledger.characters).toBeLessThanOrEqual(250);
  const paid = fake.ledger.characters;
  const bodies = fake.ledger.bodies.length;
  const second = await cli(['retry', 'out', '--json'], { cwd, env });
  expect(second).toMatchObject({ code: 0 });
  expect(JSON.parse(second.stdout)).toMatchObject({ out: 'out', documents: [{ status: 'translated' }] });
  expect(fake.ledger.characters).toBeGreaterThan(paid);
  expect(fake.ledger.bodies.slice(bodies).join('')).not.toContain('Leipzig');
  expect(readFileSync(path.join(cwd, 'out/b.md'), 'utf8')).toMatch(/^status: translated$/m);
  expect((await cli(['retry', 'out'], { cwd, env })).stdout).toContain('Nothing to retry');
  // A program reads a report or a plan here, too.
  const none = await cli(['retry', 'out', '--json'], { cwd, env });
  expect(none).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing to retry') });
  expect(JSON.parse(none.stdout)).toMatchObject({ exitCode: 0, summary: { documents: 0 }, documents: [] });
  const plan = await cli(['retry', 'out', '--json', '--dry-run'], { cwd, env });
  expect(JSON.parse(plan.stdout)).toMatchObject({ documents: [], segments: { asked: 0 }, providers: [] });
});

test('where no output lies, not everything is done', async () => {
  const { cwd, env } = await workspace('');
  const { code, stdout, stderr } = await cli(['retry', 'in'], { cwd, env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('expected outputs of an earlier run; there are none in in.');
});

test('a dry retry says what it would send and pay, and is right', async () => {
  const budget = '    price: 20\n    budget: { unit: characters, perRun: 250 }\n';
  const { cwd, fake, env } = await workspace(budget);
  await cli(run, { cwd, env });
  const [paid, requests] = [fake.ledger.characters, fake.ledger.requests];
  const before = readFileSync(path.join(cwd, 'out/b.md'), 'utf8');
  const dry = await cli(['retry', 'out', '--dry-run', '--json'], { cwd, env });
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  const plan = JSON.parse(dry.stdout);
  expect(plan.documents).toEqual([{ name: 'b.md', unchanged: false }]);
  expect(plan.providers[0]).toMatchObject({ id: 'deepl', currency: 'EUR', left: 250, overBudget: false });
  expect(fake.ledger.requests).toBe(requests);
  expect(readFileSync(path.join(cwd, 'out/b.md'), 'utf8')).toBe(before);
  const text = await cli(['retry', 'out', '--dry-run'], { cwd, env });
  expect(text.stdout).toContain('documents: 1 to do, 0 unchanged');
  // Two places would say that it costs nothing.
  const cost = ((plan.providers[0].characters * 20) / 1e6).toFixed(4);
  expect(text.stdout).toContain(`${plan.providers[0].characters} characters, ${cost} EUR`);
  expect(await cli(['retry', 'out'], { cwd, env })).toMatchObject({ code: 0 });
  expect(fake.ledger.characters - paid).toBe(plan.providers[0].characters);
  const night = await cli(['retry', '--failed', '--dry-run'], { cwd, env });
  expect(night).toMatchObject({ code: 2 });
  expect(night.stderr).toContain('--dry-run');
});

test('outputs of two pipelines are one report, and one plan', async () => {
  const { cwd, fake, env } = await workspace('    budget: { perMonth: 50 }\n');
  const more = readFileSync(path.join(cwd, 'paid.yaml'), 'utf8');
  writeFileSync(path.join(cwd, 'in/b.md'), OTHER.replace('# Das neue', '# Ein anderes'));
  writeFileSync(path.join(cwd, 'other.yaml'), more.replace('stages: [', 'stages: [repair-text, '));
  await cli(['run', 'in/a.md', '-p', 'paid.yaml', '-o', 'out'], { cwd, env });
  await cli(['run', 'in/b.md', '-p', 'other.yaml', '-o', 'out'], { cwd, env });
  for (const file of ['paid.yaml', 'other.yaml'])
    writeFileSync(path.join(cwd, file), readFileSync(path.join(cwd, file), 'utf8').replace('50', '5000'));
  const plan = JSON.parse((await cli(['retry', 'out', '--dry-run', '--json'], { cwd, env })).stdout);
  expect(plan.documents).toHaveLength(2);
  expect(plan.providers).toHaveLength(1);
  const before = fake.ledger.characters;
  const { code, stdout } = await cli(['retry', 'out', '--json'], { cwd, env });
  expect(fake.ledger.characters - before).toBe(plan.providers[0].characters);
  const report = JSON.parse(stdout);
  expect({ code, pipeline: report.pipeline, exitCode: report.exitCode }).toEqual({
    ...{ code: 0, pipeline: 'paid+other', exitCode: 0 },
  });
  expect(report.documents).toHaveLength(2);
  expect(report.spending).toHaveLength(1);
});

test('an output that this memory does not know is named, and nothing is guessed', async () => {
  const { cwd, env } = await workspace('    budget: { perRun: 1 }\n');
  await cli([...run, '--no-memory'], { cwd, env });
  const { code, stderr } = await cli(['retry', 'out/a.md'], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toContain('out/a.md: its input is not known');
  const json = await cli(['retry', 'out/a.md', '--json'], { cwd, env });
  expect(JSON.parse(json.stdout)).toMatchObject({ exitCode: 1, documents: [] });
});

test('what was spent is told with its currency, and without a price no money is told', async () => {
  const { cwd, env } = await workspace('    price: 20\n    currency: USD\n');
  const told = (await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env })).stdout;
  expect(told).toMatch(/spent on deepl.*\d+ characters, 0\.00\d\d USD this month/);
  const report = JSON.parse((await cli([...run, '--force'], { cwd, env })).stdout);
  expect(report.spending).toMatchObject([{ provider: 'deepl', currency: 'USD' }]);
  expect((await cli(['memory', 'stats'], { cwd, env })).stdout).toMatch(/0\.00\d\d USD/);
  const unpriced = await workspace('    budget: { perMonth: 10000 }\n');
  const run2 = await cli(['run', 'in', '-p', 'paid.yaml'], unpriced);
  expect(run2.stdout).toMatch(/spent on deepl.*\d+ characters this month \(no price is set\)/);
});

test('at the cap the cheap one goes on, and the report says what was not sent to the paid one', async () => {
  const cheap = path.join(temporaryFolder(), 'cheap.mjs');
  const { cwd, fake, env } = await workspace(`    budget: { perRun: 250 }\n  - id: ${cheap}\n`);
  writeFileSync(
    cheap,
    `export const create = () => ({
      id: 'cheap', model: 'c1', limits: { maxSegments: 9, maxCharacters: 9999, maxConcurrent: 1 },
      features: { inlineTags: true, glossary: false, context: false, deterministic: true },
      translate: async ({ segments }) => ({
        targets: segments.map(({ source }) => ({ target: 'cheap: ' + source.toLowerCase() })),
        usage: { characters: 1 },
      }),
    });`,
  );
  const first = await cli(run, { cwd, env });
  expect(first).toMatchObject({ code: 0 });
  expect(first.stderr.match(/The budget of deepl \(250 characters per run\) leaves no room/g)).toHaveLength(
    1,
  );
  const { atCap } = JSON.parse(first.stdout);
  expect(atCap).toEqual([{ provider: 'deepl', texts: 2, characters: expect.any(Number) }]);
  expect(atCap[0].characters + fake.ledger.characters).toBeGreaterThan(250);
  const told = await cli(['run', 'in', '-p', 'paid.yaml', '--force', '--no-memory'], { cwd, env });
  expect(told.stdout).toMatch(/deepl at its cap.*\d texts, \d+ characters not sent to it/);
});

test('answers that no stage and no other provider judges are not paid again where an output is gone', async () => {
  const { cwd, env } = await workspace('');
  const module = `import { appendFileSync } from 'node:fs';
export const create = () => ({
  id: 'poor', model: 'poor-1', limits: { maxSegments: 50, maxCharacters: 10000, maxConcurrent: 2 },
  features: { inlineTags: true, glossary: false, context: false, deterministic: true },
  async translate({ segments }) {
    appendFileSync(${JSON.stringify(path.join(cwd, 'ledger'))}, segments.map(() => 'x').join(''));
    return { targets: segments.map(() => ({ target: 'The new new new new new new house' })), usage: { characters: 0 } };
  },
});
`;
  writeFileSync(path.join(cwd, 'poor.mjs'), module);
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    'version: 1\nstages: [detect-language, translate]\nprovider: { id: ./poor.mjs }\n',
  );
  const asked = () => readFileSync(path.join(cwd, 'ledger'), 'utf8').length;
  expect(await cli(['nightly', 'paid.yaml', 'in', '--json'], { cwd, env })).toMatchObject({ code: 0 });
  const paid = asked();
  const outputs = readdirSync(path.join(cwd, 'out'), { recursive: true, encoding: 'utf8' });
  const output = path.join(cwd, 'out', outputs.find((name) => /\ba-\w+\.md$/.test(name)) as string);
  rmSync(output);
  expect(await cli(['retry', '--failed'], { cwd, env })).toMatchObject({ code: 0 });
  expect(readFileSync(output, 'utf8')).toContain('new house');
  expect(asked()).toBe(paid);
});
