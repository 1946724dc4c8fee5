import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amazon } from '../src/providers/amazon.ts';
import { azure } from '../src/providers/azure.ts';
import { deepl } from '../src/providers/deepl.ts';
import { google } from '../src/providers/google.ts';
import { openai } from '../src/providers/openai.ts';
import { Ledger } from '../src/store/ledger.ts';
import { Memory } from '../src/store/memory.ts';
import { wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { openFakeAmazon } from './support/fake-amazon.ts';
import { openFakeAzure } from './support/fake-azure.ts';
import { openFakeDeepL } from './support/fake-deepl.ts';
import { openFakeGoogle } from './support/fake-google.ts';
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

interface Service {
  fake: FakeServer;
  provider: TranslationProvider;
}

const modelFolders: string[] = [];
const PAID: Record<string, () => Promise<Service>> = {
  async deepl() {
    const fake = await openFakeDeepL();
    const env = { DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url };
    return { fake, provider: await deepl.create(deepl.options.parse({}), { env, modelFolders }) };
  },
  async google() {
    const fake = await openFakeGoogle();
    const options = google.options.parse({ endpoint: fake.url, project: 'p' });
    const env = { GOOGLE_ACCESS_TOKEN: fake.token };
    return { fake, provider: await google.create(options, { env, modelFolders }) };
  },
  async azure() {
    const fake = await openFakeAzure();
    const env = { AZURE_TRANSLATOR_KEY: fake.key, AZURE_TRANSLATOR_REGION: fake.region };
    return {
      fake,
      provider: await azure.create(azure.options.parse({ endpoint: fake.url }), { env, modelFolders }),
    };
  },
  async amazon() {
    const fake = await openFakeAmazon();
    const options = amazon.options.parse({ endpoint: fake.url });
    return { fake, provider: await amazon.create(options, { env: fake.env, modelFolders }) };
  },
};

// Services that answer by order cannot tell a reordered answer; the contract holds what is noticed of it.
const answered: Fault[] = [...unbilled, 'drop', 'duplicate', 'truncate', 'blank'];

test.each(Object.keys(PAID))(
  '%s: after any faults the next run asks only what has no answer, and the ledger never says less',
  async (name) => {
    const { fake, provider } = await (PAID[name] as () => Promise<Service>)();
    const faults = fc.array(fc.constantFrom(...answered), { maxLength: 10 });
    const signal = new AbortController().signal;
    await fc.assert(
      fc.asyncProperty(faults, async (list) => {
        fake.faults = [...list];
        fake.ledger.characters = 0;
        const memory = new Memory({ file: ':memory:' });
        const ledger = new Ledger({ file: ':memory:', run: 'run' });
        const wrapped = wrapProvider(provider, {
          batching: { maxSegments: Math.min(3, provider.limits.maxSegments) },
          retry: { sleep: async () => {}, maxAttempts: 2 },
          limit: { maxConcurrent: 1 },
          memory: { memory, settings: '' },
          budget: { ledger, price: 20, caps: { unit: 'characters', perRun: 1e6 } },
        });
        const ask = () => wrapped.translate({ pair, segments, signal });
        const first = await ask().catch(() => undefined);
        const open = words.filter((_, index) => first?.targets[index] === undefined);
        const paid = fake.ledger.characters;
        fake.faults = [];
        const second = await ask();
        expect(second.targets.map((target) => target?.target)).toEqual(
          words.map((word) => word.toUpperCase()),
        );
        expect(fake.ledger.characters - paid).toBe(open.join('').length);
        const { characters, uncertain } = ledger.spending()[0] ?? { characters: 0, uncertain: 0 };
        expect(characters).toBeGreaterThanOrEqual(fake.ledger.characters);
        expect(characters - uncertain).toBeLessThanOrEqual(fake.ledger.characters);
        memory.close();
        ledger.close();
      }),
      { numRuns: 30 },
    );
    await provider.dispose?.();
    await fake.close();
  },
  60_000,
);
