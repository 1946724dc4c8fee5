/** A journal that was lost is built again: each output says in its front matter what it was made of. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Journal } from '../../store/journal.ts';
import { settledBy } from './existing.ts';
import { listOutputs, readOwnOutput } from './outputs.ts';
import { articleAddresses } from './same-page.ts';

/** The source of items that are known by their outputs alone; any may offer them. */
export const REBUILT = 'outputs';

/** Takes in every output below the folder that the journal does not know, or knows otherwise. Answers how many. */
export async function rebuildJournal(journal: Journal, outFolder: string, now: number): Promise<number> {
  let count = 0;
  for await (const output of listOutputs(outFolder)) {
    const own = await readOwnOutput(outFolder, output);
    if (!own) continue;
    const { existing, ...known } = own;
    const offer = { ...known, source: REBUILT, output, metadata: '{}' };
    const [address] = articleAddresses(existing.fields.source);
    const at = Math.min(now, await changedAt(path.join(outFolder, output), now));
    if (journal.restore(offer, settledBy(existing), at, address)) count += 1;
  }
  return count;
}

/** When it was written, so that feeds do not offer the whole archive as changed today. */
async function changedAt(file: string, now: number): Promise<number> {
  const info = await stat(file).catch(() => undefined);
  return info ? Math.floor(info.mtimeMs) : now;
}
