/** One request and its answer, within bounds of time and size. */
import { type Dispatcher, request } from 'undici';
import { abortedError, KlartextError } from '../../errors.ts';
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
  /** Whether a media type (lower case, without parameters; '' when not told) is of use. */
  accepts: (mediaType: string) => boolean;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Empty for redirects and 304. */
  body: Buffer;
}

const ANSWERS = new Set([200, 203, 304, 301, 302, 303, 307, 308]);

/** Rejects with one classified error for everything but an answer with content, a redirect and 304. */
export async function exchange(url: string, options: ExchangeOptions, signal: AbortSignal): Promise<Answer> {
  const { dispatcher, headers, answerTimeoutMs, totalTimeoutMs } = options;
  const deadline = AbortSignal.timeout(totalTimeoutMs);
  const either = AbortSignal.any([signal, deadline]);
  try {
    const response = await request(url, {
      dispatcher,
      headers,
      signal: either,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
    const { statusCode: status } = response;
    if (status === 200 || status === 203)
      return { status, headers: response.headers, body: await bodyOf(url, response, options) };
    // Read on behind our back, so that the connection can be used again; the deadline ends it.
    response.body.dump({ limit: 64 * 1024, signal: either }).catch(() => undefined);
    if (ANSWERS.has(status)) return { status, headers: response.headers, body: Buffer.alloc(0) };
    throw statusFailure(url, status, header(response.headers, 'retry-after'));
  } catch (cause) {
    if (signal.aborted) throw abortedError(signal);
    if (cause instanceof KlartextError) throw cause;
    if (!deadline.aborted) throw networkFailure(url, cause);
    const seconds = totalTimeoutMs / 1000;
    throw failure('SOURCE_UNAVAILABLE', url, `was not done within ${seconds} s`, { cause });
  }
}

async function bodyOf(
  url: string,
  { headers, body }: Dispatcher.ResponseData,
  { accepts, maxBytes }: ExchangeOptions,
): Promise<Buffer> {
  body.on('error', () => undefined);
  const refuse = (error: KlartextError) => {
    body.destroy();
    throw error;
  };
  const type = mediaType(header(headers, 'content-type'));
  if (!accepts(type)) refuse(failure('INPUT_UNSUPPORTED', url, `is ${type}, which holds no article`));
  if (Number(header(headers, 'content-length')) > maxBytes) refuse(tooLarge(url, maxBytes));
  const content = await readBody(body, {
    url,
    contentEncoding: header(headers, 'content-encoding'),
    maxBytes,
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
