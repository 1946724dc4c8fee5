/** Content hashes: everything that decides an output is named by one. */
import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a value's JSON with keys sorted at every level, so that key order does not count. */
export function hashValue(value: unknown): string {
  return sha256(
    JSON.stringify(value, (_key, inner) => (isPlainObject(inner) ? sortKeys(inner) : inner)) ?? '',
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
