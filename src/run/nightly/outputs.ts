/** Outputs by what they say of themselves, for what the journal does not know of them. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { canonicalUrl } from '../../sources/canonical-url.ts';
import { type ExistingOutput, readExisting } from './existing.ts';
import { hostOf } from './places.ts';

const OUTPUT = /^(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)\/[^/]+\.md$/;

export interface OwnOutput {
  /** Of the item that it was made of. */
  key: string;
  /** Absent where what it was made of has no address of its own. */
  url?: string;
  host: string;
  /** On which the item was first seen. */
  day: string;
  existing: ExistingOutput;
}

/** Undefined for what is no output of an item. */
export async function readOwnOutput(outFolder: string, output: string): Promise<OwnOutput | undefined> {
  const existing = await readExisting(outFolder, output);
  const [, year, month, date, host = 'files'] = OUTPUT.exec(output) ?? [];
  const key = existing?.fields.key ?? existing?.fields.source;
  if (!existing || typeof key !== 'string') return undefined;
  return {
    ...{ key, existing, day: `${year}-${month}-${date}` },
    host: hostOf(key) === 'files' ? host : hostOf(key),
    // What stands within a listing has a key that begins with its address, and none of its own.
    ...(canonicalUrl(key) === key ? { url: key } : {}),
  };
}

/** Relative paths of what looks like an output, a folder at a time. */
export async function* listOutputs(outFolder: string, below = ''): AsyncGenerator<string> {
  const entries = await readdir(path.join(outFolder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory() && !entry.name.startsWith('.')) yield* listOutputs(outFolder, relative);
    else if (OUTPUT.test(relative)) yield relative;
  }
}
