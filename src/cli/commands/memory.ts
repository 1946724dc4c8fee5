/** `memory`: what was translated before: look into it, take it along, correct it, forget it. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import Table from 'cli-table3';
import { distance } from 'fastest-levenshtein';
import { KlartextError } from '../../errors.ts';
import { money } from '../../run/money.ts';
import { bareSegment, reasonToRefuse } from '../../segments/judge.ts';
import { markupText } from '../../segments/parse-markup.ts';
import { Ledger } from '../../store/ledger.ts';
import { Memory, type MemoryEntry } from '../../store/memory.ts';
import { readTmx, type TmxUnit } from '../../store/tmx-read.ts';
import { writeTmx } from '../../store/tmx-write.ts';
import { PERSON } from '../../types.ts';
import { EXIT } from '../exit-codes.ts';
import { type Io, storeFiles, tell, write } from '../io.ts';
import { writeUserFile } from '../user-file.ts';

const PAIR = { source: 'de', target: 'en' };
/** Candidates by shared words that are then compared letter by letter. */
const CANDIDATES = 200;
/** Under half of the letters alike, a suggestion only distracts. */
const MIN_SIMILARITY = 0.5;
const IMPORT_BATCH = 500;

export async function stats(options: { json?: boolean }, io: Io): Promise<number> {
  const { memoryFile, spendingFile } = storeFiles(io);
  const { origins, entries } = await withMemoryFile(io, (memory) => memory.stats());
  const ledger = new Ledger({ file: spendingFile, run: '' });
  const spending = ledger.spending().map(({ costMicros, ...rest }) => ({ ...rest, cost: costMicros / 1e6 }));
  ledger.close();
  if (options.json) {
    await write(io.stdout, `${JSON.stringify({ file: memoryFile, entries, origins, spending }, null, 2)}\n`);
    return EXIT.ok;
  }
  const style = { head: [], border: [] };
  const table = new Table({ head: ['answered by', 'model', 'pair', 'entries', 'last used'], style });
  for (const { provider, model, pair, entries, lastUsed } of origins)
    table.push([provider, model, pair, entries, lastUsed]);
  const spent = new Table({
    head: ['spent on', 'month', 'characters', 'of these uncertain', 'money'],
    style,
  });
  for (const { provider, month, characters, uncertain, cost, currency } of spending) {
    const paid = currency === undefined && cost === 0 ? 'no price is set' : money(cost, currency);
    spent.push([provider, month, characters, uncertain, paid]);
  }
  const parts = [`${memoryFile}: ${entries} entries`, ...(entries > 0 ? [table.toString()] : [])];
  await write(io.stdout, `${[...parts, ...(spending.length > 0 ? [spent.toString()] : [])].join('\n')}\n`);
  return EXIT.ok;
}

/** Suggestions for a person; a run never uses them. */
export async function search(
  text: string,
  options: { json?: boolean; limit: number },
  io: Io,
): Promise<number> {
  const candidates = await withMemoryFile(io, (memory) => memory.candidates(text, CANDIDATES));
  const found = candidates
    .map((entry) => ({ similarity: similarity(text, markupText(entry.source)), ...entry }))
    .filter((entry) => entry.similarity >= MIN_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, options.limit);
  if (options.json) await write(io.stdout, `${JSON.stringify(found, null, 2)}\n`);
  else if (found.length === 0) await write(io.stdout, 'Nothing alike.\n');
  for (const { similarity, source, target, provider } of options.json ? [] : found) {
    const head = `${Math.round(similarity * 100)} % (${provider})`;
    await write(io.stdout, `${head}\n  ${markupText(source)}\n  ${markupText(target)}\n`);
  }
  return EXIT.ok;
}

function similarity(left: string, right: string): number {
  const longest = Math.max(left.length, right.length, 1);
  return 1 - distance(left.toLowerCase(), right.toLowerCase()) / longest;
}

/** Only what passes today's checks: others should not inherit what we would refuse. */
export async function exportTmx(file: string | undefined, version: string, io: Io): Promise<number> {
  const memory = new Memory({ file: storeFiles(io).memoryFile });
  try {
    let count = 0;
    const good = function* (): Generator<MemoryEntry> {
      for (const entry of memory.entries()) {
        if (reasonToRefuse(bareSegment(entry.source), entry, entry.pair) !== undefined) continue;
        // A number that a person corrected holds for its own place alone.
        if (!/\p{L}/u.test(markupText(entry.source))) continue;
        count += 1;
        yield entry;
      }
    };
    const pieces = writeTmx(good(), version);
    if (file === undefined) for (const piece of pieces) await write(io.stdout, piece);
    else {
      await writeUserFile(file, pieces, io);
      await write(io.stdout, `${count} entries written to ${file}.\n`);
    }
    return EXIT.ok;
  } finally {
    memory.close();
  }
}

/** Tools fill what nobody has translated yet with its source; of ours, what stays as it is was meant so. */
function isTranslated({ source, target, from }: TmxUnit): boolean {
  if (!from && markupText(source).trim() === markupText(target).trim()) return false;
  return reasonToRefuse(bareSegment(source), { target, provider: PERSON }, PAIR) === undefined;
}

/** What our own export wrote goes back to where it was; what other tools wrote counts as a person's. */
export async function importTmx(file: string, io: Io): Promise<number> {
  const memory = new Memory({ file: storeFiles(io).memoryFile });
  let [taken, refused] = [0, 0];
  let batch: TmxUnit[] = [];
  const flush = (): void => {
    for (const [, group] of groupByOrigin(batch)) {
      const { provider, model, settings } = group[0]?.from ?? { provider: PERSON, model: '', settings: '' };
      memory.save({ pair: PAIR, provider, model, settings }, group);
    }
    taken += batch.length;
    batch = [];
  };
  try {
    for await (const unit of readTmx(createReadStream(path.resolve(io.cwd, file)), PAIR)) {
      if (!unit || !isTranslated(unit)) refused += 1;
      else if (batch.push(unit) >= IMPORT_BATCH) flush();
    }
    flush();
  } catch (cause) {
    throw unreadable(file, cause);
  } finally {
    memory.close();
  }
  const rest =
    refused > 0
      ? `, ${refused} left out: not German and English, the same in both, or tags that do not match`
      : '';
  await write(io.stdout, `${taken} entries taken in${rest}.\n`);
  return EXIT.ok;
}

function groupByOrigin(units: readonly TmxUnit[]): Map<string, TmxUnit[]> {
  const groups = new Map<string, TmxUnit[]>();
  for (const unit of units) {
    const key = JSON.stringify(unit.from ?? null);
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  return groups;
}

function unreadable(file: string, cause: unknown): unknown {
  if (cause instanceof KlartextError) {
    const { code, message, hint } = cause;
    return new KlartextError(code, `${file}: ${message}`, { cause, ...(hint ? { hint } : {}) });
  }
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  return new KlartextError('USAGE', `${file}: cannot be read (${code}).`, { cause });
}

export async function prune(options: { days: number; provider?: string }, io: Io): Promise<number> {
  const count = await withMemoryFile(io, (memory) => memory.prune(options.days, options.provider));
  await write(io.stdout, `${count} entries forgotten.\n`);
  return EXIT.ok;
}

async function withMemoryFile<T>(io: Io, work: (memory: Memory) => T): Promise<T> {
  const onSetAside = (to: string) => tell(io, `the translation memory was damaged; it is kept as ${to}.`);
  const memory = new Memory({ file: storeFiles(io).memoryFile, onSetAside });
  try {
    return work(memory);
  } finally {
    memory.close();
  }
}
