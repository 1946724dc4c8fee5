/** A run with DeepL as a user has it, against our fake on loopback. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cli } from './support/cli.ts';
import { openFakeDeepL } from './support/fake-deepl.ts';
import { temporaryFolder } from './support/tmp.ts';

const ARTICLE =
  'Neues Rechenzentrum\n\nDas neue Rechenzentrum steht in der Nähe von Leipzig und soll im Herbst in Betrieb gehen.\n';

async function workspace(count: number) {
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in'));
  for (let n = 0; n < count; n++)
    writeFileSync(path.join(cwd, 'in', `${n}.txt`), ARTICLE.replace('Leipzig', `Ort ${n}`));
  const env = { DEEPL_SERVER_URL: fake.url, DEEPL_API_KEY: fake.key };
  return { fake, cwd, env };
}

test('a wrong key stops the run with one message and exit 3', async () => {
  const { cwd, env } = await workspace(30);
  const wrong = { ...env, DEEPL_API_KEY: 'wrong-secret' };
  const { code, stderr } = await cli(['run', 'in', '--provider', 'deepl', '-q'], { cwd, env: wrong });
  expect(code).toBe(3);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain('wrong-secret');
});

test('what DeepL says it billed is reported beside what is booked, and a difference named', async () => {
  const { fake, cwd, env } = await workspace(3);
  const provider = 'provider: { id: deepl, reconcile: true }';
  writeFileSync(path.join(cwd, 'paid.yaml'), `version: 1\nstages: [translate]\n${provider}\n`);
  fake.ledger.characters = 1000;
  const run = (...more: string[]) => cli(['run', 'in', '-p', 'paid.yaml', ...more], { cwd, env });
  const [told] = JSON.parse((await run('--json')).stdout).reconciled;
  const billed = fake.ledger.characters - 1000;
  expect(told).toMatchObject({ provider: 'deepl', reported: billed, booked: billed, uncertain: 0 });
  expect((await run()).stdout.replace(/\s+/g, ' ')).toContain(`${billed} characters since`);
  fake.ledger.characters += 50;
  expect((await run()).stdout).toContain('they differ');
  // A new period of the account begins to count anew.
  fake.ledger.characters = 0;
  expect((await run()).stdout).not.toContain('differ');
  fake.faults.push({ status: 503 });
  const { code, stderr } = await run();
  expect([code, stderr]).toEqual([0, expect.stringContaining('What deepl has billed is not known.')]);
  const requests = fake.ledger.requests;
  await run('--dry-run');
  expect(fake.ledger.requests).toBe(requests);
});

test("the pipeline's glossary becomes the account's, and a changed term has asked again what has it", async () => {
  const { fake, cwd, env } = await workspace(1);
  mkdirSync(path.join(cwd, 'glossary'));
  const glossary = (english: string) =>
    writeFileSync(
      path.join(cwd, 'glossary/own.csv'),
      `german,english,case,whole-word,do-not-translate,part-of-speech,note\nRechenzentrum,${english},,,,noun,\n`,
    );
  writeFileSync(
    path.join(cwd, 'mine.yaml'),
    'version: 1\nglossary: [own]\nstages: [translate]\nprovider: { id: deepl, options: { glossaryName: mine } }\n',
  );
  const texts = async (english: string) => {
    glossary(english);
    fake.ledger.bodies = [];
    await cli(['run', 'in', '-p', 'mine.yaml'], { cwd, env });
    return fake.ledger.bodies.flatMap((body) => new URLSearchParams(body).getAll('text'));
  };
  expect(await texts('data centre')).toHaveLength(2);
  expect([...fake.glossaries.values()]).toEqual([{ name: 'mine', terms: { Rechenzentrum: 'data centre' } }]);
  const form = new URLSearchParams(fake.ledger.bodies.at(-1));
  expect(form.get('glossary_id')).toBe('glossary-1');
  expect(form.get('context')).toContain('Neues Rechenzentrum');
  writeFileSync(
    path.join(cwd, 'in', '1.txt'),
    'Ganz ohne\n\nEin Satz ohne den Begriff steht hier allein und bleibt.\n',
  );
  expect(await texts('data centre')).toEqual(expect.not.arrayContaining([expect.stringContaining('Rechen')]));
  const again = await texts('computing centre');
  expect(again).toHaveLength(2);
  expect(again.join()).not.toContain('Ganz ohne');
});

test('without a key everything is cleaned, and the exit says that it is not translated', async () => {
  const { cwd } = await workspace(2);
  const { code, stderr } = await cli(['run', 'in', '--provider', 'deepl', '-q'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('DEEPL_API_KEY');
  expect(readFileSync(path.join(cwd, 'out/0.md'), 'utf8')).toMatch(/^status: untranslated$/m);
});
