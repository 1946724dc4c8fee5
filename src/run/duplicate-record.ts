/** The short record that stands for a copy, and what the kept article says of its copies. */
import path from 'node:path';
import type { PhrasingContent } from 'mdast';
import { readFrontMatter, writeFrontMatter } from '../document/front-matter.ts';
import { stringifyMarkdown } from '../document/markdown.ts';
import type { OutputFormat } from './compose.ts';
import { toJsonLine } from './json-lines.ts';
import type { OtherDocument, Verdict } from './verdicts.ts';

export interface RecordPlace {
  sourceHash: string;
  fingerprint: string;
  /** Relative to the output folder. */
  output: string;
  /** Of the kept article, if it is known. */
  keptOutput: string | undefined;
  /** After `source`: further fields of ours. */
  fields?: Record<string, unknown>;
}

/** `copy.duplicateOf` is set. The same copy and place give the same bytes. */
export function composeDuplicate(format: OutputFormat, copy: Verdict, place: RecordPlace): string {
  const { self, duplicateOf, alsoSeen } = copy;
  const kept = duplicateOf as OtherDocument;
  const title = self.title ?? kept.title;
  const status = { status: 'duplicate', duplicate_of: kept.source, ...seenIn(alsoSeen) };
  const markdown = pointer(kept, place);
  const text = `The same article as ${kept.title ?? kept.source} (${kept.source}).\n`;
  if (format === 'text') return text;
  if (format === 'json') {
    const empty = { language: 'und', removed: [], segments: {}, messages: [] };
    return toJsonLine({ id: self.name, title: title ?? null, ...status, markdown, text, ...empty });
  }
  const { sourceHash, fingerprint, fields } = place;
  const head = { title, source: self.source, ...fields, ...status, source_hash: sourceHash, fingerprint };
  return `${writeFrontMatter(head)}\n${markdown}`;
}

function pointer(kept: OtherDocument, { output, keptOutput }: RecordPlace): string {
  const url = keptOutput ? path.posix.relative(path.posix.dirname(output), keptOutput) : kept.source;
  const name: PhrasingContent[] = [{ type: 'text', value: kept.title ?? kept.source }];
  const children: PhrasingContent[] = [
    { type: 'text', value: 'The same article as ' },
    { type: 'link', url, children: name as never },
    { type: 'text', value: '.' },
  ];
  return stringifyMarkdown({ type: 'root', children: [{ type: 'paragraph', children }] });
}

/** `also_seen` of a front matter; nothing where there is no other copy. */
export function seenIn(others: readonly OtherDocument[]): { also_seen?: string[] } {
  return others.length > 0 ? { also_seen: others.map(({ source }) => source) } : {};
}

/** A written article with today's `also_seen`; undefined when it stands there already. Its text is not touched. */
export function refreshAlsoSeen(text: string, others: readonly OtherDocument[]): string | undefined {
  const head = readFrontMatter(text);
  if (head.kind !== 'fields') return undefined;
  const { also_seen: before, ...fields } = head.fields;
  const { also_seen: now } = seenIn(others);
  if (JSON.stringify(before) === JSON.stringify(now)) return undefined;
  return writeFrontMatter({ ...fields, also_seen: now }) + text.slice(head.length);
}
