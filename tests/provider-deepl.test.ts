import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { deepl } from '../src/providers/deepl.ts';
import { loadProvider, PROVIDER_IDS } from '../src/providers/registry.ts';
import { wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { type FaultName, testProvider } from './contracts/provider.ts';
import { type FakeDeepL, openFakeDeepL } from './support/fake-deepl.ts';
import type { Fault } from './support/fake-server.ts';
import { causesOf, faultNames, LIST_FAULTS } from './support/http-faults.ts';

const FAULTS = {
  ...LIST_FAULTS,
  quota: { status: 456 },
  overload: { status: 529 },
} satisfies Partial<Record<FaultName, Fault>>;

const TERMS = [
  { german: 'Werk', english: 'Millhouse', doNotTranslate: false, isName: false },
  { german: 'Windows', english: 'Windows', doNotTranslate: true, isName: true },
];

async function connect(fake: FakeDeepL, options = {}, glossary = TERMS): Promise<TranslationProvider> {
  const env = { DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url };
  const context = { env, modelFolders: [], glossary };
  return deepl.create(deepl.options.parse({ timeoutMs: 3000, ...options }), context);
}

async function open(options = {}) {
  const fake = await openFakeDeepL();
  return {
    provider: await connect(fake, options),
    keepsText: true,
    tellsRetryAfter: true,
    faults: causesOf(fake, FAULTS),
    requests: () => fake.ledger.requests,
    received: () =>
      fake.ledger.bodies
        .map((body) => new URLSearchParams(body))
        .join()
        .replaceAll('+', ' '),
    close: fake.close,
  };
}

testProvider('deepl', open, faultNames(FAULTS));
// The first request looks for the glossary: what goes wrong there is tested below.
testProvider('deepl with a glossary', async () => ({
  ...(await open({ glossaryName: 'news' })),
  faults: {},
}));

describe('deepl', () => {
  let fake: FakeDeepL;
  beforeAll(async () => {
    fake = await openFakeDeepL();
  });
  afterAll(() => fake.close());
  beforeEach(() => {
    fake.ledger = { requests: 0, characters: 0, bodies: [] };
  });
  const signal = new AbortController().signal;

  test('of several requests at once, each is told the wait that its own answer asks for', async () => {
    const provider = await connect(fake);
    const waits = ['1', '2', '3', '4'];
    fake.faults = waits.map((retryAfter) => ({ status: 429, retryAfter }));
    fake.faults.push({ status: 503, retryAfter: '7' }, { status: 503 });
    const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Wort', tags: [] }];
    const ask = () =>
      provider.translate({ pair: { source: 'de', target: 'en' }, segments, signal }).then(
        () => undefined,
        ({ retryAfterMs }) => retryAfterMs,
      );
    const told = await Promise.all(waits.map(ask));
    expect(told.sort()).toEqual([1000, 2000, 3000, 4000]);
    // Over a connection that another request opened.
    expect([await ask(), await ask(), await ask()]).toEqual([7000, undefined, undefined]);
  });
  const pair = { source: 'de', target: 'en' };

  test('asks for strict XML, inline tags and British English where wanted', async () => {
    const provider = await connect(fake, { english: 'en-GB' });
    const source = 'Mit <x id="1"/> und <g id="2">Nachdruck</g>';
    const tags = [
      { id: 1, kind: 'keep', node: 'inlineCode', text: 'a<b' },
      { id: 2, kind: 'paired', node: 'strong' },
    ] as const;
    const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source, tags, context: 'Der Titel' }];
    const { targets, usage } = await provider.translate({ pair, segments, signal });
    expect(targets).toEqual([{ target: 'MIT <x id="1"/> UND <g id="2">NACHDRUCK</g>' }]);
    const form = new URLSearchParams(fake.ledger.bodies[0]);
    expect(Object.fromEntries(form)).toMatchObject({
      text: 'Mit <x id="1">a&lt;b</x> und <g id="2">Nachdruck</g>',
      source_lang: 'de',
      target_lang: 'en-GB',
      tag_handling: 'xml',
      tag_handling_version: 'v2',
      outline_detection: '0',
      ignore_tags: 'x',
      context: 'Der Titel',
    });
    expect(usage.billedCharacters).toBe(fake.ledger.characters);
  });

  test('batches stay under 50 texts and 128 KiB as sent, and nothing is sent twice', async () => {
    const wrapped = wrapProvider(await connect(fake));
    const segments = Array.from({ length: 130 }, (_, index): Segment => {
      const source = `Größenwahn &amp; Überfluss ${index} `.repeat(index % 7 === 0 ? 220 : 3).trim();
      return {
        id: `s${index}`,
        kind: 'paragraph',
        source,
        tags: [],
        context: 'Übergrößenträger'.repeat(100),
      };
    });
    const { targets, usage, failures } = await wrapped.translate({ pair, segments, signal });
    expect(failures).toBeUndefined();
    expect(targets.map((target) => target?.target)).toEqual(
      segments.map(({ source }) => source.toUpperCase().replaceAll('&AMP;', '&amp;')),
    );
    const sizes = fake.ledger.bodies.map((body) => Buffer.byteLength(body));
    expect(Math.max(...sizes)).toBeGreaterThan(90 * 1024);
    expect(usage.billedCharacters).toBe(fake.ledger.characters);
    expect(fake.ledger.characters).toBe(segments.reduce((sum, { source }) => sum + [...source].length, 0));
  });

  test('keeps a glossary of the account equal to the pipeline, once, and translates by it', async () => {
    fake.glossaries.clear();
    const ask = async (provider: TranslationProvider) => {
      const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Das Werk', tags: [] }];
      return (await provider.translate({ pair, segments, signal })).targets[0]?.target;
    };
    const provider = await connect(fake, { glossaryName: 'news' });
    expect([await ask(provider), await ask(provider)]).toEqual(['DAS MILLHOUSE', 'DAS MILLHOUSE']);
    expect(fake.ledger.requests).toBe(4);
    const changed = [{ german: 'Werk', english: 'plant', doNotTranslate: false, isName: false }];
    expect(await ask(await connect(fake, { glossaryName: 'news' }, changed))).toBe('DAS PLANT');
    expect([...fake.glossaries.values()]).toEqual([{ name: 'news', terms: { Werk: 'plant' } }]);
    expect((await connect(fake, { glossaryName: 'news' }, [])).features.glossary).toBe(false);
  });

  test('a glossary that could not be had is asked for again', async () => {
    const provider = await connect(fake, { glossaryName: 'other' });
    const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Das Werk', tags: [] }];
    for (const [fault, code] of [
      ['html', 'PROVIDER_BAD_RESPONSE'],
      [{ status: 429 }, 'PROVIDER_RATE_LIMIT'],
    ] as const) {
      fake.faults.push(fault);
      await expect(provider.translate({ pair, segments, signal })).rejects.toMatchObject({ code });
    }
    expect((await provider.translate({ pair, segments, signal })).targets).toEqual([
      { target: 'DAS MILLHOUSE' },
    ]);
  });

  test('a single text takes what stands around it as context, several take all of it within bounds', async () => {
    const provider = await connect(fake);
    const one = (id: number): Segment => ({
      ...{ id: `s${id}`, kind: 'paragraph', source: 'Es', tags: [], context: 'Titel' },
      ...{ before: `vor ${id}`, after: `nach ${id}` },
    });
    await provider.translate({ pair, segments: [one(1)], signal });
    await provider.translate({
      pair,
      segments: Array.from({ length: 50 }, (_, id) => one(id * 1e9)),
      signal,
    });
    const [single, many] = fake.ledger.bodies.map((body) => new URLSearchParams(body).get('context'));
    expect(single).toBe('Titel\nvor 1\nnach 1');
    expect(many).toHaveLength(800);
  });

  test('an empty text is no translation', async () => {
    fake.faults.push('blank');
    const segments: Segment[] = ['Eins', 'Zwei'].map((source, n) => ({
      id: `${n}`,
      kind: 'paragraph',
      source,
      tags: [],
    }));
    const { targets } = await (await connect(fake)).translate({ pair, segments, signal });
    expect(targets).toEqual([undefined, { target: 'ZWEI' }]);
  });

  test('without a key it says what to do, and check sends nothing', async () => {
    const context = { env: {}, modelFolders: [] };
    const options = deepl.options.parse({});
    await expect(deepl.create(options, context)).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
    expect(await deepl.check(options, context)).toMatchObject({ usable: false });
    const env = { DEEPL_API_KEY: 'k:fx', DEEPL_SERVER_URL: fake.url };
    const ready = await deepl.check(options, { env, modelFolders: [] });
    expect(ready).toEqual({ usable: true, detail: 'DeepL Free key found' });
    expect(JSON.stringify(ready)).not.toContain('k:fx');
    expect(fake.ledger.requests).toBe(0);
  });

  test('an absent client is told with the command that installs it', async () => {
    vi.doMock('deepl-node', () => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    });
    const error = await connect(fake).catch((reason) => reason);
    vi.doUnmock('deepl-node');
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining('npm install deepl-node'),
    });
  });
});

test('the registry knows its providers by their own ids', async () => {
  for (const id of PROVIDER_IDS) expect((await loadProvider(id)).id).toBe(id);
  await expect(loadProvider('toString')).rejects.toMatchObject({ code: 'PROVIDER_UNKNOWN' });
});
