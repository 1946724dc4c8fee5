/** A JSON Lines file as documents, a line each. */
import path from 'node:path';
import { metadataFromFields } from '../document/metadata.ts';
import { KlartextError } from '../errors.ts';
import { hashValue } from '../hash.ts';
import type { InputFormat } from '../types.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createSource, trouble } from './create-source.ts';
import { type LineTask, readJsonLines } from './json-lines.ts';
import { readFile } from './read-file.ts';
import type { Candidate, LoadedDocument, Source } from './source.ts';

export interface JsonLinesSettings {
  /** Absolute; `.gz` is unpacked. */
  path: string;
  name?: string;
}

const FORMATS = { html: 'html', markdown: 'markdown', text: 'text' } as const satisfies Record<
  string,
  InputFormat
>;

/**
 * Lines are objects with one of `html`, `markdown` and `text`, and optionally `id`, `url` and metadata. A line that is
 * none is a trouble, and the next is read.
 */
export function openJsonLines(settings: JsonLinesSettings, options: { maxBytes: number }): Source {
  const { path: file } = settings;
  const where = path.basename(file);
  return createSource(settings.name, where, async function* () {
    for await (const line of readJsonLines(readFile(file), options.maxBytes)) {
      const candidate = line.error ?? toCandidate(line, file);
      if (candidate instanceof KlartextError) yield trouble(`${where}:${line.number}`, candidate);
      else yield { type: 'candidate', candidate };
    }
  });
}

function toCandidate(line: LineTask, file: string): Candidate | KlartextError {
  const { html, markdown, text, id, ...rest } = line.value as Record<string, unknown>;
  const document = toDocument({ html, markdown, text });
  if (!document)
    return new KlartextError(
      'INPUT_UNSUPPORTED',
      `line ${line.number}: expected an object with one of html, markdown, text as a string.`,
    );
  const metadata = metadataFromFields(rest);
  const url = metadata.url && canonicalUrl(metadata.url);
  const isNamed = typeof id === 'string' || typeof id === 'number';
  return {
    key: url ?? `${file}#${isNamed ? id : line.number}`,
    version: hashValue(line.value).slice(0, 32),
    metadata,
    load: async () => ({ ...document, ...(url ? { url } : {}) }),
    ...(url ? { url } : {}),
  };
}

function toDocument(texts: Record<keyof typeof FORMATS, unknown>): LoadedDocument | undefined {
  for (const key of ['html', 'markdown', 'text'] as const) {
    const content = texts[key];
    if (typeof content === 'string') return { content, format: FORMATS[key] };
  }
  return undefined;
}
