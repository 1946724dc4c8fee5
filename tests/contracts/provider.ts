/** What every provider must do, whatever is behind it. Run once for each, the fake included. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { decode } from '../../src/segments/decode.ts';
import { encode } from '../../src/segments/encode.ts';
import { reasonToRefuse } from '../../src/segments/judge.ts';
import { markupText, parseMarkup } from '../../src/segments/parse-markup.ts';
import { withBatching } from '../../src/translate/with-batching.ts';
import { wrapProvider } from '../../src/translate/wrap-provider.ts';
import type { Segment, TranslateResponse, TranslationProvider } from '../../src/types.ts';
import { upperCase } from '../support/fake-providers.ts';
import { foldedText, markdownDocument, parse, skeleton } from '../support/markdown.ts';
import { NO_CHECKS, runStages } from '../support/run-stages.ts';

/** Faults that a harness may be able to cause, and what each must be told as. */
const FAULT_CODES = {
  'wrong-key': 'PROVIDER_AUTH',
  quota: 'PROVIDER_QUOTA',
  'rate-limit-seconds': 'PROVIDER_RATE_LIMIT',
  'rate-limit-date': 'PROVIDER_RATE_LIMIT',
  overload: 'PROVIDER_RATE_LIMIT',
  'server-error': 'PROVIDER_UNAVAILABLE',
  unavailable: 'PROVIDER_UNAVAILABLE',
  timeout: 'PROVIDER_UNAVAILABLE',
  cut: 'PROVIDER_UNAVAILABLE',
  'bad-request': 'PROVIDER_REJECTED',
  'too-large': 'PROVIDER_REJECTED',
  html: 'PROVIDER_BAD_RESPONSE',
  redirect: 'PROVIDER_BAD_RESPONSE',
  truncated: 'PROVIDER_BAD_RESPONSE',
  dropped: 'PROVIDER_BAD_RESPONSE',
  duplicated: 'PROVIDER_BAD_RESPONSE',
} as const satisfies Record<string, ErrorCode>;

export type FaultName = keyof typeof FAULT_CODES;

/** Answers that are well formed and wrong. */
export type BentName = 'blank' | 'reordered';

export interface ProviderHarness {
  provider: TranslationProvider;
  /** Whether text comes back as it went but for its letters' case; a real engine changes it. */
  keepsText: boolean;
  /** The faults that can be caused, each by a call before the request. */
  faults?: Partial<Record<FaultName | BentName, () => void>>;
  /** Whether the wait that a service asks for is passed on. */
  tellsRetryAfter?: boolean;
  /** Requests that reached the service so far, where there is one to ask. */
  requests?: () => number;
  /** All that the service got so far, as readable text. */
  received?: () => string | Promise<string>;
  close(): Promise<void>;
}

export function testProvider(
  name: string,
  open: () => Promise<ProviderHarness>,
  faults: readonly FaultName[] = [],
): void {
  describe(`provider ${name}`, () => {
    let harness: ProviderHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.provider.dispose?.();
      await harness.close();
    });
    const ask = (
      segments: readonly Segment[],
      signal = new AbortController().signal,
    ): Promise<TranslateResponse> => {
      const { provider } = harness;
      const asked = segments.length > provider.limits.maxSegments ? withBatching(provider) : provider;
      return asked.translate({ pair: { source: 'de', target: 'en' }, segments, signal });
    };

    test('says who it is and what it can take', () => {
      const { id, model, limits } = harness.provider;
      expect([id, model]).not.toContain('');
      expect(Math.min(limits.maxSegments, limits.maxCharacters, limits.maxConcurrent)).toBeGreaterThan(0);
    });

    test('an empty request is answered without asking', async () => {
      expect((await ask([])).targets).toEqual([]);
      expect(harness.requests?.() ?? 0).toBe(0);
    });

    test('targets come in request order, one for each segment', async () => {
      // Numbers come back as they went from every engine, so they tell which answer is whose.
      const { targets } = await ask(['Das Haus ist rot.', '4711', 'Hunde bellen.', '1984'].map(segment));
      expect(targets).toHaveLength(4);
      expect([targets[1]?.target, targets[3]?.target]).toEqual(['4711', '1984']);
    });

    test('the same request has the same answer, where the provider says so', async () => {
      if (!harness.provider.features.deterministic) return;
      const segments = ['Das erste Haus ist rot.', 'Zwei Hunde bellen.', 'Ende'].map(segment);
      expect((await ask(segments)).targets).toEqual((await ask(segments)).targets);
    });

    test('tags come back each once and well nested', async () => {
      const encoded = encodeMarkdown(
        'Das *wirklich **rote*** Haus hat `npm` und [einen Link](/x) darin, ![Bild](/y) und mehr.',
      );
      expect(encoded.tags.map(({ kind }) => kind)).toEqual(['paired', 'paired', 'keep', 'paired', 'keep']);
      const asked = { id: 's1', kind: 'paragraph', source: encoded.source, tags: encoded.tags } as const;
      const [answer] = (await ask([asked])).targets;
      const target = answer?.target ?? '';
      expect((target.match(/<[gx] id="\d"/g) ?? []).sort()).toEqual(
        (encoded.source.match(/<[gx] id="\d"/g) ?? []).sort(),
      );
      // An engine may leave a tag without a word, which the caller refuses; nothing else may be wrong.
      const decoded = decode(target, encoded);
      if (harness.keepsText) expect(decoded.ok).toBe(true);
      else expect(['tags-lost', undefined]).toContain(decoded.ok ? undefined : decoded.reason);
    });

    test('text that looks like markup is text', async () => {
      const { source } = encodeMarkdown('Gilt a \\< b & c \\> d, ist AT\\&T groß?');
      const [target] = (await ask([segment(source)])).targets;
      expect(parseMarkup(target?.target ?? '')).toBeDefined();
      if (harness.keepsText)
        expect(markupText(target?.target ?? '').toLowerCase()).toBe(
          'gilt a < b & c > d, ist at&t groß?'.replace('ß', 'ss'),
        );
    });

    test('documents of every construct keep their structure and every word', async () => {
      if (!harness.keepsText) return;
      const provider = wrapProvider(harness.provider, { retry: { maxAttempts: 1 } });
      await fc.assert(
        fc.asyncProperty(markdownDocument, async (markdown) => {
          const result = await runStages(markdown, provider, {}, undefined, [], { checks: NO_CHECKS });
          const [before, after] = [parse(markdown), parse(result.markdown)];
          expect(skeleton(after)).toEqual(skeleton(before));
          expect(foldedText(after)).toBe(foldedText(before));
          expect(result.states.filter((state) => /failed/.test(state))).toEqual([]);
        }),
        { numRuns: 12 },
      );
    });

    test('what is within its limits is not refused, however full and tagged', async () => {
      if (!harness.keepsText) return;
      const segments = Array.from({ length: 150 }, (_, index): Segment => {
        const words = 'Größenwahn &amp; <g id="1">Überfluss</g> <x id="2"/>';
        const tags = [
          { id: 1, kind: 'paired', node: 'strong' },
          { id: 2, kind: 'keep', node: 'inlineCode', text: 'größe < 3' },
        ] as const;
        const source = `${words} ${'äöü 🙂 '.repeat(index * 3)}`.trim();
        return { id: `s${index}`, kind: 'paragraph', source, tags };
      });
      const signal = new AbortController().signal;
      const pair = { source: 'de', target: 'en' };
      const wrapped = wrapProvider(harness.provider, { retry: { maxAttempts: 1 } });
      const { targets, failures } = await wrapped.translate({
        pair,
        segments,
        signal,
      });
      expect(failures).toBeUndefined();
      expect(targets.map((target) => target?.target)).toEqual(
        segments.map(({ source }) => upperCase(source)),
      );
    });

    test('the service gets context and terms exactly where the provider says so, and bills nothing for them', async () => {
      const { provider, received } = harness;
      if (!received) return;
      const bare = segment('Das Werk schließt.');
      const around = { context: 'Zuvorderst', before: 'Davorsatz', after: 'Danachsatz' };
      const terms = [{ german: 'Werk', english: 'Millhouse', doNotTranslate: false, isName: false }];
      const plain = await ask([bare]);
      const rich = await ask([{ ...bare, ...around, terms }]);
      const text = await received();
      for (const word of Object.values(around)) {
        expect(text.includes(word)).toBe(provider.features.context);
        expect(rich.targets[0]?.target.toLowerCase()).not.toContain(word.toLowerCase());
      }
      expect(text.includes('Millhouse')).toBe(provider.features.glossary === true);
      expect(rich.usage).toEqual(plain.usage);
    });

    test('names of the glossary are in the answer, inflected ones are text, and all is billed as foretold', async () => {
      const { provider } = harness;
      if (provider.features.glossary !== 'names' || !harness.keepsText) return;
      const name = (german: string, english = german) => ({
        ...{ german, english, doNotTranslate: german === english, isName: true },
      });
      const terms = [name('Das Register', 'The "R&D" Register'), name('Nordwerk'), name('AT&T')];
      const sources = [
        'Laut Das Register baut <g id="1">Nordwerk</g> um, meldet AT&amp;T.',
        'Das Register meldet Nordwerks Umbau der Nordwerk-Halle.',
      ];
      const tags = [{ id: 1, kind: 'paired', node: 'strong' }] as const;
      const segments = sources.map((source, index) => ({
        ...segment(source, index),
        ...{ terms, tags: index === 0 ? tags : [] },
      }));
      const answers: TranslateResponse[] = [];
      for (const one of segments) answers.push(await ask([one]));
      expect(answers.map(({ targets }) => targets[0]?.target)).toEqual([
        'LAUT The "R&amp;D" Register BAUT <g id="1">Nordwerk</g> UM, MELDET AT&amp;T.',
        'DAS REGISTER MELDET NORDWERKS UMBAU DER NORDWERK-HALLE.',
      ]);
      const { countBillable } = provider.limits;
      if (countBillable)
        expect(answers.map(({ usage }) => usage.characters)).toEqual(segments.map(countBillable));
    });

    test('usage is counted', async () => {
      const { usage } = await ask([segment('Guten Tag')]);
      expect(usage.characters).toBeGreaterThanOrEqual(9);
      if (usage.billedCharacters !== undefined) expect(usage.billedCharacters).toBeGreaterThanOrEqual(0);
    });

    test('an aborted signal rejects with ABORTED', async () => {
      await expect(ask([segment('Guten Tag')], AbortSignal.abort())).rejects.toMatchObject({
        code: 'ABORTED',
      });
    });

    test('an abort on the way rejects with ABORTED, unless the answer was first', async () => {
      const controller = new AbortController();
      const answer = ask([segment('Guten Tag')], controller.signal).then(
        () => 'ABORTED',
        (error) => error.code,
      );
      controller.abort();
      expect(await answer).toBe('ABORTED');
      // And it works on.
      expect((await ask([segment('Guten Tag')])).targets).toHaveLength(1);
    });

    test('disposing twice is fine', async () => {
      await harness.provider.dispose?.();
      await harness.provider.dispose?.();
    });

    test('an empty text is no translation', async () => {
      const cause = harness.faults?.blank;
      if (!cause) return;
      cause();
      const [blank, next] = (await ask(['Geheimer Text', 'Noch einer'].map(segment))).targets;
      expect(blank).toBeUndefined();
      expect(next).toEqual({ target: 'NOCH EINER' });
    });

    test('texts in another order are under their own segment, or refused for what they lost', async () => {
      harness.faults?.reordered?.();
      if (!harness.keepsText) return;
      const segments = [
        segment('Es sind 4711 Leute'),
        { ...segment('Das <g id="1">Haus</g>'), tags: [{ id: 1, kind: 'paired', node: 'strong' }] as const },
        segment('Am 3. Oktober um 17.30 Uhr'),
        segment('Siehe https://example.org/a_b'),
      ];
      const { targets } = await ask(segments);
      for (const [index, one] of segments.entries()) {
        const answer = targets[index];
        if (answer && answer.target.toLowerCase() !== one.source.toLowerCase())
          expect(reasonToRefuse(one, answer, { source: 'de', target: 'en' })).toBeDefined();
      }
    });

    test.each(faults)('fault %s', async (fault) => {
      const cause = harness.faults?.[fault];
      if (!cause) throw new Error(`the harness cannot cause ${fault}`);
      cause();
      const before = harness.requests?.() ?? 0;
      const segments = ['Geheimer Text', 'Noch einer'].map(segment);
      const asked = segments.slice(0, harness.provider.limits.maxSegments);
      const error = await ask(asked).catch((reason) => reason);
      expect(error).toMatchObject({ name: 'KlartextError', code: FAULT_CODES[fault] });
      if (harness.tellsRetryAfter && fault.startsWith('rate-limit-'))
        expect(error.retryAfterMs).toBeGreaterThan(0);
      expect(error.message).not.toContain('Geheim');
      // One request: a provider never tries again by itself.
      expect((harness.requests?.() ?? before + 1) - before).toBe(1);
    });
  });
}

function segment(source: string, index = 0): Segment {
  return { id: `s${index}`, kind: 'paragraph', source, tags: [] };
}

function encodeMarkdown(markdown: string): ReturnType<typeof encode> {
  const paragraph = parse(markdown).children[0];
  if (paragraph?.type !== 'paragraph') throw new Error('expected a paragraph');
  return encode(paragraph.children);
}
