import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSentences } from '../src/segments/split-sentences.ts';

const FIXTURE = fileURLToPath(new URL('fixtures/split-sentences/german.txt', import.meta.url));
const CASES = readFileSync(FIXTURE, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('German sentences', () => {
  test('the fixture holds the ten of the reference and sixty more', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(70);
  });

  test.each(CASES)('%s', (line) => {
    expect(splitSentences(line.replaceAll('|', ''))).toEqual(line.split('|'));
  });

  test('blank lines cut, single line ends do not', () => {
    expect(splitSentences('Eine Zeile\nohne Punkt\n\n  Noch eine')).toEqual([
      'Eine Zeile\nohne Punkt\n\n  ',
      'Noch eine',
    ]);
    expect(splitSentences('Das gilt z.\nB. Kindern. Mehr nicht.')).toEqual([
      'Das gilt z.\nB. Kindern. ',
      'Mehr nicht.',
    ]);
    expect(splitSentences('1. Die Lage\n\n2. Der Plan')).toEqual(['1. Die Lage\n\n', '2. Der Plan']);
  });

  test('nothing, and nothing but white space', () => {
    expect(splitSentences('')).toEqual([]);
    expect(splitSentences(' \n\n ')).toEqual([' \n\n ']);
    expect(splitSentences('\n\n Eins. Zwei.')).toEqual(['\n\n Eins. ', 'Zwei.']);
  });
});

const shards = fc.constantFrom(
  ...[
    '.',
    '!',
    '?',
    '…',
    '“',
    '»',
    ')',
    '[1]',
    ' ',
    '\n',
    '\n\n',
    '\u00a0',
    'Der',
    'usw',
    'z',
    'B',
    '3',
    'Karl V',
    '🎉',
    '®',
    'wort',
    'Ä',
  ],
);

test('pieces concatenate to the text and none is empty', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(shards, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (value) => {
      const pieces = splitSentences(value);
      expect(pieces.join('')).toBe(value);
      expect(pieces).not.toContain('');
      if (value.trim() !== '') for (const piece of pieces) expect(piece.trim()).not.toBe('');
    }),
    { numRuns: 1000 },
  );
});

test.each(['.', ' ', '. ', '\n', '.“', 'z. ', 'a', '3. ', '🎉 ', '…“ A'])(
  'time is linear in a long run of %j',
  (unit) => {
    const time = (length: number): number => {
      const text = unit.repeat(length / unit.length);
      const start = performance.now();
      splitSentences(text);
      return performance.now() - start;
    };
    time(50_000);
    // Sixteen times the text in a quadratic splitter takes 256 times as long; 64 and ten seconds leave room for a busy machine.
    expect(time(800_000)).toBeLessThan(Math.max(64 * time(50_000), 10_000));
  },
);
