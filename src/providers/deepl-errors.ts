/** Tells what an error of the DeepL client means. Its messages may hold our text: none is passed on. */
import { KlartextError } from '../errors.ts';
import { type Service, serviceError, statusMeaning } from './status-errors.ts';

const SERVICE: Service = {
  name: 'DeepL',
  keyHint: 'Check DEEPL_API_KEY and DEEPL_SERVER_URL.',
  addressHint: 'Check the option serverUrl and DEEPL_SERVER_URL.',
};

/** The client keeps neither status nor headers, but has a class for some. */
const STATUS_BY_CLASS: Readonly<Record<string, number>> = {
  AuthorizationError: 403,
  QuotaExceededError: 456,
  TooManyRequestsError: 429,
  GlossaryNotFoundError: 404,
};
/** And begins the message of the others with words of its own. */
const STATUS_BY_MESSAGE: readonly (readonly [string, number])[] = [
  ['Bad request', 400],
  ['Not found', 404],
  ['Service unavailable', 503],
];

export function badCount(expected: number, got: number): KlartextError {
  return new KlartextError(
    'PROVIDER_BAD_RESPONSE',
    `DeepL answered ${got} translations for ${expected} texts.`,
  );
}

/** What is no error of the client is a fault of ours and comes back as it is. `retryAfterMs`: what the answer asked for. */
export function classifyDeepL(error: unknown, retryAfterMs?: number): unknown {
  if (!(error instanceof Error)) return error;
  const name = error.constructor.name;
  if (name === 'ConnectionError') {
    return serviceError(SERVICE, {
      code: 'PROVIDER_UNAVAILABLE',
      what: 'could not be reached, or broke off',
    });
  }
  const status = STATUS_BY_CLASS[name] ?? (name === 'DeepLError' ? statusOf(error.message) : undefined);
  if (status !== undefined) return serviceError(SERVICE, statusMeaning(status), retryAfterMs);
  if (name !== 'DeepLError') return error;
  if (error.message.startsWith('Error parsing response')) {
    const what = 'answered something that is not JSON';
    return serviceError(SERVICE, { code: 'PROVIDER_BAD_RESPONSE', what });
  }
  return serviceError(SERVICE, { code: 'PROVIDER_REJECTED', what: 'refused the request' });
}

function statusOf(message: string): number | undefined {
  const told = STATUS_BY_MESSAGE.find(([start]) => message.startsWith(start))?.[1];
  const status = told ?? Number(/^Unexpected status code: (\d{3})/.exec(message)?.[1]);
  return Number.isNaN(status) ? undefined : status;
}
