/** One document through the pipeline: bytes in, Markdown and everything known about it out. */
import type { Root } from 'mdast';
import type { Processor } from 'unified';
import type { VFile } from 'vfile';
import { decodeBytes } from '../document/decode.ts';
import { detectFormat } from '../document/format.ts';
import type { SiteSelectors } from '../document/html/site.ts';
import { writeMarkdown } from '../document/markdown.ts';
import { isRemoval } from '../document/messages.ts';
import { dayInAddress } from '../document/metadata.ts';
import { parseDocument } from '../document/parse.ts';
import { documentStatus } from '../document/status.ts';
import { errorOf, KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import {
  type DocumentData,
  type DocumentStatus,
  documentData,
  type InputFormat,
  type Metadata,
} from '../types.ts';
import { linkedOrigins } from './attributions.ts';
import { leadWithTitle } from './headline.ts';
import { textSize, warnOfLoss } from './removed.ts';
import { lostStructure } from './structure.ts';

export interface DocumentInput {
  /** Names the document in messages and, for files, gives its format by its ending. */
  name: string;
  /** Bytes are decoded; a string is taken as it is. */
  content: Uint8Array | string;
  format?: InputFormat;
  /** From a transport that declared one (an HTTP header). */
  charset?: string;
  url?: string;
  /** Where the document came from: a feed, a folder. */
  source?: string;
  /** What the source knows; it fills what the document itself does not tell. */
  metadata?: Metadata;
  maxBytes?: number;
}

/** What `processDocument` needs of a run; one for all its documents. */
export interface DocumentRunner {
  /** The stages before the first one that needs a provider, and those from there on. */
  cleaning: Processor<undefined, Root, Root>;
  translation: Processor<undefined, Root, Root>;
  /** Whether the stages translate; decides between `cleaned` and the other states. */
  translates: boolean;
  /** What is known of a site's pages, by host. */
  siteOf?: (host: string) => SiteSelectors | undefined;
  /** Share of its text (0..1) that a document may lose without a warning; none when absent. */
  warnLoss?: number;
  /** How many features of the block model to name for each block of a page that is left out; none when absent. */
  explain?: number;
}

/** What cleaning alone needs of it. */
export type CleaningRunner = Pick<DocumentRunner, 'cleaning' | 'siteOf' | 'explain'>;

/** A document after its cleaning: plain data but for the file, so that a thread can hand it to another. */
export interface CleanedDocument {
  file: VFile;
  root: Root;
  /** Letters and digits before cleaning. */
  size: number;
  /** Addresses and names of sites that it called its source before cleaning. */
  origins: string[];
  /** SHA-256 of the input's bytes. */
  sourceHash: string;
}

export interface ProcessedDocument {
  file: VFile;
  root: Root;
  data: DocumentData;
  /** The tree as Markdown, without front matter. */
  markdown: string;
  /** What a reader of that Markdown gets. */
  written: Root;
  status: DocumentStatus;
  /** SHA-256 of the input's bytes. */
  sourceHash: string;
}

/**
 * Decodes, parses and walks one document through the stages. Trouble in the document is on `file.messages`;
 * rejects with a KlartextError of reach `document` when nothing can be made of it, of reach `run` when no
 * document could be.
 */
export async function processDocument(
  input: DocumentInput,
  runner: DocumentRunner,
): Promise<ProcessedDocument> {
  return translateDocument(input.name, await cleanDocument(input, runner), runner);
}

/** The first half of `processDocument`: what needs no provider. */
export function cleanDocument(input: DocumentInput, runner: CleaningRunner): Promise<CleanedDocument> {
  return blamingUs(input.name, async () => {
    const { format, file, root } = await read(input, runner);
    const data = documentData(file);
    if (input.metadata) data.metadata = fillIn(data.metadata, input.metadata);
    const day = format === 'html' ? dayInAddress(data.metadata.url ?? '') : undefined;
    if (day) data.metadata = { published: day, ...data.metadata };
    if (format === 'html') leadWithTitle(root, data.metadata.title);
    const [size, origins] = [textSize(root), linkedOrigins(root)];
    const cleaned = await runner.cleaning.run(root, file);
    return { file, root: cleaned, size, origins, sourceHash: sha256(input.content) };
  });
}

/** The second half: what may ask a provider, and the Markdown. */
export function translateDocument(
  name: string,
  { file, root, size, sourceHash }: CleanedDocument,
  runner: Pick<DocumentRunner, 'translation' | 'translates' | 'warnLoss'>,
): Promise<ProcessedDocument> {
  return blamingUs(name, async () => {
    const tree = await runner.translation.run(root, file);
    if (runner.warnLoss !== undefined) warnOfLoss(file, size, runner.warnLoss);
    const data = documentData(file);
    const { text: markdown, read: written } = writeMarkdown(tree);
    const status = documentStatus(file, runner.translates);
    const isWhole = reportLostStructure(tree, written, file);
    return {
      file,
      root: tree,
      markdown,
      written,
      data,
      // Broken structure is no reason to hold a document back, but it is never called done.
      status: status === 'translated' && !isWhole ? 'partial' : status,
      sourceHash,
    };
  });
}

/** What is no error of ours is a bug of ours, and costs its document, not the run. */
async function blamingUs<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof KlartextError) throw cause;
    const message = `${name}: Klartext broke on this document (${describe(cause)}).`;
    const hint = 'This is a bug in Klartext: please report it with the document.';
    throw new KlartextError('INPUT_UNSUPPORTED', message, { cause, hint });
  }
}

/** The document's own word counts; keys of front matter that neither knows add up. */
function fillIn(own: Metadata, known: Metadata): Metadata {
  const extra = { ...known.extra, ...own.extra };
  return { ...known, ...own, ...(Object.keys(extra).length > 0 ? { extra } : {}) };
}

/** Whether all of the tree's structure is in its Markdown; if not, a warning says what is lost. */
function reportLostStructure(tree: Root, written: Root, file: VFile): boolean {
  const lost = lostStructure(tree, written);
  if (lost.length > 0)
    file.message(`Written as Markdown, the document loses structure: ${lost.join(', ')}.`, {
      ruleId: 'structure-lost',
      source: 'compose',
    });
  return lost.length === 0;
}

/** Bytes to a tree. What is wrong with them is told with the document's name. */
async function read(
  input: DocumentInput,
  { siteOf, explain }: CleaningRunner,
): Promise<{ format: InputFormat; file: VFile; root: Root }> {
  const { name, url, source, metadata } = input;
  try {
    const text = decode(input);
    const format = input.format ?? detectFormat(name, text);
    const parsed = await parseDocument({
      ...{ text, format, path: name },
      ...(url ? { url } : {}),
      ...(metadata?.title ? { title: metadata.title } : {}),
      ...(source ? { source } : {}),
      ...(siteOf ? { siteOf } : {}),
      ...(explain ? { explain } : {}),
    });
    return { format, ...parsed };
  } catch (cause) {
    if (!(cause instanceof KlartextError) || cause.code !== 'INPUT_UNSUPPORTED') throw cause;
    throw errorOf(name, cause);
  }
}

function decode({ name, content, charset, maxBytes, ...input }: DocumentInput): string {
  if (typeof content === 'string') {
    if (content.trim() === '') throw new KlartextError('INPUT_UNSUPPORTED', 'expected text, got none.');
    return content;
  }
  const format = input.format ?? detectFormat(name, '');
  const bounds = { ...(charset ? { charset } : {}), ...(maxBytes ? { maxBytes } : {}) };
  return decodeBytes(content, { format, ...bounds }).text;
}

/** The kind of error and where, never its message: that could quote the article. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const frame = /\n\s+at ([^\n]*\/)?([^/\n]+:\d+):\d+\)?/.exec(cause.stack ?? '')?.[2];
  return frame ? `${cause.name} at ${frame}` : cause.name;
}

/** How many blocks (or parts of blocks) each rule removed. */
export function removalsByRule(file: VFile): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const message of file.messages.filter(isRemoval)) {
    const rule = message.ruleId ?? message.source ?? 'unknown';
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

/** How many segments ended in each state; states that did not occur are absent. */
export function segmentsByState(data: DocumentData): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const segment of data.segments) counts[segment.state] = (counts[segment.state] ?? 0) + 1;
  return counts;
}
