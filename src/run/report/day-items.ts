/** What came in on a day: what the journal knows of it, and outputs that stand there though it has forgotten them. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { canonicalUrl } from '../../sources/canonical-url.ts';
import type { Journal } from '../../store/journal.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { readExisting } from '../nightly/existing.ts';

export type DayItem = Pick<JournalItem, 'key' | 'url' | 'host' | 'output' | 'title' | 'status' | 'revision'>;

const OUTPUT = /^([^/]+)\/[^/]+\.md$/;

/** Host by host, and by output. */
export async function itemsOfDay(
  day: string,
  { views }: Pick<Journal, 'views'>,
  outFolder: string,
): Promise<DayItem[]> {
  const items: DayItem[] = [...views.ofDay(day)];
  const known = new Set(items.map(({ output }) => output));
  const folder = day.replaceAll('-', '/');
  const names = await readdir(path.join(outFolder, folder), { recursive: true }).catch(() => []);
  for (const name of names) {
    const [, host] = OUTPUT.exec(name) ?? [];
    const output = `${folder}/${name}`;
    const item = host && !known.has(output) && (await readItem(outFolder, output, host));
    if (item) items.push(item);
  }
  return items.sort((a, b) => compare(a.host, b.host) || compare(a.output, b.output));
}

async function readItem(outFolder: string, output: string, host: string): Promise<DayItem | undefined> {
  const { fields, revision } = (await readExisting(outFolder, output)) ?? {};
  const key = fields?.key ?? fields?.source;
  if (!fields || revision === undefined || typeof key !== 'string') return undefined;
  const url = canonicalUrl(key) === key ? key : null;
  const title = typeof fields.title === 'string' ? fields.title : null;
  return { key, url, host, output, title, status: fields.status as DayItem['status'], revision };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
