/** Rules that were learned from what repeats: proposed by the index, decided by a threshold or by a person. */
import { countWords } from '../document/shingles.ts';
import { sha256 } from '../hash.ts';
import type { Prepare, StoreFile } from './store-file.ts';

export type RuleState = 'proposed' | 'accepted' | 'rejected';

export interface LearnedRule {
  /** Short and stable: of the publisher and the wording. */
  id: string;
  /** A host, or `source:` and where the documents came from. */
  publisher: string;
  text: string;
  /** In how many different articles it stood, at most, of those looked at together. */
  documents: number;
  /** Names of documents that hold it. */
  examples: string[];
  state: RuleState;
}

export interface ProposeOptions {
  /** From how many different articles of one publisher on a block is proposed. */
  propose: number;
  /** How many of a publisher's latest articles are looked at. */
  window: number;
}

type Row = Record<string, unknown>;

const EXAMPLES = 3;
/** Shorter blocks wait for a person, however often they were seen. */
const MIN_WORDS = 4;
/** A heading is a publisher's only where in this share of its places the block below it is, too. */
const HEADING_SHARE = 0.8;

export class LearnedRules {
  readonly #file: StoreFile;
  /** As found in this process; asked for with every pair of documents. */
  readonly #keys = new Map<string, ReadonlySet<string>>();

  constructor(file: StoreFile) {
    this.#file = file;
  }

  /** Proposes for all publishers of whom articles came in since it was last done, in whatever run. */
  proposeNew(options: ProposeOptions): void {
    const rows = this.#file.run((sql) => sql('SELECT publisher FROM unproposed ORDER BY publisher').all());
    for (const { publisher } of rows as { publisher: string }[]) this.propose(publisher, options);
  }

  /** Proposes what repeats among the latest articles of a publisher; each story counts once. */
  propose(publisher: string, { propose, window }: ProposeOptions): void {
    this.#keys.delete(publisher);
    this.#file.write((sql) => {
      sql('DELETE FROM unproposed WHERE publisher = ?').run(publisher);
      const found = repeatsOf(sql, publisher, propose, window);
      const isBody = ({ isHeading, text }: Repeat) => !isHeading && countWords(text) >= MIN_WORDS;
      const bodies = new Set(found.filter(isBody).map(({ key }) => key));
      for (const repeat of found)
        if (!repeat.isHeading || standsAbove(sql, publisher, repeat.key, bodies))
          note(sql, publisher, repeat);
    });
  }

  /** Keys of everything that was learned of a publisher and not rejected. */
  keysOf(publisher: string): ReadonlySet<string> {
    const known = this.#keys.get(publisher);
    if (known) return known;
    const rows = this.#file.run((sql) =>
      sql(`SELECT key FROM rule WHERE publisher = ? AND state <> 'rejected'`).all(publisher),
    ) as { key: string }[];
    const keys = new Set(rows.map(({ key }) => key));
    this.#keys.set(publisher, keys);
    return keys;
  }

  /**
   * Rules that hold for a publisher: accepted ones, and proposed ones that stood in at least `apply` articles and are
   * no mere words, which may be answers and labels of an article's own.
   */
  active(publisher: string, apply: number): Map<string, LearnedRule> {
    const rows = this.#file.run((sql) =>
      sql(
        `SELECT * FROM rule WHERE publisher = ?
           AND (state = 'accepted' OR (state = 'proposed' AND documents >= ?))`,
      ).all(publisher, Math.min(apply, Number.MAX_SAFE_INTEGER)),
    ) as Row[];
    const active = rows.filter(
      ({ state, text }) => state === 'accepted' || countWords(text as string) >= MIN_WORDS,
    );
    return new Map(active.map((row) => [row.key as string, toRule(row)]));
  }

  /** Ids of the rules among `active` that take something of a document, sorted. */
  within(document: number, active: ReadonlyMap<string, Pick<LearnedRule, 'id'>>): string[] {
    if (active.size === 0) return [];
    const rows = this.#file.run((sql) =>
      sql('SELECT DISTINCT key FROM block WHERE document = ?').all(document),
    ) as { key: string }[];
    return rows.flatMap(({ key }) => active.get(key)?.id ?? []).sort();
  }

  /** Most often seen first. */
  list(states: readonly RuleState[]): LearnedRule[] {
    const select = `SELECT * FROM rule WHERE state IN (SELECT value FROM json_each(?))
      ORDER BY publisher, documents DESC, id`;
    return this.#file.run((sql) => sql(select).all(JSON.stringify(states))).map((row) => toRule(row as Row));
  }

  /** A person's word; it stands until the next one. Answers the rule, or undefined for an unknown id. */
  decide(id: string, state: RuleState): LearnedRule | undefined {
    const row = this.#file.write((sql) => {
      sql('UPDATE rule SET state = ? WHERE id = ?').run(state, id);
      return sql('SELECT * FROM rule WHERE id = ?').get(id);
    });
    return row ? toRule(row as Row) : undefined;
  }
}

interface Repeat {
  key: string;
  text: string;
  documents: number;
  isHeading: boolean;
}

/** `document` of a publisher, as a condition with the publisher as its parameter `?1`. */
function ofPublisher(publisher: string): string {
  const column = publisher.startsWith('source:') ? 'source' : 'host';
  return `d.${column} = ?1 AND d.is_article`;
}

function repeatsOf(sql: Prepare, publisher: string, least: number, window: number): Repeat[] {
  const own = ofPublisher(publisher);
  // What only one host of a source repeats is that host's.
  const spread = publisher.startsWith('source:')
    ? 'AND (count(DISTINCT d.host) > 1 OR count(d.host) < count(*))'
    : '';
  const rows = sql(
    `WITH latest AS (SELECT d.story AS story FROM document d WHERE ${own}
       GROUP BY d.story ORDER BY max(d.id) DESC LIMIT ?2)
     SELECT b.key AS key, r.text AS text, count(DISTINCT d.story) AS documents, avg(b.heading) AS heading
     FROM document d JOIN block b ON b.document = d.id JOIN repeated r ON r.key = b.key
     WHERE ${own} AND b.key <> '' AND d.story IN (SELECT story FROM latest)
     GROUP BY b.key HAVING count(DISTINCT d.story) >= ?3 ${spread}`,
  ).all(publisher, window, least) as (Omit<Repeat, 'isHeading'> & { heading: number })[];
  return rows.map(({ heading, ...repeat }) => ({ ...repeat, isHeading: heading > 0.5 }));
}

/** `Fazit` stands in every test report above words of its own; `Mehr zum Thema` above what repeats, or above nothing. */
function standsAbove(sql: Prepare, publisher: string, key: string, bodies: ReadonlySet<string>): boolean {
  const places = sql(
    `SELECT below.key AS key FROM document d JOIN block b ON b.document = d.id
       LEFT JOIN block below ON below.document = d.id AND below.place = b.place + 1
     WHERE ${ofPublisher(publisher)} AND b.key = ?2`,
  ).all(publisher, key) as { key: string | null }[];
  const above = places.filter((place) => place.key === null || bodies.has(place.key));
  return above.length >= places.length * HEADING_SHARE;
}

function note(sql: Prepare, publisher: string, { key, text, documents }: Repeat): void {
  const id = sha256(`${publisher}\n${key}`).slice(0, 8);
  const names = sql(
    `SELECT d.name AS name FROM document d JOIN block b ON b.document = d.id
     WHERE ${ofPublisher(publisher)} AND b.key = ?2 GROUP BY d.story ORDER BY d.id LIMIT ?3`,
  ).all(publisher, key, EXAMPLES) as { name: string }[];
  sql(
    `INSERT INTO rule (id, publisher, key, text, documents, examples, made) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET documents = max(documents, excluded.documents)`,
  ).run(id, publisher, key, text, documents, JSON.stringify(names.map(({ name }) => name)), Date.now());
}

function toRule({ id, publisher, text, documents, examples, state }: Row): LearnedRule {
  return {
    ...({ id, publisher, text, documents, state } as Omit<LearnedRule, 'examples'>),
    examples: JSON.parse(examples as string) as string[],
  };
}
