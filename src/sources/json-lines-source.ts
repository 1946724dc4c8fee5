/** A JSON Lines file as documents, a line each. */
import path from 'node:path';
import { metadataFromFields } from '../document/metadata.ts';
import { KlartextError, throwIfAborted } from '../errors.ts';
import { hashValue } from '../hash.ts';
import type { Metadata } from '../types.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createSource, notice, trouble } from './create-source.ts';
import { keyWithin } from './item-key.ts';
import { type LineTask, readJsonLines, textOfLine } from './json-lines.ts';
import { type LastOfEach, lastOfEach } from './last-of-each.ts';
import { readFile } from './read-file.ts';
import type { Candidate, LoadedDocument, Source, SourceEvent } from './source.ts';

export interface JsonLinesSettings {
  /** Absolute; `.gz` is unpacked. */
  path: string;
  name?: string;
}

/**
 * Lines are objects with one of `html`, `markdown` and `text` (see `textOfLine`), and optionally `id`, `url` and metadata. A line that is
 * none is a trouble, and the next is read. Of several with one `url` or `id` the last is offered, and each of the others
 * is a notice; to know them the file is read twice.
 */
export function openJsonLines(settings: JsonLinesSettings, options: { maxBytes: number }): Source {
  const { path: file } = settings;
  const where = path.basename(file);
  return createSource(settings.name, where, async function* (signal) {
    const read = () => readJsonLines(readFile(file), options.maxBytes);
    const last = await lastOfEach(namedLines(read(), file, signal));
    throwIfAborted(signal);
    for await (const line of read()) {
      const event = line.error ?? toEvent(line, file, last);
      yield event instanceof KlartextError ? trouble(`${where}:${line.number}`, event) : event;
    }
  });
}

async function* namedLines(
  lines: AsyncIterable<LineTask>,
  file: string,
  signal: AbortSignal,
): AsyncGenerator<{ key: string; position: number }> {
  for await (const { value, number } of lines) {
    if (signal.aborted) return;
    const key = value ? toEntry(value as Fields, file)?.key : undefined;
    if (key) yield { key, position: number };
  }
}

type Fields = Record<string, unknown>;

interface Entry {
  document: LoadedDocument;
  metadata: Metadata;
  url?: string | undefined;
  /** By address, else by id; undefined where there is neither. */
  key?: string | undefined;
}

function toEvent({ value, number }: LineTask, file: string, last: LastOfEach): SourceEvent | KlartextError {
  const entry = toEntry(value as Fields, file);
  if (!entry)
    return new KlartextError(
      'INPUT_UNSUPPORTED',
      `line ${number}: expected an object with one of html, markdown, text as a string.`,
    );
  const { document, metadata, url } = entry;
  const lastLine = entry.key && last.lastOf(entry.key);
  if (lastLine && lastLine > number) return superseded(`${path.basename(file)}:${number}`, lastLine);
  const candidate: Candidate = {
    key: entry.key ?? numbered(number, file, last),
    version: hashValue(value).slice(0, 32),
    isWithin: true,
    metadata,
    load: async () => ({ ...document, ...(url ? { url } : {}) }),
    ...(url ? { url } : {}),
  };
  return { type: 'candidate', candidate };
}

function toEntry(value: Fields, file: string): Entry | undefined {
  const document = textOfLine(value);
  if (!document) return undefined;
  const { html, markdown, text, id, ...rest } = value;
  const metadata = metadataFromFields(rest);
  const url = metadata.url && canonicalUrl(metadata.url);
  const isNamed = typeof id === 'string' || typeof id === 'number';
  return { document, metadata, url, key: url ?? (isNamed ? keyWithin(file, id) : undefined) };
}

/** Another line may have this one's number as its id. */
function numbered(number: number, file: string, last: LastOfEach): string {
  return last.has(`${file}#${number}`) ? `${file}:${number}` : `${file}#${number}`;
}

function superseded(where: string, lastLine: number): SourceEvent {
  return notice(where, `the same document stands in line ${lastLine} again, which counts.`);
}
