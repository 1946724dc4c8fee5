/** The contract's faults as what a service over HTTP sends. */
import type { BentName, FaultName } from '../contracts/provider.ts';
import type { FakeServer, Fault } from './fake-server.ts';

export const HTTP_FAULTS = {
  'wrong-key': { status: 403 },
  'rate-limit-seconds': { status: 429, retryAfter: '2' },
  'rate-limit-date': { status: 429, retryAfter: new Date(Date.now() + 90_000).toUTCString() },
  'server-error': { status: 500, body: 'Geheimer Text' },
  unavailable: { status: 503 },
  timeout: 'timeout',
  cut: 'cut',
  'bad-request': { status: 400, body: '{"error":{"message":"Geheimer Text"}}' },
  'too-large': { status: 413 },
  html: 'html',
  redirect: 'redirect',
  truncated: 'truncate',
} as const satisfies Partial<Record<FaultName, Fault>>;

/** Of services that answer a list of texts in order. */
export const LIST_FAULTS = { ...HTTP_FAULTS, dropped: 'drop', duplicated: 'duplicate' } as const;

type Faults = Partial<Record<FaultName, Fault>>;

export function faultNames(faults: Faults): FaultName[] {
  return Object.keys(faults) as FaultName[];
}

/** Each causes its fault in the next request; every fake can bend an answer. */
export function causesOf(
  fake: FakeServer,
  faults: Faults,
): Partial<Record<FaultName | BentName, () => void>> {
  const all = { ...faults, blank: 'blank', reordered: 'reorder' } satisfies Record<string, Fault>;
  const causes = Object.entries(all).map(([name, fault]) => [name, () => fake.faults.push(fault)]);
  return Object.fromEntries(causes);
}
