/** JSON Lines, a line at a time, however long the file. */
import { parseJson } from '../document/exact-json.ts';
import { KlartextError } from '../errors.ts';
import type { InputFormat } from '../types.ts';

const NEWLINE = 0x0a;

export interface LineTask {
  /** 1-based. */
  number: number;
  /** The line's parsed value, or why there is none. */
  value: unknown;
  error?: KlartextError;
}

/** Lines of a byte stream as parsed JSON; empty lines are passed over, a line over `maxBytes` is an error and not kept. */
export async function* readJsonLines(
  stream: AsyncIterable<unknown>,
  maxBytes: number,
): AsyncGenerator<LineTask> {
  let number = 0;
  for await (const line of splitLines(stream, maxBytes)) {
    number += 1;
    if (line === undefined) {
      yield {
        number,
        value: undefined,
        error: new KlartextError(
          'INPUT_UNSUPPORTED',
          `line ${number}: expected at most ${maxBytes} bytes, got more.`,
        ),
      };
      continue;
    }
    const text = line
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trim();
    if (text === '') continue;
    yield { number, ...parseLine(text, number) };
  }
}

/** The text that an object has, as the first of these that is not empty; undefined where it has none. */
export function textOfLine(
  value: Readonly<Record<string, unknown>>,
): { format: InputFormat; content: string } | undefined {
  const texts = (['html', 'markdown', 'text'] as const).flatMap((format) => {
    const content = value[format];
    return typeof content === 'string' ? [{ format, content }] : [];
  });
  return texts.find(({ content }) => content.trim() !== '') ?? texts[0];
}

function parseLine(text: string, number: number): { value: unknown; error?: KlartextError } {
  try {
    const value: unknown = parseJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
    const came = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
    return {
      value: undefined,
      error: new KlartextError('INPUT_UNSUPPORTED', `line ${number}: expected a JSON object, got ${came}.`),
    };
  } catch {
    // The parser's own message would quote the article.
    return {
      value: undefined,
      error: new KlartextError(
        'INPUT_UNSUPPORTED',
        `line ${number}: expected a JSON object, got no valid JSON.`,
      ),
    };
  }
}

async function* splitLines(
  stream: AsyncIterable<unknown>,
  maxBytes: number,
): AsyncGenerator<Buffer | undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    let rest = Buffer.from(chunk as Uint8Array);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      size += end;
      if (size <= maxBytes) parts.push(rest.subarray(0, end));
      yield size > maxBytes ? undefined : Buffer.concat(parts);
      parts = [];
      size = 0;
      rest = rest.subarray(end + 1);
    }
    size += rest.length;
    if (size > maxBytes) parts = [];
    else parts.push(rest);
  }
  if (size > 0) yield size > maxBytes ? undefined : Buffer.concat(parts);
}
