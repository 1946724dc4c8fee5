/** The one table of what a service's HTTP status means to us. */
import { type ErrorCode, KlartextError, type KlartextErrorOptions } from '../errors.ts';

/** How a service is named in messages, and where a user looks when it refuses. */
export interface Service {
  name: string;
  /** `Check DEEPL_API_KEY.` */
  keyHint: string;
  /** `Check the option serverUrl.` */
  addressHint: string;
}

export interface Meaning {
  code: ErrorCode;
  /** Goes after the service's name: `refused the key (403)`. Never holds text that the service sent. */
  what: string;
  hint?: string;
}

/** What a status says by itself, whichever service sent it. */
export function statusMeaning(status: number): Meaning {
  if (status === 401 || status === 403) return { code: 'PROVIDER_AUTH', what: `refused the key (${status})` };
  if (status === 402 || status === 456) return quotaMeaning(status);
  if (status === 404 || status === 405)
    return { code: 'CONFIG_INVALID', what: `knows no such address or model (${status})` };
  if (status === 429 || status === 529)
    return { code: 'PROVIDER_RATE_LIMIT', what: `asks for fewer requests (${status})` };
  if (status >= 500 || status === 408)
    return { code: 'PROVIDER_UNAVAILABLE', what: `failed or is overloaded (${status})` };
  if (status >= 400) return { code: 'PROVIDER_REJECTED', what: `refused the request (${status})` };
  return {
    code: 'PROVIDER_BAD_RESPONSE',
    what: `answered with something that is no translation (${status})`,
  };
}

export function quotaMeaning(status: number): Meaning {
  return { code: 'PROVIDER_QUOTA', what: `says that the quota of this period is used up (${status})` };
}

/** The error for a meaning; adds the hint that fits the code where the meaning has none. */
export function serviceError(service: Service, meaning: Meaning, retryAfterMs?: number): KlartextError {
  const hint = meaning.hint ?? hintFor(service, meaning.code);
  const options: KlartextErrorOptions = {
    ...(hint === undefined ? {} : { hint }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  return new KlartextError(meaning.code, `${service.name} ${meaning.what}.`, options);
}

function hintFor({ keyHint, addressHint }: Service, code: ErrorCode): string | undefined {
  if (code === 'PROVIDER_AUTH') return keyHint;
  if (code === 'PROVIDER_QUOTA') return 'Wait for the next period, raise the limit, or use another provider.';
  if (code === 'CONFIG_INVALID') return addressHint;
  if (code === 'PROVIDER_BAD_RESPONSE') return `${addressHint} A redirect or a proxy page looks like this.`;
  return undefined;
}

/**
 * How long the service asked us to wait, in milliseconds: `retry-after-ms`, or `Retry-After` as seconds or as
 * an HTTP date. Undefined when it did not say, or said it in no known form.
 */
export function retryAfterMs(
  get: (header: string) => string | null | undefined,
  now = Date.now(),
): number | undefined {
  const exact = Number(get('retry-after-ms') || Number.NaN);
  if (exact >= 0) return exact;
  const value = get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = value === '' ? Number.NaN : Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
