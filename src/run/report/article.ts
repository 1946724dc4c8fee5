/** An output of ours as its readers need it: what is known of it, and its text. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFrontMatter } from '../../document/front-matter.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { isNotice } from '../nightly/notice.ts';

export interface Enclosure {
  url: string;
  type?: string;
  length?: number;
}

export interface Article {
  item: JournalItem;
  title: string;
  /** Where the original stands, when it has an address. */
  url?: string;
  author?: string;
  description?: string;
  published?: Date;
  /** When the output last changed. */
  updated: Date;
  categories: string[];
  enclosures: Enclosure[];
  /** Without front matter and, when it says no more than the title, without its first heading. */
  markdown: string;
}

/** Undefined when the file is gone or was made into something else, and for a notice that came in an article's place. */
export async function readArticle(folder: string, item: JournalItem): Promise<Article | undefined> {
  const text = await readFile(path.join(folder, item.output), 'utf8').catch(() => undefined);
  const head = text === undefined ? undefined : readFrontMatter(text);
  if (text === undefined || head?.kind !== 'fields') return undefined;
  const { fields } = head;
  if (item.state !== 'done' && isNotice(fields.warnings)) return undefined;
  const title = string(fields.title) ?? item.title ?? path.posix.basename(item.key);
  const [url] = [fields.source, item.url].map(webAddress).filter((one) => one !== undefined);
  const published = date(fields.published);
  const [author, description] = [string(fields.author), string(fields.description)];
  return {
    ...{ item, title, updated: new Date(item.changed) },
    ...{ categories: strings(fields.categories), enclosures: enclosures(fields.enclosures) },
    markdown: withoutTitle(text.slice(head.length).trim()),
    ...(url ? { url } : {}),
    ...(published ? { published } : {}),
    ...(author ? { author } : {}),
    ...(description ? { description } : {}),
  };
}

function withoutTitle(body: string): string {
  return body.replace(/^# [^\n]*(?:\n+|$)/, '');
}

function webAddress(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) ? value : undefined;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

function date(value: unknown): Date | undefined {
  const found = typeof value === 'string' ? new Date(value) : undefined;
  return found && !Number.isNaN(found.getTime()) ? found : undefined;
}

function enclosures(value: unknown): Enclosure[] {
  const entries = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
  return entries.flatMap((entry) => {
    const url = webAddress(entry?.url);
    const { type, length } = entry ?? {};
    return url === undefined
      ? []
      : [
          {
            url,
            ...(typeof type === 'string' ? { type } : {}),
            ...(typeof length === 'number' ? { length } : {}),
          },
        ];
  });
}
