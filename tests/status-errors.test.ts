import { expect, test } from 'vitest';
import { retryAfterMs, serviceError, statusMeaning } from '../src/providers/status-errors.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

test.each([
  [{ 'retry-after': '3' }, 3000],
  [{ 'retry-after': ' 1.5 ' }, 1500],
  [{ 'retry-after': 'Mon, 23 Nov 2026 12:01:00 GMT' }, 60_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': '30', 'retry-after-ms': '250' }, 250],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '' }, undefined],
  [{}, undefined],
])('wait of %o', (headers: Record<string, string>, expected) => {
  expect(retryAfterMs((name) => headers[name], NOW)).toBe(expected);
});

test.each([
  [301, 'PROVIDER_BAD_RESPONSE'],
  [400, 'PROVIDER_REJECTED'],
  [401, 'PROVIDER_AUTH'],
  [402, 'PROVIDER_QUOTA'],
  [403, 'PROVIDER_AUTH'],
  [404, 'CONFIG_INVALID'],
  [408, 'PROVIDER_UNAVAILABLE'],
  [413, 'PROVIDER_REJECTED'],
  [429, 'PROVIDER_RATE_LIMIT'],
  [456, 'PROVIDER_QUOTA'],
  [500, 'PROVIDER_UNAVAILABLE'],
  [504, 'PROVIDER_UNAVAILABLE'],
  [529, 'PROVIDER_RATE_LIMIT'],
])('status %i is %s', (status, code) => {
  const service = { name: 'It', keyHint: 'Check the key.', addressHint: 'Check the address.' };
  const error = serviceError(service, statusMeaning(status));
  expect(error.code).toBe(code);
  expect(error.message).toContain(String(status));
});
