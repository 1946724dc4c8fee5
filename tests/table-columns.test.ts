import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { germanCells, habitsOf, toEnglishCell } from '../src/segments/numbers/table-columns.ts';
import { stage } from '../src/stages/polish-english.ts';
import type { Stage } from '../src/stages/stage.ts';
import { fakeProvider, upperCaseProvider } from './support/fake-providers.ts';
import { NO_CHECKS, runStages } from './support/run-stages.ts';

const NO_HABITS = { german: false, english: false };
const column = (texts: readonly string[], habits = NO_HABITS, labels: string[] = ['Wert']): string[] => {
  const cells = texts.map((text) => ({ text, labels }));
  const german = germanCells(cells, habits);
  return cells.map((cell) => (german.includes(cell) ? toEnglishCell(cell.text) : cell.text));
};

describe('columns', () => {
  test.each([
    [
      ['1.204,5', '987'],
      ['1,204.5', '987'],
    ],
    [
      ['1.204', '987'],
      ['1,204', '987'],
    ],
    [
      ['1.013', '11,5', '⊕⊕', '–'],
      ['1,013', '11.5', '⊕⊕', '–'],
    ],
    [
      ['1.204', '3,5 %'],
      ['1,204', '3.5 %'],
    ],
    [
      ['1.204.500', '2.000'],
      ['1,204,500', '2,000'],
    ],
    [
      ['1,204', '0,5'],
      ['1.204', '0.5'],
    ],
    [
      ['+1.204 (12,5 %)', '−3'],
      ['+1,204 (12.5 %)', '−3'],
    ],
  ])('%j is German: %j', (texts, english) => {
    expect(column(texts)).toEqual(english);
  });

  test.each([
    // Each could be English, or is no number.
    [['1.204', '2.048']],
    [['1.204', '5']],
    [['1.204', '2048']],
    [['1,204', '2,048']],
    [['1.204', '3.5']],
    [['3,5', '3.5']],
    [['1.204', '1,204']],
    [['192.168.100.200', '10,5']],
    [['03.10.2024', '10,5']],
    [['1.2.3', '10,5']],
    [['0123', '10,5']],
    [['17:30', '10,5']],
  ])('%j stays', (texts) => {
    expect(column(texts)).toEqual(texts);
  });

  test('what could be either is as the rest of the document', () => {
    const [texts, english] = [
      ['1.204', '2.048'],
      ['1,204', '2,048'],
    ];
    expect(column(texts, habitsOf('Das sind 3,5 Prozent, Version 1.2 sagt nichts.'))).toEqual(english);
    expect(column(texts, habitsOf('Das sind 3,5 Prozent oder 3.5 Watt.'))).toEqual(texts);
    expect(column(texts, habitsOf('Am 3.5. um 17.30 Uhr, Kapitel 3,5'))).toEqual(texts);
  });

  test.each(['Version', 'Firmware-Stand', 'Artikel-Nr.', 'ID', 'Datum', 'IP', 'DIN'])('under %s', (label) => {
    expect(column(['1.204', '987', '3,5'], NO_HABITS, [label])).toEqual(['1.204', '987', '3,5']);
  });

  const cents = fc.integer({ min: 0, max: 9e9 });
  test('of German numbers each becomes the same number in English', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 6 }), fc.nat(3), (values, places) => {
        const write = (language: string) =>
          [...values.map((value) => value / 100), 0.5].map((value) =>
            value.toLocaleString(language, { minimumFractionDigits: places, maximumFractionDigits: places }),
          );
        // One of them proves the notation.
        const proof = ['12,5', '12.5'] as const;
        expect(column([...write('de-DE'), proof[0]])).toEqual([...write('en-US'), proof[1]]);
        expect(column([...write('en-US'), proof[1]])).toEqual([...write('en-US'), proof[1]]);
      }),
    );
  });

  const byte = fc.integer({ min: 0, max: 255 });
  const untouchable = fc.oneof(
    fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.')),
    fc.tuple(fc.nat(30), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.')),
    fc.tuple(fc.integer({ min: 1, max: 28 }), fc.nat(11)).map(([day, month]) => `${day}.${month + 1}.2024`),
    fc.nat(99_999).map((id) => `0${id}`),
    fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${hour}:${minute}`),
    fc
      .date({ min: new Date('1900'), max: new Date('2100'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  );
  test('no column with an address, a version, a date or an id in it changes', () => {
    fc.assert(
      fc.property(untouchable, fc.array(cents, { maxLength: 4 }), fc.nat(4), (odd, values, at) => {
        const texts = values.map((value) => (value / 100).toLocaleString('de-DE')).toSpliced(at, 0, odd);
        expect(column(texts, { german: true, english: false })).toEqual(texts);
      }),
    );
  });
});

describe('tables', () => {
  const TABLE = '| Land | Zahl |\n| --- | --- |\n| Alder | 1.204,5 |\n| Birke | 987 |\n';
  const run = (provider: Parameters<typeof runStages>[1], given = {}) =>
    runStages(TABLE, provider, given, undefined, [{ stage: stage as unknown as Stage, options: {} }], {
      checks: NO_CHECKS,
    });

  test('a cell that changed counts as translated, by nobody; one that did not as kept', async () => {
    const { markdown, data } = await run(upperCaseProvider());
    expect(markdown).toContain('| 1,204.5 |');
    expect(data.segments.filter(({ source }) => /\d/.test(source))).toMatchObject([
      { state: 'translated', source: '1.204,5', target: '1,204.5' },
      { state: 'kept', reason: 'no-text', source: '987' },
    ]);
    expect(data.segments.find(({ source }) => source === '1.204,5')).not.toHaveProperty('provider');
  });

  test('a table with words that stayed German, and one of an English document, keep their numbers', async () => {
    const some = fakeProvider(({ source }) => (source === 'Birke' ? undefined : source.toUpperCase()));
    expect((await run(some)).markdown).toContain('| 1.204,5 |');
    const english = await run(upperCaseProvider(), { language: { code: 'en', confidence: 1 } });
    expect(english.markdown).toContain('| 1.204,5 |');
  });
});
