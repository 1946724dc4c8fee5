/** What stands above providers to pay for nothing twice and for no more than allowed. */
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ErrorCode, KlartextError } from '../src/errors.ts';
import { compileGlossary } from '../src/segments/glossary/match-terms.ts';
import { parseGlossary } from '../src/segments/glossary/parse-glossary.ts';
import { reasonToRefuse } from '../src/segments/judge.ts';
import { Ledger } from '../src/store/ledger.ts';
import { Memory } from '../src/store/memory.ts';
import { type FallbackStep, withFallback } from '../src/translate/with-fallback.ts';
import { recallOnly } from '../src/translate/with-memory.ts';
import { type WrapOptions, wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, SpendingCaps, TranslateResponse, TranslationProvider } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { type FakeProvider, fakeProvider, upperCase, upperCaseProvider } from './support/fake-providers.ts';
import { temporaryFolder } from './support/tmp.ts';

const pair = { source: 'de', target: 'en' };
const segment = (source: string): Segment => ({ id: source, kind: 'paragraph', source, tags: [] });
const fail = (code: ErrorCode, cause?: Error): never => {
  throw new KlartextError(code, code, cause ? { cause } : {});
};
const retry = { sleep: async () => undefined };

function ask(provider: TranslationProvider, sources: string[], signal = new AbortController().signal) {
  return provider.translate({ pair, segments: sources.map(segment), signal });
}
const texts = ({ targets }: TranslateResponse) => targets.map((target) => target?.target);
const origins = ({ targets }: TranslateResponse) => targets.map((target) => target?.origin ?? 'asked');

function openMemory(): Memory {
  const memory = new Memory({ file: path.join(temporaryFolder(), 'memory.db') });
  onTestFinished(() => memory.close());
  return memory;
}
const remembering = (provider: TranslationProvider, memory: Memory, more: WrapOptions = {}) =>
  wrapProvider(provider, { retry, memory: { memory, settings: '' }, ...more });

function openLedger(run = 'run'): Ledger {
  const ledger = new Ledger({ file: path.join(temporaryFolder(), 'spending.db'), run });
  onTestFinished(() => ledger.close());
  return ledger;
}

testProvider('fake above memory, budget and fallback', async () => {
  const fake = upperCaseProvider();
  const memory = new Memory({ file: ':memory:' });
  const ledger = new Ledger({ file: ':memory:', run: 'run' });
  const step = remembering(fake, memory, {
    budget: { ledger, price: 20, caps: { unit: 'characters', perRun: 1e6 } },
  });
  const provider = withFallback([{ provider: step }, { provider: step }], { refuse: reasonToRefuse });
  return {
    // The second time an answer says that it is remembered.
    provider: { ...provider, features: { ...provider.features, deterministic: false } },
    keepsText: true,
    requests: () => fake.requests.length,
    close: async () => {
      memory.close();
      ledger.close();
    },
  };
});

describe('memory', () => {
  test('what was answered is not asked again, by any document, in any run', async () => {
    const memory = openMemory();
    const first = upperCaseProvider();
    await ask(remembering(first, memory), ['eins', 'zwei']);
    const second = upperCaseProvider();
    const response = await ask(remembering(second, memory), ['zwei', 'drei', 'eins']);
    expect(texts(response)).toEqual(['ZWEI', 'DREI', 'EINS']);
    expect(origins(response)).toEqual(['memory', 'asked', 'memory']);
    expect(second.requests.flat().map(({ source }) => source)).toEqual(['drei']);
    expect(response.usage.characters).toBe(4);
  });

  test('what several documents ask for at the same time is asked once', async () => {
    const provider = upperCaseProvider({ maxSegments: 2 });
    const wrapped = remembering(provider, openMemory());
    const all = await Promise.all([
      ask(wrapped, ['eins', 'zwei', 'drei']),
      ask(wrapped, ['drei', 'eins', 'vier']),
      ask(wrapped, ['eins', 'eins']),
    ]);
    expect(all.map(texts)).toEqual([
      ['EINS', 'ZWEI', 'DREI'],
      ['DREI', 'EINS', 'VIER'],
      ['EINS', 'EINS'],
    ]);
    expect(
      provider.requests
        .flat()
        .map(({ source }) => source)
        .sort(),
    ).toEqual(['drei', 'eins', 'vier', 'zwei']);
  });

  test('what failed for the first asker failed for those who waited, and is asked again later', async () => {
    let healthy = false;
    const provider = fakeProvider(({ source }) => (healthy ? upperCase(source) : fail('PROVIDER_REJECTED')));
    const wrapped = remembering(provider, openMemory());
    const results = await Promise.allSettled([ask(wrapped, ['eins']), ask(wrapped, ['eins'])]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    healthy = true;
    expect(texts(await ask(wrapped, ['eins']))).toEqual(['EINS']);
  });

  test('batches that were answered before the quota ended are kept', async () => {
    const memory = openMemory();
    const provider = fakeProvider(({ source }, request) => (request > 3 ? fail('PROVIDER_QUOTA') : source), {
      maxSegments: 2,
      maxConcurrent: 1,
    });
    const sources = Array.from({ length: 10 }, (_, n) => `wort${n}`);
    await expect(ask(remembering(provider, memory), sources)).rejects.toMatchObject({
      code: 'PROVIDER_QUOTA',
    });
    const found = memory.find({ pair, provider: 'fake', model: 'fake-1', settings: '' }, sources);
    expect(found.map((one) => one?.target)).toEqual([...sources.slice(0, 6), ...Array(4).fill(undefined)]);
  });

  test('a term that changes has asked again what has it, and only where the provider gets terms', async () => {
    const memory = openMemory();
    const withTerm = (english: string): Segment[] => [
      segment('ohne'),
      { ...segment('Werk'), terms: [{ german: 'Werk', english, doNotTranslate: false, isName: false }] },
    ];
    const askedWith = async (glossary: boolean, english: string) => {
      const fake = upperCaseProvider();
      const provider = { ...fake, id: `g-${glossary}`, features: { ...fake.features, glossary } };
      const request = { pair, segments: withTerm(english), signal: new AbortController().signal };
      await remembering(provider, memory).translate(request);
      return fake.requests.flat().map(({ source }) => source);
    };
    expect(await askedWith(true, 'plant')).toEqual(['ohne', 'Werk']);
    expect(await askedWith(true, 'plant')).toEqual([]);
    expect(await askedWith(true, 'mill')).toEqual(['Werk']);
    expect(await askedWith(true, 'plant')).toEqual([]);
    expect(await askedWith(false, 'plant')).toEqual(['ohne', 'Werk']);
    expect(await askedWith(false, 'mill')).toEqual([]);
  });

  test('a refused answer is not paid for again, unless it is asked for again on purpose', async () => {
    const memory = openMemory();
    const provider = fakeProvider(({ source }) => source.replace('4711', '815'));
    await ask(remembering(provider, memory), ['Es sind 4711 Leute']);
    await ask(remembering(provider, memory), ['Es sind 4711 Leute']);
    expect(provider.requests).toHaveLength(1);
    const accepts = (one: Segment, answer: { target: string }) =>
      reasonToRefuse(one, answer, pair) === undefined;
    const askingAgain = wrapProvider(provider, { memory: { memory, settings: '', accepts } });
    await ask(askingAgain, ['Es sind 4711 Leute']);
    expect(provider.requests).toHaveLength(2);
    // The next document with the same text, in the same run.
    expect(texts(await ask(askingAgain, ['Es sind 4711 Leute']))).toEqual(['Es sind 815 Leute']);
    expect(provider.requests).toHaveLength(2);
  });

  test('without a usable memory the work goes on, and says so', async () => {
    const problems: string[] = [];
    const broken = {
      find: () => fail('STORE_BUSY'),
      save: () => fail('STORE_BUSY'),
    };
    const onProblem = ({ code }: KlartextError) => void problems.push(code);
    const provider = wrapProvider(upperCaseProvider(), {
      memory: { memory: broken, settings: '', onProblem },
    });
    expect(texts(await ask(provider, ['eins']))).toEqual(['EINS']);
    expect(problems).toEqual(['STORE_BUSY', 'STORE_BUSY']);
  });
});

describe('budget', () => {
  const budgeted = (provider: TranslationProvider, ledger: Ledger, caps: SpendingCaps, price = 0) =>
    wrapProvider(provider, { retry, budget: { ledger, caps, price } });

  test('a request over the cap is not sent; what fits is', async () => {
    const provider = upperCaseProvider({ maxSegments: 1 });
    const response = await ask(budgeted(provider, openLedger(), { unit: 'characters', perRun: 9 }), [
      'eins',
      'zwölf',
      'drei',
    ]);
    expect(texts(response)).toEqual(['EINS', 'ZWÖLF', undefined]);
    expect(response.failures?.get(2)?.code).toBe('BUDGET_EXHAUSTED');
    expect(provider.requests).toHaveLength(2);
  });

  test('money is counted by price', async () => {
    const ledger = openLedger();
    const provider = upperCaseProvider();
    const wrapped = budgeted(provider, ledger, { unit: 'money', perMonth: 90 }, 20);
    await ask(wrapped, ['eins']);
    await expect(ask(wrapped, ['eins'])).rejects.toMatchObject({
      code: 'BUDGET_EXHAUSTED',
      reach: 'document',
    });
    expect(ledger.spending()[0]).toMatchObject({ characters: 4, costMicros: 80, uncertain: 0 });
  });

  test.each([
    [{ perRun: 0 }, /go on with the next run, which has a budget of its own\.$/],
    [{ perMonth: 0 }, /go on when the next month has begun\.$/],
    [
      { perRun: 0, perMonth: 100 },
      /with the next run, or when the next month has begun if the month's is spent\.$/,
    ],
  ])('at %j it says when there is room again', async (caps, hint) => {
    const wrapped = budgeted(upperCaseProvider(), openLedger(), { unit: 'characters', ...caps });
    await expect(ask(wrapped, ['eins'])).rejects.toMatchObject({ hint: expect.stringMatching(hint) });
  });

  test.each([
    ['PROVIDER_RATE_LIMIT', 0, 0],
    ['PROVIDER_REJECTED', 0, 0],
    ['PROVIDER_QUOTA', 0, 0],
    // Five attempts, and nobody knows which were billed.
    ['PROVIDER_UNAVAILABLE', 20, 20],
  ] as const)('%s books %d characters', async (code, characters, uncertain) => {
    const ledger = openLedger();
    const provider = fakeProvider(() => fail(code));
    await ask(budgeted(provider, ledger, { unit: 'characters', perRun: 100 }), ['eins']).catch(
      () => undefined,
    );
    const spent = ledger.spending()[0] ?? { characters: 0, uncertain: 0 };
    expect(spent).toMatchObject({ characters, uncertain });
  });

  test('a service that cannot be reached bills nothing', async () => {
    const ledger = openLedger();
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const provider = fakeProvider(() => fail('PROVIDER_UNAVAILABLE', refused));
    await ask(budgeted(provider, ledger, { unit: 'characters', perRun: 100 }), ['eins']).catch(
      () => undefined,
    );
    expect(ledger.spending()).toEqual([]);
  });

  test('what the service says it billed is what counts', async () => {
    const ledger = openLedger();
    const fake = upperCaseProvider();
    const provider: TranslationProvider = {
      ...fake,
      translate: async (request) => ({
        ...(await fake.translate(request)),
        usage: { characters: 4, billedCharacters: 7 },
      }),
    };
    await ask(budgeted(provider, ledger, { unit: 'characters', perRun: 100 }), ['eins']);
    expect(ledger.spending()[0]).toMatchObject({ characters: 7, uncertain: 0 });
  });
});

describe('fallback', () => {
  const named = (id: string, provider: FakeProvider): FakeProvider => ({ ...provider, id });
  const scored = (provider: FakeProvider, quality: number): FakeProvider => ({
    ...provider,
    translate: async (request) => {
      const response = await provider.translate(request);
      return { ...response, targets: response.targets.map((target) => target && { ...target, quality }) };
    },
  });
  const cascade = (steps: FallbackStep[], offs: string[] = []) =>
    withFallback(steps, { refuse: reasonToRefuse, onOff: ({ id }) => void offs.push(id) });
  const who = ({ targets }: TranslateResponse) => targets.map((target) => target?.provider);

  test('only what failed its checks goes on, and the record names who answered', async () => {
    const cheap = named(
      'cheap',
      fakeProvider(({ source }) => source.replace('4711', '815')),
    );
    const dear = named(
      'dear',
      fakeProvider(({ source }) => source.toUpperCase()),
    );
    const response = await ask(cascade([{ provider: cheap }, { provider: dear }]), [
      'Windows Server',
      'Es sind 4711 Leute',
    ]);
    expect(texts(response)).toEqual(['Windows Server', 'ES SIND 4711 LEUTE']);
    expect(who(response)).toEqual(['cheap', 'dear']);
    expect(dear.requests.flat().map(({ source }) => source)).toEqual(['Es sind 4711 Leute']);
  });

  test('a name that must stay goes on when it was translated, a term said otherwise does not', async () => {
    const csv = 'german,english,case,whole-word,do-not-translate,part-of-speech,note\n';
    const rows = 'Windows,,,,yes,,\nHandy,phone,,,,noun,\n';
    const glossary = compileGlossary([parseGlossary(csv + rows, 'g.csv')]);
    const translator = (windows: string) =>
      fakeProvider(({ source }) =>
        source.replace('Das Handy', 'The mobile').replace('kennt', 'knows').replace('Windows', windows),
      );
    const steps = [named('cheap', translator('panes')), named('dear', translator('Windows'))];
    const provider = withFallback(
      steps.map((step) => ({ provider: step })),
      { refuse: (one, answer, by) => reasonToRefuse(one, answer, by, { glossary }) },
    );
    const response = await ask(provider, ['Das Handy kennt Windows.', 'Das Handy kennt Linux.']);
    expect(texts(response)).toEqual(['The mobile knows Windows.', 'The mobile knows Linux.']);
    expect(who(response)).toEqual(['dear', 'cheap']);
  });

  test('a tag that was lost is a failed check', async () => {
    const source = 'Ein <g id="1">Wort</g>';
    const cheap = named(
      'cheap',
      fakeProvider(() => 'A word'),
    );
    const dear = named('dear', upperCaseProvider());
    const one: Segment = { ...segment(source), tags: [{ id: 1, kind: 'paired', node: 'strong' }] };
    const { signal } = new AbortController();
    const steps = cascade([{ provider: cheap }, { provider: dear }]);
    expect(who(await steps.translate({ pair, segments: [one], signal }))).toEqual(['dear']);
  });

  test('an unsure answer goes on; when nobody is left it stands, and the warning says so', async () => {
    const unsure = named('cheap', scored(upperCaseProvider(), -2));
    const dear = named('dear', upperCaseProvider());
    const better = await ask(cascade([{ provider: unsure, minQuality: -1 }, { provider: dear }]), ['eins']);
    expect(who(better)).toEqual(['dear']);
    const broke = named(
      'dear',
      fakeProvider(() => fail('BUDGET_EXHAUSTED')),
    );
    const left = await ask(cascade([{ provider: unsure, minQuality: -1 }, { provider: broke }]), ['eins']);
    expect(who(left)).toEqual(['cheap']);
    expect(left.failures).toBeUndefined();
    expect(left.warnings?.[0]).toMatch(/^1 unsure/);
  });

  test('a refused key or an empty account takes out that provider alone, told once', async () => {
    const offs: string[] = [];
    const cheap = named(
      'cheap',
      fakeProvider(({ source }) => (source.includes('5') ? undefined : source)),
    );
    const closed = named(
      'closed',
      fakeProvider(() => fail('PROVIDER_AUTH')),
    );
    const dear = named('dear', upperCaseProvider());
    const steps = cascade([{ provider: cheap }, { provider: closed }, { provider: dear }], offs);
    expect(texts(await ask(steps, ['a', '5']))).toEqual(['a', '5']);
    expect(texts(await ask(steps, ['b', '55']))).toEqual(['b', '55']);
    expect(offs).toEqual(['closed']);
    expect(closed.requests).toHaveLength(1);
    const alone = cascade([{ provider: closed }]);
    await expect(ask(alone, ['a'])).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
  });

  test('what an emptied account was paid for in the same document is used', async () => {
    const memory = openMemory();
    const paid = named(
      'paid',
      fakeProvider(({ source }, request) => (request > 1 ? fail('PROVIDER_QUOTA') : upperCase(source)), {
        maxSegments: 1,
        maxConcurrent: 1,
      }),
    );
    const options = { memory, settings: '' };
    const provider = wrapProvider(paid, { memory: options });
    const local = named('local', upperCaseProvider());
    const steps = cascade([
      { provider, recall: (request) => recallOnly(provider, options, request) },
      { provider: local },
    ]);
    const response = await ask(steps, ['eins', 'zwei']);
    expect(who(response)).toEqual(['paid', 'local']);
    expect(local.requests.flat()).toHaveLength(1);
  });

  test('an outage passes on to the next; a stop stops', async () => {
    const down = named(
      'down',
      fakeProvider(() => fail('PROVIDER_UNAVAILABLE')),
    );
    const dear = named('dear', upperCaseProvider());
    expect(who(await ask(cascade([{ provider: down }, { provider: dear }]), ['eins']))).toEqual(['dear']);
    const broken = named(
      'broken',
      fakeProvider(() => fail('MODEL_CORRUPT')),
    );
    await expect(ask(cascade([{ provider: broken }, { provider: dear }]), ['eins'])).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
    });
  });
});
