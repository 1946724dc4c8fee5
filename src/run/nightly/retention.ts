/** What a batch keeps beside its outputs, and for how long: the journal, the index of articles, what was fetched. */

import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DAY_MS } from '../../day.ts';
import { KlartextError } from '../../errors.ts';
import type { ArticleIndex } from '../../store/article-index.ts';
import { SqliteFetchCache } from '../../store/fetch-cache.ts';
import { Journal } from '../../store/journal.ts';
import { pruneRawStore } from '../../store/raw-store.ts';
import { fetchedFiles } from '../sources.ts';
import { type DeskFiles, deskFiles } from './desk.ts';
import { dayOf } from './places.ts';

export interface RetentionOptions {
  /** Days after which what nobody asks for any more is forgotten. */
  days: number;
  outFolder: string;
  journal: Journal;
  /** Absent: it is left alone. */
  index?: ArticleIndex;
  fetchedFolder: string;
  /** From when ages are counted: for a night its beginning, so that nothing of tonight is old. */
  now: number;
}

export interface Forgotten {
  /** Of the journal. */
  items: number;
  runs: number;
  /** Of the index of articles. */
  documents: number;
  /** Files of the raw store, and their size. */
  files: number;
  bytes: number;
}

const BUSY_MS = 250;

/**
 * First the journal forgets old runs, and items that no source offers any more; then goes what no item that is left
 * needs. Safe to be killed, and to run beside other batches that share the index and what was fetched. Outputs stay.
 */
export async function forgetOld(options: RetentionOptions): Promise<Forgotten> {
  const { days, outFolder, journal, index, fetchedFolder, now } = options;
  const before = now - days * DAY_MS;
  const forgotten = journal.prune(before, dayOf(before));
  journal.compact();
  await pruneReports(deskFiles(outFolder), before);
  const documents = await orNothing(
    () => index?.prune(days, (place) => isNeeded(place, outFolder, journal)) ?? 0,
    0,
  );
  const fetched = await orNothing(() => pruneFetched(fetchedFolder, before), {
    files: 0,
    bytes: 0,
  });
  return { ...forgotten, documents, ...fetched };
}

/** What another process has locked, or there is no room to write, is pruned another night. */
async function orNothing<T>(work: () => T | Promise<T>, nothing: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KlartextError) return nothing;
    throw error;
  }
}

/** Another batch's documents are that batch's to forget. */
function isNeeded(
  { folder, name }: { folder: string; name: string },
  outFolder: string,
  journal: Journal,
): boolean {
  return folder === outFolder
    ? journal.views.item(name) !== undefined
    : existsSync(deskFiles(folder).journal);
}

async function pruneReports({ reports }: DeskFiles, before: number): Promise<void> {
  for (const name of await readdir(reports).catch(() => [])) {
    const file = path.join(reports, name);
    const info = await stat(file).catch(() => undefined);
    if (info && info.mtimeMs < before) await rm(file, { force: true });
  }
}

/** Of all batches that fetch into the folder: one whose journal cannot be asked may need anything, and all stays. */
async function pruneFetched(folder: string, before: number): Promise<Pick<Forgotten, 'files' | 'bytes'>> {
  const { cache: file, raw } = fetchedFiles(folder);
  if (!existsSync(file)) return { files: 0, bytes: 0 };
  const cache = new SqliteFetchCache({ file, busyMs: BUSY_MS });
  const journals: Journal[] = [];
  try {
    for (const one of cache.journals()) {
      if (existsSync(one)) journals.push(new Journal({ file: one, busyMs: BUSY_MS, leaveDamaged: true }));
      else cache.unregister(one);
    }
    // Addresses first: a file that is left behind by a kill is found again, an address without its file is fetched.
    cache.prune(before, ({ url, finalUrl }) =>
      journals.some(({ views }) => views.knowsAddress(url, finalUrl)),
    );
    cache.compact();
    return await pruneRawStore(
      raw,
      before,
      (key) => cache.knowsRaw(key) || journals.some(({ views }) => views.knowsRaw(key)),
    );
  } finally {
    for (const one of journals) one.close();
    cache.close();
  }
}
