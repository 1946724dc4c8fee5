/** `index.md` of a day: what came in, by host, with a line on what is not whole. */

import path from 'node:path';
import type { Heading, List, Paragraph, Root, RootContent } from 'mdast';
import { stringifyMarkdown } from '../../document/markdown.ts';
import type { JournalItem } from '../../store/journal-types.ts';

/** Links are relative to the day's folder. The same items give the same bytes. */
export function dayIndex(day: string, items: Iterable<JournalItem>): string {
  const byHost = new Map<string, JournalItem[]>();
  for (const item of items) byHost.set(item.host, [...(byHost.get(item.host) ?? []), item]);
  const sections = [...byHost].flatMap(([host, entries]) => [heading(2, host), listOf(entries)]);
  const root: Root = { type: 'root', children: [heading(1, day), ...sections] };
  return stringifyMarkdown(root);
}

function listOf(items: readonly JournalItem[]): List {
  return {
    type: 'list',
    spread: false,
    children: items.map((item) => ({ type: 'listItem', spread: false, children: [entry(item)] })),
  };
}

function entry({ title, key, output, url, status, revision }: JournalItem): Paragraph {
  const [, , , ...place] = output.split('/');
  const remarks = [
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
