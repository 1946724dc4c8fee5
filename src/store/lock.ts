/** A lock between processes that the kernel lets go when its owner dies, however it dies. */
import path from 'node:path';
import Database from 'libsql';
import { makeFolder } from '../make-folder.ts';
import { toKlartextError } from './errors.ts';

/**
 * Takes the lock named by a file, or answers `undefined` at once when somebody has it. It is SQLite's own exclusive
 * lock on an empty database, so no owner has to be looked up, and neither a clock nor a re-used process number can
 * deceive it. Call what it answers to let it go. Throws OUTPUT_UNWRITABLE where no file can be made.
 */
export function takeLock(file: string): (() => void) | undefined {
  try {
    makeFolder(path.dirname(file));
    return hold(new Database(file, { timeout: 0 }));
  } catch (error) {
    const ours = toKlartextError(error, file, 'choose another folder with --out');
    if (ours.code === 'STORE_BUSY') return undefined;
    throw ours;
  }
}

function hold(connection: InstanceType<typeof Database>): () => void {
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    throw error;
  }
  return () => {
    if (!connection.open) return;
    connection.exec('ROLLBACK');
    connection.close();
  };
}
