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

/** FNV-1a, 32 bits: spreads well enough, and costs next to nothing; for tables in memory, not for names. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
