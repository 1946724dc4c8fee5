/** One SQLite file with its statements; the only import of the binding. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { KlartextError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { isDamage, toKlartextError } from './errors.ts';
import { migrate, type Schema } from './migrate.ts';

type Connection = InstanceType<typeof Database>;

/** What of a prepared statement the stores use; the binding's own type knows no mixed parameters. */
export interface Statement {
  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
}

/** Prepares a statement once for each connection. */
export type Prepare = (sql: string) => Statement;

export interface StoreFileOptions {
  /** Absolute path; its folder is made when it is not there. */
  file: string;
  schema: Schema;
  /** `full` survives a power cut, `normal` only a killed process. */
  durability: 'full' | 'normal';
  /**
   * How long to wait for another process that writes; the whole process waits, as the binding is synchronous. Once that
   * was in vain nothing is waited for until the file is free again, so that a lock costs this time once. Default 5000.
   */
  busyMs?: number;
  /** For errors: how the user names another place. Default: by KLARTEXT_MEMORY. */
  elsewhere?: string;
  /** Leave a damaged file where it is and throw OUTPUT_UNWRITABLE, as fits those who only read. */
  leaveDamaged?: boolean;
  /** Told where a damaged file was moved to; a fresh one is in its place. What it throws, the caller gets. */
  onSetAside?: (movedTo: string) => void;
}

const BUSY_MS = 5000;
/** A file is compacted when more than one in so many of its pages is free. */
const FREE_SHARE = 4;

/**
 * Opens or makes the file, in WAL mode, with the newest schema. A file that turns out to be damaged, now or
 * later, is set aside as `<file>.corrupt-<date>` and a fresh one goes on in its place. Throws STORE_INCOMPATIBLE
 * for a file of a newer Klartext or of another program, STORE_BUSY when another process holds it too long,
 * OUTPUT_UNWRITABLE where none can be made.
 */
export class StoreFile {
  readonly #options: StoreFileOptions;
  readonly #statements = new Map<string, Statement>();
  #connection: Connection;
  /** Whether another process was waited for in vain, and has not let go since. */
  #isLocked = false;

  constructor(options: StoreFileOptions) {
    this.#options = options;
    try {
      this.#connection = this.#open();
    } catch (error) {
      if (!isDamage(error) || options.leaveDamaged) throw this.#ours(error);
      this.#connection = this.#startAfresh();
    }
  }

  /** Runs `work`, giving the binding's errors our codes; after damage it runs once more, on the fresh file. */
  run<T>(work: (sql: Prepare) => T): T {
    const attempt = (): T => work((text) => this.#prepare(text));
    try {
      return attempt();
    } catch (error) {
      if (!isDamage(error) || this.#options.leaveDamaged) throw this.#locked(this.#ours(error));
    }
    this.close();
    this.#connection = this.#startAfresh();
    try {
      return attempt();
    } catch (error) {
      throw this.#ours(error);
    }
  }

  /** As `run`, in one transaction that no other process can come between. */
  write<T>(work: (sql: Prepare) => T): T {
    const result = this.run((sql) => this.#connection.transaction(() => work(sql)).immediate() as T);
    if (this.#isLocked) this.#setLocked(false);
    return result;
  }

  /** Reads every page, and sets the file aside when one is broken: what `run` meets only by chance. */
  verify(): void {
    this.run((sql) => {
      const { quick_check: verdict } = sql('PRAGMA quick_check(1)').get() as { quick_check: string };
      if (verdict !== 'ok') throw Object.assign(new Error(verdict), { code: 'SQLITE_CORRUPT' });
    });
  }

  /** A whole copy as of now, made while others go on; `target` must not be there. */
  copyTo(target: string): void {
    this.run((sql) => sql('VACUUM INTO ?').run(target));
  }

  /** Gives the room of what was deleted back to the disk. */
  vacuum(): void {
    this.run(() => this.#connection.exec('VACUUM'));
  }

  /** The same where that is a good part of the file, and where room and other processes let it; else another time. */
  compact(): void {
    const read = (name: string) =>
      (this.#connection.pragma(name) as Record<string, number>[])[0]?.[name] ?? 0;
    try {
      if (this.run(() => read('freelist_count') * FREE_SHARE > read('page_count'))) this.vacuum();
    } catch (error) {
      if (!(error instanceof KlartextError)) throw error;
    }
  }

  /** Moves the write-ahead log into the file and closes it; safe to call twice. */
  close(): void {
    this.#statements.clear();
    if (!this.#connection.open) return;
    try {
      // The binding leaves the log behind while a statement waits to be collected as garbage.
      this.#connection.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // Another process is at work on it, or the file is damaged; the log is as good a place.
    }
    this.#connection.close();
  }

  #locked(error: KlartextError): KlartextError {
    if (error.code === 'STORE_BUSY' && !this.#isLocked) this.#setLocked(true);
    return error;
  }

  #setLocked(isLocked: boolean): void {
    const { busyMs = BUSY_MS } = this.#options;
    this.#isLocked = isLocked;
    this.#connection.pragma(`busy_timeout = ${isLocked ? 0 : busyMs}`);
  }

  #ours(error: unknown): KlartextError {
    return toKlartextError(error, this.#options.file, this.#options.elsewhere);
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const bound = this.#connection.prepare(sql) as unknown as Statement;
    const all: Statement['all'] = (...parameters) => bound.all(...parameters);
    // The binding's own `get` asks with the parameters of an `all` before it.
    const statement: Statement = {
      all,
      get: (...parameters) => all(...parameters)[0],
      run: bound.run.bind(bound),
    };
    this.#statements.set(sql, statement);
    return statement;
  }

  #open(): Connection {
    const { file, busyMs = BUSY_MS, durability, schema, elsewhere } = this.#options;
    makeFolder(path.dirname(file));
    const connection = new Database(file, { timeout: busyMs });
    try {
      connection.pragma('journal_mode = WAL');
      connection.pragma(`synchronous = ${durability}`);
      migrate(connection, schema, file, elsewhere);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  #startAfresh(): Connection {
    const { file, onSetAside } = this.#options;
    try {
      const movedTo = moveWhole(file, 'corrupt');
      const connection = this.#open();
      this.#isLocked = false;
      onSetAside?.(movedTo);
      return connection;
    } catch (error) {
      throw this.#ours(error);
    }
  }
}

/** A database and what SQLite keeps beside it. */
const PARTS = ['', '-wal', '-shm'];

export function removeWhole(file: string): void {
  for (const part of PARTS) rmSync(file + part, { force: true });
}

/** Aside, as `<file>.<why>-<date>`; the write-ahead log goes along, as it may hold what the file lacks. */
export function moveWhole(file: string, why: string): string {
  const date = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const target = `${file}.${why}-${date}`;
  for (const part of PARTS) {
    if (existsSync(file + part)) renameSync(file + part, target + part);
  }
  return target;
}
