/** What came in on a day: what the journal knows of it, and outputs that stand there though it has forgotten them. */
import type { Journal } from '../../store/journal.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { settledBy } from '../nightly/existing.ts';
import { listOutputs, readOwnOutput } from '../nightly/outputs.ts';
import { dayFolder } from '../nightly/places.ts';

export type DayItem = Pick<
  JournalItem,
  'key' | 'url' | 'host' | 'output' | 'title' | 'status' | 'revision' | 'code'
>;

/** Host by host, and by output. */
export async function itemsOfDay(
  day: string,
  { views }: Pick<Journal, 'views'>,
  outFolder: string,
): Promise<DayItem[]> {
  const items: DayItem[] = [...views.ofDay(day)];
  const known = new Set(items.map(({ output }) => output));
  for await (const output of listOutputs(outFolder, dayFolder(day))) {
    const item = known.has(output) ? undefined : await readItem(outFolder, output);
    if (item) items.push(item);
  }
  return items.sort((a, b) => compare(a.host, b.host) || compare(a.output, b.output));
}

async function readItem(outFolder: string, output: string): Promise<DayItem | undefined> {
  const own = await readOwnOutput(outFolder, output);
  if (!own) return undefined;
  const { key, url = null, host, existing } = own;
  const { status, title, revision } = settledBy(existing);
  return { key, url, host, output, title: title ?? null, status, revision, code: null };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
