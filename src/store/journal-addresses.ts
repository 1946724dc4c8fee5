/** Which addresses lead to which item: two links to one page are one item. */
import type { Claim, JournalItem } from './journal-types.ts';
import type { Prepare, StoreFile } from './store-file.ts';

/** What came when a link was followed. */
export interface FoundPage {
  /** Where it led after redirects, and what the page calls itself; those that identify nothing are left out. */
  addresses: readonly string[];
  /** Of the text before translation. */
  textHash: string;
  /** Of the bytes. */
  sourceHash: string;
  /** Whether an output is in its place: a run may have died before it could say so. */
  isThere(output: string): boolean;
}

/** A link that was joined to an item, as its source told it then; '' where it told nothing. */
export interface Link {
  url: string;
  version: string;
  item: JournalItem;
}

export interface Twin {
  item: JournalItem;
  /** The link is known to lead to that item, whose page has another text by now. */
  isUpdate: boolean;
}

/** As version of a link that is to be followed again, whether its source still offers it or not. */
const LOOSE = '?';

export class JournalAddresses {
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
  }

  /** What a link is known to lead to; undefined where the item of that has no output. */
  linked(link: string): Link | undefined {
    return this.#links('a.url = ? AND a.version IS NOT NULL AND i.fingerprint IS NOT NULL', link)[0];
  }

  /** Links to items that have moved on to other pages, by which those are lost. */
  loose(): Link[] {
    return this.#links('a.version = ?', LOOSE);
  }

  /** What leads to an item besides its key. */
  of(item: number): string[] {
    const rows = this.#file.run((sql) =>
      sql('SELECT url FROM address WHERE item = ? ORDER BY url').all(item),
    ) as { url: string }[];
    return rows.map(({ url }) => url);
  }

  /**
   * Notes where a link led. Answers the item that it is, when another one has such an address and the same text, or had
   * when the link was followed before; the claim is then given back, and `dropJoined` forgets the link's own item. What
   * has an output stays an item of its own.
   */
  settle(claim: Claim, page: FoundPage, today: string): Twin | undefined {
    return this.#file.write((sql) => {
      const { item: own } = claim;
      const isFiled = own.fingerprint !== null || page.isThere(own.output);
      const twin = isFiled ? undefined : findTwin(sql, own, page);
      const { id, key } = twin?.item ?? own;
      sql('DELETE FROM address WHERE url = ? AND item <> ? AND version IS NOT NULL').run(own.key, id);
      if (!twin) noteText(sql, own, page);
      for (const url of page.addresses.filter((one) => one !== own.key && one !== key))
        noteReached(sql, url, key);
      if (twin) join(sql, claim, twin, today);
      return twin;
    });
  }

  /**
   * Forgets the items of links that were joined to others whose outputs are there: for the end of a run, as an id may be
   * given again. A link whose item has no output yet keeps its own, so that it is tried by itself if that fails.
   */
  dropJoined(): void {
    this.#file.write((sql) =>
      sql(
        `DELETE FROM item WHERE state = 'waiting' AND fingerprint IS NULL AND version = coalesce(offered, '')
           AND EXISTS (SELECT 1 FROM address a JOIN item i ON i.id = a.item
             WHERE a.url = item.key AND a.version IS NOT NULL AND i.fingerprint IS NOT NULL)`,
      ).run(),
    );
  }

  #links(where: string, value: string): Link[] {
    const select = `SELECT a.url AS link, a.version AS told, i.* FROM address a JOIN item i ON i.id = a.item WHERE ${where}`;
    const rows = this.#file.run((sql) => sql(select).all(value)) as (JournalItem & {
      link: string;
      told: string;
    })[];
    return rows.map(({ link, told, ...item }) => ({ url: link, version: told, item }));
  }
}

/** By this address, too, the page of an item was found. */
export function noteReached(sql: Prepare, url: string, key: string): void {
  sql(
    `INSERT INTO address (url, item, reached) SELECT ?, id, 1 FROM item WHERE key = ?
       ON CONFLICT DO UPDATE SET reached = 1`,
  ).run(url, key);
}

/** Where its text is another, links to it are followed again: they may lead to what it was. */
function noteText(sql: Prepare, { id, text_hash }: JournalItem, { textHash, addresses }: FoundPage): void {
  sql('UPDATE item SET text_hash = ? WHERE id = ?').run(textHash, id);
  if (text_hash === null || text_hash === textHash) return;
  const { before, still } = sql(
    `SELECT count(*) AS before, count(CASE WHEN url IN (SELECT value FROM json_each(?)) THEN 1 END) AS still
     FROM address WHERE item = ? AND reached = 1`,
  ).get(JSON.stringify(addresses), id) as { before: number; still: number };
  const hasMoved = before > 0 && still === 0;
  sql('DELETE FROM address WHERE item = ? AND version IS NULL').run(id);
  sql('UPDATE address SET reached = 0, version = ? WHERE item = ?').run(hasMoved ? LOOSE : '', id);
}

/** One whose output is there, or in work. */
function findTwin(sql: Prepare, own: JournalItem, page: FoundPage): Twin | undefined {
  const found = sql(
    `SELECT i.*, i.text_hash IS ?3 OR (i.text_hash IS NULL AND i.source_hash IS ?4) AS same FROM item i
     WHERE i.id <> ?1 AND (i.key IN (SELECT value FROM json_each(?2)) OR i.id IN
         (SELECT item FROM address WHERE reached = 1 AND url IN (SELECT value FROM json_each(?2))))
       AND (same OR i.id IN (SELECT item FROM address WHERE url = ?5 AND version IS NOT NULL))
     ORDER BY same DESC, i.id`,
  ).all(own.id, JSON.stringify(page.addresses), page.textHash, page.sourceHash, own.key) as Found[];
  const twin = found.find(
    ({ fingerprint, state, output }) => fingerprint !== null || state === 'claimed' || page.isThere(output),
  );
  if (!twin) return undefined;
  const { same, ...item } = twin;
  return { item, isUpdate: same === 0 };
}

type Found = JournalItem & { same: number };

/**
 * Its own item is given back, with the version that is done with; nothing of the attempt is worth keeping. By an update
 * that may still fail the link is not known.
 */
function join(
  sql: Prepare,
  { item, attempt, version }: Claim,
  { item: to, isUpdate }: Twin,
  today: string,
): void {
  const told = version ?? '';
  sql(
    'INSERT INTO address (url, item, version) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version',
  ).run(item.key, to.id, isUpdate ? '' : told);
  sql('UPDATE item SET last_seen = ? WHERE id = ?').run(today, to.id);
  sql(`UPDATE item SET state = 'waiting', lease = NULL, version = ? WHERE id = ?`).run(told, item.id);
  sql('DELETE FROM attempt WHERE id = ?').run(attempt);
}
