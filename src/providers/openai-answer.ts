/** Reads translations out of what a language model wrote. */
import * as z from 'zod';
import { segmentKey } from './openai-prompt.ts';

/** Lenient on purpose: servers that only resemble the original leave fields out or send null. */
export const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

export type Completion = z.output<typeof completion>;

/**
 * Texts by segment, in order, undefined where one is missing or no text; undefined as a whole where nothing of
 * the form was found. Keys that were not asked for are ignored, chatter around the object too.
 */
export function readContent(content: string, count: number): (string | undefined)[] | undefined {
  const bare = content.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  const found = readJson(bare) ?? readTagged(bare);
  if (!found) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const text = found.get(segmentKey(index));
    return typeof text === 'string' ? text.trim() : undefined;
  });
}

function readJson(content: string): Map<string, unknown> | undefined {
  const start = content.indexOf('{');
  const end = content.lastIndexOf('}');
  if (start === -1 || end < start) return undefined;
  try {
    const value: unknown = JSON.parse(content.slice(start, end + 1));
    return value === null || typeof value !== 'object' ? undefined : new Map(Object.entries(value));
  } catch {
    return undefined;
  }
}

function readTagged(content: string): Map<string, unknown> | undefined {
  const found = new Map<string, unknown>();
  for (const [, key = '', text] of content.matchAll(
    /<text key="(t\d+)">((?:(?!<text key=)[\s\S])*?)<\/text>/g,
  )) {
    // Twice the same key: nobody knows which is meant.
    found.set(key, found.has(key) ? undefined : text);
  }
  return found.size > 0 ? found : undefined;
}
