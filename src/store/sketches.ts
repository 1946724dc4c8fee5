/** Sketches of articles: a few hashes of each, by which those are found that may tell the same. */
import type { ArticlePrint } from '../document/same-article.ts';
import type { Prepare } from './store-file.ts';

/** Copies share nearly all shingles, so of those with the smallest hashes they surely share one. */
const SKETCH_SIZE = 16;
/** A hash that more documents have is a publisher's or chance: the first of them stand for all. */
const MAX_OF_HASH = 256;

export function addSketch(sql: Prepare, document: number, { blocks }: ArticlePrint): void {
  const insert = sql('INSERT OR IGNORE INTO sketch (hash, document) VALUES (?, ?)');
  const all = Uint32Array.from(new Set(blocks.flatMap(({ shingles }) => [...shingles])));
  for (const hash of all.sort().subarray(0, SKETCH_SIZE)) insert.run(hash, document);
}

/**
 * Documents that share hashes with this one, most alike first. The fewer have a hash the more it says: by their
 * publisher's own text all its documents are alike.
 */
export function rankArticles(sql: Prepare, document: number): number[] {
  const scores = new Map<number, number>();
  for (const sharers of listSharers(sql, document))
    for (const other of sharers) scores.set(other, (scores.get(other) ?? 0) + 1 / sharers.length);
  scores.delete(document);
  return [...scores].sort(([a, one], [b, other]) => other - one || a - b).map(([id]) => id);
}

/** For each of its hashes the documents that have it. A list in JSON is read several times faster than its rows. */
function listSharers(sql: Prepare, document: number): number[][] {
  const rows = sql(
    `SELECT (SELECT json_group_array(document) FROM
              (SELECT document FROM sketch WHERE hash = own.hash ORDER BY document LIMIT ${MAX_OF_HASH})) AS sharers
     FROM sketch own WHERE own.document = ?`,
  ).all(document) as { sharers: string }[];
  return rows.map(({ sharers }) => JSON.parse(sharers) as number[]);
}
