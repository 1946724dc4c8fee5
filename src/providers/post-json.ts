/** One POST of JSON to a service, answered as JSON or rejected as one classified error. */
import { KlartextError } from '../errors.ts';
import { withDeadline } from './deadline.ts';
import { type Meaning, retryAfterMs, type Service, serviceError, statusMeaning } from './status-errors.ts';

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

/**
 * Sends once and follows no redirect: a 301 would turn the POST into a GET that answers 200 with a web page.
 * Rejects with ABORTED or a PROVIDER_ code (CONFIG_INVALID for an unknown address).
 */
export function postJson(request: JsonRequest): Promise<{ body: unknown; headers: Headers }> {
  const { service, signal, timeoutMs } = request;
  return withDeadline(service.name, signal, timeoutMs, async (deadline) => {
    const { response, text } = await send(request, deadline);
    if (response.ok) return { body: parseBody(service, text), headers: response.headers };
    const meaning = request.explain?.(response.status, parse(text)) ?? statusMeaning(response.status);
    throw serviceError(
      service,
      meaning,
      retryAfterMs((name) => response.headers.get(name)),
    );
  });
}

async function send({ service, url, headers, body }: JsonRequest, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      signal,
    });
    return { response, text: await response.text() };
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = (error as { cause?: { code?: unknown } }).cause?.code;
    const why = typeof cause === 'string' ? ` (${cause})` : '';
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
