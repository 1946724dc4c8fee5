import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ErrorCode, KlartextError } from '../src/errors.ts';
import { withBatching } from '../src/translate/with-batching.ts';
import { withLimit } from '../src/translate/with-limit.ts';
import { type RetryOptions, withRetry } from '../src/translate/with-retry.ts';
import { wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, TranslateResponse, TranslationProvider } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { fakeProvider, upperCaseProvider } from './support/fake-providers.ts';

const pair = { source: 'de', target: 'en' };
const segment = (source: string): Segment => ({ id: source, kind: 'paragraph', source, tags: [] });
const segments = (count: number): Segment[] => Array.from({ length: count }, (_, n) => segment(`wort${n}`));
const error = (code: ErrorCode, retryAfterMs?: number): KlartextError =>
  new KlartextError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs });
const fail = (code: ErrorCode): never => {
  throw error(code);
};

function ask(
  provider: TranslationProvider,
  list: Segment[],
  signal = new AbortController().signal,
): Promise<TranslateResponse> {
  return provider.translate({ pair, segments: list, signal });
}

testProvider('fake in all wrappers', async () => {
  const provider = upperCaseProvider();
  return {
    provider: wrapProvider(provider),
    keepsText: true,
    requests: () => provider.requests.length,
    close: async () => {},
  };
});

describe('withBatching', () => {
  test('keeps every batch within the limits, and order and number of targets', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 7 }), async (sizes, maxSegments) => {
        const provider = upperCaseProvider({ maxSegments, maxCharacters: 40, maxBytes: 45 });
        const list = sizes.map((size, n) => segment(`ä${n}`.padEnd(size, 'x').slice(0, size)));
        const { targets } = await ask(withBatching(provider), list);
        expect(targets.map((target) => target?.target)).toEqual(
          list.map(({ source }) => source.toUpperCase()),
        );
        for (const request of provider.requests) {
          const text = request.map(({ source }) => source).join('');
          expect(request.length).toBeLessThanOrEqual(maxSegments);
          expect(text.length).toBeLessThanOrEqual(40);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(45);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('one failed batch does not cost the others their answers', async () => {
    const provider = fakeProvider(({ source }) => (source === 'wort2' ? fail('PROVIDER_REJECTED') : source), {
      maxSegments: 2,
    });
    const { targets, failures } = await ask(withBatching(provider), segments(5));
    expect(targets.map((target) => target?.target)).toEqual([
      'wort0',
      'wort1',
      undefined,
      undefined,
      'wort4',
    ]);
    expect([...(failures ?? [])].map(([index, { code }]) => [index, code])).toEqual([
      [2, 'PROVIDER_REJECTED'],
      [3, 'PROVIDER_REJECTED'],
    ]);
  });

  test('when all batches fail the error rejects; one that stops the run always does', async () => {
    const down = fakeProvider(() => fail('PROVIDER_UNAVAILABLE'), { maxSegments: 2 });
    await expect(ask(withBatching(down), segments(5))).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
    const quota = fakeProvider(({ source }) => (source === 'wort4' ? fail('PROVIDER_QUOTA') : source), {
      maxSegments: 2,
    });
    await expect(ask(withBatching(quota), segments(5))).rejects.toMatchObject({ code: 'PROVIDER_QUOTA' });
  });

  test('a segment too large for any request is not sent', async () => {
    const provider = upperCaseProvider({ maxCharacters: 10 });
    const { targets, failures } = await ask(withBatching(provider), [
      segment('kurz'),
      segment('viel zu lang'),
    ]);
    expect(targets).toEqual([{ target: 'KURZ' }, undefined]);
    expect(failures?.get(1)).toEqual({
      code: 'PROVIDER_REJECTED',
      message:
        'Expected texts of up to 10 characters for a request, got one of 12, which was not sent; break its paragraph up.',
    });
    expect(provider.requests.flat()).toHaveLength(1);
    const small = withBatching(upperCaseProvider({ maxCharacters: 10, maxBytes: 8 }));
    await expect(ask(small, [segment('ÄÄÄÄÄ')])).rejects.toThrow(
      /^Expected texts of up to 10 characters and 8 bytes for a request, got one of 5 and 10 bytes, /,
    );
  });
});

describe('withRetry', () => {
  const waits: number[] = [];
  const options: RetryOptions = { random: () => 1, sleep: async (ms) => waits.push(ms) };
  const retrying = (provider: TranslationProvider, more: RetryOptions = {}): TranslationProvider => {
    waits.length = 0;
    return withRetry(provider, { ...options, ...more });
  };

  test('tries again what may pass, waiting longer each time', async () => {
    const provider = fakeProvider(({ source }, n) => (n < 4 ? fail('PROVIDER_UNAVAILABLE') : source));
    expect((await ask(retrying(provider), segments(2))).targets).toHaveLength(2);
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  test('waits as long as the service asks, and gives up when that is too long', async () => {
    const limited = (retryAfterMs: number): TranslationProvider =>
      fakeProvider(({ source }, n) => {
        if (n < 2) throw error('PROVIDER_RATE_LIMIT', retryAfterMs);
        return source;
      });
    await ask(retrying(limited(7000)), segments(1));
    expect(waits).toEqual([7000]);
    await expect(ask(retrying(limited(600_000)), segments(1))).rejects.toMatchObject({
      code: 'PROVIDER_RATE_LIMIT',
    });
    expect(waits).toEqual([]);
  });

  test.each(['PROVIDER_AUTH', 'PROVIDER_QUOTA', 'PROVIDER_REJECTED', 'ABORTED'] as const)(
    '%s is not tried again',
    async (code) => {
      const provider = fakeProvider(() => fail(code));
      await expect(ask(retrying(provider), segments(3))).rejects.toMatchObject({ code });
      expect(provider.requests).toHaveLength(1);
    },
  );

  test('gives up after its attempts', async () => {
    const provider = fakeProvider(() => fail('PROVIDER_UNAVAILABLE'));
    await expect(ask(retrying(provider), segments(3))).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
    expect(provider.requests).toHaveLength(5);
  });

  test('asks only for what is missing, in smaller requests; what never comes is undefined', async () => {
    const provider = fakeProvider(({ source }, n) =>
      source === 'wort7' || (n === 1 && source === 'wort9') ? undefined : source,
    );
    const features = { ...provider.features, deterministic: false };
    const { targets, usage } = await ask(retrying({ ...provider, features }), segments(10));
    expect(targets.map((target) => target?.target)).toEqual(
      segments(10).map(({ source }) => (source === 'wort7' ? undefined : source)),
    );
    expect(provider.requests.map((request) => request.map(({ source }) => source).join())).toEqual([
      segments(10)
        .map(({ source }) => source)
        .join(),
      'wort7',
      'wort9',
      'wort7',
      'wort7',
      'wort7',
    ]);
    expect(usage.billedCharacters).toBe(provider.requests.flat().length * 5);
  });

  test('what a deterministic provider leaves out is asked for alone, once, and without a wait', async () => {
    const provider = fakeProvider(({ source }) => (source === 'wort7' ? undefined : source));
    const { targets } = await ask(retrying(provider), segments(10));
    expect(targets.flatMap((target, index) => (target ? [] : [index]))).toEqual([7]);
    expect(provider.requests.slice(1)).toEqual([[segment('wort7')]]);
    expect(waits).toEqual([]);
  });

  test('after bad responses a request shrinks until the bad segment is alone', async () => {
    const provider = fakeProvider(() => 'x');
    const broken: TranslationProvider = {
      ...provider,
      translate: async (request) =>
        request.segments.some(({ source }) => source === 'wort13')
          ? fail('PROVIDER_BAD_RESPONSE')
          : provider.translate(request),
    };
    const { targets, failures } = await ask(retrying(broken), segments(50));
    expect(targets.flatMap((target, index) => (target ? [] : [index]))).toEqual([13]);
    expect([...(failures?.keys() ?? [])]).toEqual([13]);
    expect(provider.requests.flat()).toHaveLength(49);
  });

  test('a service that never answers well is asked for little more than the whole', async () => {
    const provider = fakeProvider(() => fail('PROVIDER_BAD_RESPONSE'));
    await expect(ask(retrying(provider), segments(12))).rejects.toMatchObject({
      code: 'PROVIDER_BAD_RESPONSE',
    });
    expect(provider.requests.map((request) => request.length)).toEqual([12, 1, 1, 1, 1]);
    expect(new Set(provider.requests.slice(1).map(([one]) => one?.source)).size).toBe(4);
  });

  test('one that answers well again, or single segments only, is asked for the rest', async () => {
    const provider = fakeProvider(({ source }, n) => (n < 3 ? fail('PROVIDER_BAD_RESPONSE') : source));
    const { targets } = await ask(retrying(provider), segments(12));
    expect(targets.every((target) => target)).toBe(true);
    const merging: TranslationProvider = {
      ...upperCaseProvider(),
      translate: async (request) => ({
        targets: request.segments.slice(0, 1).map(({ source }) => ({ target: source })),
        usage: { characters: 1 },
      }),
    };
    expect((await ask(retrying(merging), segments(12))).targets.every((target) => target)).toBe(true);
  });

  test('a wrong number of targets is a bad response', async () => {
    const provider: TranslationProvider = {
      ...upperCaseProvider(),
      translate: async () => ({ targets: [{ target: 'X' }], usage: { characters: 1 } }),
    };
    await expect(ask(retrying(provider, { maxAttempts: 1 }), segments(2))).rejects.toMatchObject({
      code: 'PROVIDER_BAD_RESPONSE',
    });
  });

  test('an abort ends the wait', async () => {
    const controller = new AbortController();
    const provider = fakeProvider(() => fail('PROVIDER_UNAVAILABLE'));
    const answer = ask(withRetry(provider), segments(1), controller.signal);
    setTimeout(() => controller.abort(), 20);
    await expect(answer).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('withLimit', () => {
  function slow(): { provider: TranslationProvider; most: () => number } {
    let running = 0;
    let most = 0;
    const provider: TranslationProvider = {
      ...upperCaseProvider({ maxConcurrent: 3 }),
      translate: async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running -= 1;
        return { targets: [{ target: 'X' }], usage: { characters: 1 } };
      },
    };
    return { provider, most: () => most };
  }

  test('runs as many requests side by side as the provider bears', async () => {
    const { provider, most } = slow();
    const limited = withLimit(provider);
    await Promise.all(segments(10).map((one) => ask(limited, [one])));
    expect(most()).toBe(3);
  });

  test('an abort takes waiting requests out of the line', async () => {
    const { provider } = slow();
    const limited = withLimit(provider, { maxConcurrent: 1 });
    const controller = new AbortController();
    const first = ask(limited, segments(1));
    const second = ask(limited, segments(1), controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await first).targets).toHaveLength(1);
  });

  test('a long line of requests with one signal is no leak', async () => {
    const { provider } = slow();
    const warnings: string[] = [];
    const onWarning = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', onWarning);
    const { signal } = new AbortController();
    const limited = withLimit(provider);
    await Promise.all(segments(30).map((one) => ask(limited, [one], signal)));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  test('begins no more requests a minute than allowed', async () => {
    const provider = upperCaseProvider();
    const limited = withLimit(provider, { requestsPerMinute: 2 });
    const controller = new AbortController();
    const all = segments(3).map((one) => ask(limited, [one], controller.signal).catch(({ code }) => code));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(provider.requests).toHaveLength(2);
    controller.abort();
    expect(await all[2]).toBe('ABORTED');
  });
});
