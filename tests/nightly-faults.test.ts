/** A night that is killed, doubled, locked out or broken: nothing lost, nothing paid twice but what was in flight. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { Journal } from '../src/store/journal.ts';
import { takeLock } from '../src/store/lock.ts';
import type { TranslateRequest } from '../src/types.ts';
import { builtCli } from './support/built-cli.ts';
import { cli } from './support/cli.ts';
import { upperCaseProvider } from './support/fake-providers.ts';
import { openLocalSite } from './support/local-site.ts';
import { listSource, spendNight } from './support/night.ts';
import {
  articleText,
  askedTexts,
  documents,
  IN_WORK,
  nightPlace,
  paidService,
  repeats,
  wait,
  writeArticle,
} from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

const start = builtCli();
/** Raised by hand for the long trial: `KLARTEXT_KILLS=200 KLARTEXT_ITEMS=2000`. */
const KILLS = Number(process.env.KLARTEXT_KILLS ?? 12);
const ITEMS = Number(process.env.KLARTEXT_ITEMS ?? 120);
const SEGMENTS = 2;
const night = ['nightly', 'paid.yaml', 'in', '-q'];

function journalOf(cwd: string, out = 'out'): Journal {
  const journal = new Journal({ file: path.join(cwd, out, '.klartext/journal.db') });
  onTestFinished(() => journal.close());
  return journal;
}

/** Not random from run to run: a trial that fails can be repeated. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test(`${KILLS} kills: every item once, as in an undisturbed night, and no text paid twice beyond those in flight`, async () => {
  const place = await nightPlace(ITEMS);
  const { cwd, fake, env } = place;
  const calm = await paidService(cwd, 'calm-memory');
  expect(await cli([...night, '--out', 'calm'], { cwd, env: calm.env })).toMatchObject({
    code: 0,
    stderr: '',
  });
  fake.delayMs = 15;
  const random = dice(6);
  let killed = 0;
  while (killed < KILLS) {
    const { child, ended } = start(night, { cwd, env });
    const asked = fake.ledger.requests + Math.floor(random() * 2 * (ITEMS / KILLS));
    while (child.exitCode === null && fake.ledger.requests <= asked) await wait(1);
    await wait(random() * 40);
    child.kill('SIGKILL');
    const code = await ended;
    if (code !== null) break;
    killed += 1;
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
  const last = await start(night, { cwd, env }).ended;
  expect(last).toBe(0);
  expect(documents(path.join(cwd, 'out'))).toEqual(documents(path.join(cwd, 'calm')));
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(ITEMS);
  expect(askedTexts(fake).size).toBe(askedTexts(calm.fake).size);
  expect(repeats(fake)).toBeLessThanOrEqual(killed * IN_WORK * SEGMENTS);
  const { views } = journalOf(cwd);
  expect(views.counts()).toEqual({ done: ITEMS });
  expect(views.runs(1000).filter(({ outcome }) => outcome === 'died')).toHaveLength(killed);
  const leftovers = readdirSync(path.join(cwd, 'out'), { recursive: true, encoding: 'utf8' });
  expect(leftovers.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const figures = { killed, texts: askedTexts(fake).size, paidTwice: repeats(fake) };
  if (KILLS > 12) process.stdout.write(`${JSON.stringify(figures)}\n`);
}, 3_600_000);

test('two runs at once: one works, the other leaves it alone, by exit 0 or 75', async () => {
  const { cwd, fake, env } = await nightPlace(30);
  let answer = (): void => undefined;
  fake.until = new Promise((resolve) => {
    answer = resolve;
  });
  const first = start(night, { cwd, env });
  while (fake.ledger.requests === 0) await wait(2);
  const second = start(['nightly', 'paid.yaml', 'in'], { cwd, env });
  const third = start([...night, '--conflict-exit-code', '75'], { cwd, env });
  expect(await second.ended).toBe(0);
  expect(second.stderr()).toContain('Another nightly run is at work');
  expect(await third.ended).toBe(75);
  answer();
  expect(await first.ended).toBe(0);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(30);
  expect(repeats(fake)).toBe(0);
});

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s: what is being translated may end, nothing new is begun, and the next night goes on',
  async (signal) => {
    const { cwd, fake, env } = await nightPlace(30);
    fake.delayMs = 200;
    const { child, ended } = start(night, { cwd, env });
    while (fake.ledger.requests < IN_WORK) await wait(2);
    const asked = fake.ledger.requests;
    child.kill(signal);
    expect(await ended).toBe(130);
    expect(fake.ledger.requests).toBe(asked);
    expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(asked);
    const { views } = journalOf(cwd);
    expect(views.counts().claimed).toBeUndefined();
    expect(views.runs(1)[0]).toMatchObject({ outcome: 'interrupted' });
    fake.delayMs = 0;
    expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
    expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(30);
    expect(repeats(fake)).toBe(0);
  },
);

test.each(['text', 'json'])('nobody reads its log (%s) any more: the night goes on', async (format) => {
  const { cwd, fake, env } = await nightPlace(30);
  fake.delayMs = 50;
  const { child, ended } = start([...night.filter((word) => word !== '-q'), '--log-format', format], {
    cwd,
    env,
  });
  while (fake.ledger.requests < 1) await wait(2);
  child.stderr?.destroy();
  expect(await ended).toBe(0);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(30);
  expect(repeats(fake)).toBe(0);
});

test('SIGTERM ends in its set time, also when the service does not answer', async () => {
  const { cwd, fake, env } = await nightPlace(4);
  fake.faults.push(...new Array(10).fill('timeout'));
  const { child, ended } = start([...night, '--grace', '1'], { cwd, env });
  while (fake.ledger.requests < 1) await wait(2);
  const startedAt = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toBe(130);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

test('a full disk stops the night with what to do; with room again it goes on and pays for nothing twice', async (context) => {
  const { cwd, fake, env } = await nightPlace(40);
  const out = path.join(cwd, 'out');
  mkdirSync(out);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', out]).status !== 0)
    return context.skip('mounting a small file system is not allowed here');
  onTestFinished(() => void spawnSync('umount', [out]));
  const codes: (number | null)[] = [];
  for (const size of ['300k', '400k', '500k', '8m']) {
    spawnSync('mount', ['-o', `remount,size=${size}`, out]);
    // A process of its own, as one that is still alive may hold files open.
    const { ended, stderr } = start(night, { cwd, env });
    const code = await ended;
    if (code !== 0) expect(stderr()).toMatch(/[Ff]ree some (disk )?space/);
    codes.push(code);
  }
  expect(codes[0]).toBe(3);
  expect(codes.at(-1)).toBe(0);
  expect(Object.keys(documents(out))).toHaveLength(40);
  // What was paid is remembered before it is written.
  expect(repeats(fake)).toBe(0);
});

test('a journal that another program has locked for a while is waited for', async () => {
  const { cwd, env } = await nightPlace(5);
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  writeArticle(cwd, 1, `${articleText(1)}\nUnd am Ende gingen alle zufrieden nach Hause.\n`);
  const other = new Database(path.join(cwd, 'out/.klartext/journal.db'));
  other.exec('BEGIN IMMEDIATE');
  setTimeout(() => other.exec('ROLLBACK'), 1500);
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  other.close();
  expect(journalOf(cwd).views.find(path.join(cwd, 'in/ort-0001.md'))).toMatchObject({
    state: 'done',
    revision: 2,
  });
});

/** Has the files locked as another program would, until the test ends. */
function lock(...files: string[]): void {
  for (const file of files) {
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    onTestFinished(() => void other.close());
  }
}

test('a journal that stays locked stops the night; nothing is lost, and nothing paid twice', async () => {
  const cwd = temporaryFolder();
  const page = (n: number) => ({
    key: `https://example.org/${n}`,
    content: `${articleText(n)}\nUnd so fort.\n`,
  });
  const provider = upperCaseProvider();
  const settings = { cwd, provider, sources: [listSource([page(1), page(2), page(3)])], patienceMs: 300 };
  const asked = provider.translate;
  let other: InstanceType<typeof Database> | undefined;
  provider.translate = async (request) => {
    other ??= new Database(path.join(cwd, 'out/.klartext/journal.db'));
    if (!other.inTransaction) other.exec('BEGIN IMMEDIATE');
    return asked(request);
  };
  const startedAt = performance.now();
  await expect(spendNight(settings)).rejects.toMatchObject({ code: 'STORE_BUSY' });
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  other?.close();
  provider.translate = asked;
  const before = provider.requests.length;
  expect(await spendNight(settings)).toMatchObject({ outcome: 'finished' });
  expect(provider.requests.length).toBeLessThanOrEqual(3);
  expect(before).toBeGreaterThan(0);
  expect(journalOf(cwd).views.counts()).toEqual({ done: 3 });
});

test('files beside the journal that are locked all night are done without, told once each, and cost little time', async () => {
  const { cwd, env } = await nightPlace(12);
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    'version: 1\nstages: [detect-language, translate]\nduplicates: true\nprovider: { id: deepl }\n',
  );
  expect(await cli(['nightly', 'paid.yaml', '-q', 'in/ort-0000.md'], { cwd, env })).toMatchObject({
    code: 0,
  });
  const beside = (name: string) => path.join(cwd, 'memory', name);
  lock(beside('index.db'), beside('memory.db'));
  const startedAt = performance.now();
  const { code, stderr } = await cli(['nightly', 'paid.yaml', 'in'], { cwd, env });
  expect(code).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  for (const name of ['index.db', 'memory.db'])
    expect(stderr.split('\n').filter((line) => line.includes(`${name}: another process`))).toHaveLength(1);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(12);
  expect(journalOf(cwd).views.counts()).toEqual({ done: 12 });
});

test.each([
  ['overwritten', (file: string) => writeFileSync(file, 'x'.repeat(20_000))],
  [
    'broken in the middle',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 4096, bytes.length);
      writeFileSync(file, bytes);
    },
  ],
  ['gone', (file: string) => rmSync(file)],
])(
  'a journal that is %s is built again from the outputs; nothing is written or paid again',
  async (_how, harm) => {
    const { cwd, fake, env } = await nightPlace(12);
    expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
    const before = documents(path.join(cwd, 'out'));
    const paid = fake.ledger.characters;
    const file = path.join(cwd, 'out/.klartext/journal.db');
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    harm(file);
    // Nor is there a memory to fall back on.
    const { code, stderr } = await cli(['nightly', 'paid.yaml', 'in', '--no-memory'], { cwd, env });
    expect(code).toBe(0);
    expect(stderr).toContain('built from 12 outputs');
    expect(fake.ledger.characters).toBe(paid);
    expect(documents(path.join(cwd, 'out'))).toEqual(before);
    const kept = readdirSync(path.dirname(file)).filter((name) => /\.corrupt-\d+$/.test(name));
    expect(kept).toHaveLength(_how === 'gone' ? 0 : 1);
    expect(journalOf(cwd).views.counts()).toEqual({ done: 12 });
  },
);

test('a journal that breaks in mid-run stops the night; the next one knows all that was done', async () => {
  const { cwd, fake, env } = await nightPlace(40);
  fake.delayMs = 20;
  const file = path.join(cwd, 'out/.klartext/journal.db');
  const { ended, stderr } = start(['nightly', 'paid.yaml', 'in'], { cwd, env });
  while (fake.ledger.requests < 12) await wait(2);
  for (const one of [file, `${file}-wal`]) {
    const bytes = readFileSync(one);
    writeFileSync(one, Buffer.alloc(bytes.length, 0x5a));
  }
  expect([0, 3]).toContain(await ended);
  fake.delayMs = 0;
  const next = await cli(['nightly', 'paid.yaml', 'in'], { cwd, env });
  expect(next.code, stderr()).toBe(0);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(40);
  expect(journalOf(cwd).views.counts()).toEqual({ done: 40 });
  expect(repeats(fake)).toBe(0);
});

test('the report after a kill says how many items were in work and what may have been paid twice', async () => {
  const { cwd, fake, env } = await nightPlace(20);
  fake.delayMs = 60;
  const { child, ended } = start(night, { cwd, env });
  while (fake.ledger.requests < 7) await wait(2);
  child.kill('SIGKILL');
  await ended;
  const { stdout } = await cli([...night, '--json'], { cwd, env });
  const { died, figures } = JSON.parse(stdout);
  expect(died.runs).toBe(1);
  expect(died.items).toBeGreaterThanOrEqual(IN_WORK - 1);
  expect(repeats(fake)).toBeGreaterThan(0);
  expect(repeats(fake)).toBeLessThanOrEqual(figures.perhapsPaidTwice);
  expect(figures.perhapsPaidTwice).toBeLessThanOrEqual(died.items * SEGMENTS);
  expect(readFileSync(path.join(cwd, 'out/report.html'), 'utf8')).toContain('may have been paid twice');
});

test('the lock is free when its owner is dead, however it died', async () => {
  const { cwd, fake, env } = await nightPlace(10);
  const lock = path.join(cwd, 'out/.klartext/lock');
  fake.delayMs = 100;
  const { child, ended } = start(night, { cwd, env });
  while (fake.ledger.requests === 0) await wait(2);
  expect(takeLock(lock)).toBeUndefined();
  child.kill('SIGKILL');
  await ended;
  const letGo = takeLock(lock);
  expect(letGo).toBeDefined();
  expect(takeLock(lock)).toBeUndefined();
  letGo?.();
  takeLock(lock)?.();
});

test('an output folder that goes away while the night is at work is told, and the next night makes it whole', async () => {
  const { cwd, fake, env } = await nightPlace(IN_WORK * 3);
  const out = path.join(cwd, 'out');
  fake.delayMs = 200;
  const running = cli(night.slice(0, -1), { cwd, env });
  while (!existsSync(out) || Object.keys(documents(out)).length === 0) await wait(1);
  renameSync(out, path.join(cwd, 'gone'));
  const { code, stdout, stderr } = await running;
  expect(code).toBe(3);
  expect(stderr).toContain(`${out}: was deleted, moved or replaced while the night was at work`);
  expect(stdout).toContain('not all is done');
  const report = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ outcome: 'stopped', stopped: { code: 'OUTPUT_UNWRITABLE' } });
  fake.delayMs = 0;
  expect(await cli(night, { cwd, env })).toMatchObject({ code: 0 });
  expect(Object.keys(documents(out))).toHaveLength(IN_WORK * 3);
  expect(repeats(fake)).toBeLessThanOrEqual(IN_WORK * SEGMENTS);
});

test('what stops a night does not throw away what a service is being paid for', async () => {
  const cwd = temporaryFolder();
  // A file is where the first host's folder would be.
  const places = ['https://a.example/brunnen', 'https://b.example/glocke'];
  const day = new Date().toLocaleDateString('sv').replaceAll('-', '/');
  mkdirSync(path.join(cwd, 'out', day), { recursive: true });
  writeFileSync(path.join(cwd, 'out', day, 'a.example'), '');
  const items = places.map((url, n) => ({ key: url, url, content: articleText(n) }));
  const provider = upperCaseProvider();
  const ends: string[] = [];
  const slow = {
    ...provider,
    async translate(request: TranslateRequest) {
      const isSecond = request.segments.some(({ source }) => source.includes('Nummer 1'));
      await wait(isSecond ? 150 : 50);
      ends.push(request.signal.aborted ? 'thrown away' : 'kept');
      return provider.translate(request);
    },
  };
  const { outcome, halted } = await spendNight({ cwd, provider: slow, sources: [listSource(items)] });
  expect({ outcome, halted }).toMatchObject({ outcome: 'stopped', halted: { code: 'OUTPUT_UNWRITABLE' } });
  expect(ends).toEqual(['kept', 'kept']);
});

test.skipIf(!existsSync('/proc/self')).each([
  ['init', '/proc/nirgends'],
  [...night, '--out', '/proc/nirgends'],
])('where no folder can be made there is an end, and it is told: %s %s', async (...argv) => {
  const { cwd, env } = await nightPlace(1);
  const { child, ended, stderr } = start(argv, { cwd, env });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 60_000);
  expect(await ended).toBe(3);
  clearTimeout(tooLong);
  expect(stderr()).toMatch(/cannot be (?:written|used) \(ENOENT\)\. .*choose another/);
});

test('a link to another disk in the way of tonight is told before anything is paid', async () => {
  const { cwd, env, fake } = await nightPlace(3);
  const away = temporaryFolder();
  expect((await cli(night, { cwd, env })).code).toBe(0);
  const [year = ''] = readdirSync(path.join(cwd, 'out')).filter((name) => /^\d{4}$/.test(name));
  renameSync(path.join(cwd, 'out', year), path.join(away, year));
  symlinkSync(path.join(away, year), path.join(cwd, 'out', year));
  writeArticle(cwd, 0, articleText(100));
  writeArticle(cwd, 3, articleText(101));
  const paid = fake.ledger.requests;
  const { code, stderr } = await cli(night, { cwd, env });
  expect({ code, asked: fake.ledger.requests - paid }).toEqual({ code: 3, asked: 0 });
  const told = /a link on the way leads out of the output folder, or nowhere; nothing was begun/;
  expect(stderr).toMatch(told);
  expect((await cli(['doctor', 'paid.yaml'], { cwd, env })).stdout).toMatch(told);
});

test('a clock that is put back makes no night end before it began', async () => {
  const cwd = temporaryFolder();
  const began = Date.UTC(2026, 10, 23, 3);
  let asked = 0;
  const now = () => (asked++ < 5 ? began : began - 3_600_000);
  const { startedAt, endedAt } = await spendNight({ cwd, sources: [listSource([{ key: 'a' }])], now });
  expect(endedAt).toBeGreaterThanOrEqual(startedAt);
  const journal = journalOf(cwd);
  expect(journal.views.runs(1)).toEqual([expect.objectContaining({ started: began, ended: began })]);
});

test('an earlier year that was moved to another disk stops no night', async () => {
  const cwd = temporaryFolder();
  const away = temporaryFolder();
  const [first, second] = [Date.UTC(2025, 10, 23, 3), Date.UTC(2026, 10, 23, 3)];
  const item = (n: number, version = 'a') => ({
    key: `https://example.org/${n}`,
    url: `https://example.org/${n}`,
    version,
    content: `${articleText(n)}\n${version}\n`,
  });
  const provider = upperCaseProvider();
  const spend = (now: number, ...items: ReturnType<typeof item>[]) =>
    spendNight({ cwd, provider, sources: [listSource(items)], now: () => now });
  await spend(first, item(1), item(2));
  renameSync(path.join(cwd, 'out/2025'), path.join(away, '2025'));
  symlinkSync(path.join(away, '2025'), path.join(cwd, 'out/2025'));
  const asked = provider.requests.length;
  const { outcome, tally, events } = await spend(second, item(1, 'b'), item(2), item(3));
  expect({ outcome, ...tally.figures }).toMatchObject({
    outcome: 'finished',
    written: 1,
    known: 1,
    failed: 1,
  });
  expect(provider.requests.slice(asked)).toHaveLength(1);
  const errors = events.flatMap((event) => (event.type === 'document' ? [event.report.error?.code] : []));
  expect(errors.filter(Boolean)).toEqual(['OUTPUT_OUTSIDE']);
  expect(readdirSync(path.join(cwd, 'out')).filter((name) => /^\d/.test(name))).toEqual(['2025', '2026']);
});

/** Options for Node under which `change`, a body of code that knows `fs` and `os`, has been done to its modules. */
function changed(cwd: string, change: string): string {
  const file = path.join(cwd, 'change.mjs');
  writeFileSync(
    file,
    `import fs from 'node:fs'; import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module';
     ${change}; syncBuiltinESMExports();`,
  );
  return `--import=${pathToFileURL(file)}`;
}

test('a file system that renames nothing is told before anything is paid', async () => {
  const { cwd, env, fake } = await nightPlace(2);
  const refuse = `fs.renameSync = () => { throw Object.assign(new Error(), { code: 'EXDEV' }); }`;
  const { ended, stderr } = start(night, { cwd, env: { ...env, NODE_OPTIONS: changed(cwd, refuse) } });
  expect(await ended).toBe(3);
  expect(fake.ledger.requests).toBe(0);
  expect(stderr()).toMatch(/out: cannot be written \(EXDEV\)\. .*choose a folder on a local disk/);
});

test('a user without a home, as in a container, has a night all the same', async () => {
  const { cwd, env } = await nightPlace(1);
  const nobody = `os.homedir = () => { throw Object.assign(new Error('uv_os_homedir'), { code: 'ERR_SYSTEM_ERROR' }); }`;
  const { ended, stderr } = start(night, { cwd, env: { ...env, NODE_OPTIONS: changed(cwd, nobody) } });
  expect({ code: await ended, stderr: stderr() }).toEqual({ code: 0, stderr: '' });
});

test('what another user keeps this one from keeping costs no page', async () => {
  const { cwd, env } = await nightPlace(0);
  const site = await openLocalSite();
  site.on('/a', { body: `<html lang="de"><body><article><p>${articleText(1)}</p></article></body></html>` });
  const pipeline = `version: 1\nstages: [detect-language]\nfetch: { allowHosts: [127.0.0.1], delayMs: 0 }\nsources: [{ type: url, url: [${site.url}/a, ${site.url}/b] }]\n`;
  writeFileSync(path.join(cwd, 'site.yaml'), pipeline);
  site.on('/b', { body: `<html lang="de"><body><article><p>${articleText(2)}</p></article></body></html>` });
  const refuse = `const { open } = fs;
    fs.open = (file, ...rest) => /fetched.raw/.test(file) ? rest.at(-1)(Object.assign(new Error(), { code: 'EACCES' })) : open(file, ...rest)`;
  const NODE_OPTIONS = changed(cwd, refuse);
  const run = () => start(['nightly', 'site.yaml'], { cwd, env: { ...env, NODE_OPTIONS } });
  const { ended, stderr } = run();
  expect(await ended, stderr()).toBe(0);
  expect(stderr().match(/What is fetched is not kept\./g)).toHaveLength(1);
  expect(await run().ended).toBe(0);
  expect(Object.keys(documents(path.join(cwd, 'out')))).toHaveLength(2);
});
