/** A journal that was lost is built again: each output says in its front matter what it was made of. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { canonicalUrl } from '../../sources/canonical-url.ts';
import type { Journal } from '../../store/journal.ts';
import { readExisting, settledBy } from './existing.ts';
import { hostOf } from './places.ts';
import { articleAddresses } from './same-page.ts';

/** The source of items that are known by their outputs alone; any may offer them. */
export const REBUILT = 'outputs';

const OUTPUT = /^(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)\/[^/]+\.md$/;

/** Takes in every output below the folder that the journal does not know, or knows otherwise. Answers how many. */
export async function rebuildJournal(journal: Journal, outFolder: string, now: number): Promise<number> {
  let count = 0;
  for await (const output of listOutputs(outFolder)) {
    const existing = await readExisting(outFolder, output);
    const [, year, month, date, host = 'files'] = OUTPUT.exec(output) ?? [];
    const { key: ownKey, source } = existing?.fields ?? {};
    const key = ownKey ?? source;
    if (!existing || typeof key !== 'string') continue;
    const offer = {
      ...{ key, source: REBUILT, output, metadata: '{}', day: `${year}-${month}-${date}` },
      host: hostOf(key) === 'files' ? host : hostOf(key),
      // What stands within a listing has a key that begins with its address, and none of its own.
      ...(canonicalUrl(key) === key ? { url: key } : {}),
    };
    const [address] = articleAddresses(source);
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

/** Relative paths of what looks like an output, a folder at a time. */
async function* listOutputs(folder: string, below = ''): AsyncGenerator<string> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory() && !entry.name.startsWith('.')) yield* listOutputs(folder, relative);
    else if (OUTPUT.test(relative)) yield relative;
  }
}
