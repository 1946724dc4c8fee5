import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrontMatter, writeFrontMatter } from '../src/document/front-matter.ts';
import { metadataFromFields, toIsoDate } from '../src/document/metadata.ts';

test('what is written reads back the same, in order and on one line a key', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(
      'no',
      'NO',
      '2024-05-01',
      '1.0',
      '~',
      '0x1f',
      '1_000',
      '12:30:00',
      '---',
      'a: b',
      '# x',
      "'",
      '"',
    ),
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.oneof(value, fc.array(value, { minLength: 1 }))),
      (fields) => {
        fc.pre(Object.keys(fields).length > 0);
        const written = writeFrontMatter(fields);
        const read = readFrontMatter(`${written}\nText`);
        expect(read).toEqual({ kind: 'fields', fields: { ...fields }, length: written.length });
        expect(read.kind === 'fields' && Object.keys(read.fields)).toEqual(Object.keys(fields));
      },
    ),
  );
});

test('strings that YAML would misread are quoted, long ones not folded, undefined never written', () => {
  const long = 'Wort '.repeat(60).trim();
  expect(
    writeFrontMatter({ land: 'no', datum: '2024-05-01', zahl: '1.0', ganz: 3, weg: undefined, lang: long }),
  ).toBe(`---\nland: "no"\ndatum: "2024-05-01"\nzahl: "1.0"\nganz: 3\nlang: ${long}\n---\n`);
  expect(writeFrontMatter({ weg: undefined })).toBe('');
});

test('figures come back as they stand, whatever number YAML makes of them', () => {
  const head = 'plz: 01067\nstand: 1.10\nkennung: 12345678901234567890\nvorwahl: +49351\nfarbe: 0x1F\n';
  const read = readFrontMatter(`---\n${head}null: leer\n0123: [007, 3, -2.5, .5]\n---\nText`);
  expect(read).toMatchObject({
    fields: {
      plz: '01067',
      stand: '1.10',
      kennung: '12345678901234567890',
      vorwahl: '+49351',
      farbe: '0x1F',
      null: 'leer',
      '0123': ['007', 3, -2.5, '.5'],
    },
  });
});

test('known keys are mapped, all others handed through', () => {
  const fields = {
    Title: ' Ein  Titel ',
    authors: ['Eva Muster', { name: 'Jan Kahn' }],
    date: '1. März 2024',
    source: 'https://example.org/a',
    url: 'kein-link',
    lang: 'de_AT',
    tags: ['a'],
  };
  expect(metadataFromFields(fields)).toEqual({
    title: 'Ein Titel',
    author: 'Eva Muster, Jan Kahn',
    published: '2024-03-01',
    url: 'https://example.org/a',
    declaredLanguage: 'de-at',
    extra: { url: 'kein-link', tags: ['a'] },
  });
});

test.each([
  ['2024-05-01', '2024-05-01'],
  ['2024-05', '2024-05'],
  ['2024-05-01 14:30', '2024-05-01T14:30'],
  ['2024-05-01T14:30:05.123Z', '2024-05-01T14:30:05.123Z'],
  ['2024-05-01T14:30+0200', '2024-05-01T14:30+02:00'],
  ['2024-05-01T14:30-05:30', '2024-05-01T14:30-05:30'],
  ['2024-05-01T14:30:05+01', '2024-05-01T14:30:05+01:00'],
  ['1.5.2024', '2024-05-01'],
  ['01. Dezember 2023', '2023-12-01'],
  ['2024-13-01', undefined],
  ['gestern', undefined],
  ['05/01/2024', undefined],
])('%s is %s', (text, iso) => {
  expect(toIsoDate(text)).toBe(iso);
});

test('a long id in a head of JSON keeps its digits, as one in YAML does', () => {
  const ids = (text: string) => {
    const head = readFrontMatter(text);
    return head.kind === 'fields' ? head.fields : undefined;
  };
  const fields = { id: '12345678901234567891', year: 2026 };
  expect(ids('{\n"id": 12345678901234567891, "year": 2026\n}\n\nText.\n')).toEqual(fields);
  expect(ids('---\nid: 12345678901234567891\nyear: 2026\n---\n\nText.\n')).toEqual(fields);
});
