/** The open half of the cleaning benchmark, where this checkout has it beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const PAGES = new URL('../../../../shared/data/cleaning/pages/', import.meta.url);

export interface Page {
  id: string;
  set: string;
  lang: string;
  site: string;
  url?: string;
  encoding: string;
  path: string;
}

/** `gold` for the sets with full texts; `with` and `without` (and `comments`) for the set of segments. */
export interface Gold {
  id: string;
  gold?: string;
  with?: string[];
  without?: string[];
  comments?: string[];
}

export const SEGMENT_SET = 'trafilatura';

export function hasData(): boolean {
  return existsSync(PAGES);
}

export function readPages(): Page[] {
  return readLines<Page>('manifest.jsonl');
}

export function readGold(pages: readonly Page[]): Map<string, Gold> {
  const sets = [...new Set(pages.map((page) => page.set))];
  return new Map(sets.flatMap((set) => readLines<Gold>(`${set}/gold.jsonl`)).map((gold) => [gold.id, gold]));
}

/** Decoded as the benchmark's tool does. */
export function readHtml(page: Page): string {
  const encoding = page.encoding.replace(/\*$/, '').replace(/^cp1252$/, 'windows-1252');
  return new TextDecoder(encoding).decode(gunzipSync(readFileSync(new URL(page.path, PAGES))));
}

function readLines<Line>(name: string): Line[] {
  const text = readFileSync(new URL(name, PAGES), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}
