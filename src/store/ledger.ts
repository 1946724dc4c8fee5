/** What was spent, in SQLite: booked before each paid request, corrected after it, never lost by a kill. */
import type { SpendingCaps, SpendingClaim, SpendingLedger } from '../types.ts';
import { type Prepare, StoreFile, type StoreFileOptions } from './store-file.ts';

const SCHEMA = {
  applicationId: 0x4b6c7331, // "Kls1"
  migrations: [
    `CREATE TABLE booking (
       id INTEGER PRIMARY KEY,
       run TEXT NOT NULL, provider TEXT NOT NULL, month TEXT NOT NULL, at INTEGER NOT NULL,
       characters INTEGER NOT NULL, cost_micros INTEGER NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('reserved', 'settled', 'uncertain')));
     CREATE INDEX booking_month ON booking (provider, month);
     CREATE INDEX booking_run ON booking (provider, run);`,
    `CREATE TABLE reported (
       provider TEXT PRIMARY KEY,
       since INTEGER NOT NULL, characters INTEGER NOT NULL, booked INTEGER NOT NULL,
       latest INTEGER NOT NULL) WITHOUT ROWID;`,
    'ALTER TABLE booking ADD COLUMN currency TEXT;',
  ],
};

export interface LedgerOptions
  extends Pick<StoreFileOptions, 'file' | 'busyMs' | 'onSetAside' | 'leaveDamaged'> {
  /** Names the run that books; its own caps count only its bookings. */
  run: string;
  /** For tests. */
  now?: () => Date;
}

/** One provider's spending in one month and one currency. */
export interface Spending {
  provider: string;
  /** `2026-11`, by UTC. */
  month: string;
  characters: number;
  costMicros: number;
  /** Absent where no price was set. */
  currency?: string;
  /** Of the characters, those of requests whose end is unknown: killed, timed out, answered with rubbish. */
  uncertain: number;
}

/** What a service says that it billed, beside what is booked here, both since its report was first read. */
export interface Reconciliation {
  provider: string;
  /** ISO 8601. */
  since: string;
  reported: number;
  booked: number;
  /** Of `booked`, what requests may have cost whose end is unknown. */
  uncertain: number;
}

export class Ledger implements SpendingLedger {
  readonly #file: StoreFile;
  readonly #run: string;
  readonly #now: () => Date;
  /** Damaged in this run: what the month has seen is not known, so nothing more may be booked. */
  #isBlind = false;

  /** See StoreFile for what it throws. */
  constructor({ run, now = () => new Date(), onSetAside, ...options }: LedgerOptions) {
    this.#run = run;
    this.#now = now;
    this.#file = new StoreFile({
      ...options,
      schema: SCHEMA,
      durability: 'full',
      onSetAside: (movedTo) => {
        this.#isBlind = true;
        onSetAside?.(movedTo);
      },
    });
  }

  reserve(claim: SpendingClaim, caps: SpendingCaps): { booking: number } | { left: number } {
    return this.#file.write((sql) => {
      const left = this.#left(sql, claim.provider, caps);
      const wanted = caps.unit === 'money' ? claim.costMicros : claim.characters;
      if (wanted > left) return { left };
      const { lastInsertRowid } = sql(
        `INSERT INTO booking (run, provider, month, at, characters, cost_micros, currency, state)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'reserved')`,
      ).run(
        this.#run,
        claim.provider,
        this.#month(),
        this.#now().getTime(),
        claim.characters,
        claim.costMicros,
        claim.currency ?? null,
      );
      return { booking: Number(lastInsertRowid) };
    });
  }

  settle(booking: number, billed: Omit<SpendingClaim, 'provider'>, certain: boolean): void {
    const state = certain ? 'settled' : 'uncertain';
    this.#file.write((sql) =>
      sql('UPDATE booking SET characters = ?, cost_micros = ?, state = ? WHERE id = ?').run(
        billed.characters,
        billed.costMicros,
        state,
        booking,
      ),
    );
  }

  release(booking: number): void {
    this.#file.write((sql) => sql('DELETE FROM booking WHERE id = ?').run(booking));
  }

  /** What is left under the tighter cap, in its unit; Infinity without caps. */
  left(provider: string, caps: SpendingCaps): number {
    return this.#file.run((sql) => this.#left(sql, provider, caps));
  }

  /** What this run has booked so far, with one provider. */
  spentByRun(provider: string): { characters: number; costMicros: number } {
    return this.#file.run((sql) =>
      sql(
        `SELECT coalesce(sum(characters), 0) AS characters, coalesce(sum(cost_micros), 0) AS costMicros
         FROM booking WHERE provider = ? AND run = ?`,
      ).get(provider, this.#run),
    ) as { characters: number; costMicros: number };
  }

  /** Everything that was spent, newest month first; `current` leaves this month only. */
  spending(current = false): Spending[] {
    const rows = this.#file.run((sql) =>
      sql(
        `SELECT provider, month, sum(characters) AS characters, sum(cost_micros) AS costMicros, currency,
           sum(CASE state WHEN 'settled' THEN 0 ELSE characters END) AS uncertain
         FROM booking WHERE ? IS NULL OR month = ?
         GROUP BY provider, month, currency ORDER BY month DESC, provider, currency`,
      ).all(current ? this.#month() : null, current ? this.#month() : null),
    ) as (Spending & { currency: string | null })[];
    return rows.map(({ currency, ...rest }) => (currency === null ? rest : { ...rest, currency }));
  }

  /**
   * Compares a service's own count of billed characters with the bookings. Counting begins with the first report of
   * each of the service's periods, which is told by a count that is lower than the one before.
   */
  reconcile(provider: string, characters: number): Reconciliation {
    return this.#file.write((sql) => {
      const booked = bookedSince(sql, provider, 0).booked;
      const last = sql('SELECT * FROM reported WHERE provider = ?').get(provider) as Reported | undefined;
      const isFirst = last === undefined || characters < last.latest;
      const from = isFirst ? { since: this.#now().getTime(), characters, booked } : last;
      sql(
        'INSERT OR REPLACE INTO reported (provider, since, characters, booked, latest) VALUES (?, ?, ?, ?, ?)',
      ).run(provider, from.since, from.characters, from.booked, characters);
      return {
        provider,
        since: new Date(from.since).toISOString(),
        reported: characters - from.characters,
        booked: booked - from.booked,
        uncertain: bookedSince(sql, provider, from.since).uncertain,
      };
    });
  }

  /** Safe to call twice. */
  close(): void {
    this.#file.close();
  }

  #left(sql: Prepare, provider: string, { perRun, perMonth, unit }: SpendingCaps): number {
    if (this.#isBlind && perMonth !== undefined) return 0;
    const column = unit === 'money' ? 'cost_micros' : 'characters';
    const spent = (where: 'run' | 'month', value: string): number =>
      (
        sql(
          `SELECT coalesce(sum(${column}), 0) AS spent FROM booking WHERE provider = ? AND ${where} = ?`,
        ).get(provider, value) as { spent: number }
      ).spent;
    return Math.min(
      perRun === undefined ? Infinity : perRun - spent('run', this.#run),
      perMonth === undefined ? Infinity : perMonth - spent('month', this.#month()),
    );
  }

  #month(): string {
    return this.#now().toISOString().slice(0, 7);
  }
}

interface Reported {
  since: number;
  characters: number;
  booked: number;
  latest: number;
}

function bookedSince(sql: Prepare, provider: string, since: number): { booked: number; uncertain: number } {
  return sql(
    `SELECT coalesce(sum(characters), 0) AS booked,
       coalesce(sum(CASE state WHEN 'settled' THEN 0 ELSE characters END), 0) AS uncertain
     FROM booking WHERE provider = ? AND at >= ?`,
  ).get(provider, since) as { booked: number; uncertain: number };
}
