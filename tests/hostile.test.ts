import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import { processDocument } from '../src/run/document.ts';
import { type OpenRun, openRun } from '../src/run/open.ts';
import type { InputFormat } from '../src/types.ts';
import { isSlow } from './support/cpu-time.ts';

const MEGABYTE = 1024 * 1024;
let open: OpenRun;

beforeAll(async () => {
  open = await openRun({
    pipeline: 'clean-feed',
    scope: 'cleaning',
    cwd: import.meta.dirname,
    context: { env: {}, modelFolders: [] },
    signal: new AbortController().signal,
  });
  await clean('Ein Satz zum Warmwerden.', 'text');
});

/** The Markdown, or the message with which it is refused. */
async function clean(content: string, format: InputFormat): Promise<string> {
  try {
    return (await processDocument({ name: 'hostile', content, format }, open.runner)).markdown;
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    expect(error.code).toBe('INPUT_UNSUPPORTED');
    return error.message;
  }
}

const SENTENCE = 'Der Rat hat am Abend lange gestritten, bevor er zustimmte.';
const fill = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length));
/** Prose, as much as is read. */
const HARMLESS = fill(`${SENTENCE}\n\n`, 290_000);
const deepList = (depth: number) =>
  Array.from({ length: depth }, (_, level) => `${' '.repeat(level * 2)}- Punkt ${level}`).join('\n');

/** Pieces that fill a document. Each is tried as 20 MB, and as much as is just let through. */
const PIECES: Record<string, string> = {
  words: 'Wort ',
  sentences: `${SENTENCE} `,
  lines: `${SENTENCE}\n`,
  paragraphs: `${SENTENCE}\n\n`,
  'one word': 'a',
  spaces: ' ',
  'line ends': '\n',
  brackets: '[',
  links: '[a](b) ',
  addresses: 'https://a.example/b ',
  stars: '*a ',
  quotes: '> ',
  'quotation marks': '„a“ ',
  items: '- a\n',
  rows: '|a|b|\n',
  entities: '&amp;',
  tags: '<b>',
  footnotes: '[^1] ',
  mojibake: 'Ã¤Ã¶ ',
};

const MUCH = [
  ['20 MB', 20 * MEGABYTE],
  ['as much as is read', 290_000],
] as const;
/** Of Markdown little is much already: most pieces are markup. */
const LITTLE = [['a little', 29_000]] as const;

describe.each<InputFormat>(['text', 'markdown', 'html'])('hostile %s is bounded in time', (format) => {
  const wrap = (content: string) =>
    format === 'html' ? `<html><body><p>${SENTENCE}</p><p>${content}` : content;
  const amounts = format === 'markdown' ? [...MUCH, ...LITTLE] : MUCH;
  test.each(amounts)('%s of anything', { timeout: 300_000 }, async (_, size) => {
    const slow: string[] = [];
    for (const [name, piece] of Object.entries(PIECES)) {
      const content = wrap(fill(piece, size));
      const found = await isSlow(
        () => clean(content, format),
        () => clean(HARMLESS, 'markdown'),
      );
      if (found) slow.push(`${name}: ${found}`);
    }
    expect(slow).toEqual([]);
  });
});

test('what is too much is refused by name, and what is not is kept whole', async () => {
  expect(await clean(fill('Wort ', 20 * MEGABYTE), 'text')).toMatch(/20971520 characters \(at most 300000/);
  expect(await clean(fill('- a\n', 60_000), 'markdown')).toMatch(/lines \(at most/);
  expect(await clean(fill(`${SENTENCE}\n`, 200_000), 'markdown')).toMatch(/lines without an empty one/);
  expect(await clean(deepList(100), 'markdown')).toMatch(/nested deeper than 50 levels/);
  expect(await clean(`<p>${fill('[ ', 60_000)}`, 'html')).toMatch(/30000 signs of markup \(at most/);
  const long = Array.from({ length: 4000 }, (_, n) => `Absatz ${n} steht hier mit eigenen Worten.`).join(
    '\n\n',
  );
  const markdown = await clean(long, 'markdown');
  expect(markdown).toContain('Absatz 0 steht');
  expect(markdown).toContain('Absatz 3999 steht');
});

test('front matter that multiplies itself is kept as text', async () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...[...'bcdefg'].map((key, at) => {
      const before = 'abcdefg'[at];
      return `${key}: &${key} [${fill(`*${before}, `, 40).slice(0, -2)}]`;
    }),
  ];
  const markdown = await clean(`---\n${bomb.join('\n')}\n---\n\nText des Artikels.\n`, 'markdown');
  expect(markdown).toContain('Text des Artikels.');
  expect(markdown).toContain('&b');
});

test('no mixture of pieces breaks it', { timeout: 120_000 }, async () => {
  const piece = fc.constantFrom(
    ...Object.values(PIECES),
    '\n',
    '\t',
    '```\n',
    '---\n',
    '<table><tr><td>',
    '</p>',
    '\0',
  );
  const format = fc.constantFrom<InputFormat>('text', 'markdown', 'html');
  const run = fc.tuple(piece, fc.integer({ min: 1, max: 40 })).map(([own, times]) => own.repeat(times));
  await fc.assert(
    fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 12 }), format, async (runs, own) => {
      expect(await clean(runs.join(''), own)).toBeTypeOf('string');
    }),
    { numRuns: 60 },
  );
});
