/** An output folder that was moved: by its path alone the index of articles would know nothing of it any more. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { StoreFile } from './store-file.ts';

/** Outputs of a folder that are looked for in another. */
const SAMPLE = 20;

/** Gives to a folder that is not known the documents of one that is gone and most of whose outputs lie here. */
export function followMove(file: StoreFile, folder: string): void {
  if (file.run((sql) => sql('SELECT 1 FROM document WHERE folder = ? LIMIT 1').get(folder))) return;
  const known = file.run((sql) => sql('SELECT DISTINCT folder FROM document').all()) as { folder: string }[];
  const from = known.find((one) => !existsSync(one.folder) && isHere(file, one.folder, folder));
  if (from)
    file.write((sql) => sql('UPDATE document SET folder = ? WHERE folder = ?').run(folder, from.folder));
}

function isHere(file: StoreFile, from: string, to: string): boolean {
  const select = `SELECT output FROM document WHERE folder = ? AND output IS NOT NULL ORDER BY id DESC LIMIT ${SAMPLE}`;
  const outputs = file.run((sql) => sql(select).all(from)) as { output: string }[];
  const here = outputs.filter(({ output }) => existsSync(path.join(to, output)));
  return here.length * 2 > outputs.length;
}
