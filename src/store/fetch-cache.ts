/** What is known of every address that was fetched, in SQLite: how to ask whether it changed, and when not to ask. */
import type { FetchCache, FetchRecord } from '../types.ts';
import { StoreFile, type StoreFileOptions } from './store-file.ts';

const SCHEMA = {
  applicationId: 0x4b6c6831, // "Klh1"
  migrations: [
    `CREATE TABLE response (
       url TEXT PRIMARY KEY, final_url TEXT NOT NULL,
       etag TEXT, last_modified TEXT, content_type TEXT, hash TEXT NOT NULL,
       fresh_until INTEGER NOT NULL, checked_at INTEGER NOT NULL) WITHOUT ROWID;`,
    // Whose items are fetched into this folder: nothing is deleted that one of them may need.
    `CREATE INDEX response_hash ON response (hash);
     CREATE TABLE journal (file TEXT PRIMARY KEY) WITHOUT ROWID;`,
  ],
};

type Row = { [Key in keyof FetchRecord]-?: FetchRecord[Key] | null };

export class SqliteFetchCache implements FetchCache {
  readonly #file: StoreFile;

  /** See StoreFile for what it throws. */
  constructor(options: Pick<StoreFileOptions, 'file' | 'busyMs' | 'onSetAside'>) {
    this.#file = new StoreFile({ ...options, schema: SCHEMA, durability: 'normal' });
  }

  find(url: string): FetchRecord | undefined {
    const row = this.#file.run((sql) =>
      sql(
        `SELECT url, final_url AS finalUrl, etag, last_modified AS lastModified, content_type AS contentType,
           hash, fresh_until AS freshUntil, checked_at AS checkedAt FROM response WHERE url = ?`,
      ).get(url),
    ) as Row | undefined;
    return row && toRecord(row);
  }

  save(record: FetchRecord): void {
    const { url, finalUrl, etag = null, lastModified = null, contentType = null } = record;
    this.#file.write((sql) =>
      sql('INSERT OR REPLACE INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
        url,
        finalUrl,
        etag,
        lastModified,
        contentType,
        record.hash,
        Math.floor(record.freshUntil),
        record.checkedAt,
      ),
    );
  }

  /** A batch whose items are fetched into this folder, by its journal's absolute path. */
  register(journal: string): void {
    const isKnown = this.journals().includes(journal);
    if (!isKnown) this.#file.write((sql) => sql('INSERT OR IGNORE INTO journal VALUES (?)').run(journal));
  }

  unregister(journal: string): void {
    this.#file.write((sql) => sql('DELETE FROM journal WHERE file = ?').run(journal));
  }

  journals(): string[] {
    const rows = this.#file.run((sql) => sql('SELECT file FROM journal ORDER BY file').all());
    return (rows as { file: string }[]).map(({ file }) => file);
  }

  /** Forgets what was not asked for since `before` and is not `needed`. Answers how many. */
  prune(before: number, needed: (record: Pick<FetchRecord, 'url' | 'finalUrl'>) => boolean): number {
    let count = 0;
    for (let after = ''; ; ) {
      const page = this.#file.run((sql) =>
        sql(
          `SELECT url, final_url AS finalUrl FROM response WHERE url > ? AND checked_at < ? ORDER BY url LIMIT 500`,
        ).all(after, before),
      ) as Pick<FetchRecord, 'url' | 'finalUrl'>[];
      const last = page.at(-1);
      if (!last) return count;
      after = last.url;
      const gone = page.filter((record) => !needed(record)).map(({ url }) => url);
      const remove = 'DELETE FROM response WHERE checked_at < ? AND url IN (SELECT value FROM json_each(?))';
      if (gone.length > 0)
        count += this.#file.write((sql) => sql(remove).run(before, JSON.stringify(gone)).changes);
    }
  }

  /** Whether an address is known that answered this. */
  knowsRaw(key: string): boolean {
    return (
      this.#file.run((sql) => sql('SELECT 1 FROM response WHERE hash = ? LIMIT 1').get(key)) !== undefined
    );
  }

  compact(): void {
    this.#file.compact();
  }

  /** Safe to call twice. */
  close(): void {
    this.#file.close();
  }
}

/** The binding answers null for what is not set. */
function toRecord(row: Row): FetchRecord {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(known) as unknown as FetchRecord;
}
