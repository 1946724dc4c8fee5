/** A WARC file: the pages that a crawler kept, without asking anybody. */
import path from 'node:path';
import { KlartextError, throwIfAborted } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { canonicalUrl, shownUrl } from './canonical-url.ts';
import { createSource, notice, trouble } from './create-source.ts';
import { tooLarge } from './fetch/body.ts';
import { type Answer, charsetOf, header, mediaType } from './fetch/exchange.ts';
import { lastOfEach } from './last-of-each.ts';
import type { Candidate, Source, SourceEvent } from './source.ts';
import { parseHttpAnswer, unpackBody } from './warc/http-message.ts';
import { readWarc, type WarcRecord } from './warc/read-warc.ts';

export interface WarcSettings {
  /** Absolute; `.gz` is unpacked. */
  path: string;
  name?: string;
}

const WANTED: ReadonlySet<string> = new Set(['response', 'resource']);
const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/;

/** What a first look at a record takes of it: its head, and a little more. */
const HEAD_BYTES = 64 * 1024;

/**
 * Pages answered with 200, in order. Images, redirects and errors are passed over. Of several copies of a page the last
 * is offered, and each of the others is a notice; to know them the file is read twice.
 */
export function openWarc(settings: WarcSettings, options: { maxBytes: number }): Source {
  const { name, path: file } = settings;
  const where = path.basename(file);
  return createSource(name, where, async function* (signal) {
    const last = await lastOfEach(pageKeys(file, options.maxBytes, signal));
    throwIfAborted(signal);
    for await (const page of readPages(file, options.maxBytes)) {
      if (page instanceof KlartextError) {
        yield trouble(where, page);
        continue;
      }
      const isLast = (last.lastOf(page.url) ?? page.position) <= page.position;
      if (!isLast) {
        yield superseded(where, page.url);
        continue;
      }
      // A body that cannot be unpacked gives up its record and no more.
      const event = await toEvent(page, options.maxBytes).catch((error: unknown) => trouble(where, error));
      if (event.type === 'candidate' && page.isCut) yield cutOff(where, page.url);
      yield event;
    }
  });
}

interface Page {
  position: number;
  url: string;
  answer: Answer;
  contentType: string | undefined;
  isHttp: boolean;
  /** Of the whole record, whatever was taken of it. */
  bytes: number;
  /** The crawler stored a part of it only. */
  isCut: boolean;
}

async function* pageKeys(
  file: string,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<{ key: string; position: number }> {
  for await (const page of readPages(file, HEAD_BYTES)) {
    if (signal.aborted) return;
    if (!(page instanceof KlartextError) && page.bytes <= maxBytes)
      yield { key: page.url, position: page.position };
  }
}

async function* readPages(file: string, maxBytes: number): AsyncGenerator<Page | KlartextError> {
  let position = 0;
  for await (const record of readWarc(file, WANTED, maxBytes)) {
    position += 1;
    const page = record instanceof KlartextError ? record : toPage(record, position);
    if (page) yield page;
  }
}

function toPage({ headers, block }: WarcRecord, position: number): Page | undefined {
  const url = canonicalUrl(headers.get('warc-target-uri')?.replace(/^<|>$/g, '') ?? '');
  const isHttp = mediaType(headers.get('content-type')) === 'application/http';
  const answer = isHttp
    ? parseHttpAnswer(block)
    : { status: 200, headers: Object.fromEntries(headers), body: block };
  const contentType = answer && header(answer.headers, 'content-type');
  if (!url || answer?.status !== 200 || !PAGE.test(mediaType(contentType))) return undefined;
  const bytes = Number(headers.get('content-length'));
  const isCut = headers.has('warc-truncated') || (isHttp && isShort(answer));
  return { position, url, answer, contentType, isHttp, bytes, isCut };
}

/** What was packed has its length told as it came, and many crawlers store it unpacked. */
function isShort({ headers, body }: Answer): boolean {
  const isPlain = !header(headers, 'content-encoding') && !header(headers, 'transfer-encoding');
  return isPlain && body.length < Number(header(headers, 'content-length') ?? 0);
}

async function toEvent(
  { url, answer, contentType, isHttp, bytes }: Page,
  maxBytes: number,
): Promise<SourceEvent> {
  if (bytes > maxBytes) throw tooLarge(url, maxBytes);
  const content = isHttp ? await unpackBody(answer, url, maxBytes) : answer.body;
  const charset = charsetOf(contentType);
  const candidate: Candidate = {
    key: url,
    url,
    version: sha256(content).slice(0, 32),
    isWithin: true,
    metadata: { url },
    load: async () => ({ content, format: 'html', url, ...(charset ? { charset } : {}) }),
  };
  return { type: 'candidate', candidate };
}

function cutOff(where: string, url: string): SourceEvent {
  return notice(where, `${shownUrl(url)} was cut off when it was stored; its end is missing.`);
}

function superseded(where: string, url: string): SourceEvent {
  return notice(where, `${shownUrl(url)} stands there again further on, and the last copy counts.`);
}
