import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { libretranslate } from '../src/providers/libretranslate.ts';
import type { Segment } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { type FakeLibreTranslate, openFakeLibreTranslate } from './support/fake-libretranslate.ts';
import { causesOf, faultNames, LIST_FAULTS } from './support/http-faults.ts';

function connect(fake: FakeLibreTranslate, options = {}, env: Record<string, string> = {}) {
  const parsed = libretranslate.options.parse({ url: `${fake.url}/`, timeoutMs: 3000, ...options });
  return libretranslate.create(parsed, {
    env: { LIBRETRANSLATE_API_KEY: fake.key, ...env },
    modelFolders: [],
  });
}

testProvider(
  'libretranslate',
  async () => {
    const fake = await openFakeLibreTranslate();
    return {
      provider: await connect(fake),
      keepsText: true,
      tellsRetryAfter: true,
      faults: causesOf(fake, LIST_FAULTS),
      requests: () => fake.ledger.requests,
      received: () => fake.ledger.bodies.join(),
      close: fake.close,
    };
  },
  faultNames(LIST_FAULTS),
);

describe('libretranslate', () => {
  let fake: FakeLibreTranslate;
  beforeAll(async () => {
    fake = await openFakeLibreTranslate();
  });
  afterAll(() => fake.close());
  const ask = async (sources: string[], env = {}) => {
    const segments = sources.map(
      (source, index): Segment => ({ id: `s${index}`, kind: 'paragraph', source, tags: [] }),
    );
    const signal = new AbortController().signal;
    return (await connect(fake, {}, env)).translate({
      pair: { source: 'de', target: 'en' },
      segments,
      signal,
    });
  };

  test('entities that the server decodes are no markup; a tag of ours that it spells out is no answer', async () => {
    const { targets } = await ask([
      'Das Tag &lt;b&gt; und &amp;amp;',
      'Ein &lt;span&gt; im Text',
      'x &lt;/span&gt;',
    ]);
    expect(targets).toEqual([{ target: 'DAS TAG &lt;B&gt; UND &amp;AMP;' }, undefined, undefined]);
  });

  test('a missing and a wrong key are told apart from a refused text', async () => {
    await expect(ask(['Tag'], { LIBRETRANSLATE_API_KEY: '' })).rejects.toMatchObject({
      code: 'PROVIDER_AUTH',
    });
    await expect(ask(['Tag'], { LIBRETRANSLATE_API_KEY: 'x' })).rejects.toMatchObject({
      code: 'PROVIDER_AUTH',
    });
  });

  test("a server's own limit is told with the option to set", async () => {
    fake.limits.texts = 1;
    await expect(ask(['Eins', 'Zwei'])).rejects.toMatchObject({
      code: 'PROVIDER_REJECTED',
      hint: expect.stringContaining('maxSegments'),
    });
  });

  test('without an address it says what to do', async () => {
    const options = libretranslate.options.parse({});
    for (const env of [{}, { LIBRETRANSLATE_URL: 'not a url' }]) {
      const context = { env, modelFolders: [] };
      await expect(libretranslate.create(options, context)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      expect(await libretranslate.check(options, context)).toMatchObject({ usable: false });
    }
  });
});
