/** Whether a place is fit for a night: disk, clock, and the files that outlive a run. Makes the output folder, and nothing else. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { ArticleIndex } from '../../store/article-index.ts';
import { Journal } from '../../store/journal.ts';
import { Ledger } from '../../store/ledger.ts';
import { Memory } from '../../store/memory.ts';
import { prepareOutputFolder } from '../output.ts';
import { deskFiles } from './desk.ts';
import { type Finding, finding } from './finding.ts';
import { dayFolder, dayOf } from './places.ts';
import { renderSizes, type SizedPlaces, sizesOf } from './sizes.ts';

export interface HealthOptions extends SizedPlaces {
  now: number;
}

const MIB = 2 ** 20;
const FAIR_BYTES = 1024 * MIB;
const BAD_BYTES = 100 * MIB;
/** No clock that is right shows less: this was written then. */
const EARLIEST = Date.UTC(2025, 0);

export async function checkPlace({ now, ...places }: HealthOptions): Promise<Finding[]> {
  const { outFolder, memoryFile, spendingFile, indexFile } = places;
  return [
    await checkFolder(outFolder, now),
    await checkDisk(outFolder),
    ...checkJournal(deskFiles(outFolder).journal, now),
    checkStore('translation memory', memoryFile, (file) => new Memory({ file, leaveDamaged: true })),
    checkStore(
      'record of spending',
      spendingFile,
      (file) => new Ledger({ file, run: 'doctor', leaveDamaged: true }),
    ),
    checkStore('index of articles', indexFile, (file) => new ArticleIndex({ file, leaveDamaged: true })),
    finding('room taken', 'good', renderSizes(await sizesOf(places))),
  ];
}

async function checkFolder(folder: string, now: number): Promise<Finding> {
  try {
    await prepareOutputFolder(folder, dayFolder(dayOf(now)));
    return finding('output folder', 'good', folder);
  } catch (error) {
    return bad('output folder', error);
  }
}

async function checkDisk(folder: string): Promise<Finding> {
  const existing = existsSync(folder) ? folder : path.dirname(folder);
  const { bavail, bsize } = await statfs(existing).catch(() => ({ bavail: 0, bsize: 0 }));
  const free = bavail * bsize;
  const message = `${Math.round(free / MIB)} MiB free`;
  if (free >= FAIR_BYTES) return finding('disk', 'good', message);
  return finding('disk', free >= BAD_BYTES ? 'fair' : 'bad', message, 'Free some space before the night.');
}

function checkJournal(file: string, now: number): Finding[] {
  if (!existsSync(file))
    return [finding('journal', 'good', 'none yet; the first night makes it'), checkClock(undefined, now)];
  try {
    const journal = new Journal({ file, leaveDamaged: true });
    try {
      journal.verify();
      const [last] = journal.views.runs(1);
      const count = Object.values(journal.views.counts()).reduce((sum, one) => sum + one, 0);
      return [
        finding('journal', 'good', `whole; it knows ${count} items`),
        checkClock(last?.ended ?? last?.started, now),
      ];
    } finally {
      journal.close();
    }
  } catch (error) {
    const hint = 'The next night sets it aside and builds it again from the outputs.';
    return [finding('journal', 'bad', messageOf(error), hint), checkClock(undefined, now)];
  }
}

function checkClock(lastAt: number | null | undefined, now: number): Finding {
  const message = new Date(now).toString();
  if (now < EARLIEST) return finding('clock', 'bad', message, 'Set the clock; days and budgets go by it.');
  if (lastAt != null && lastAt > now)
    return finding(
      'clock',
      'fair',
      `${message}; the last night ended later than that`,
      'Look whether the clock is right.',
    );
  return finding('clock', 'good', message);
}

function checkStore(what: string, file: string, open: (file: string) => { close(): void }): Finding {
  if (!existsSync(file)) return finding(what, 'good', 'none yet');
  try {
    open(file).close();
    return finding(what, 'good', file);
  } catch (error) {
    return bad(what, error);
  }
}

function bad(what: string, error: unknown): Finding {
  return finding(what, 'bad', messageOf(error), error instanceof KlartextError ? error.hint : undefined);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
