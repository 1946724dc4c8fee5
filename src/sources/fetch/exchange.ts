/** One request and its answer, within bounds of time and size. */
import { type Dispatcher, request } from 'undici';
import type { KlartextError } from '../../errors.ts';
import { withDeadline } from '../../with-deadline.ts';
import { readBody, tooLarge } from './body.ts';
import { failure, networkFailure, statusFailure } from './failures.ts';

export interface ExchangeOptions {
  dispatcher: Dispatcher;
  headers: Record<string, string>;
  /** From the request to the first byte of the answer, and between two parts of it. */
  answerTimeoutMs: number;
  /** For all of it. */
  totalTimeoutMs: number;
  /** Of the body, decompressed. */
  maxBytes: number;
  /** Of a longer body take as much, and refuse none. Default: false. */
  cutsOff?: boolean;
  /** Whether a media type (lower case, without parameters; '' when not told) is of use. */
  accepts: (mediaType: string) => boolean;
  /** Told what there is of an answer that breaks off, before the rejection. */
  onPart?: (part: Part) => void;
}

export interface Part {
  /** Canonical. */
  url: string;
  body: Buffer;
  contentType?: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Empty for redirects and 304. */
  body: Buffer;
}

const WITHOUT_BODY: ReadonlySet<number> = new Set([301, 302, 303, 304, 307, 308]);

/** Rejects with one classified error for everything but an answer with content, a redirect and 304. */
export async function exchange(url: string, options: ExchangeOptions, signal: AbortSignal): Promise<Answer> {
  const { totalTimeoutMs } = options;
  const timedOut = (cause: unknown): KlartextError =>
    failure('SOURCE_UNAVAILABLE', url, `was not done within ${totalTimeoutMs / 1000} s`, { cause });
  return withDeadline(signal, totalTimeoutMs, (within) => ask(url, options, within), timedOut);
}

async function ask(url: string, options: ExchangeOptions, signal: AbortSignal): Promise<Answer> {
  const { dispatcher, headers, answerTimeoutMs: timeout } = options;
  try {
    const how = { dispatcher, headers, signal, headersTimeout: timeout, bodyTimeout: timeout };
    const response = await request(url, how);
    const { statusCode: status, headers: answered, body } = response;
    // What is not read to its end is reported as an error, to nobody in particular.
    body.on('error', () => undefined);
    if (status === 200 || status === 203)
      return { status, headers: answered, body: await bodyOf(url, response, options) };
    // A 304 has no body; that of others is not worth the wait, and the connection is closed with it.
    if (status === 304) await body.dump();
    else body.destroy();
    if (WITHOUT_BODY.has(status)) return { status, headers: answered, body: Buffer.alloc(0) };
    throw statusFailure(url, status, header(answered, 'retry-after'));
  } catch (cause) {
    // The signal's own error is for who set the limit.
    if (signal.aborted) throw cause;
    throw networkFailure(url, cause);
  }
}

async function bodyOf(
  url: string,
  { headers, body }: Dispatcher.ResponseData,
  { accepts, maxBytes, cutsOff = false, onPart }: ExchangeOptions,
): Promise<Buffer> {
  const refuse = (error: KlartextError) => {
    body.destroy();
    throw error;
  };
  const contentType = header(headers, 'content-type');
  const type = mediaType(contentType);
  if (!accepts(type)) refuse(failure('INPUT_UNSUPPORTED', url, `is ${type}, which holds no article`));
  if (!cutsOff && Number(header(headers, 'content-length')) > maxBytes) refuse(tooLarge(url, maxBytes));
  const content = await readBody(body, {
    url,
    contentEncoding: header(headers, 'content-encoding'),
    maxBytes,
    cutsOff,
    onBreak: (part) => onPart?.({ url, body: part, ...(contentType ? { contentType } : {}) }),
  });
  if (content.length === 0) throw failure('INPUT_UNSUPPORTED', url, 'answered with nothing (0 bytes)');
  return content;
}

/** The first of a header that came several times. */
export function header(headers: Answer['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** `text/html` of `Text/HTML; charset=utf-8`; '' for none. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** `utf-8` of `text/html; charset="UTF-8"`. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}
