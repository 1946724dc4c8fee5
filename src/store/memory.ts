/** The translation memory in SQLite: every answer that was ever paid or computed, and what people made of it. */
import { DAY_MS } from '../day.ts';
import { sha256 } from '../hash.ts';
import {
  type AnswerOrigin,
  type LanguagePair,
  PERSON,
  type TranslatedSegment,
  type TranslationMemory,
} from '../types.ts';
import { type Prepare, StoreFile, type StoreFileOptions } from './store-file.ts';

const SCHEMA = {
  applicationId: 0x4b6c6d31, // "Klm1"
  migrations: [
    `CREATE TABLE origin (
       id INTEGER PRIMARY KEY,
       source_language TEXT NOT NULL, target_language TEXT NOT NULL,
       provider TEXT NOT NULL, model TEXT NOT NULL, settings TEXT NOT NULL,
       UNIQUE (provider, model, settings, source_language, target_language));
     CREATE TABLE entry (
       id INTEGER PRIMARY KEY,
       source_key TEXT NOT NULL,
       origin INTEGER NOT NULL REFERENCES origin (id),
       source TEXT NOT NULL, target TEXT NOT NULL, quality REAL,
       made INTEGER NOT NULL, used INTEGER NOT NULL,
       UNIQUE (source_key, origin));
     CREATE VIRTUAL TABLE entry_text USING fts5 (source, content = 'entry', content_rowid = 'id');
     CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
       INSERT INTO entry_text (rowid, source) VALUES (new.id, new.source);
     END;
     CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
       INSERT INTO entry_text (entry_text, rowid, source) VALUES ('delete', old.id, old.source);
     END;`,
    `CREATE TABLE output (
       file TEXT PRIMARY KEY, input TEXT NOT NULL, name TEXT NOT NULL, pipeline TEXT NOT NULL,
       blocks TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;`,
    'ALTER TABLE output ADD COLUMN body TEXT;',
    'ALTER TABLE output ADD COLUMN head TEXT;',
  ],
};

export interface MemoryEntry extends TranslatedSegment {
  source: string;
  pair: LanguagePair;
  provider: string;
  model: string;
  settings: string;
  /** When it was first answered so, in milliseconds since 1970. */
  made: number;
}

/** Where an output came from, so that it can be taken up again. Paths are absolute. */
export interface OutputRecord {
  file: string;
  /** Empty for an item of a nightly batch, which is noted when it is learned from: its journal knows what it was made of. */
  input: string;
  /** The input's name as it stands in fingerprints. */
  name: string;
  /** As it was given: a name or a path. */
  pipeline: string;
  /** A short hash of each text block as it was written, in order; by them a person's changes are found. */
  blocks: readonly string[];
  /** SHA-256 of the text below the front matter as it was written; earlier versions did not note it. */
  bodyHash?: string;
  /** Short hashes of what the front matter said: title, description, who translated it. Earlier versions noted less. */
  head?: Readonly<Partial<Record<'title' | 'description' | 'by', string>>>;
}

interface Row {
  source: string;
  target: string;
  quality: number | null;
  source_language: string;
  target_language: string;
  provider: string;
  model: string;
  settings: string;
  made: number;
}

export interface MemoryStats {
  entries: number;
  /** Most entries first. `lastUsed` and `made` are days, ISO 8601. */
  origins: { provider: string; model: string; pair: string; entries: number; lastUsed: string }[];
}

const ENTRY = `SELECT e.source, e.target, e.quality, e.made,
  o.source_language, o.target_language, o.provider, o.model, o.settings
  FROM entry e JOIN origin o ON o.id = e.origin`;

/** The same text however it was spaced or composed has the same key. */
function keyOf(source: string): string {
  return sha256(source.normalize('NFC').replace(/\s+/g, ' ').trim()).slice(0, 32);
}

export interface MemoryOptions
  extends Pick<StoreFileOptions, 'file' | 'busyMs' | 'onSetAside' | 'leaveDamaged'> {
  /** What people wrote after that moment, in milliseconds since 1970, is not found. Default: all of it is. */
  asOf?: number | undefined;
}

export class Memory implements TranslationMemory {
  readonly #file: StoreFile;
  readonly #today = Math.floor(Date.now() / DAY_MS);
  readonly #asOf: number;

  /** See StoreFile for what it throws. */
  constructor({ asOf = Number.MAX_SAFE_INTEGER, ...options }: MemoryOptions) {
    this.#file = new StoreFile({ ...options, schema: SCHEMA, durability: 'normal' });
    this.#asOf = asOf;
  }

  find(origin: AnswerOrigin, sources: readonly string[]): (TranslatedSegment | undefined)[] {
    const keys = sources.map(keyOf);
    const { source, target } = origin.pair;
    const rows = this.#file.run((sql) =>
      sql(
        `SELECT e.id, e.source_key AS key, e.target, e.quality, e.used, o.provider, o.model
         FROM entry e JOIN origin o ON o.id = e.origin
         WHERE e.source_key IN (SELECT value FROM json_each(?))
           AND o.source_language = ? AND o.target_language = ?
           AND ((o.provider = '${PERSON}' AND e.made <= ?) OR (o.provider = ? AND o.model = ? AND o.settings = ?))
         ORDER BY o.provider = '${PERSON}'`,
      ).all(
        ...[JSON.stringify(keys), source, target, this.#asOf],
        ...[origin.provider, origin.model, origin.settings],
      ),
    ) as { id: number; key: string; target: string; quality: number | null; used: number }[];
    this.#touch(rows.filter(({ used }) => used < this.#today).map(({ id }) => id));
    // Later rows replace earlier ones: a person's come last.
    const found = new Map(rows.map((row) => [row.key, toSegment(row as unknown as Row)]));
    return keys.map((key) => found.get(key));
  }

  save(
    origin: AnswerOrigin,
    answers: readonly (TranslatedSegment & { source: string; key?: string })[],
  ): void {
    if (answers.length === 0) return;
    this.#file.write((sql) => {
      const id = originId(sql, origin);
      const upsert = sql(
        `INSERT INTO entry (source_key, origin, source, target, quality, made, used) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (source_key, origin) DO UPDATE SET
           made = CASE WHEN target = excluded.target THEN made ELSE excluded.made END,
           target = excluded.target, quality = excluded.quality, used = excluded.used`,
      );
      for (const { source, target, quality, key = source } of answers)
        upsert.run(keyOf(key), id, source, target, quality ?? null, Date.now(), this.#today);
    });
  }

  /** Keeps what a person wrote; found before any machine's answer from now on, under `key` where that is given. */
  learn(pair: LanguagePair, answers: readonly { source: string; target: string; key?: string }[]): void {
    this.save(personOf(pair), answers);
  }

  /** What a person wrote for these sources or keys, in order, and no machine's answer. Throws STORE_BUSY. */
  corrections(pair: LanguagePair, keys: readonly string[]): (TranslatedSegment | undefined)[] {
    return this.find(personOf(pair), keys);
  }

  /** Entries that share words with `text`, the best ranked first; for suggestions only. */
  candidates(text: string, limit: number): MemoryEntry[] {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length === 0) return [];
    const query = words.map((word) => `"${word}"`).join(' OR ');
    return this.#file
      .run((sql) =>
        sql(
          `${ENTRY} JOIN entry_text t ON t.rowid = e.id WHERE entry_text MATCH ? ORDER BY t.rank LIMIT ?`,
        ).all(query, limit),
      )
      .map((row) => toEntry(row as Row));
  }

  /** Every entry in the order in which it came, a page at a time; entries added meanwhile may be among them. */
  *entries(pageSize = 500): Generator<MemoryEntry> {
    for (let after = 0; ; ) {
      const page = this.#file.run((sql) =>
        sql(`${ENTRY.replace('SELECT', 'SELECT e.id,')} WHERE e.id > ? ORDER BY e.id LIMIT ?`).all(
          after,
          pageSize,
        ),
      ) as (Row & { id: number })[];
      for (const row of page) yield toEntry(row);
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  /** Remembers what an output was made of; call it when the file is in its place. */
  noteOutput({ file, input, name, pipeline, blocks, bodyHash, head }: OutputRecord): void {
    const place = [file, input, name, pipeline, blocks.join(' ')];
    this.#file.write((sql) =>
      sql(
        'INSERT OR REPLACE INTO output (file, input, name, pipeline, blocks, body, head, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ).run(...place, bodyHash ?? null, head ? JSON.stringify(head) : null, Date.now()),
    );
  }

  /** What an output was made of, if it was made with this memory. */
  output(file: string): OutputRecord | undefined {
    const select = 'SELECT file, input, name, pipeline, blocks, body, head FROM output WHERE file = ?';
    const row = this.#file.run((sql) => sql(select).get(file)) as Record<string, string | null> | undefined;
    if (!row) return undefined;
    const [input, name, pipeline] = [row.input ?? '', row.name ?? '', row.pipeline ?? ''];
    const blocks = (row.blocks ?? '').split(' ').filter(Boolean);
    return {
      ...{ file, input, name, pipeline, blocks },
      ...(row.body ? { bodyHash: row.body } : {}),
      ...(row.head ? { head: JSON.parse(row.head) } : {}),
    };
  }

  stats(): MemoryStats {
    const rows = this.#file.run((sql) =>
      sql(
        `SELECT o.provider, o.model, o.source_language || '-' || o.target_language AS pair,
           count(*) AS entries, max(e.used) AS used
         FROM entry e JOIN origin o ON o.id = e.origin
         GROUP BY o.provider, o.model, pair ORDER BY entries DESC`,
      ).all(),
    ) as { provider: string; model: string; pair: string; entries: number; used: number }[];
    const origins = rows.map(({ provider, model, pair, entries, used }) => ({
      ...{ provider, model, pair, entries },
      lastUsed: new Date(used * DAY_MS).toISOString().slice(0, 10),
    }));
    return { entries: origins.reduce((sum, { entries }) => sum + entries, 0), origins };
  }

  /** Forgets machine answers not used for `days`, and with `provider` only that provider's. Answers how many. */
  prune(days: number, provider?: string): number {
    return this.#file.write((sql) => {
      const { changes } = sql(
        `DELETE FROM entry WHERE used <= ? AND origin IN
           (SELECT id FROM origin WHERE CASE WHEN ? IS NULL THEN provider <> '${PERSON}' ELSE provider = ? END)`,
      ).run(this.#today - days, provider ?? null, provider ?? null);
      return changes;
    });
  }

  /** Safe to call twice. */
  close(): void {
    this.#file.close();
  }

  #touch(ids: readonly number[]): void {
    if (ids.length === 0) return;
    const used = 'UPDATE entry SET used = ? WHERE id IN (SELECT value FROM json_each(?))';
    try {
      this.#file.write((sql) => sql(used).run(this.#today, JSON.stringify(ids)));
    } catch {
      // What was found is worth more than the day on which it was; it is noted with the next hit.
    }
  }
}

function personOf(pair: LanguagePair): AnswerOrigin {
  return { pair, provider: PERSON, model: '', settings: '' };
}

function originId(sql: Prepare, { pair, provider, model, settings }: AnswerOrigin): number {
  const fields = [provider, model, settings, pair.source, pair.target];
  sql(
    `INSERT INTO origin (provider, model, settings, source_language, target_language) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  ).run(...fields);
  const row = sql(
    `SELECT id FROM origin WHERE provider = ? AND model = ? AND settings = ?
       AND source_language = ? AND target_language = ?`,
  ).get(...fields);
  return (row as { id: number }).id;
}

function toSegment({ target, quality, provider, model }: Row): TranslatedSegment {
  return { target, ...(quality === null ? {} : { quality }), origin: 'memory', provider, model };
}

function toEntry(row: Row): MemoryEntry {
  const { source, target, quality, provider, model, settings, made } = row;
  const pair = { source: row.source_language, target: row.target_language };
  return { source, target, ...(quality === null ? {} : { quality }), pair, provider, model, settings, made };
}
