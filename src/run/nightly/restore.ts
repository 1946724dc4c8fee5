/** Puts a backup of the journal back into its place; outputs that are newer have the last word. */
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { KlartextError } from '../../errors.ts';
import { Journal } from '../../store/journal.ts';
import { takeLock } from '../../store/lock.ts';
import { moveWhole, removeWhole } from '../../store/store-file.ts';
import { deskFiles } from './desk.ts';
import { rebuildJournal } from './rebuild.ts';

export interface Restored {
  /** When the backup's last run began. */
  since: number;
  /** Outputs that it did not know, or knew otherwise. */
  taken: number;
  /** Where the journal is kept that was there before. */
  replaced?: string;
}

/**
 * `undefined` when a run is at work there. Throws INPUT_UNREADABLE where there is no backup, INPUT_UNSUPPORTED for what is
 * none; the journal stays as it is then.
 */
export async function restoreJournal(backup: string, outFolder: string): Promise<Restored | undefined> {
  const files = deskFiles(outFolder);
  const letGo = takeLock(files.lock);
  if (!letGo) return undefined;
  try {
    const fresh = `${files.journal}.new`;
    const since = copyChecked(backup, fresh);
    const replaced = moveAside(files.journal);
    renameSync(fresh, files.journal);
    removeWhole(fresh);
    const journal = new Journal({ file: files.journal });
    try {
      const taken = await rebuildJournal(journal, outFolder, Date.now());
      return { since, taken, ...(replaced ? { replaced } : {}) };
    } finally {
      journal.close();
    }
  } finally {
    letGo();
  }
}

/** A copy that was found whole. */
function copyChecked(backup: string, target: string): number {
  removeWhole(target);
  try {
    copyFileSync(backup, target);
  } catch (cause) {
    const why = String((cause as NodeJS.ErrnoException).code);
    throw new KlartextError('INPUT_UNREADABLE', `${backup}: cannot be copied (${why}).`, { cause });
  }
  try {
    return lastRun(target);
  } catch (cause) {
    removeWhole(target);
    throw new KlartextError('INPUT_UNSUPPORTED', `${backup}: expected a backup of a journal, got none.`, {
      cause,
      hint: 'Take another one, or `klartext journal rebuild`, which needs the outputs only.',
    });
  }
}

function lastRun(file: string): number {
  const journal = new Journal({ file, leaveDamaged: true });
  try {
    journal.verify();
    const [run] = journal.views.runs(1);
    if (!run) throw new Error('no run');
    return run.started;
  } finally {
    journal.close();
  }
}

function moveAside(journal: string): string | undefined {
  if (!existsSync(journal)) return undefined;
  try {
    // Takes in the log that a killed run has left; beside another file it would be taken for that one's.
    new Journal({ file: journal, leaveDamaged: true }).close();
  } catch {
    // Damaged: a reason to restore one.
  }
  return moveWhole(journal, 'replaced');
}
