import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../src/document/decode.ts';

const GERMAN = 'Die Prüfung der Größe kostet „fünf“ Äpfel – in Österreich. Übrigens: schön heiß.';
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
/** German text as windows-1252 writes it: quotes and dash in 0x80-0x9F. */
const windows1252 = (text: string) =>
  latin1(
    text.replaceAll('„', '\x84').replaceAll('“', '\x93').replaceAll('–', '\x96').replaceAll('€', '\x80'),
  );
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return Uint8Array.from(big ? bytes.swap16() : bytes);
};

describe('what the bytes prove', () => {
  test.each([
    ['UTF-8', utf8(GERMAN), 'utf-8'],
    ['UTF-8 with mark', utf8(`\ufeff${GERMAN}`), 'utf-8'],
    ['UTF-16 LE with mark', utf16(`\ufeff${GERMAN}`), 'utf-16le'],
    ['UTF-16 BE with mark', utf16(`\ufeff${GERMAN}`, true), 'utf-16be'],
    ['UTF-16 LE without mark', utf16(GERMAN), 'utf-16le'],
    ['UTF-16 BE without mark', utf16(GERMAN, true), 'utf-16be'],
    ['windows-1252', windows1252(GERMAN), 'windows-1252'],
  ])('%s', (_name, bytes, charset) => {
    expect(decodeBytes(bytes)).toEqual({ text: GERMAN, charset });
  });

  test('ISO-8859-15 is told by the euro sign at a number', () => {
    expect(decodeBytes(latin1('Es kostet 30 \xa4 für alle.'))).toEqual({
      text: 'Es kostet 30 € für alle.',
      charset: 'iso-8859-15',
    });
  });

  test('old Macintosh text', () => {
    const bytes = Uint8Array.from([...'Gr\x9a\xa7e f\x9fr sch\x9ane M\x8anner'].map((c) => c.charCodeAt(0)));
    expect(decodeBytes(bytes)).toEqual({ text: 'Größe für schöne Männer', charset: 'macintosh' });
  });

  test('Russian windows-1251 is not read as Western', () => {
    const russian =
      'Сегодня утром правительство объявило о новых правилах для предприятий в регионе. '.repeat(5);
    const bytes = Uint8Array.from(
      [...russian].map((c) => (c >= 'А' && c <= 'я' ? c.charCodeAt(0) - 0x410 + 0xc0 : c.charCodeAt(0))),
    );
    expect(decodeBytes(bytes)).toEqual({ text: russian, charset: 'windows-1251' });
  });

  test('a few bytes of windows-1252 in UTF-8 are read as such, a cut end is marked', () => {
    const bytes = Uint8Array.from([...utf8(GERMAN), 0x20, 0x84, ...utf8('Grün'), 0x93, 0x20, 0xe2, 0x80]);
    expect(decodeBytes(bytes).text).toBe(`${GERMAN} „Grün“ \ufffd`);
  });
});

describe('what is declared', () => {
  const page = (charset: string) => `<html><head><meta charset="${charset}"></head><p>${GERMAN}</p></html>`;

  test('a meta element names windows-1252', () => {
    expect(decodeBytes(windows1252(page('iso-8859-1')))).toEqual({
      text: page('iso-8859-1'),
      charset: 'windows-1252',
    });
  });

  test('http-equiv and XML declarations count', () => {
    const equiv = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"><p>10 \xa4';
    expect(decodeBytes(latin1(equiv)).charset).toBe('iso-8859-15');
    expect(decodeBytes(latin1('<?xml version="1.0" encoding="ISO-8859-2"?><p>M\xe4dchen')).charset).toBe(
      'iso-8859-2',
    );
  });

  test('valid UTF-8 wins over a declared Latin-1', () => {
    expect(decodeBytes(utf8(page('iso-8859-1'))).text).toBe(page('iso-8859-1'));
    expect(decodeBytes(utf8(GERMAN), { charset: 'latin1' }).text).toBe(GERMAN);
  });

  test('Latin-1 bytes win over a declared UTF-8', () => {
    expect(decodeBytes(windows1252(page('utf-8'))).text).toBe(page('utf-8'));
  });

  test('a meta element far down in the head is believed too', () => {
    const head = `<html><head><script>${' '.repeat(3000)}</script><meta charset="iso-8859-2">`;
    const bytes = Uint8Array.from([...latin1(`${head}<p>dziesi`), 0xb1, ...latin1('tej</p>')]);
    expect(decodeBytes(bytes, { format: 'html' })).toEqual({
      text: `${head}<p>dziesiątej</p>`,
      charset: 'iso-8859-2',
    });
  });

  test('the HTTP header wins over the meta element; an unknown label counts as none', () => {
    const bytes = latin1('<meta charset="windows-1251"><p>f\xfcr</p>');
    expect(decodeBytes(bytes, { charset: 'ISO-8859-1' }).text).toContain('für');
    expect(decodeBytes(latin1('f\xfcr schöne'), { charset: 'klingon' }).text).toBe('für schöne');
  });

  test('plain text about HTML is not searched for a declaration', () => {
    const text = 'Man schreibt <meta charset="windows-1251"> für Kyrillisch.';
    expect(decodeBytes(latin1(text), { format: 'text' }).text).toBe(text);
  });
});

describe('what is no article', () => {
  test.each([
    ['nothing', new Uint8Array(), /empty input \(0 bytes\)/],
    ['white space', utf8('\ufeff \r\n\t\u00a0\n'), /only white space/],
    ['PDF', latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'), /PDF document/],
    ['PDF after empty lines', latin1('\r\n\n%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'), /PDF document/],
    ['PNG', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), /PNG image/],
    ['ZIP', latin1('PK\x03\x04\x14\0\0\0'), /ZIP archive/],
    ['gzip', Uint8Array.from(gzipSync('Hallo')), /gzip archive/],
    ['JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), /JPEG image/],
    ['unknown', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251), /binary data/],
    ['NULs', new Uint8Array(64), /binary data/],
  ])('%s is refused by its name', (_name, bytes, message) => {
    expect(() => decodeBytes(bytes)).toThrow(message);
    expect(() => decodeBytes(bytes)).toThrow(expect.objectContaining({ code: 'INPUT_UNSUPPORTED' }));
  });

  test('over-large input is refused with both sizes', () => {
    expect(() => decodeBytes(utf8('Hallo Welt'), { maxBytes: 4 })).toThrow(/\(4 bytes\).*\(10 bytes\)/);
    expect(() => decodeBytes(new Uint8Array(20 * 1024 * 1024 + 1).fill(0x61))).toThrow(/at most 20\.0 MiB/);
    expect(decodeBytes(new Uint8Array(1024).fill(0x61), { maxBytes: 1024 }).text).toHaveLength(1024);
  });

  test('one stray NUL does not make a long text binary', () => {
    expect(decodeBytes(utf8(`${GERMAN.repeat(20)}\0${GERMAN}`)).text).toBe(GERMAN.repeat(21));
  });
});
