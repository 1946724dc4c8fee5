import { KlartextError } from '../errors.ts';
import type { Segment, TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';
import { isLocal, Outcome, type Placed, placed } from './outcome.ts';

export interface BatchingOptions {
  /** Smaller limits than the provider's own; its own count where absent. */
  maxSegments?: number;
  maxCharacters?: number;
  maxBytes?: number;
}

/**
 * Splits a request into batches within the provider's limits and sends them side by side (`withLimit`
 * below it bounds how many). Targets keep their order. A batch that fails by itself leaves its segments
 * undefined with the reason in `failures`, so that what others were paid for is not lost; when all fail,
 * the first error rejects. An error that stops the run rejects when the other batches have ended. A
 * segment too large for any batch is not sent.
 */
export function withBatching(
  provider: TranslationProvider,
  options: BatchingOptions = {},
): TranslationProvider {
  const limits = { ...provider.limits, ...options };
  return derive(provider, {
    limits: { ...limits, maxSegments: Number.MAX_SAFE_INTEGER, maxCharacters: Number.MAX_SAFE_INTEGER },
    async translate(request) {
      const { segments } = request;
      if (segments.length === 0) return provider.translate(request);
      const outcome = new Outcome(segments.length);
      const { batches, tooLarge } = split(placed(segments), limits);
      for (const one of tooLarge) outcome.fail([one], tooLargeError(one.segment, limits));
      const settled = await Promise.allSettled(
        batches.map(async (batch) => {
          const asked = batch.map(({ segment }) => segment);
          outcome.add(batch, await provider.translate({ ...request, segments: asked }));
        }),
      );
      for (const [index, result] of settled.entries()) {
        if (result.status === 'fulfilled') continue;
        if (!isLocal(result.reason)) throw result.reason;
        outcome.fail(batches[index] as Placed[], result.reason);
      }
      return outcome.response();
    },
  });
}

type Limits = TranslationProvider['limits'];

function split(all: readonly Placed[], limits: Limits): { batches: Placed[][]; tooLarge: Placed[] } {
  const batches: Placed[][] = [];
  const tooLarge: Placed[] = [];
  let characters = 0;
  let bytes = 0;
  for (const item of all) {
    const size = { characters: item.segment.source.length, bytes: bytesOf(item.segment, limits) };
    if (size.characters > limits.maxCharacters || size.bytes > (limits.maxBytes ?? Infinity)) {
      tooLarge.push(item);
      continue;
    }
    const batch = batches.at(-1);
    const fits =
      batch !== undefined &&
      batch.length < limits.maxSegments &&
      characters + size.characters <= limits.maxCharacters &&
      bytes + size.bytes <= (limits.maxBytes ?? Infinity);
    if (fits) batch.push(item);
    else batches.push([item]);
    characters = (fits ? characters : 0) + size.characters;
    bytes = (fits ? bytes : 0) + size.bytes;
  }
  return { batches, tooLarge };
}

function bytesOf(segment: Segment, limits: Limits): number {
  return limits.measureBytes?.(segment) ?? Buffer.byteLength(segment.source);
}

function tooLargeError(segment: Segment, limits: Limits): KlartextError {
  const bytes = (count: number) => (limits.maxBytes === undefined ? '' : ` and ${count} bytes`);
  const expected = `texts of up to ${limits.maxCharacters} characters${bytes(limits.maxBytes ?? 0)} for a request`;
  const came = `one of ${segment.source.length}${bytes(bytesOf(segment, limits))}`;
  return new KlartextError(
    'PROVIDER_REJECTED',
    `Expected ${expected}, got ${came}, which was not sent; break its paragraph up.`,
  );
}
