/** A processed document as the text that users get: front matter and Markdown, plain text, or JSON. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { writeFrontMatter } from '../document/front-matter.ts';
import { isRemoval } from '../document/messages.ts';
import { toPlainText } from '../document/plain-text.ts';
import { hashValue } from '../hash.ts';
import type { SegmentState } from '../types.ts';
import { type ProcessedDocument, segmentsByState } from './document.ts';
import { seenIn } from './duplicate-record.ts';
import { outputDescription, outputTitle } from './headline.ts';
import { toJsonLine } from './json-lines.ts';
import { type RemovedText, removedTexts } from './removed.ts';
import type { Verdict } from './verdicts.ts';

export type OutputFormat = 'md' | 'text' | 'json';

/** Front matter keys that Klartext writes; an input that has `fingerprint` among them is an output of ours. */
const OWN_KEYS = [
  'title_original',
  'status',
  'translated_by',
  'source_hash',
  'segments',
  'removed',
  'warnings',
  'fingerprint',
  'key',
  'revision',
] as const;

const STATES: readonly SegmentState[] = ['translated', 'memory', 'kept', 'failed'];

/** What one line of JSON Lines output holds, and `--format json`. */
export interface DocumentJson {
  id: unknown;
  title: string | null;
  title_original?: string;
  url?: string;
  site?: string;
  author?: string;
  published?: string;
  language: string;
  status: string;
  translated_by?: string;
  markdown: string;
  text: string;
  removed: RemovedText[];
  segments: Record<string, number>;
  messages: { level: 'info' | 'warning' | 'error'; rule: string; reason: string; line?: number }[];
}

/**
 * Names an output by everything that decides it: the input's bytes and name, the run's own fingerprint, and, if other
 * documents decide something of it, the key of the verdict.
 */
export function documentFingerprint(
  sourceHash: string,
  name: string,
  runFingerprint: string,
  verdictKey?: string,
): string {
  return hashValue([sourceHash, name, runFingerprint, ...(verdictKey ? [verdictKey] : [])]).slice(0, 16);
}

/** What a caller adds to the front matter, and how much of this run's course may show in it. */
export interface ComposeOptions {
  /** After `source`: further fields of ours. */
  fields?: Record<string, unknown>;
  /** Count answers from memory as translated, so that a resumed run writes the bytes of an undisturbed one. */
  hideMemory?: boolean;
  /** What other documents decide of this one. */
  verdict?: Verdict;
}

/** The Markdown file that a run writes. The same document and fingerprint give the same bytes. */
function composeMarkdown(
  document: ProcessedDocument,
  input: { name: string; content: Uint8Array },
  runFingerprint: string,
  options: ComposeOptions,
): string {
  const body = document.markdown;
  const previous = document.data.metadata.extra ?? {};
  // An output of ours that came in again and needed nothing leaves as it came.
  if ('fingerprint' in previous) {
    const text = Buffer.from(input.content).toString('utf8');
    if (text.endsWith(`---\n\n${body}`)) return text;
  }
  const { verdict } = options;
  const fingerprint = documentFingerprint(document.sourceHash, input.name, runFingerprint, verdict?.key);
  const fields = frontMatter(document, input.name, fingerprint, previous, options);
  return `${writeFrontMatter({ ...fields, ...seenIn(verdict?.alsoSeen ?? []) })}\n${body}`;
}

function frontMatter(
  document: ProcessedDocument,
  name: string,
  fingerprint: string,
  previous: Record<string, unknown>,
  { fields, hideMemory }: ComposeOptions,
): Record<string, unknown> {
  const { data, file, status, sourceHash } = document;
  const { metadata } = data;
  const title = outputTitle(document);
  const original = metadata.title !== title ? metadata.title : undefined;
  const removed = removedTexts(file).length + (typeof previous.removed === 'number' ? previous.removed : 0);
  const carried = Object.fromEntries(
    Object.entries(previous).filter(([key]) => !(OWN_KEYS as readonly string[]).includes(key)),
  );
  return {
    title,
    title_original: original ?? previous.title_original,
    source: metadata.url ?? name,
    ...fields,
    site: metadata.site,
    author: metadata.author,
    published: metadata.published,
    description: outputDescription(document),
    image: metadata.image,
    ...carried,
    language: previous.fingerprint ? metadata.declaredLanguage : data.language?.code,
    status,
    translated_by: translatedBy(document) ?? previous.translated_by,
    source_hash: previous.fingerprint ? (previous.source_hash ?? sourceHash) : sourceHash,
    segments: orderedStates(document, hideMemory),
    removed,
    warnings: warnings(file),
    fingerprint,
  };
}

/** `bergamot (mozilla-de-en-base)`: provider and model of what was translated, several joined by comma; `person` has no model. */
export function translatedBy({ data }: ProcessedDocument): string | undefined {
  const by = data.segments
    .filter((segment) => segment.provider !== undefined && (segment.state !== 'failed' || segment.left))
    .map(({ provider, model }) => (model ? `${provider} (${model})` : `${provider}`));
  return by.length > 0 ? [...new Set(by)].join(', ') : undefined;
}

function orderedStates({ data }: ProcessedDocument, hideMemory = false): Record<string, number> {
  const counts = segmentsByState(data);
  if (hideMemory) {
    counts.translated = (counts.translated ?? 0) + (counts.memory ?? 0);
    delete counts.memory;
  }
  return Object.fromEntries(STATES.flatMap((state) => (counts[state] ? [[state, counts[state]]] : [])));
}

/** Reasons of the document's warnings, each once. */
export function warnings(file: VFile): string[] {
  return [
    ...new Set(file.messages.filter((message) => message.fatal === false).map((message) => message.reason)),
  ];
}

/** The document as one JSON object; `id` is the caller's. */
export function composeJson(document: ProcessedDocument, id: unknown): DocumentJson {
  const { data, file, status } = document;
  const { metadata } = data;
  const title = outputTitle(document);
  const by = translatedBy(document);
  return {
    id,
    title: title ?? null,
    ...(metadata.title && metadata.title !== title ? { title_original: metadata.title } : {}),
    ...(metadata.url ? { url: metadata.url } : {}),
    ...(metadata.site ? { site: metadata.site } : {}),
    ...(metadata.author ? { author: metadata.author } : {}),
    ...(metadata.published ? { published: metadata.published } : {}),
    language: data.language?.code ?? 'und',
    status,
    ...(by ? { translated_by: by } : {}),
    markdown: document.markdown,
    text: toPlainText(bodyOf(document)),
    removed: removedTexts(file),
    segments: orderedStates(document),
    messages: file.messages
      .filter((message) => !isRemoval(message))
      .map((message) => ({
        level: message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info',
        rule: message.ruleId ?? message.source ?? '',
        reason: message.reason,
        ...(message.line ? { line: message.line } : {}),
      })),
  };
}

/** Of a page the headline stands in `title`, and its text is what stands below it. */
function bodyOf({ root, data }: ProcessedDocument): Root {
  const [first, ...rest] = root.children;
  const isHeadline = data.format === 'html' && first?.type === 'heading' && first.depth === 1;
  return isHeadline ? { ...root, children: rest } : root;
}

/** The document in one of the formats that a user may ask for, ending in one line break. */
export function compose(
  format: OutputFormat,
  document: ProcessedDocument,
  name: string,
  content: Uint8Array,
  runFingerprint: string,
  options: ComposeOptions = {},
): string {
  if (format === 'json') return toJsonLine(composeJson(document, name));
  if (format === 'text') return composeText(document.root);
  return composeMarkdown(document, { name, content }, runFingerprint, options);
}

function composeText(root: Root): string {
  const text = toPlainText(root).trimEnd();
  return text === '' ? '' : `${text}\n`;
}
