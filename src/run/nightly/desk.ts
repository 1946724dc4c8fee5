/** The folder that a nightly batch keeps beside its outputs: journal, lock, reports. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { Journal } from '../../store/journal.ts';
import { takeLock } from '../../store/lock.ts';
import { rebuildJournal } from './rebuild.ts';

export interface DeskFiles {
  folder: string;
  journal: string;
  lock: string;
  reports: string;
}

/** Where the report of a run is kept, without its extension. */
export function archivedReport({ reports }: DeskFiles, day: string, run: number): string {
  return path.join(reports, `${day}-run-${run}`);
}

/** The highest number of a run whose report is kept: a journal that is new, or a backup, knows less of runs than that. */
export function lastReported({ reports }: DeskFiles): number {
  let names: string[] = [];
  try {
    names = readdirSync(reports);
  } catch {
    // No run has left one yet.
  }
  return Math.max(0, ...names.map((name) => Number(/-run-(\d{1,9})\.\w+$/.exec(name)?.[1] ?? 0)));
}

/** `out/.klartext`: hidden, so that no run takes it for input. */
export function deskFiles(outFolder: string): DeskFiles {
  const folder = path.join(outFolder, '.klartext');
  return {
    folder,
    journal: path.join(folder, 'journal.db'),
    lock: path.join(folder, 'lock'),
    reports: path.join(folder, 'reports'),
  };
}

/** The output folder of the nightly batch in which a file lies, given absolute. */
export function batchFolderOf(file: string): string | undefined {
  const folder = path.dirname(file);
  if (existsSync(deskFiles(folder).journal)) return folder;
  return folder === file ? undefined : batchFolderOf(folder);
}

export interface Desk {
  files: DeskFiles;
  journal: Journal;
  /** Items that were taken in from outputs, as the journal was new or damaged. */
  rebuilt: number;
  /** Where a damaged journal was moved to. */
  setAside?: string;
  /** Whether the folder still is the one that was opened: nobody has deleted, moved or replaced it. */
  isThere(): boolean;
  close(): void;
}

export interface DeskOptions {
  outFolder: string;
  now?: () => number;
  /** How long one write waits for another program, holding up the process. Default 250. */
  busyMs?: number;
}

/** `undefined` when another run is at work here. Throws what StoreFile and takeLock throw. */
export async function openDesk({
  outFolder,
  now = Date.now,
  busyMs = 250,
}: DeskOptions): Promise<Desk | undefined> {
  const files = deskFiles(outFolder);
  const letGo = takeLock(files.lock);
  if (!letGo) return undefined;
  try {
    const { journal, setAside } = openJournal(files.journal, busyMs, now);
    // A journal in which no run ever began is new, or took the place of a damaged one.
    const isNew = journal.views.runs(1).length === 0;
    const rebuilt = isNew ? await rebuildJournal(journal, outFolder, now()) : 0;
    const close = () => {
      journal.close();
      letGo();
    };
    const inode = inodeOf(files.journal);
    const isThere = () => inodeOf(files.journal) === inode;
    return { files, journal, rebuilt, isThere, close, ...(setAside ? { setAside } : {}) };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Undefined also where nothing can be asked any more. */
function inodeOf(file: string): bigint | undefined {
  try {
    return statSync(file, { bigint: true }).ino;
  } catch {
    return undefined;
  }
}

/** Whole when it is opened; when it breaks later the run ends, since what it knew is gone. */
function openJournal(
  file: string,
  busyMs: number,
  now: () => number,
): { journal: Journal; setAside: string | undefined } {
  let setAside: string | undefined;
  let isOpening = true;
  const journal = new Journal({
    ...{ file, busyMs, now },
    onSetAside: (movedTo) => {
      setAside = movedTo;
      if (!isOpening) throw damaged(file, movedTo);
    },
  });
  journal.verify();
  isOpening = false;
  return { journal, setAside };
}

function damaged(file: string, movedTo: string): KlartextError {
  return new KlartextError(
    'STORE_DAMAGED',
    `${file}: broke while the run was at work; it is kept as ${movedTo}.`,
    {
      hint: 'Run again: the journal is built from the outputs, and nothing is paid twice.',
    },
  );
}
