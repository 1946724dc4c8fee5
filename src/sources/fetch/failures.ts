/** What a host did, as one classified error. Messages name the address without its query and hold no text of a page. */
import { DAY_MS } from '../../day.ts';
import { type ErrorCode, KlartextError, type KlartextErrorOptions } from '../../errors.ts';
import { shownUrl } from '../canonical-url.ts';

/** `what` goes after the address: `answered 404`. */
export function failure(
  code: ErrorCode,
  url: string,
  what: string,
  options: KlartextErrorOptions = {},
): KlartextError {
  return new KlartextError(code, `${shownUrl(url)} ${what}.`, options);
}

/** What a status other than 2xx, 304 and the redirects means. */
export function statusFailure(url: string, status: number, retryAfter: string | undefined): KlartextError {
  const retryAfterMs = retryAfter === undefined ? undefined : readRetryAfter(retryAfter, Date.now());
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const asks = retryAfterMs === undefined ? '' : `, and for ${shownRest(retryAfterMs)} of rest`;
  if (status === 429)
    return failure('SOURCE_RATE_LIMIT', url, `asks for fewer requests (429)${asks}`, {
      ...wait,
      hint: 'Raise fetch.delayMs for gentler runs; what is left is taken up by the next one.',
    });
  if (status >= 500 || status === 408 || status === 425)
    return failure('SOURCE_UNAVAILABLE', url, `failed or is overloaded (${status})${asks}`, wait);
  if (status === 401 || status === 407)
    return failure('SOURCE_REFUSED', url, `asks for a login (${status})`, { hint: LOGIN_HINT });
  if (status === 403) return failure('SOURCE_REFUSED', url, 'forbids access (403)');
  if (status === 404 || status === 410)
    return failure('SOURCE_REFUSED', url, `is not there (${status})`, {
      hint: 'Take the address out of the pipeline file if it is gone for good.',
    });
  return failure('SOURCE_REFUSED', url, `answered ${status}, which is no page`);
}

/** As a person reads it: no host means a number of twenty digits. */
export function shownRest(ms: number): string {
  return ms > DAY_MS ? 'more than a day' : `${Math.ceil(ms / 1000)} s`;
}

export const LOGIN_HINT = 'Only pages that anybody may read can be fetched.';

/** `Retry-After` as milliseconds from now: seconds or an HTTP date; undefined for neither, and for what is over. */
export function readRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  const isSeconds = /^\d+(\.\d+)?$/.test(text);
  const date = !isSeconds && /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  const restMs = isSeconds ? Number(text) * 1000 : date - now;
  return restMs > 0 ? restMs : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has a host name that nobody knows',
  EAI_AGAIN: 'has a host name that could not be looked up',
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'did not answer the connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not answer the connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'stopped sending in the middle',
  UND_ERR_SOCKET: 'cut the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent less than it had announced',
  UND_ERR_HEADERS_OVERFLOW: 'sent headers without end',
  Z_BUF_ERROR: 'cut a compressed answer short',
  Z_DATA_ERROR: 'sent a compressed answer that cannot be unpacked',
};

/** An error of the network, of TLS or of decompression. */
export function networkFailure(url: string, cause: unknown): KlartextError {
  if (cause instanceof KlartextError) return cause;
  const { code = '', errors } = cause as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  // Several addresses were tried and each failed.
  const known = REASONS[code] ?? REASONS[errors?.[0]?.code ?? ''];
  // Who answers, if with something broken, is there: only what the network did names its cause.
  if (known) return failure('SOURCE_UNAVAILABLE', url, known, /^Z_/.test(code) ? {} : { cause });
  if (/CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return failure('SOURCE_UNAVAILABLE', url, `has no valid certificate (${code})`, { cause });
  const name = code || (cause instanceof Error ? cause.name : 'unknown');
  return failure('SOURCE_UNAVAILABLE', url, `could not be fetched (${name})`, { cause });
}
