/** The one error of the program: what went wrong, how far it reaches, and what to do. */

/** `attempt`: try again. `document`: give this one up and go on. `run`: stop, the next would fail alike. */
export type ErrorReach = 'attempt' | 'document' | 'run';

export const ERROR_REACH = {
  CONFIG_INVALID: 'run',
  USAGE: 'run',
  STAGE_UNKNOWN: 'run',
  PROVIDER_UNKNOWN: 'run',
  INPUT_UNREADABLE: 'document',
  INPUT_UNSUPPORTED: 'document',
  SOURCE_UNAVAILABLE: 'attempt',
  SOURCE_RATE_LIMIT: 'attempt',
  SOURCE_REFUSED: 'document',
  OUTPUT_UNWRITABLE: 'run',
  // A link in its way, as where an earlier year was moved to another disk: those of other days are written.
  OUTPUT_OUTSIDE: 'document',
  PROVIDER_AUTH: 'run',
  PROVIDER_QUOTA: 'run',
  PROVIDER_RATE_LIMIT: 'attempt',
  PROVIDER_UNAVAILABLE: 'attempt',
  PROVIDER_REJECTED: 'document',
  PROVIDER_BAD_RESPONSE: 'attempt',
  MODEL_MISSING: 'run',
  MODEL_CORRUPT: 'run',
  // Of one provider: what is left untranslated is told segment by segment, and the others go on.
  BUDGET_EXHAUSTED: 'document',
  STORE_INCOMPATIBLE: 'run',
  // A journal that broke under a run: the next one builds it again from the outputs.
  STORE_DAMAGED: 'run',
  STORE_BUSY: 'attempt',
  ABORTED: 'run',
} as const satisfies Record<string, ErrorReach>;

export type ErrorCode = keyof typeof ERROR_REACH;

export interface KlartextErrorOptions {
  cause?: unknown;
  /** What the user can do, one sentence. */
  hint?: string;
  /** How long the service asked us to wait, in milliseconds. */
  retryAfterMs?: number;
  /** Nothing was asked for, as an earlier request had shown that it is of no use now. Default false. */
  isUntried?: boolean;
}

/** `message` says what was expected and what came; it never holds a key or article text. */
export class KlartextError extends Error {
  readonly code: ErrorCode;
  readonly reach: ErrorReach;
  readonly hint: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isUntried: boolean;

  constructor(code: ErrorCode, message: string, options: KlartextErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'KlartextError';
    this.code = code;
    this.reach = ERROR_REACH[code];
    this.hint = options.hint;
    this.retryAfterMs = options.retryAfterMs;
    this.isUntried = options.isUntried ?? false;
  }
}

/** What every aborted operation rejects with. */
export function abortedError(signal: AbortSignal): KlartextError {
  return new KlartextError('ABORTED', 'The work was stopped before it was done.', {
    cause: signal.reason,
    hint: 'Run the same command again; what is done is not done twice.',
  });
}

/** Throws ABORTED when the signal is aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortedError(signal);
}

/** The same of a document, by whose name it is told. */
export function errorOf(name: string, cause: KlartextError): KlartextError {
  const { code, message, hint } = cause;
  return new KlartextError(code, `${name}: ${message}`, { cause, ...(hint ? { hint } : {}) });
}

/** What went wrong and what to do, on one line. */
export function messageWithHint({ message, hint }: Pick<KlartextError, 'message' | 'hint'>): string {
  return hint ? `${message} ${hint}` : message;
}
