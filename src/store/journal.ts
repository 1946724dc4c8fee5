/** The journal in SQLite: what was offered, what is in work, what is done. One run writes it at a time. */
import { sha256 } from '../hash.ts';
import { endAttempt } from './end-attempt.ts';
import { JournalAddresses, noteReached } from './journal-addresses.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';
import type { Claim, JournalItem, Offer, Problem, RunOutcome, Timings, Written } from './journal-types.ts';
import { JournalViews } from './journal-views.ts';
import { pruneJournal } from './prune-journal.ts';
import { StoreFile, type StoreFileOptions } from './store-file.ts';

export interface JournalOptions
  extends Pick<StoreFileOptions, 'file' | 'busyMs' | 'onSetAside' | 'leaveDamaged'> {
  /** For tests. */
  now?: () => number;
}

export class Journal {
  readonly views: JournalViews;
  readonly addresses: JournalAddresses;
  readonly #file: StoreFile;
  readonly #now: () => number;

  /** See StoreFile for what it throws. A killed process loses nothing; after a power cut the outputs know better. */
  constructor({ now = Date.now, ...options }: JournalOptions) {
    this.#now = now;
    this.#file = new StoreFile({
      ...options,
      schema: JOURNAL_SCHEMA,
      durability: 'normal',
      elsewhere: 'choose another folder with --out',
    });
    this.views = new JournalViews(this.#file);
    this.addresses = new JournalAddresses(this.#file);
  }

  /** Finds out whether the file is whole; a damaged one is set aside. */
  verify(): void {
    this.#file.verify();
  }

  /**
   * Begins a run. The caller holds the lock, so whoever else is written down as running is dead: what it had in work
   * is waiting again. Answers how many died, and how many items they lost. Its number is higher than those of all runs
   * before it, and than `after`.
   */
  beginRun(run: { pipeline: string; pid: number; day: string; after?: number }): {
    run: number;
    died: number;
    lost: number;
  } {
    return this.#file.write((sql) => {
      const at = this.#now();
      const died = sql(`UPDATE run SET outcome = 'died' WHERE outcome = 'running'`).run().changes;
      sql(`UPDATE attempt SET outcome = 'lost', ended = ? WHERE outcome = 'running'`).run(at);
      const lost = sql(
        `UPDATE item SET state = 'waiting', lease = NULL, losses = losses + 1 WHERE state = 'claimed'`,
      ).run().changes;
      const { lastInsertRowid } = sql(
        `INSERT INTO run (id, pipeline, pid, day, started, outcome)
         SELECT max(coalesce(max(id), 0), ?) + 1, ?, ?, ?, ?, 'running' FROM run`,
      ).run(run.after ?? 0, run.pipeline, run.pid, run.day, at);
      return { run: Number(lastInsertRowid), died, lost };
    });
  }

  endRun(run: number, outcome: Exclude<RunOutcome, 'running' | 'died'>, summary: string): void {
    this.#file.write((sql) =>
      sql('UPDATE run SET outcome = ?, ended = max(started, ?), summary = ? WHERE id = ?').run(
        outcome,
        this.#now(),
        summary,
        run,
      ),
    );
  }

  /**
   * Takes up what a source offers: a new item is waiting from now on, even if the run dies before its turn; one that
   * was given up gets all its attempts again, and one with another title is made again though its text be the same.
   */
  offer(run: number, offer: Offer, today: string): JournalItem {
    return this.#file.write((sql) => {
      const { key, source, url, host, version, metadata, day } = offer;
      const at = this.#now();
      const taken = sql('SELECT 1 FROM item WHERE output = ? AND key <> ?').get(offer.output, key);
      const output = taken ? withHash(offer.output, key) : offer.output;
      sql(
        `INSERT INTO item (key, source, url, host, output, day, state, run, offered, metadata, first_seen, last_seen, changed)
         VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET source = excluded.source, url = excluded.url, run = excluded.run, offered = excluded.offered,
           metadata = excluded.metadata, last_seen = excluded.last_seen,
           source_hash = CASE WHEN metadata ->> 'title' <> excluded.metadata ->> 'title' THEN NULL ELSE source_hash END,
           attempts = CASE state WHEN 'dead' THEN 0 ELSE attempts END,
           state = CASE state WHEN 'dead' THEN 'waiting' ELSE state END`,
      ).run(...[key, source, url ?? null, host, output, day, run, version ?? null, metadata, at, today, at]);
      return sql('SELECT * FROM item WHERE key = ?').get(key) as JournalItem;
    });
  }

  /** Notes that known items are still offered. */
  seen(ids: readonly number[], today: string): void {
    if (ids.length === 0) return;
    this.#file.write((sql) =>
      sql(
        'UPDATE item SET last_seen = ? WHERE id IN (SELECT value FROM json_each(?)) AND last_seen <> ?',
      ).run(today, JSON.stringify(ids), today),
    );
  }

  /**
   * Leases an item to a run, which works it as its source tells it by `version`, or, where that is undefined, as it was
   * offered last. `undefined` when somebody has it already.
   */
  claim(run: number, id: number, version?: string): Claim | undefined {
    return this.#file.write((sql) => {
      const { changes } = sql(
        `UPDATE item SET state = 'claimed', lease = ? WHERE id = ? AND state <> 'claimed'`,
      ).run(run, id);
      if (changes === 0) return undefined;
      const { lastInsertRowid } = sql(
        `INSERT INTO attempt (item, run, started, outcome) VALUES (?, ?, ?, 'running')`,
      ).run(id, run, this.#now());
      const item = sql('SELECT * FROM item WHERE id = ?').get(id) as JournalItem;
      return { item, attempt: Number(lastInsertRowid), version: version ?? item.offered };
    });
  }

  /** Call it when the output is in its place and synced, never before. */
  written({ item, attempt, version }: Claim, result: Written, timings: Timings = {}): void {
    const { state, status, problem, revision, counts = state !== 'done' } = result;
    const isNew = item.body_hash !== result.bodyHash || item.fingerprint === null;
    this.#file.write((sql) => {
      sql(
        `UPDATE item SET state = ?, lease = NULL, version = ?, source_hash = ?, fingerprint = ?, body_hash = ?,
           raw = ?, revision = ?, status = ?, title = ?, language = ?, losses = 0,
           attempts = CASE WHEN ? = 'done' THEN 0 ELSE attempts + ? END, code = ?, message = ?, hint = ?,
           changed = CASE WHEN ? THEN ? ELSE changed END
         WHERE id = ?`,
      ).run(
        ...[
          state,
          version,
          result.sourceHash,
          result.fingerprint,
          result.bodyHash,
          result.raw ?? null,
          revision,
          status,
        ],
        ...[result.title ?? null, result.language ?? null, state, counts ? 1 : 0],
        ...[problem?.code ?? null, problem?.message ?? null, problem?.hint ?? null],
        ...[isNew ? 1 : 0, this.#now(), item.id],
      );
      endAttempt(sql, attempt, 'written', this.#now(), problem, timings);
      const { words, segments, removed } = result;
      sql(
        'UPDATE attempt SET status = ?, revision = ?, words = ?, segments = ?, removed = ? WHERE id = ?',
      ).run(status, revision, words ?? null, segments ?? null, removed ?? null, attempt);
    });
  }

  /** The item is as it was when it was last done, whatever failed since; nothing of the attempt is worth keeping. */
  unchanged({ item, attempt, version }: Claim): void {
    this.#file.write((sql) => {
      sql(
        `UPDATE item SET state = 'done', lease = NULL, version = ?, losses = 0, attempts = 0, code = NULL,
           message = NULL, hint = NULL WHERE id = ?`,
      ).run(version, item.id);
      sql('DELETE FROM attempt WHERE id = ?').run(attempt);
    });
  }

  /** An attempt has failed; if it counts, the item is given up from the `max`th in a row on. Answers whether it was. */
  failed(
    { item, attempt }: Claim,
    problem: Problem,
    { max, counts = true }: { max: number; counts?: boolean },
    timings: Timings = {},
  ): boolean {
    const isDead = counts && item.attempts + 1 >= max;
    this.#file.write((sql) => {
      sql(
        `UPDATE item SET state = ?, lease = NULL, attempts = attempts + ?, code = ?, message = ?, hint = ? WHERE id = ?`,
      ).run(
        ...[isDead ? 'dead' : 'failed', counts ? 1 : 0],
        ...[problem.code, problem.message, problem.hint ?? null, item.id],
      );
      endAttempt(sql, attempt, 'failed', this.#now(), problem, timings);
    });
    return isDead;
  }

  /** Gives an item up without an attempt. */
  bury(id: number, problem: Problem): void {
    this.#file.write((sql) =>
      sql(
        `UPDATE item SET state = 'dead', code = ?, message = ?, hint = ? WHERE id = ? AND state <> 'claimed'`,
      ).run(...[problem.code, problem.message, problem.hint ?? null, id]),
    );
  }

  /** Gives an item back, no fault of its own: the run is stopping. */
  release({ item, attempt }: Claim): void {
    this.#file.write((sql) => {
      sql(`UPDATE item SET state = 'waiting', lease = NULL WHERE id = ?`).run(item.id);
      endAttempt(sql, attempt, 'released', this.#now());
    });
  }

  /**
   * An item as its output tells of it, with the address that its page was found at, for a journal that is built again or
   * is older or newer than the outputs. Answers false where it knew that already.
   */
  restore(offer: Offer, result: Written, at: number, address?: string): boolean {
    return this.#file.write((sql) => {
      const { key, source, url, host, metadata, output, day } = offer;
      const { state, status, sourceHash, fingerprint, bodyHash, revision, title, language, problem } = result;
      const told =
        'state, source_hash, fingerprint, body_hash, revision, status, title, language, code, message, changed';
      const { changes } = sql(
        `INSERT INTO item (key, source, url, host, output, day, metadata, first_seen, last_seen, ${told})
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET (${told}) = (${told.replace(/\w+/g, 'excluded.$&')}),
           lease = NULL, version = NULL, raw = NULL, text_hash = NULL, attempts = 0, losses = 0, hint = NULL
           WHERE output = excluded.output AND fingerprint IS NOT excluded.fingerprint
         ON CONFLICT DO NOTHING`,
      ).run(
        ...[key, source, url ?? null, host, output, day, metadata, at, day],
        ...[state, sourceHash, fingerprint, bodyHash, revision, status, title ?? null, language ?? null],
        ...[problem?.code ?? null, problem?.message ?? null, at],
      );
      if (changes > 0 && address && address !== key) noteReached(sql, address, key);
      return changes > 0;
    });
  }

  /** Lets records of copies be made again, though what they were made of has not changed. */
  reopenCopies(keys: readonly string[]): void {
    this.#file.write((sql) =>
      sql(
        `UPDATE item SET state = 'waiting', source_hash = NULL
         WHERE state = 'done' AND status = 'duplicate' AND key IN (SELECT value FROM json_each(?))`,
      ).run(JSON.stringify(keys)),
    );
  }

  /** Lets what was given up or failed, and what is `missing`, be taken up again from the start; why it failed stays told. */
  reset(missing: readonly number[]): void {
    this.#file.write((sql) =>
      sql(
        `UPDATE item SET attempts = 0, losses = 0,
           state = CASE state WHEN 'dead' THEN 'failed' WHEN 'done' THEN 'waiting' ELSE state END
         WHERE state IN ('failed', 'dead', 'partial')
           OR (state = 'done' AND id IN (SELECT value FROM json_each(?)))`,
      ).run(JSON.stringify(missing)),
    );
  }

  /**
   * Forgets runs and attempts that began before a moment, and items that no source has offered from its `day` on, unless
   * they are not done and were tried since: those wait for a budget or a service. The outputs stay, and so does the
   * latest run. Answers how many items and runs.
   */
  prune(before: number, day: string): { items: number; runs: number } {
    return this.#file.write((sql) => pruneJournal(sql, before, day));
  }

  /** A whole copy into a new file. */
  backup(target: string): void {
    this.#file.copyTo(target);
  }

  vacuum(): void {
    this.#file.vacuum();
  }

  /** Vacuums where that gives a good part of the file back. */
  compact(): void {
    this.#file.compact();
  }

  /** Safe to call twice. */
  close(): void {
    this.#file.close();
  }
}

/** For the one in millions that meets another in its name, and for files that say they are what they are not. */
function withHash(output: string, key: string): string {
  return output.replace(/(\.\w+)?$/, `-${sha256(key).slice(0, 16)}$1`);
}
