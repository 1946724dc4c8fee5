/** Tells what an error of the DeepL client means. Its messages may hold our text: none is passed on. */
import { type ErrorCode, KlartextError, type KlartextErrorOptions } from '../errors.ts';

export function badCount(expected: number, got: number): KlartextError {
  return new KlartextError(
    'PROVIDER_BAD_RESPONSE',
    `DeepL answered ${got} translations for ${expected} texts.`,
  );
}

/**
 * Told by class name and status, as the client keeps neither status nor headers: `Retry-After` is lost
 * in it. What is no error of the client is a fault of ours and comes back as it is.
 */
export function classifyDeepL(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const name = error.constructor.name;
  if (name === 'AuthorizationError') {
    return failure('PROVIDER_AUTH', 'refused the key (403)', {
      hint: 'Check DEEPL_API_KEY and DEEPL_SERVER_URL.',
    });
  }
  if (name === 'QuotaExceededError') {
    return failure('PROVIDER_QUOTA', 'says that the quota of this period is used up (456)', {
      hint: 'Wait for the next period, raise the limit, or use another provider.',
    });
  }
  if (name === 'TooManyRequestsError') return failure('PROVIDER_RATE_LIMIT', 'asks for fewer requests (429)');
  if (name === 'ConnectionError')
    return failure('PROVIDER_UNAVAILABLE', 'could not be reached, or broke off');
  return name === 'DeepLError' ? byMessage(error.message) : error;
}

function byMessage(message: string): KlartextError {
  if (message.startsWith('Error parsing response')) {
    return failure('PROVIDER_BAD_RESPONSE', 'answered something that is no translation', {
      hint: 'Check DEEPL_SERVER_URL: a redirect or a proxy page looks like this.',
    });
  }
  if (message.startsWith('Bad request')) return failure('PROVIDER_REJECTED', 'refused the request (400)');
  if (message.startsWith('Not found')) return failure('PROVIDER_REJECTED', 'knows no such address (404)');
  if (message.startsWith('Service unavailable'))
    return failure('PROVIDER_UNAVAILABLE', 'is unavailable (503)');
  const status = Number(/^Unexpected status code: (\d{3})/.exec(message)?.[1] ?? 0);
  if (status === 401)
    return failure('PROVIDER_AUTH', 'refused the key (401)', { hint: 'Check DEEPL_API_KEY.' });
  if (status === 429 || status === 529)
    return failure('PROVIDER_RATE_LIMIT', `asks for fewer requests (${status})`);
  if (status >= 500 || status === 408) return failure('PROVIDER_UNAVAILABLE', `failed (${status})`);
  return failure('PROVIDER_REJECTED', `refused the request${status ? ` (${status})` : ''}`);
}

function failure(code: ErrorCode, what: string, options: KlartextErrorOptions = {}): KlartextError {
  return new KlartextError(code, `DeepL ${what}.`, options);
}
