/** Providers that need no engine, for tests of what stands around one. */
import { throwIfAborted } from '../../src/errors.ts';
import type { Segment, TranslateRequest, TranslateResponse, TranslationProvider } from '../../src/types.ts';

/** Upper-cases text and leaves tags and entities as they are. */
export function upperCase(markup: string): string {
  return markup.replace(/(<[^>]*>|&[a-z]+;)|[^<&]+/g, (part, kept) =>
    kept === undefined ? part.toUpperCase() : part,
  );
}

export interface FakeProvider extends TranslationProvider {
  /** Every request that arrived, in order. */
  readonly requests: Segment[][];
}

/** Answers each segment by `answer`; what it throws rejects the request. */
export function fakeProvider(
  answer: (segment: Segment, requestNumber: number) => string | undefined,
  limits: Partial<TranslationProvider['limits']> = {},
): FakeProvider {
  const requests: Segment[][] = [];
  return {
    id: 'fake',
    model: 'fake-1',
    limits: { maxSegments: 1000, maxCharacters: 1_000_000, maxConcurrent: 4, ...limits },
    features: { inlineTags: true, glossary: false, context: false, deterministic: true },
    requests,
    async translate({ segments, signal }: TranslateRequest): Promise<TranslateResponse> {
      throwIfAborted(signal);
      if (segments.length > 0) requests.push([...segments]);
      const targets = segments.map((segment) => {
        const target = answer(segment, requests.length);
        return target === undefined ? undefined : { target };
      });
      const characters = segments.reduce((sum, { source }) => sum + source.length, 0);
      return { targets, usage: { characters, billedCharacters: characters } };
    },
    async dispose() {},
  };
}

/** The fake that proves structure: German `Wort` comes back as `WORT`, everything else as it went. */
export function upperCaseProvider(limits: Partial<TranslationProvider['limits']> = {}): FakeProvider {
  return fakeProvider((segment) => upperCase(segment.source), limits);
}
