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

  /** Safe to call twice. */
  close(): void {
    this.#file.close();
  }
}

/** The binding answers null for what is not set, and adds a field of its own. */
function toRecord({ _metadata, ...row }: Row & { _metadata?: unknown }): FetchRecord {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(known) as unknown as FetchRecord;
}
