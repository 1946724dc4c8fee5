/** Paid work under kill -9 and two processes at once: no segment lost, none paid twice but those in flight. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Ledger } from '../src/store/ledger.ts';
import { cli } from './support/cli.ts';
import { type FakeDeepL, openFakeDeepL } from './support/fake-deepl.ts';
import { temporaryFolder } from './support/tmp.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const DOCUMENTS = 24;
/** Documents in work at the same time, each with one request. */
const IN_FLIGHT = 2;

interface Place {
  cwd: string;
  fake: FakeDeepL;
  env: Record<string, string>;
}

async function workspace(): Promise<Place> {
  const cwd = temporaryFolder();
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  mkdirSync(path.join(cwd, 'in'));
  for (let n = 0; n < DOCUMENTS; n++) {
    const text = `Der Ort Nummer ${n} hat einen neuen Brunnen.\n\nAm Abend kamen ${n} Leute und sangen dort Lieder.\n`;
    writeFileSync(path.join(cwd, `in/${String(n).padStart(2, '0')}.md`), text);
  }
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    `version: 1\nstages: [detect-language, translate]\nconcurrency: ${IN_FLIGHT}\nproviders:\n  - id: deepl\n    price: 20\n    budget: { perMonth: 100000 }\n`,
  );
  const env = {
    DEEPL_API_KEY: fake.key,
    DEEPL_SERVER_URL: fake.url,
    KLARTEXT_MEMORY: path.join(cwd, 'memory.db'),
  };
  return { cwd, fake, env };
}

function start({ cwd, env }: Place, out: string): { child: ChildProcess; ended: Promise<number | null> } {
  const argv = JSON.stringify(['run', 'in', '-p', 'paid.yaml', '--out', out, '-q']);
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'tests/run-ts.mjs'), path.join(ROOT, 'tests/support/cli-child.ts')],
    { cwd, env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env, KLARTEXT_ARGV: argv } },
  );
  return { child, ended: new Promise((resolve) => child.on('exit', resolve)) };
}

/** How often each text was asked for. */
function askedTexts(fake: FakeDeepL): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of fake.ledger.bodies.flatMap((body) => new URLSearchParams(body).getAll('text')))
    counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function bodies(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8').split('\n---\n')[1] ?? '']),
  );
}

function spending({ cwd }: Place): { characters: number; uncertain: number } {
  const ledger = new Ledger({ file: path.join(cwd, 'spending.db'), run: 'test' });
  onTestFinished(() => ledger.close());
  return ledger.spending()[0] ?? { characters: 0, uncertain: 0 };
}

test('kill -9 in mid-run: the next runs pay for nothing twice but what was in flight, and the ledger never says less', async () => {
  const place = await workspace();
  const { fake, cwd, env } = place;
  const kills = [1, 7, 14];
  for (const [index, wanted] of kills.entries()) {
    const { child, ended } = start(place, 'out');
    while (child.exitCode === null && fake.ledger.requests < wanted) await wait(1);
    // Before the answer is there, when it has come, and when it may have been written.
    await wait(index * 8);
    child.kill('SIGKILL');
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    const { characters, uncertain } = spending(place);
    expect(characters).toBeGreaterThanOrEqual(fake.ledger.characters);
    expect(characters - uncertain).toBeLessThanOrEqual(fake.ledger.characters);
  }
  expect(await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env })).toMatchObject({ code: 0 });
  const out = bodies(path.join(cwd, 'out'));
  expect(Object.keys(out)).toHaveLength(DOCUMENTS);
  for (const [name, body] of Object.entries(out)) {
    expect(body).toContain(`DER ORT NUMMER ${Number(name.slice(0, 2))} HAT`);
    expect(body).toContain('SANGEN DORT LIEDER');
  }
  const asked = askedTexts(fake);
  expect(asked.size).toBe(DOCUMENTS * 2);
  const repeats = [...asked.values()].reduce((sum, count) => sum + count - 1, 0);
  expect(repeats).toBeLessThanOrEqual(kills.length * IN_FLIGHT * 2);
  const paid = fake.ledger.characters;
  // All is there now: a run from nothing but the memory asks for nothing and gives the same.
  expect(await cli(['run', 'in', '-p', 'paid.yaml', '--out', 'again'], { cwd, env })).toMatchObject({
    code: 0,
  });
  expect(fake.ledger.characters).toBe(paid);
  expect(bodies(path.join(cwd, 'again'))).toEqual(out);
}, 120_000);

test('two processes on one memory and one ledger: both end well, and the ledger is the sum of the service', async () => {
  const place = await workspace();
  const ends = await Promise.all([start(place, 'one').ended, start(place, 'two').ended]);
  expect(ends).toEqual([0, 0]);
  expect(bodies(path.join(place.cwd, 'one'))).toEqual(bodies(path.join(place.cwd, 'two')));
  expect(spending(place)).toMatchObject({ characters: place.fake.ledger.characters, uncertain: 0 });
}, 120_000);

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
