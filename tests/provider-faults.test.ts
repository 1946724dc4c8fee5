import fc from 'fast-check';
import { expect, test } from 'vitest';
import { azure } from '../src/providers/azure.ts';
import { openai } from '../src/providers/openai.ts';
import { wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { openFakeAzure } from './support/fake-azure.ts';
import { openFakeOpenAi } from './support/fake-openai.ts';
import type { FakeServer, Fault } from './support/fake-server.ts';

const words = Array.from({ length: 8 }, (_, index) => `wort ${index}`);
const segments = words.map(
  (source, index): Segment => ({ id: `s${index}`, kind: 'paragraph', source, tags: [] }),
);
const pair = { source: 'de', target: 'en' };

const unbilled: Fault[] = [
  { status: 429, retryAfter: '1' },
  { status: 429, retryAfter: new Date(Date.now() + 3000).toUTCString() },
  { status: 503 },
  { status: 529 },
  { status: 400 },
  'html',
  'redirect',
  'cut',
];

async function run(fake: FakeServer, provider: TranslationProvider, faults: readonly Fault[]) {
  fake.faults = [...faults];
  fake.ledger.characters = 0;
  const wrapped = wrapProvider(provider, {
    batching: { maxSegments: 3 },
    retry: { sleep: async () => {} },
    limit: { maxConcurrent: 1 },
  });
  const answer = await wrapped
    .translate({ pair, segments, signal: new AbortController().signal })
    // When there is no answer at all, the first error rejects.
    .catch(({ code, message }) => ({
      targets: segments.map(() => undefined),
      usage: { characters: 0, billedCharacters: 0 },
      failures: new Map(segments.map((_, index) => [index, { code, message }])),
    }));
  for (const [index, word] of words.entries()) {
    const target = answer.targets[index]?.target;
    // Without a failure of its own the service left it out to the end: the stage calls that `no-answer`.
    if (target === undefined)
      expect(answer.failures?.get(index)?.code ?? 'PROVIDER_LEFT_OUT').toMatch(/^PROVIDER_/);
    else expect(target).toBe(word.toUpperCase());
  }
  return answer;
}

test('whatever goes wrong before an answer, every segment is right or says why, and sums are the ledger', async () => {
  const fake = await openFakeAzure();
  const options = azure.options.parse({ endpoint: fake.url });
  const env = { AZURE_TRANSLATOR_KEY: fake.key, AZURE_TRANSLATOR_REGION: fake.region };
  const provider = await azure.create(options, { env, modelFolders: [] });
  const faults = fc.array(fc.constantFrom(...unbilled), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(faults, async (list) => {
      const { usage } = await run(fake, provider, list);
      expect(usage.billedCharacters ?? 0).toBe(fake.ledger.characters);
    }),
    { numRuns: 60 },
  );
  await fake.close();
});

test('keyed answers may be bent in every way, and no text gets under another segment', async () => {
  const fake = await openFakeOpenAi();
  const options = openai.options.parse({ model: 'm', baseUrl: `${fake.url}/v1` });
  const context = { env: { OPENAI_API_KEY: fake.key }, modelFolders: [] };
  const provider = await openai.create(options, context);
  const bent: Fault[] = [...unbilled, 'drop', 'reorder', 'blank', 'truncate'];
  const faults = fc.array(fc.constantFrom(...bent), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(faults, async (list) => {
      await run(fake, provider, list);
    }),
    { numRuns: 60 },
  );
  await fake.close();
});
