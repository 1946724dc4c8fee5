/** Retention of the index of articles. */
import type { Prepare, StoreFile } from './store-file.ts';

/** A document by its output folder and its name there. */
export interface IndexPlace {
  folder: string;
  name: string;
}

const PAGE = 200;

/** See `ArticleIndex.prune`; `before` is a day since 1970. Each page is one transaction, so a kill leaves a whole index. */
export function pruneArticles(
  file: StoreFile,
  before: number,
  needed: (place: IndexPlace) => boolean,
): number {
  // Copies first: what they point to can go when they have.
  return prunePart(file, before, needed, 'NOT NULL') + prunePart(file, before, needed, 'NULL');
}

function prunePart(
  file: StoreFile,
  before: number,
  needed: (place: IndexPlace) => boolean,
  copies: 'NOT NULL' | 'NULL',
): number {
  let count = 0;
  for (let after = 0; ; ) {
    const select = `SELECT id, folder, name FROM document
      WHERE seen < ? AND id > ? AND duplicate_of IS ${copies} ORDER BY id LIMIT ${PAGE}`;
    const page = file.run((sql) => sql(select).all(before, after)) as (IndexPlace & { id: number })[];
    const last = page.at(-1);
    if (!last) return count;
    after = last.id;
    const old = page.filter((place) => !needed(place));
    if (old.length > 0) count += file.write((sql) => old.filter(({ id }) => forget(sql, id)).length);
  }
}

function forget(sql: Prepare, id: number): boolean {
  if (sql('SELECT 1 FROM document WHERE duplicate_of = ? LIMIT 1').get(id)) return false;
  sql(
    `DELETE FROM repeated WHERE key IN (SELECT key FROM block WHERE document = ?1)
       AND NOT EXISTS (SELECT 1 FROM block b WHERE b.key = repeated.key AND b.document <> ?1)`,
  ).run(id);
  for (const table of ['block', 'sketch']) sql(`DELETE FROM ${table} WHERE document = ?`).run(id);
  sql('DELETE FROM document WHERE id = ?').run(id);
  return true;
}
