/** What can be asked of a journal: by the run's report and by `status`, `runs` and `history`. */
import type { ItemState, JournalAttempt, JournalItem, JournalRun } from './journal-types.ts';
import type { StoreFile } from './store-file.ts';

export class JournalViews {
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
  }

  item(key: string): JournalItem | undefined {
    return this.#all<JournalItem>('SELECT * FROM item WHERE key = ?', key)[0];
  }

  /** An entry of a feed by its id. Feeds may use one again: title and date have to be those, and none that is not known is. */
  entry(source: string, id: string, title = '', published = ''): JournalItem | undefined {
    const [item] = this.#all<JournalItem>(
      `SELECT * FROM item WHERE metadata ->> 'entry' = ? AND source = ?
         AND metadata ->> 'title' = ? AND metadata ->> 'published' = ? ORDER BY id LIMIT 1`,
      ...[id, source, title, published],
    );
    return item;
  }

  /** By key or URL, by its output's path, or by another address that leads to it. */
  find(name: string): JournalItem | undefined {
    const [item] = this.#all<JournalItem>(
      `SELECT * FROM item WHERE key = ?1 OR url = ?1 OR output = ?1
         OR id IN (SELECT item FROM address WHERE url = ?1) ORDER BY key = ?1 DESC, id LIMIT 1`,
      name,
    );
    return item;
  }

  /** Whether an item has one of these addresses. */
  knowsAddress(...urls: readonly string[]): boolean {
    const list = JSON.stringify(urls);
    const select = `SELECT 1 FROM item WHERE url IN (SELECT value FROM json_each(?1)) OR key IN (SELECT value FROM json_each(?1))
         OR id IN (SELECT item FROM address WHERE url IN (SELECT value FROM json_each(?1))) LIMIT 1`;
    return this.#all(select, list).length > 0;
  }

  /** Whether an output was made of what has this key in the raw store. */
  knowsRaw(key: string): boolean {
    return this.#all('SELECT 1 FROM item WHERE raw = ? LIMIT 1', key).length > 0;
  }

  /** Of one item, oldest first. */
  attempts(item: number): JournalAttempt[] {
    return this.#all('SELECT * FROM attempt WHERE item = ? ORDER BY id', item);
  }

  /** By which pipeline an item's output was written last, and when that began; undefined where it is forgotten. */
  writing(item: number): { pipeline: string; started: number } | undefined {
    const [last] = this.#all<{ pipeline: string; started: number }>(
      `SELECT r.pipeline, a.started FROM attempt a JOIN run r ON r.id = a.run
       WHERE a.item = ? AND a.outcome = 'written' ORDER BY a.id DESC LIMIT 1`,
      item,
    );
    return last;
  }

  /** How many items are in each state; states without any are absent. */
  counts(): Partial<Record<ItemState, number>> {
    const rows = this.#all<{ state: ItemState; n: number }>(
      'SELECT state, count(*) AS n FROM item GROUP BY state ORDER BY n DESC',
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  }

  /** Newest first. */
  runs(limit: number, outcome?: JournalRun['outcome']): JournalRun[] {
    return this.#all(
      'SELECT * FROM run WHERE ?1 IS NULL OR outcome = ?1 ORDER BY id DESC LIMIT ?2',
      outcome ?? null,
      limit,
    );
  }

  /** The runs, with their pipelines, of all others that have run since then. */
  runsOfOthers(pipeline: string, since: number): Map<number, string> {
    const rows = this.#all<{ id: number; pipeline: string }>(
      'SELECT id, pipeline FROM run WHERE pipeline IN (SELECT pipeline FROM run WHERE pipeline <> ? AND started >= ?)',
      pipeline,
      since,
    );
    return new Map(rows.map((run) => [run.id, run.pipeline]));
  }

  /** Items that are not done and that no source has offered to this run, a page at a time. */
  *leftOver(run: number, pageSize = 200): Generator<JournalItem> {
    yield* this.#pages<JournalItem>(
      `SELECT * FROM item WHERE state IN ('waiting', 'partial', 'failed') AND run IS NOT ? AND id > ?
       ORDER BY id LIMIT ${pageSize}`,
      run,
    );
  }

  /** Names of the sources that items which are not done are of. */
  sourcesOfUndone(): Set<string> {
    const rows = this.#all<{ source: string }>(`SELECT DISTINCT source FROM item WHERE state <> 'done'`);
    return new Set(rows.map(({ source }) => source));
  }

  /** Items that are done, a page at a time. */
  *done(): Generator<JournalItem> {
    yield* this.#pages<JournalItem>(
      'SELECT * FROM item WHERE state = ? AND id > ? ORDER BY id LIMIT 500',
      'done',
    );
  }

  /** Items that failed or were given up, the latest first. */
  problems(limit: number): JournalItem[] {
    return this.#all(
      `SELECT * FROM item WHERE state IN ('partial', 'failed', 'dead') ORDER BY changed DESC, id DESC LIMIT ?`,
      limit,
    );
  }

  /** Items with an output that were first seen on a day, by host and output. */
  *ofDay(day: string): Generator<JournalItem> {
    yield* this.#all<JournalItem>(
      'SELECT * FROM item WHERE day = ? AND fingerprint IS NOT NULL ORDER BY host, output',
      day,
    );
  }

  /** Days of the items written by a run and by those before it that died without a word. */
  daysOf(run: number): string[] {
    const rows = this.#all<{ day: string }>(
      `SELECT DISTINCT i.day FROM attempt a JOIN item i ON i.id = a.item
       WHERE a.outcome = 'written' AND a.run <= ?1
         AND a.run > (SELECT coalesce(max(id), 0) FROM run WHERE id < ?1 AND outcome <> 'died') ORDER BY i.day`,
      run,
    );
    return rows.map(({ day }) => day);
  }

  /** Days on which items with an output were first seen. */
  days(): string[] {
    const rows = this.#all<{ day: string }>('SELECT DISTINCT day FROM item WHERE fingerprint IS NOT NULL');
    return rows.map(({ day }) => day);
  }

  /** The items whose outputs changed last, newest first. */
  latest(limit: number): JournalItem[] {
    return this.#all(
      `SELECT * FROM item WHERE fingerprint IS NOT NULL AND status IN ('translated', 'partial', 'kept', 'cleaned')
       ORDER BY changed DESC, id DESC LIMIT ?`,
      limit,
    );
  }

  /** What a run did, one attempt at a time, with the item that it was at. */
  *attemptsOf(run: number): Generator<JournalAttempt & AttemptItem> {
    yield* this.#pages<JournalAttempt & AttemptItem & { id: number }>(
      `SELECT a.*, i.key, i.host, i.url, i.output, i.title, i.state, i.losses FROM attempt a JOIN item i ON i.id = a.item
       WHERE a.run = ? AND a.id > ? ORDER BY a.id LIMIT 500`,
      run,
    );
  }

  *#pages<Row extends { id: number }>(select: string, first: unknown): Generator<Row> {
    for (let after = 0; ; ) {
      const page = this.#all<Row>(select, first, after);
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  #all<Row>(select: string, ...parameters: unknown[]): Row[] {
    return this.#file.run((sql) => sql(select).all(...parameters)) as Row[];
  }
}

export interface AttemptItem {
  key: string;
  host: string;
  url: string | null;
  output: string;
  title: string | null;
  state: ItemState;
  losses: number;
}
