import { expect, test, vi } from 'vitest';
import { amazon } from '../src/providers/amazon.ts';
import type { GlossaryTerm, Segment } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { type FakeAmazon, openFakeAmazon } from './support/fake-amazon.ts';
import { causesOf, faultNames, HTTP_FAULTS } from './support/http-faults.ts';

const exception = (name: string): { status: number; body: string } => ({
  status: 400,
  body: JSON.stringify({ __type: name, Message: 'Geheimer Text' }),
});
const FAULTS = {
  ...HTTP_FAULTS,
  overload: exception('TooManyRequestsException'),
  'too-large': exception('TextSizeLimitExceededException'),
  unavailable: exception('ServiceUnavailableException'),
  'wrong-key': exception('UnrecognizedClientException'),
};

function connect(fake: FakeAmazon, given = {}, glossary: GlossaryTerm[] = []) {
  const options = amazon.options.parse({ endpoint: fake.url, timeoutMs: 3000, ...given });
  return amazon.create(options, { env: fake.env, modelFolders: [], glossary });
}

testProvider(
  'amazon',
  async () => {
    const fake = await openFakeAmazon();
    return {
      provider: await connect(fake),
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

test('without access it says what to do', async () => {
  const options = amazon.options.parse({});
  for (const env of [{}, { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' }]) {
    const context = { env, modelFolders: [] };
    expect(await amazon.check(options, context)).toMatchObject({ usable: false });
    await expect(amazon.create(options, context)).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
  }
});

test('an empty answer is no translation', async () => {
  const fake = await openFakeAmazon();
  fake.faults.push('blank');
  const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Guten Tag', tags: [] }];
  const signal = new AbortController().signal;
  const provider = await connect(fake);
  const { targets } = await provider.translate({ pair: { source: 'de', target: 'en' }, segments, signal });
  expect(targets).toEqual([undefined]);
  await provider.dispose?.();
  await fake.close();
});

test('a terminology is imported once, again after a failure, and named in every request', async () => {
  const fake = await openFakeAmazon();
  const term = { german: 'Werk, das', english: 'plant', doNotTranslate: false, isName: false };
  const provider = await connect(fake, { terminologyName: 'tech-news' }, [term]);
  expect(provider.features.glossary).toBe(true);
  const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Guten Tag', tags: [] }];
  const request = { pair: { source: 'de', target: 'en' }, segments, signal: new AbortController().signal };
  fake.faults.push(exception('LimitExceededException'));
  await expect(provider.translate(request)).rejects.toMatchObject({ name: 'KlartextError' });
  for (let time = 0; time < 2; time++)
    expect((await provider.translate(request)).targets).toEqual([{ target: 'GUTEN TAG' }]);
  expect(fake.terminologies.get('tech-news')).toBe('de,en\n"Werk, das",plant\n');
  expect(fake.ledger.requests).toBe(4);
  expect(fake.ledger.bodies.at(-1)).toContain('"TerminologyNames":["tech-news"]');
  expect((await connect(fake, { terminologyName: 'tech-news' })).features.glossary).toBe('names');
  await provider.dispose?.();
  await fake.close();
});

test('an absent client is told with the command that installs it', async () => {
  vi.doMock('@aws-sdk/client-translate', () => {
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  });
  const env = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_REGION: 'eu-central-1' };
  const error = await amazon
    .create(amazon.options.parse({}), { env, modelFolders: [] })
    .catch((reason: unknown) => reason);
  vi.doUnmock('@aws-sdk/client-translate');
  expect(error).toMatchObject({
    code: 'CONFIG_INVALID',
    hint: expect.stringContaining('npm install @aws-sdk/client-translate'),
  });
});
