/** The files of a run: what was translated, what outputs were made of, what was spent. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { KlartextError } from '../errors.ts';
import type { Pipeline } from '../pipeline/load.ts';
import { isBooked } from '../pipeline/provider.ts';
import type { Memory } from '../store/memory.ts';
import type { OpenRun, RunSettings } from './open.ts';

/** A read-only home or a lock is no reason to translate nothing. */
const GOES_WITHOUT: ReadonlySet<string> = new Set(['OUTPUT_UNWRITABLE', 'STORE_BUSY']);

/** The memory and the ledger. Loaded here and not above: who only cleans, to standard output, does not pay for the database. */
export async function openStores(
  { memory, providers }: Pipeline,
  {
    memoryFile,
    remembers = true,
    asOf,
    notesOutputs,
    spendingFile,
    translates,
  }: RunSettings & { translates: boolean },
  notice: (message: string) => void,
): Promise<Pick<OpenRun, 'memory' | 'notes' | 'ledger'>> {
  const isPaid = translates && providers.some(isBooked);
  const stores: Pick<OpenRun, 'memory' | 'notes' | 'ledger'> = {};
  if (memoryFile !== undefined && !(memory && remembers)) {
    const notes = notesOutputs ? await openNotes(memoryFile) : undefined;
    if (notes) stores.notes = notes;
  } else if (memoryFile !== undefined) {
    const onSetAside = (to: string) =>
      notice(`The translation memory was damaged; it is kept as ${to}, and a new one is begun.`);
    const { Memory } = await import('../store/memory.ts');
    try {
      stores.memory = new Memory({ file: memoryFile, onSetAside, asOf });
      stores.notes = stores.memory;
    } catch (error) {
      if (!(error instanceof KlartextError) || !GOES_WITHOUT.has(error.code)) throw error;
      // What it holds would be paid for again.
      if (isPaid) throw error;
      notice(`Nothing is remembered in this run. ${error.message} ${error.hint ?? ''}`.trim());
    }
  }
  if (isPaid && spendingFile !== undefined) {
    const onSetAside = (to: string) =>
      notice(
        `The record of spending was damaged; it is kept as ${to}. Providers with a monthly budget are off in this run; the next one counts from zero.`,
      );
    const { Ledger } = await import('../store/ledger.ts');
    stores.ledger = new Ledger({ file: spendingFile, run: randomUUID(), onSetAside });
  }
  return stores;
}

/** A memory whose answers are not wanted must not take what this run writes for what it noted before. */
async function openNotes(file: string): Promise<Memory | undefined> {
  if (!existsSync(file)) return undefined;
  const { Memory } = await import('../store/memory.ts');
  try {
    return new Memory({ file, leaveDamaged: true });
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return undefined;
  }
}
