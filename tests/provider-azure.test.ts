import { describe, expect, test } from 'vitest';
import { azure } from '../src/providers/azure.ts';
import type { Segment } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { type FakeAzure, openFakeAzure } from './support/fake-azure.ts';
import { causesOf, faultNames, LIST_FAULTS } from './support/http-faults.ts';

const FAULTS = {
  ...LIST_FAULTS,
  quota: { status: 403, body: '{"error":{"code":403001,"message":"free quota"}}' },
  overload: { status: 429, retryAfter: '1', body: '{"error":{"code":429001}}' },
};

function connect(fake: FakeAzure, options = {}, env = {}) {
  const parsed = azure.options.parse({ endpoint: fake.url, timeoutMs: 3000, ...options });
  const keys = { AZURE_TRANSLATOR_KEY: fake.key, AZURE_TRANSLATOR_REGION: fake.region, ...env };
  return azure.create(parsed, { env: keys, modelFolders: [] });
}

describe.each(['3.0', '2026-06-06'])('version %s', (apiVersion) => {
  testProvider(
    'azure',
    async () => {
      const fake = await openFakeAzure();
      return {
        provider: await connect(fake, { apiVersion }),
        keepsText: true,
        tellsRetryAfter: true,
        faults: causesOf(fake, FAULTS),
        requests: () => fake.ledger.requests,
        received: () => fake.ledger.bodies.join(),
        close: fake.close,
      };
    },
    faultNames(FAULTS),
  );

  test('what the service says it billed is what is told', async () => {
    const fake = await openFakeAzure();
    const provider = await connect(fake, { apiVersion });
    const segments: Segment[] = ['Guten Tag', 'Größe <g id="1">XL</g>'].map((source, index) => ({
      id: `s${index}`,
      kind: 'paragraph',
      source,
      tags: index === 0 ? [] : [{ id: 1, kind: 'paired', node: 'strong' }],
    }));
    const signal = new AbortController().signal;
    const { usage } = await provider.translate({ pair: { source: 'de', target: 'en' }, segments, signal });
    await fake.close();
    expect(usage.billedCharacters).toBe(fake.ledger.characters);
    expect(usage.characters).toBe(fake.ledger.characters);
  });
});

test('without a key it says what to do, and check sends nothing', async () => {
  const context = { env: {}, modelFolders: [] };
  const options = azure.options.parse({});
  await expect(azure.create(options, context)).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
  expect(await azure.check(options, context)).toMatchObject({ usable: false });
});
