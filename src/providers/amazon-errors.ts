/** Tells what an error of the AWS client means. Its messages may hold our text: none is passed on. */
import type { KlartextError } from '../errors.ts';
import { type Meaning, retryAfterMs, type Service, serviceError, statusMeaning } from './status-errors.ts';

const SERVICE: Service = {
  name: 'Amazon Translate',
  keyHint:
    'Check the AWS credentials, their right to translate:TranslateText, and the clock of this machine.',
  addressHint: 'Check the options region and endpoint.',
};

/** Exceptions by name, as most of them come with status 400. */
const STATUS_BY_NAME: Readonly<Record<string, number>> = {
  TooManyRequestsException: 429,
  ThrottlingException: 429,
  Throttling: 429,
  ServiceUnavailableException: 503,
  InternalServerException: 500,
  TextSizeLimitExceededException: 413,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  IncompleteSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  ExpiredToken: 403,
  OptInRequired: 403,
  SubscriptionRequiredException: 403,
  CredentialsProviderError: 403,
};

interface AwsError {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
}

export function classifyAmazon(error: unknown): KlartextError {
  const { name = '', code, $metadata, $response } = (error ?? {}) as AwsError;
  const status = STATUS_BY_NAME[name] ?? $metadata?.httpStatusCode ?? $response?.statusCode;
  const wait = retryAfterMs((header) => $response?.headers?.[header]);
  if (status !== undefined) return serviceError(SERVICE, statusMeaning(status), wait);
  const why = typeof code === 'string' && /^E[A-Z]+$/.test(code) ? ` (${code})` : '';
  const meaning: Meaning = { code: 'PROVIDER_UNAVAILABLE', what: `could not be reached, or broke off${why}` };
  return serviceError(SERVICE, meaning);
}
