import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openai } from '../src/providers/openai.ts';
import { wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { type FakeOpenAi, openFakeOpenAi } from './support/fake-openai.ts';
import { causesOf, faultNames, HTTP_FAULTS } from './support/http-faults.ts';

const FAULTS = {
  ...HTTP_FAULTS,
  quota: { status: 429, body: '{"error":{"code":"insufficient_quota","message":"Geheimer Text"}}' },
  overload: { status: 529 },
};

function connect(fake: FakeOpenAi, options = {}): Promise<TranslationProvider> {
  const settings = { baseUrl: `${fake.url}/v1`, model: 'm-1', timeoutMs: 3000, ...options };
  const context = { env: { OPENAI_API_KEY: fake.key }, modelFolders: [] };
  return openai.create(openai.options.parse(settings), context);
}

describe.each(['auto', 'json_object', 'text'])('format %s', (format) => {
  testProvider(
    'openai',
    async () => {
      const fake = await openFakeOpenAi();
      return {
        provider: await connect(fake, { format }),
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
});

describe('openai', () => {
  let fake: FakeOpenAi;
  beforeEach(async () => {
    fake = await openFakeOpenAi();
  });
  afterEach(() => fake.close());
  const signal = new AbortController().signal;
  const pair = { source: 'de', target: 'en' };
  const list = (...sources: string[]): Segment[] =>
    sources.map((source, index) => ({ id: `s${index}`, kind: 'paragraph', source, tags: [] }));
  const ask = async (provider: TranslationProvider, segments: Segment[]) => {
    const { targets } = await provider.translate({ pair, segments, signal });
    return targets.map((target) => target?.target);
  };
  const bodies = () => fake.ledger.bodies.map((body) => JSON.parse(body));
  const formats = () => bodies().map(({ response_format }) => response_format?.type ?? 'text');

  test('asks for every segment by its key, at temperature 0, under a cap', async () => {
    const provider = await connect(fake, { thinkingTokens: 500, extraBody: { seed: 7 } });
    const segments = list('Eins', 'Zwei').map((one) => ({ ...one, id: 'same', context: 'Der Titel' }));
    expect(await ask(provider, segments)).toEqual(['EINS', 'ZWEI']);
    const [body] = bodies();
    expect(body).toMatchObject({ model: 'm-1', temperature: 0, seed: 7, max_tokens: 128 + 500 + 2 * 36 });
    expect(body.response_format.json_schema.schema).toEqual({
      type: 'object',
      properties: { t1: { type: 'string' }, t2: { type: 'string' } },
      required: ['t1', 't2'],
      additionalProperties: false,
    });
    expect(body.messages[1].content.match(/Der Titel/g)).toHaveLength(1);
  });

  test('tells terms once, and of what stands around a text only what is no text of the request', async () => {
    const terms = [
      { german: 'Werk', english: 'plant', doNotTranslate: false, isName: false },
      { german: 'Windows', english: 'Windows', doNotTranslate: true, isName: true },
    ];
    const [one, two] = list('Das <g id="1">Werk</g> steht', 'Das Werk mit Windows') as [Segment, Segment];
    const segments = [
      { ...one, before: 'Davor', after: 'Das Werk mit Windows', terms: terms.slice(0, 1) },
      { ...two, before: 'Das Werk steht', after: 'Danach', terms },
    ];
    expect(await ask(await connect(fake), segments)).toEqual([
      'DAS <g id="1">WERK</g> STEHT',
      'DAS WERK MIT WINDOWS',
    ]);
    const said: string = bodies()[0].messages[1].content;
    expect(said).toContain('Glossary:\nWerk: plant\nWindows: leave as it is\n\n');
    const [first, second] = Object.values(JSON.parse(said.slice(said.indexOf('Texts:\n') + 7)));
    expect([first, second]).toEqual([
      { kind: 'paragraph', text: one.source, before: 'Davor' },
      { kind: 'paragraph', text: two.source, after: 'Danach' },
    ]);
  });

  test.each([
    [['json_object', 'text'], 400, ['json_schema', 'json_object', 'json_object']],
    [['text'], 500, ['json_schema', 'json_object', 'text', 'text']],
  ])('a server that takes %s (%i otherwise) is found out once', async (known, status, asked) => {
    fake.formats = known as typeof fake.formats;
    fake.refusalStatus = status as number;
    const provider = await connect(fake);
    for (const source of ['Eins', 'Zwei'])
      expect(await ask(provider, list(source))).toEqual([source.toUpperCase()]);
    expect(formats()).toEqual(asked);
  });

  test('a server that takes a schema and ignores it is asked differently next time', async () => {
    fake.ignored = ['json_schema', 'json_object'];
    const provider = wrapProvider(await connect(fake), { retry: { sleep: async () => {} } });
    expect(await ask(provider, list('Eins', 'Zwei'))).toEqual(['EINS', 'ZWEI']);
    expect(formats().slice(-1)).toEqual(['text']);
  });

  test('one bad answer of a form that has worked does not change the form', async () => {
    const provider = await connect(fake);
    await ask(provider, list('Eins', 'Zwei'));
    fake.mischiefs.push('chatter');
    expect(await ask(provider, list('Eins', 'Zwei'))).toEqual([undefined, undefined]);
    expect(await ask(provider, list('Drei'))).toEqual(['DREI']);
    expect(new Set(formats())).toEqual(new Set(['json_schema']));
  });

  test('an answer that was cut off does not change the form', async () => {
    fake.mischiefs.push('length');
    const provider = await connect(fake);
    await ask(provider, list('Eins', 'Zwei'));
    await ask(provider, list('Drei'));
    expect(formats()).toEqual(['json_schema', 'json_schema']);
  });

  test('a request that fails while another finds out the form is not sent again', async () => {
    fake.formats = ['text'];
    fake.faults.push('timeout');
    const provider = await connect(fake);
    const lost = ask(provider, list('Eins')).catch(({ code }) => code);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await ask(provider, list('Zwei'))).toEqual(['ZWEI']);
    expect(await lost).toBe('PROVIDER_UNAVAILABLE');
    expect(fake.ledger.requests).toBe(4);
  });

  test('a model that wants other fields gets them', async () => {
    fake.isStrange = true;
    const provider = await connect(fake);
    expect(await ask(provider, list('Eins'))).toEqual(['EINS']);
    expect(await ask(provider, list('Zwei'))).toEqual(['ZWEI']);
    expect(bodies().at(-1)).not.toHaveProperty('temperature');
    expect(fake.ledger.requests).toBe(4);
  });

  test('a form that the user has set is kept', async () => {
    fake.formats = ['text'];
    const provider = await connect(fake, { format: 'json_object' });
    await expect(ask(provider, list('Eins'))).rejects.toMatchObject({ code: 'PROVIDER_REJECTED' });
    expect(fake.ledger.requests).toBe(1);
  });

  test.each(['fence', 'think'] as const)('%s around the answer is no part of it', async (mischief) => {
    fake.mischiefs.push(mischief);
    expect(await ask(await connect(fake), list('Eins', 'Zwei'))).toEqual(['EINS', 'ZWEI']);
  });

  test.each([
    ['missing', ({ t1 = '' }) => JSON.stringify({ t1 }), ['EINS', undefined]],
    ['in another order', ({ t1 = '', t2 = '' }) => JSON.stringify({ t2, t1 }), ['EINS', 'ZWEI']],
    ['more than asked', ({ t1 = '', t2 = '' }) => JSON.stringify({ t1, t2, t3: 'X' }), ['EINS', 'ZWEI']],
    ['no text', ({ t2 = '' }) => JSON.stringify({ t1: { text: 'X' }, t2 }), [undefined, 'ZWEI']],
    ['empty', ({ t2 = '' }) => JSON.stringify({ t1: '', t2 }), [undefined, 'ZWEI']],
    [
      'tagged twice',
      () => '<text key="t1">A</text><text key="t1">B</text><text key="t2">C</text>',
      [undefined, 'C'],
    ],
    ['not closed', () => '<text key="t1">A<text key="t2">C</text>', [undefined, 'C']],
  ])('keys %s', async (_name, write, expected) => {
    fake.mischiefs.push(write);
    expect(await ask(await connect(fake), list('Eins', 'Zwei'))).toEqual(expected);
  });

  test.each([
    ['refusal', 'PROVIDER_REJECTED'],
    ['filter', 'PROVIDER_REJECTED'],
    ['length', 'PROVIDER_BAD_RESPONSE'],
    ['chatter', 'PROVIDER_BAD_RESPONSE'],
  ] as const)('%s leaves several segments open, and fails a single one', async (mischief, code) => {
    const provider = await connect(fake);
    fake.mischiefs.push(mischief, mischief);
    const segments = list('Geheim eins', 'Geheim zwei');
    const { targets, failures } = await provider.translate({ pair, segments, signal });
    expect(targets).toEqual([undefined, undefined]);
    expect(failures?.get(1)?.code).toBe(code);
    const error = await ask(provider, segments.slice(1)).catch((reason) => reason);
    expect(error).toMatchObject({ code });
    expect(error.message).not.toContain('Geheim');
  });

  test('only what is missing is asked again, and what fits into no context alone is refused', async () => {
    fake.contextCharacters = 700;
    const provider = wrapProvider(await connect(fake), { retry: { sleep: async () => {} } });
    const answer = await ask(provider, list('kurz', 'x'.repeat(300), 'y'.repeat(900), 'auch kurz'));
    expect(answer).toEqual(['KURZ', 'X'.repeat(300), undefined, 'AUCH KURZ']);
  });

  test('without a model or a key it says what to do; a local server needs no key', async () => {
    const context = { env: {}, modelFolders: [] };
    const problems = [{}, { model: 'm-1' }].map((settings) => openai.options.parse(settings));
    const codes = ['CONFIG_INVALID', 'PROVIDER_AUTH'];
    for (const [index, options] of problems.entries()) {
      expect(await openai.check(options, context)).toMatchObject({ usable: false });
      await expect(openai.create(options, context)).rejects.toMatchObject({ code: codes[index] });
    }
    const local = openai.options.parse({ model: 'm-1', baseUrl: 'http://localhost:11434/v1' });
    expect(await openai.check(local, context)).toEqual({
      usable: true,
      detail: 'm-1 at http://localhost:11434',
    });
  });
});
