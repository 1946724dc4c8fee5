/** One POST of JSON to a service, answered as JSON or rejected as one classified error. */
import { request as post } from 'undici';
import { KlartextError } from '../errors.ts';
import { withDeadline } from './deadline.ts';
import { type Meaning, retryAfterMs, type Service, serviceError, statusMeaning } from './status-errors.ts';

/** Without a word on encodings a server may choose any. */
const ASKED = {
  'content-type': 'application/json',
  accept: 'application/json',
  'accept-encoding': 'identity',
};

export interface JsonRequest {
  service: Service;
  url: string | URL;
  headers: Readonly<Record<string, string>>;
  body: unknown;
  timeoutMs: number;
  signal: AbortSignal;
  /** What a failure means with this service, where its status alone does not tell; else undefined. */
  explain?(status: number, body: unknown): Meaning | undefined;
}

export interface JsonAnswer {
  body: unknown;
  /** By its name in lower case. */
  header(name: string): string | undefined;
}

/**
 * Sends once and follows no redirect: a 301 would turn the POST into a GET that answers 200 with a web page.
 * Rejects with ABORTED or a PROVIDER_ code (CONFIG_INVALID for an unknown address).
 */
export function postJson(request: JsonRequest): Promise<JsonAnswer> {
  const { service, signal, timeoutMs } = request;
  return withDeadline(service.name, signal, timeoutMs, async (deadline) => {
    const { status, header, text } = await send(request, deadline);
    if (status >= 200 && status < 300) return { body: parseBody(service, text), header };
    const meaning = request.explain?.(status, parse(text)) ?? statusMeaning(status);
    throw serviceError(service, meaning, retryAfterMs(header));
  });
}

async function send({ service, url, headers, body }: JsonRequest, signal: AbortSignal) {
  try {
    // A fifth of the time that `fetch` takes for one. The deadline is the only limit: local models answer slowly.
    const {
      statusCode,
      headers: answered,
      body: answer,
    } = await post(url, {
      method: 'POST',
      headers: { ...ASKED, ...headers },
      body: JSON.stringify(body),
      signal,
      ...{ headersTimeout: 0, bodyTimeout: 0 },
    });
    const header = (name: string) => answered[name]?.toString();
    return { status: statusCode, header, text: await answer.text() };
  } catch (error) {
    if (signal.aborted) throw error;
    const { code } = error as { code?: unknown };
    const why = typeof code === 'string' ? ` (${code})` : '';
    throw new KlartextError(
      'PROVIDER_UNAVAILABLE',
      `${service.name} could not be reached, or broke off${why}.`,
      {
        hint: service.addressHint,
      },
    );
  }
}

function parseBody(service: Service, text: string): unknown {
  const body = parse(text);
  if (body === undefined) {
    const what = 'answered something that is not JSON';
    throw serviceError(service, { code: 'PROVIDER_BAD_RESPONSE', what });
  }
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
