/** Paid work under kill -9 and two processes at once: no segment lost, none paid twice but those in flight. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Ledger } from '../src/store/ledger.ts';
import { cli } from './support/cli.ts';
import { type FakeDeepL, openFakeDeepL } from './support/fake-deepl.ts';
import { remount, smallDisk } from './support/small-disk.ts';
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

async function workspace({ documents = DOCUMENTS, concurrency = IN_FLIGHT } = {}): Promise<Place> {
  const cwd = temporaryFolder();
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  mkdirSync(path.join(cwd, 'in'));
  for (let n = 0; n < documents; n++) {
    const text = `Der Ort Nummer ${n} hat einen neuen Brunnen.\n\nAm Abend kamen ${n} Leute und sangen dort Lieder.\n`;
    writeFileSync(path.join(cwd, `in/${String(n).padStart(2, '0')}.md`), text);
  }
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    `version: 1\nstages: [detect-language, translate]\nconcurrency: ${concurrency}\nproviders:\n  - id: deepl\n    price: 20\n    budget: { perMonth: 100000 }\n`,
  );
  const env = {
    DEEPL_API_KEY: fake.key,
    DEEPL_SERVER_URL: fake.url,
    KLARTEXT_MEMORY: path.join(cwd, 'memory.db'),
  };
  return { cwd, fake, env };
}

function start(
  { cwd, env }: Place,
  out: string,
  kill?: string,
): { child: ChildProcess; ended: Promise<number | null> } {
  const script = kill === undefined ? 'cli-child.ts' : 'kill-child.ts';
  const argv = JSON.stringify(['run', 'in', '-p', 'paid.yaml', '--out', out, '-q']);
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'tests/run-ts.mjs'), path.join(ROOT, 'tests/support', script)],
    {
      cwd,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: cwd,
        ...env,
        KLARTEXT_ARGV: argv,
        KLARTEXT_KILL: kill ?? '',
      },
    },
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
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
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

test.each([
  // What of the killed document is asked again, and what was booked for it and never billed.
  { kill: 'before Ledger.reserve', again: 0, unbilled: false },
  { kill: 'after Ledger.reserve', again: 0, unbilled: true },
  { kill: 'before Memory.save', again: 2, unbilled: false },
  { kill: 'after Memory.save', again: 0, unbilled: false },
  { kill: 'after Ledger.settle', again: 0, unbilled: false },
  { kill: 'before Memory.noteOutput', again: 0, unbilled: false },
  { kill: 'after Memory.noteOutput', again: 0, unbilled: false },
])(
  'killed $kill: the next run loses nothing, and both ledgers agree',
  async ({ kill, again, unbilled }) => {
    const place = await workspace({ documents: 5, concurrency: 1 });
    const { fake, cwd, env } = place;
    const { child, ended } = start(place, 'out', `${kill} 3`);
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    expect(await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env })).toMatchObject({ code: 0 });
    const out = bodies(path.join(cwd, 'out'));
    expect(Object.keys(out)).toHaveLength(5);
    for (const body of Object.values(out)) expect(body).toMatch(/DER ORT NUMMER [\s\S]*SANGEN DORT LIEDER/);
    const asked = [...askedTexts(fake).values()];
    expect(asked).toHaveLength(10);
    expect(asked.filter((count) => count === 2)).toHaveLength(again);
    const { characters, uncertain } = spending(place);
    const lost = unbilled ? uncertain : 0;
    expect(characters).toBe(fake.ledger.characters + lost);
    expect(uncertain > 0).toBe(/after Ledger.reserve|Memory.save/.test(kill));
  },
  60_000,
);

test('two processes on one memory and one ledger: both end well, and the ledger is the sum of the service', async () => {
  const place = await workspace();
  const ends = await Promise.all([start(place, 'one').ended, start(place, 'two').ended]);
  expect(ends).toEqual([0, 0]);
  expect(bodies(path.join(place.cwd, 'one'))).toEqual(bodies(path.join(place.cwd, 'two')));
  expect(spending(place)).toMatchObject({ characters: place.fake.ledger.characters, uncertain: 0 });
}, 120_000);

// Little enough that nothing can be booked from the start on, or that room ends in mid-run.
test.for([100, 200])(
  'memory and ledger on a full disk of %i KB: nothing is paid that is not booked, and the next run goes on',
  async (kilobytes, { skip }) => {
    const place = await workspace({ documents: 5, concurrency: 1 });
    const { fake, cwd } = place;
    const disk = path.join(cwd, 'disk');
    if (!smallDisk(disk, kilobytes)) return skip('mounting a small file system is not allowed here');
    const env = { ...place.env, KLARTEXT_MEMORY: path.join(disk, 'memory.db') };
    const full = await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env });
    expect(full.code).toBe(3);
    expect(full.stderr).toContain('spending.db: cannot be used');
    expect(full.stderr).toContain('Free some disk space');
    const before = bodies(path.join(cwd, 'out'));
    remount(disk, 'size=4m');
    expect(await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env })).toMatchObject({ code: 0 });
    const out = bodies(path.join(cwd, 'out'));
    expect(out).toMatchObject(before);
    expect(Object.keys(out)).toHaveLength(5);
    expect([...askedTexts(fake).values()]).toEqual(new Array(10).fill(1));
    expect(spending({ ...place, cwd: disk })).toMatchObject({ characters: fake.ledger.characters });
  },
);

test('a memory that runs out of room is gone without, and the user told', async ({ skip }) => {
  const place = await workspace({ documents: 5, concurrency: 1 });
  const { cwd } = place;
  const disk = path.join(cwd, 'disk');
  if (!smallDisk(disk, 200)) return skip('mounting a small file system is not allowed here');
  // Without a price nothing is booked.
  writeFileSync(path.join(cwd, 'free.yaml'), 'version: 1\nstages: [translate]\nprovider: { id: deepl }\n');
  const env = { ...place.env, KLARTEXT_MEMORY: path.join(disk, 'memory.db') };
  writeFileSync(path.join(disk, 'other'), Buffer.alloc(70_000));
  const { code, stderr } = await cli(['run', 'in', '-p', 'free.yaml'], { cwd, env });
  expect(code).toBe(0);
  expect(stderr).toContain('memory.db: cannot be used');
  expect(Object.keys(bodies(path.join(cwd, 'out')))).toHaveLength(5);
});

test('who pays does not go without what was paid for', async () => {
  const place = await workspace({ documents: 2, concurrency: 1 });
  const { cwd, env, fake } = place;
  expect(await cli(['run', 'in', '-p', 'paid.yaml'], { cwd, env })).toMatchObject({ code: 0 });
  const paid = fake.ledger.characters;
  const memory = path.join(cwd, 'memory.db');
  renameSync(memory, path.join(cwd, 'moved.db'));
  mkdirSync(memory);
  const { code, stderr } = await cli(['run', 'in', '-p', 'paid.yaml', '--out', 'again'], { cwd, env });
  expect({ code, stderr }).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /memory\.db: cannot be used: it may not be opened or written\. See that you may write/,
    ),
  });
  expect(fake.ledger.characters).toBe(paid);
});

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
