/** `index.md` of a day: what came in, by host, with a line on what is not whole. */

import path from 'node:path';
import type { Heading, List, Paragraph, RootContent } from 'mdast';
import { stringifyPlainTree } from '../../document/markdown.ts';
import { NOTICE_CODE } from '../nightly/notice.ts';
import type { DayItem } from './day-items.ts';

/** Entries that are made into Markdown together: a tree of a whole first night would take a gigabyte. */
const AT_ONCE = 20;

/** Links are relative to the day's folder. The same items give the same bytes. `items` come host by host. */
export function dayIndex(day: string, items: Iterable<DayItem>): string {
  const parts = [write(heading(1, day))];
  let host: string | undefined;
  let entries: DayItem[] = [];
  const flush = () => {
    if (entries.length > 0) parts.push(write(listOf(entries)));
    entries = [];
  };
  for (const item of items) {
    if (item.host !== host) {
      flush();
      parts.push(`\n${write(heading(2, item.host))}\n`);
    } else if (entries.length >= AT_ONCE) flush();
    host = item.host;
    entries.push(item);
  }
  flush();
  return parts.join('');
}

function write(node: RootContent): string {
  return stringifyPlainTree({ type: 'root', children: [node] });
}

function listOf(items: readonly DayItem[]): List {
  return {
    type: 'list',
    spread: false,
    children: items.map((item) => ({ type: 'listItem', spread: false, children: [entry(item)] })),
  };
}

function entry({ title, key, output, url, status, revision, code }: DayItem): Paragraph {
  const [, , , ...place] = output.split('/');
  const remarks = [
    ...(code === NOTICE_CODE ? ['no whole article'] : []),
    ...(status && status !== 'translated' && status !== 'cleaned' ? [status] : []),
    ...(revision > 1 ? [`revision ${revision}`] : []),
  ];
  const original = url && /^https?:/i.test(url) ? [text(' · '), link(url, 'original')] : [];
  return {
    type: 'paragraph',
    children: [
      link(encodeURI(place.join('/')), title ?? path.posix.basename(key)),
      ...original,
      ...(remarks.length > 0 ? [text(` · ${remarks.join(', ')}`)] : []),
    ],
  };
}

function heading(depth: 1 | 2, value: string): Heading & RootContent {
  return { type: 'heading', depth, children: [text(value)] };
}

function link(url: string, value: string): Paragraph['children'][number] {
  return { type: 'link', url, children: [text(value)] };
}

function text(value: string): { type: 'text'; value: string } {
  return { type: 'text', value };
}
