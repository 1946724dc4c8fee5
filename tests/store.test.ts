/** The files that outlive a run: what they find again, and what they do when they are damaged, locked or foreign. */
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Ledger } from '../src/store/ledger.ts';
import { takeLock } from '../src/store/lock.ts';
import { Memory } from '../src/store/memory.ts';
import { StoreFile } from '../src/store/store-file.ts';
import { temporaryFolder } from './support/tmp.ts';

const pair = { source: 'de', target: 'en' };
const origin = { pair, provider: 'fake', model: 'fake-1', settings: 'a' };

function openMemory(file = path.join(temporaryFolder(), 'deep/memory.db')) {
  const setAside: string[] = [];
  const memory = new Memory({ file, busyMs: 100, onSetAside: (to) => setAside.push(to) });
  onTestFinished(() => memory.close());
  return { memory, file, setAside };
}

const targets = (memory: Memory, sources: string[], from = origin) =>
  memory.find(from, sources).map((found) => found?.target);

describe('memory', () => {
  test('finds what was saved, in order, after closing and opening again', () => {
    const { memory, file } = openMemory();
    memory.save(origin, [
      { source: 'Hallo <g id="1">Welt</g>', target: 'Hello <g id="1">world</g>', quality: -0.25 },
      { source: 'Ende', target: 'End' },
    ]);
    memory.close();
    const again = openMemory(file).memory;
    expect(again.find(origin, ['Ende', 'Neu', 'Hallo <g id="1">Welt</g>'])).toEqual([
      { target: 'End', origin: 'memory', provider: 'fake', model: 'fake-1' },
      undefined,
      {
        target: 'Hello <g id="1">world</g>',
        quality: -0.25,
        origin: 'memory',
        provider: 'fake',
        model: 'fake-1',
      },
    ]);
  });

  test('spacing and composition of letters do not count, everything that decides an answer does', () => {
    const { memory } = openMemory();
    memory.save(origin, [{ source: 'Die  Tür\u00a0ist zu', target: 'The door is shut' }]);
    expect(targets(memory, ['Die Tu\u0308r ist zu '])).toEqual(['The door is shut']);
    for (const other of [{ provider: 'other' }, { model: 'fake-2' }, { settings: 'b' }])
      expect(targets(memory, ['Die Tür ist zu'], { ...origin, ...other })).toEqual([undefined]);
    expect(targets(memory, ['Die Tür ist zu'], { ...origin, pair: { source: 'de', target: 'fr' } })).toEqual([
      undefined,
    ]);
    expect(targets(memory, ['die Tür ist zu'])).toEqual([undefined]);
  });

  test('a person wins over every machine, before and after', () => {
    const { memory } = openMemory();
    memory.learn(pair, [{ source: 'Der Rand', target: 'The Verge' }]);
    memory.save(origin, [{ source: 'Der Rand', target: 'The edge' }]);
    expect(memory.find({ ...origin, model: 'fake-9' }, ['Der Rand'])[0]).toMatchObject({
      target: 'The Verge',
      provider: 'person',
    });
    memory.learn(pair, [{ source: 'Der Rand', target: 'The brink' }]);
    expect(targets(memory, ['Der Rand'])).toEqual(['The brink']);
  });

  test('counts, lists, suggests and prunes', () => {
    const { memory } = openMemory();
    memory.learn(pair, [{ source: 'Ein Haus', target: 'A house' }]);
    memory.save(
      origin,
      Array.from({ length: 7 }, (_, n) => ({ source: `Haus Nummer ${n}`, target: `House number ${n}` })),
    );
    expect(memory.stats()).toMatchObject({
      entries: 8,
      origins: [
        { provider: 'fake', entries: 7, pair: 'de-en' },
        { provider: 'person', entries: 1 },
      ],
    });
    expect([...memory.entries(3)].map(({ source }) => source)).toHaveLength(8);
    expect(memory.candidates('Nummer "3" OR (', 3)[0]?.source).toBe('Haus Nummer 3');
    expect(memory.candidates('"- *', 3)).toEqual([]);
    expect(memory.prune(1)).toBe(0);
    expect(memory.prune(0)).toBe(7);
    expect(memory.stats().entries).toBe(1);
    expect(memory.candidates('Nummer', 3)).toEqual([]);
  });
});

test('a statement that was read to its end finds what it is asked for next', () => {
  const file = new StoreFile({
    file: path.join(temporaryFolder(), 'a.db'),
    schema: LETTERS,
    durability: 'normal',
  });
  onTestFinished(() => file.close());
  const found = file.run((sql) => {
    const select = sql('SELECT name FROM letter WHERE name = ?');
    return [select.all('a'), select.get('b'), select.all('x'), select.get('a'), select.get('x')];
  });
  expect(found).toMatchObject([[{ name: 'a' }], { name: 'b' }, [], { name: 'a' }, undefined]);
});

const LETTERS = {
  applicationId: 1,
  migrations: [`CREATE TABLE letter (name TEXT); INSERT INTO letter VALUES ('a'), ('b')`],
};

describe('trouble', () => {
  test('a file that is no database is set aside whole, and a fresh one works', () => {
    const file = path.join(temporaryFolder(), 'memory.db');
    writeFileSync(file, 'no database at all '.repeat(500));
    const { memory, setAside } = openMemory(file);
    memory.save(origin, [{ source: 'a', target: 'b' }]);
    expect(targets(memory, ['a'])).toEqual(['b']);
    expect(setAside).toHaveLength(1);
    expect(readFileSync(setAside[0] as string, 'utf8')).toContain('no database');
    expect(path.basename(setAside[0] as string)).toMatch(/^memory\.db\.corrupt-\d{14}$/);
  });

  test('damage that shows only later is set aside as well, and the work goes on', () => {
    const { memory: first, file } = openMemory();
    const answers = Array.from({ length: 3000 }, (_, n) => ({
      source: `Satz ${n}`,
      target: `Sentence ${n}`,
    }));
    first.save(origin, answers);
    first.close();
    const bytes = readFileSync(file);
    // The head stays whole, so that the file opens.
    bytes.fill(0xab, 8 * 4096);
    writeFileSync(file, bytes);
    const { memory, setAside } = openMemory(file);
    const found = memory.find(
      origin,
      answers.map(({ source }) => source),
    );
    memory.save(origin, [{ source: 'Satz 1', target: 'Sentence 1' }]);
    expect(found.every((one) => one === undefined)).toBe(true);
    expect(setAside).toHaveLength(1);
    expect(targets(memory, ['Satz 1'])).toEqual(['Sentence 1']);
  });

  test('a file of a newer version, or of another program, is refused and not touched', () => {
    const { memory, file } = openMemory();
    memory.close();
    const newer = new Database(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => openMemory(file)).toThrowError(expect.objectContaining({ code: 'STORE_INCOMPATIBLE' }));
    const foreign = path.join(temporaryFolder(), 'other.db');
    const other = new Database(foreign);
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    expect(() => openMemory(foreign)).toThrowError(expect.objectContaining({ code: 'STORE_INCOMPATIBLE' }));
    // A ledger is no memory.
    const ledger = path.join(temporaryFolder(), 'spending.db');
    new Ledger({ file: ledger, run: 'r' }).close();
    expect(() => openMemory(ledger)).toThrowError(expect.objectContaining({ code: 'STORE_INCOMPATIBLE' }));
    expect(readdirSync(path.dirname(foreign)).filter((name) => name.includes('corrupt'))).toEqual([]);
  });

  test('a lock costs its wait once, until the other process lets go', () => {
    const { memory, file } = openMemory();
    const save = (source: string) => memory.save(origin, [{ source, target: 'x' }]);
    const took = (work: () => void): number => {
      const startedAt = performance.now();
      work();
      return performance.now() - startedAt;
    };
    const other = new Database(file);
    const lock = () => other.exec('BEGIN IMMEDIATE');
    for (let round = 0; round < 2; round++) {
      lock();
      expect(took(() => expect(() => save('a')).toThrow())).toBeGreaterThan(90);
      const rest = () => {
        for (let n = 0; n < 20; n++) expect(() => save('a')).toThrow('another process');
        targets(memory, ['a']);
      };
      expect(took(rest)).toBeLessThan(1000);
      other.exec('ROLLBACK');
      save(`b${round}`);
    }
    other.close();
  });

  test('a lock held too long is STORE_BUSY for writers; readers go on', () => {
    const { memory, file } = openMemory();
    memory.save(origin, [{ source: 'a', target: 'b' }]);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    expect(targets(memory, ['a'])).toEqual(['b']);
    expect(() => memory.save(origin, [{ source: 'c', target: 'd' }])).toThrowError(
      expect.objectContaining({ code: 'STORE_BUSY', reach: 'attempt' }),
    );
    other.exec('COMMIT');
    other.close();
    memory.save(origin, [{ source: 'c', target: 'd' }]);
    expect(targets(memory, ['c'])).toEqual(['d']);
  });

  test('a place where nothing can be made is OUTPUT_UNWRITABLE', () => {
    const file = path.join(temporaryFolder(), 'plain');
    writeFileSync(file, '');
    expect(() => openMemory(path.join(file, 'memory.db'))).toThrowError(
      expect.objectContaining({ code: 'OUTPUT_UNWRITABLE' }),
    );
  });

  test('two connections write to one file without losing a line', () => {
    const { memory, file } = openMemory();
    const second = openMemory(file).memory;
    for (let n = 0; n < 20; n++) {
      memory.save(origin, [{ source: `a${n}`, target: 'x' }]);
      second.save(origin, [{ source: `b${n}`, target: 'y' }]);
    }
    expect(second.stats().entries).toBe(40);
  });
});

describe('ledger', () => {
  function openLedger(run: string, file = path.join(temporaryFolder(), 'spending.db'), now?: () => Date) {
    const ledger = new Ledger({ file, run, ...(now ? { now } : {}) });
    onTestFinished(() => ledger.close());
    return { ledger, file };
  }
  const claim = (characters: number, price = 20) => ({
    provider: 'fake',
    characters,
    costMicros: characters * price,
  });

  test('books up to the cap and not one character more, over runs and processes', () => {
    const { ledger: first, file } = openLedger('one');
    const { ledger: second } = openLedger('two', file);
    const caps = { unit: 'characters', perRun: 100, perMonth: 150 } as const;
    expect(first.reserve(claim(60), caps)).toHaveProperty('booking');
    expect(first.reserve(claim(41), caps)).toEqual({ left: 40 });
    expect(first.reserve(claim(40), caps)).toHaveProperty('booking');
    expect(second.reserve(claim(51), caps)).toEqual({ left: 50 });
    expect(second.reserve(claim(50), caps)).toHaveProperty('booking');
    expect(second.reserve({ ...claim(100), provider: 'other' }, caps)).toHaveProperty('booking');
  });

  test('what was billed replaces what was booked; what was released is free; what is unknown counts', () => {
    const { ledger } = openLedger('one');
    const caps = { unit: 'money', perMonth: 2000 } as const;
    const book = (characters: number) => {
      const booked = ledger.reserve(claim(characters), caps);
      return 'booking' in booked ? booked.booking : Number.NaN;
    };
    const [a, b, c] = [book(30), book(30), book(30)];
    ledger.settle(a, { characters: 25, costMicros: 500 }, true);
    ledger.release(b);
    ledger.settle(c, { characters: 30, costMicros: 600 }, false);
    expect(ledger.left('fake', caps)).toBe(900);
    expect(ledger.spending()).toMatchObject([
      { provider: 'fake', characters: 55, costMicros: 1100, uncertain: 30 },
    ]);
  });

  test('a new month begins at nothing', () => {
    let now = new Date('2026-11-30T23:59:59Z');
    const { ledger } = openLedger('one', undefined, () => now);
    const caps = { unit: 'characters', perMonth: 10 } as const;
    expect(ledger.reserve(claim(10), caps)).toHaveProperty('booking');
    expect(ledger.reserve(claim(1), caps)).toEqual({ left: 0 });
    now = new Date('2026-12-01T00:00:00Z');
    expect(ledger.reserve(claim(10), caps)).toHaveProperty('booking');
  });

  test('when the record is damaged, a monthly budget lends nothing in that run and counts afresh in the next', () => {
    const file = path.join(temporaryFolder(), 'spending.db');
    writeFileSync(file, 'x'.repeat(9000));
    const caps = { unit: 'characters', perMonth: 10 } as const;
    expect(openLedger('one', file).ledger.reserve(claim(1), caps)).toEqual({ left: 0 });
    expect(openLedger('two', file).ledger.reserve(claim(1), caps)).toHaveProperty('booking');
  });
});

test.each([
  ['a file', (place: string) => writeFileSync(place, 'x')],
  ['a link to a disk that is not there', (place: string) => symlinkSync('/nowhere/disk', place)],
])('where the folder is %s, room on the disk is not what is missing', (_, make) => {
  const folder = path.join(temporaryFolder(), 'out');
  make(folder);
  expect(() => takeLock(path.join(folder, '.klartext/lock'))).toThrow(
    expect.objectContaining({
      code: 'OUTPUT_UNWRITABLE',
      hint: expect.stringMatching(/^See that its folder is one, .* choose another folder with --out\.$/),
    }),
  );
});
