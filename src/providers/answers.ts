/** What the providers that answer with a list of texts have in common. */
import type * as z from 'zod';
import { KlartextError } from '../errors.ts';
import type { Segment, TranslatedSegment } from '../types.ts';

/** The body as `schema` has it; rejects with PROVIDER_BAD_RESPONSE. Keys that the schema lacks are ignored. */
export function readShape<T>(service: string, schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'the answer itself';
  throw new KlartextError(
    'PROVIDER_BAD_RESPONSE',
    `${service} answered in a shape that is not its own (at ${where}).`,
  );
}

/**
 * One target a segment, in order; undefined for an empty or unreadable text. A list of another length could
 * put texts under the wrong segments: PROVIDER_BAD_RESPONSE.
 */
export function toTargets(
  service: string,
  segments: readonly Segment[],
  texts: readonly string[],
  read: (text: string) => string | undefined,
): (TranslatedSegment | undefined)[] {
  if (texts.length !== segments.length) {
    throw new KlartextError(
      'PROVIDER_BAD_RESPONSE',
      `${service} answered ${texts.length} translations for ${segments.length} texts.`,
    );
  }
  return texts.map((text) => toTarget(read(text)));
}

/** Undefined for a text without a character: an empty answer is no translation. */
export function toTarget(markup: string | undefined): TranslatedSegment | undefined {
  return markup === undefined || markup.trim() === '' ? undefined : { target: markup };
}

/** Code points, as services count and bill them, markup included. */
export function countCharacters(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + [...text].length, 0);
}
