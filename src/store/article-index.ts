/** What was seen, in SQLite: the blocks of every article as hashes, by host and source; which are copies of which. */
import { DAY_MS } from '../day.ts';
import type { ArticlePrint, BlockPrint } from '../document/same-article.ts';
import { INDEX_SCHEMA } from './article-index-schema.ts';
import { LearnedRules } from './learned-rules.ts';
import { followMove } from './moved-folder.ts';
import { type IndexPlace, pruneArticles } from './prune-articles.ts';
import { addSketch, rankArticles } from './sketches.ts';
import { type Prepare, StoreFile, type StoreFileOptions } from './store-file.ts';

/** So many documents are looked at closely for one. */
const MAX_CANDIDATES = 40;
/** Of a few KB each. */
const MAX_PRINTS = 512;

/** One document as it was surveyed. */
export interface IndexedArticle {
  /** Absolute output folder; documents are copies of each other only within one. */
  folder: string;
  /** The input's name in that folder. */
  name: string;
  /** Of its content and of the cleaning that it went through. */
  version: string;
  host?: string;
  /** Where the document came from, as `publishersOf` has it. */
  source?: string;
  url?: string;
  title?: string;
  /** Addresses and names of sites that the document calls its original. */
  originals: readonly string[];
  /** False for pages that report an error, ask for consent or end at a paywall. */
  isArticle: boolean;
  print: ArticlePrint;
  /** The text of each block of `print`. */
  texts: readonly string[];
}

/** What a decision about copies looks at. */
export interface ArticleRow {
  id: number;
  name: string;
  host: string | null;
  /** Its host and its source, see `publishersOf`. */
  publishers: string[];
  url: string | null;
  title: string | null;
  originals: string[];
  isArticle: boolean;
  /** Number of the story that it tells: documents that may be one article have one. */
  story: number;
  /** Relative to the output folder. */
  output: string | null;
  /** Whether an earlier run wrote it as an article of its own. */
  isWritten: boolean;
  duplicateOf: number | null;
}

type Row = Record<string, unknown>;

export class ArticleIndex {
  readonly rules: LearnedRules;
  readonly #file: StoreFile;
  /** Those used last: a document's candidates are looked at for its story, and again when it may be a copy. */
  readonly #prints = new Map<number, ArticlePrint>();
  /** Whom `candidates` was last asked for, and what shares hashes with it: it is asked twice for every document. */
  #ranked: { of: number; ids: number[] } | undefined;

  /** See StoreFile for what it throws. */
  constructor(options: Pick<StoreFileOptions, 'file' | 'busyMs' | 'onSetAside' | 'leaveDamaged'>) {
    this.#file = new StoreFile({ ...options, schema: INDEX_SCHEMA, durability: 'normal' });
    this.rules = new LearnedRules(this.#file);
  }

  /** Call it before what a batch asks of its folder, which may have been moved. */
  follow(folder: string): void {
    followMove(this.#file, folder);
  }

  /** The document if it was surveyed, in this version when one is given. */
  find(folder: string, name: string, version?: string): ArticleRow | undefined {
    const row = this.#file.run((sql) =>
      sql('SELECT * FROM document WHERE folder = ?1 AND name = ?2 AND coalesce(?3 = version, 1)').get(
        folder,
        name,
        version ?? null,
      ),
    );
    return row ? toRow(row as Row) : undefined;
  }

  get(id: number): ArticleRow | undefined {
    const row = this.#file.run((sql) => sql('SELECT * FROM document WHERE id = ?').get(id));
    return row ? toRow(row as Row) : undefined;
  }

  /** Those that others point to by this address or name. */
  withSource(folder: string, source: string): ArticleRow[] {
    const select = 'SELECT * FROM document WHERE folder = ? AND coalesce(url, name) = ?';
    return this.#file.run((sql) => sql(select).all(folder, source)).map((row) => toRow(row as Row));
  }

  /** Takes a document in, or anew when its content changed; what pointed to it is to be decided again. */
  add(article: IndexedArticle): ArticleRow {
    const id = this.#file.write((sql) => {
      const { folder, name, version, print } = article;
      const known = sql('SELECT id FROM document WHERE folder = ? AND name = ?').get(folder, name) as
        | { id: number }
        | undefined;
      if (known) forget(sql, known.id);
      const fields = [version, article.host, article.source, article.url, article.title];
      const values = [...fields.map((field) => field ?? null), JSON.stringify(article.originals)];
      const flags = [print.title, Number(article.isArticle), print.mask];
      const own = known?.id ?? nextId(sql);
      sql(
        `INSERT INTO document (id, folder, name, story, version, host, source, url, title, originals, title_key,
           is_article, mask, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, seen = excluded.seen, host = excluded.host, source = excluded.source,
           url = excluded.url, title = excluded.title, originals = excluded.originals, title_key = excluded.title_key,
           is_article = excluded.is_article, mask = excluded.mask, duplicate_of = NULL`,
      ).run(own, folder, name, own, ...values, ...flags, today());
      addBlocks(sql, own, article);
      addSketch(sql, own, print);
      const { publishers } = toRow(sql('SELECT * FROM document WHERE id = ?').get(own) as Row);
      for (const publisher of publishers)
        sql('INSERT OR IGNORE INTO unproposed (publisher) VALUES (?)').run(publisher);
      return own;
    });
    this.#prints.delete(id);
    this.#ranked = undefined;
    return this.get(id) as ArticleRow;
  }

  /** The articles that share the most with this one, in a folder or anywhere; most alike first. */
  candidates(id: number, folder?: string): ArticleRow[] {
    if (this.#ranked?.of !== id)
      this.#ranked = { of: id, ids: this.#file.run((sql) => rankArticles(sql, id)) };
    const { ids } = this.#ranked;
    const rows = this.#file.run((sql) =>
      // The first of the list that are what is asked for, as the join goes along it.
      sql(
        `SELECT d.* FROM json_each(?1) own CROSS JOIN document d ON d.id = own.value
         WHERE d.is_article AND (?2 IS NULL OR d.folder = ?2) LIMIT ?3`,
      ).all(JSON.stringify(ids), folder ?? null, MAX_CANDIDATES),
    );
    return rows.map((row) => toRow(row as Row));
  }

  print({ id }: Pick<ArticleRow, 'id'>): ArticlePrint {
    const print = this.#prints.get(id) ?? this.#readPrint(id);
    // Last in line again.
    this.#prints.delete(id);
    this.#prints.set(id, print);
    for (const [oldest] of this.#prints) {
      if (this.#prints.size <= MAX_PRINTS) break;
      this.#prints.delete(oldest);
    }
    return print;
  }

  #readPrint(id: number): ArticlePrint {
    return this.#file.run((sql) => {
      const head = sql('SELECT title_key AS title, mask FROM document WHERE id = ?').get(id);
      const select =
        'SELECT key, heading, words, shingles, figures FROM block WHERE document = ? ORDER BY place';
      const { title, mask } = head as { title: string; mask: number };
      return {
        title,
        mask,
        blocks: sql(select)
          .all(id)
          .map((row) => toPrint(row as Row)),
      };
    });
  }

  /** Tells by its key whether a block belongs to the publishers of these documents, as far as it is known. */
  repeatsOf(...rows: readonly ArticleRow[]): (key: string) => boolean {
    const keys = rows.flatMap((row) => row.publishers).map((publisher) => this.rules.keysOf(publisher));
    return (key) => keys.some((own) => own.has(key));
  }

  /** These documents may all be one article, and so may all that are already one with any of them. */
  joinStories(stories: readonly number[]): void {
    const story = Math.min(...stories);
    const others = JSON.stringify(stories.filter((other) => other !== story));
    this.#file.write((sql) =>
      sql('UPDATE document SET story = ? WHERE story IN (SELECT value FROM json_each(?))').run(story, others),
    );
  }

  /** The copy gives way to the kept one, or, without one, to none. */
  setDuplicate(copy: number, kept: number | undefined): void {
    this.#file.write((sql) =>
      sql('UPDATE document SET duplicate_of = ? WHERE id = ?').run(kept ?? null, copy),
    );
  }

  /** Documents that gave way to this one, by name. */
  copiesOf(kept: number): ArticleRow[] {
    return this.#file
      .run((sql) => sql('SELECT * FROM document WHERE duplicate_of = ? ORDER BY name').all(kept))
      .map((row) => toRow(row as Row));
  }

  /** Call it when the output is in its place. */
  noteWritten(id: number, output: string, asArticle: boolean): void {
    this.#file.write((sql) =>
      sql('UPDATE document SET output = ?, is_written = ? WHERE id = ?').run(output, Number(asArticle), id),
    );
  }

  /** The document was met again as it is. */
  touch(id: number): void {
    const day = today();
    const isNew = this.#file.run((sql) =>
      sql('SELECT 1 FROM document WHERE id = ? AND seen < ?').get(id, day),
    );
    if (isNew) this.#file.write((sql) => sql('UPDATE document SET seen = ? WHERE id = ?').run(day, id));
  }

  /**
   * Forgets what was not met for `days`, is not `needed`, and is not what another document is a copy of. Learned rules
   * stay. Answers how many.
   */
  prune(days: number, needed: (place: IndexPlace) => boolean): number {
    const count = pruneArticles(this.#file, today() - days, needed);
    if (count > 0) this.#file.compact();
    return count;
  }

  /** Safe to call twice. */
  close(): void {
    this.#file.close();
  }
}

function today(): number {
  return Math.floor(Date.now() / DAY_MS);
}

function nextId(sql: Prepare): number {
  return (sql('SELECT coalesce(max(id), 0) + 1 AS id FROM document').get() as { id: number }).id;
}

function forget(sql: Prepare, id: number): void {
  for (const table of ['block', 'sketch']) sql(`DELETE FROM ${table} WHERE document = ?`).run(id);
  sql('UPDATE document SET duplicate_of = NULL WHERE duplicate_of = ?').run(id);
}

/** A text is kept from the second document on that has it: only what repeats is ever shown. */
function addBlocks(sql: Prepare, document: number, { print, texts }: IndexedArticle): void {
  const insert = sql(
    'INSERT INTO block (document, place, key, heading, words, shingles, figures) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const repeat = sql(
    `INSERT OR IGNORE INTO repeated (key, text)
     SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM block WHERE key = ?1 AND document <> ?3)`,
  );
  for (const [place, { key, heading, words, shingles, figures }] of print.blocks.entries()) {
    insert.run(document, place, key, Number(heading), words, toBytes(shingles), toBytes(figures));
    if (key !== '') repeat.run(key, texts[place] ?? '', document);
  }
}

function toBytes(numbers: Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** The binding gives an ArrayBuffer or a view; copied, as a view need not begin where numbers may. */
function toNumbers(bytes: unknown): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes as ArrayBuffer).slice().buffer);
}

function toPrint(row: Row): BlockPrint {
  const { key, heading, words, shingles, figures } = row;
  return {
    ...{ key: key as string, heading: heading === 1, words: words as number },
    ...{ shingles: toNumbers(shingles), figures: toNumbers(figures) },
  };
}

function toRow(row: Row): ArticleRow {
  const { id, name, host, url, title, story, output } = row;
  return {
    ...({ id, name, host, url, title, story, output } as ArticleRow),
    publishers: [host, row.source].filter((one) => typeof one === 'string'),
    originals: JSON.parse(row.originals as string) as string[],
    ...{ isArticle: row.is_article === 1, isWritten: row.is_written === 1 },
    duplicateOf: row.duplicate_of as number | null,
  };
}
