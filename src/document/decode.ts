/** Bytes to text: byte order mark, then what the bytes themselves prove, what is declared, and guessing. */
import { isAscii, isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import sniffHtmlEncoding from 'html-encoding-sniffer';
import { KlartextError } from '../errors.ts';
import type { InputFormat } from '../types.ts';
import { knownBinaryKind, looksBinary } from './binary.ts';
import { decodeDamagedUtf8, measureUtf8 } from './utf8.ts';
import { readHighControls } from './windows-1252.ts';

export interface DecodeOptions {
  /** `text` and `markdown` are not searched for a `<meta charset>`. Default: searched. */
  format?: InputFormat;
  /** Declared outside of the document, as in an HTTP header; any WHATWG label. An unknown one is ignored. */
  charset?: string;
  /** Largest input in bytes. Default 20 MiB. */
  maxBytes?: number;
}

export interface DecodedText {
  /** Without byte order mark and NUL characters; line ends as they came. */
  text: string;
  /** WHATWG name of the encoding; `iso-8859-1` and ASCII supersets are named as what they were read as. */
  charset: string;
}

/** House limit (issue: 20 MiB by default); a larger article is a dump that should be split. */
export const DEFAULT_MAX_BYTES = 20 * 1024 * 1024;

/** Below this chardet's confidence (0..100) is a guess; its own documentation gives no scale. */
const MIN_CHARDET_CONFIDENCE = 40;

/**
 * Reads the bytes of one document. Valid multi-byte UTF-8 wins over any other declaration, since no
 * single-byte text is valid UTF-8 by chance; bytes that are not UTF-8 win over a declared `utf-8`.
 * Throws INPUT_UNSUPPORTED for empty (or blank), binary and over-large input.
 */
export function decodeBytes(bytes: Uint8Array, options: DecodeOptions = {}): DecodedText {
  checkSize(bytes, options.maxBytes ?? DEFAULT_MAX_BYTES);
  const kind = knownBinaryKind(bytes);
  if (kind) throw binaryError(kind);
  const decoded = decodeByMark(bytes) ?? decodeWideWithoutMark(bytes) ?? decodeEightBit(bytes, options);
  const text = decoded.text.replace(/^\ufeff|\0/g, '');
  if (text.trim() === '') throw unsupported('expected an article, got no text (empty or only white space)');
  return { text, charset: decoded.charset };
}

function unsupported(message: string, hint?: string): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', `${message}.`, hint ? { hint } : {});
}

function binaryError(what: string): KlartextError {
  return unsupported(`expected text, Markdown or HTML, got ${what}`, 'Convert it to text or HTML first.');
}

function checkSize(bytes: Uint8Array, maxBytes: number): void {
  if (bytes.length === 0) throw unsupported('expected an article, got an empty input (0 bytes)');
  if (bytes.length <= maxBytes) return;
  const mib = (size: number) => `${(size / 1024 / 1024).toFixed(1)} MiB`;
  throw unsupported(
    `expected at most ${mib(maxBytes)} (${maxBytes} bytes), got ${mib(bytes.length)} (${bytes.length} bytes)`,
    'Split the input or raise the limit.',
  );
}

function decodeByMark(bytes: Uint8Array): DecodedText | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeUtf8(bytes.subarray(3));
  if (a === 0xff && b === 0xfe) return decodeAs('utf-16le', bytes);
  if (a === 0xfe && b === 0xff) return decodeAs('utf-16be', bytes);
  return undefined;
}

/** UTF-16 of Latin text has a zero in nearly every second byte, always on the same side. */
function decodeWideWithoutMark(bytes: Uint8Array): DecodedText | undefined {
  const sample = bytes.subarray(0, 8192);
  const zeros: [even: number, odd: number] = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2 === 0 ? 0 : 1]++;
  const half = sample.length / 2;
  if (bytes.length % 2 !== 0 || half < 2) return undefined;
  if (zeros[1] > half * 0.6 && zeros[0] < half * 0.02) return plausibleWide('utf-16le', bytes);
  if (zeros[0] > half * 0.6 && zeros[1] < half * 0.02) return plausibleWide('utf-16be', bytes);
  return undefined;
}

function plausibleWide(charset: string, bytes: Uint8Array): DecodedText | undefined {
  const decoded = decodeAs(charset, bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: counting control characters is the point
  const controls = decoded.text.match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  return controls > decoded.text.length * 0.005 ? undefined : decoded;
}

function decodeEightBit(bytes: Uint8Array, options: DecodeOptions): DecodedText {
  if (looksBinary(bytes)) throw binaryError('binary data (too many control characters for a text)');
  const declared = declaredCharset(bytes, options);
  if (declared?.startsWith('iso-2022') && isAscii(bytes)) return decodeAs(declared, bytes);
  if (isUtf8(bytes)) return decodeUtf8(bytes);
  const { sequences, strays } = measureUtf8(bytes);
  if (sequences > strays && !isMultiByte(declared)) return decodeUtf8(bytes);
  if (declared && declared !== 'utf-8') return decodeAs(declared, bytes);
  return decodeAs(guessSingleByte(bytes), bytes);
}

/** East Asian encodings may hold valid UTF-8 sequences among others; a declaration of one is believed. */
function isMultiByte(charset: string | undefined): boolean {
  return charset !== undefined && /^(gb|big5|euc|shift|iso-2022)/.test(charset);
}

function decodeUtf8(bytes: Uint8Array): DecodedText {
  return { text: decodeDamagedUtf8(bytes), charset: 'utf-8' };
}

function decodeAs(charset: string, bytes: Uint8Array): DecodedText {
  const text = new TextDecoder(charset).decode(bytes);
  return { text: charset === 'windows-1252' ? readHighControls(text) : text, charset };
}

/** WHATWG name of the declared encoding: outer declaration first, then XML declaration and meta. */
function declaredCharset(bytes: Uint8Array, options: DecodeOptions): string | undefined {
  const outer = charsetName(options.charset);
  if (outer || options.format === 'text' || options.format === 'markdown') return outer;
  const xml = charsetInXml(bytes);
  if (xml) return xml;
  const undeclared = 'x-user-defined';
  const sniffed = sniffHtmlEncoding(bytes, { defaultEncoding: undeclared });
  return charsetName(sniffed === undeclared ? lateMeta(bytes) : sniffed);
}

/** WHATWG name of what the XML declaration says. */
export function charsetInXml(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return charsetName(/^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)/.exec(head)?.[1]);
}

/** The standard's look ends after 1024 bytes, but browsers also believe a declaration further down in the head. */
function lateMeta(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536));
  return /<meta\s[^<>]{0,200}\bcharset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
}

/** The name by which Node knows a label; undefined for none and for unknown ones. */
export function charsetName(label: string | undefined): string | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return undefined;
  }
}

/** Characters that Western European prose is made of beyond ASCII. */
const WESTERN =
  /[äöüÄÖÜßéèêëáàâãåæçíìîïñóòôõøœúùûÿÉÈÀÁÂÅÆÇÑÓÔØŠšŽž„“”‚‘’‹›«»–—…•€§°·©®™²³½¼¾´¿¡£\u00a0\u00ad]/g;

/** The single-byte encoding of text that is not UTF-8: windows-1252 unless the bytes speak against it. */
function guessSingleByte(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, 65_536);
  const { text } = decodeAs('windows-1252', sample);
  const high = text.match(/[^\0-\x7f]/g)?.length ?? 0;
  const western = text.match(WESTERN)?.length ?? 0;
  if (hasLatin9Euro(sample, text)) return 'iso-8859-15';
  const german = (reading: string) => reading.match(/\p{L}[äöüß]\p{Ll}/gu)?.length ?? 0;
  if (german(decodeAs('macintosh', sample).text) > 2 * german(text) + 1) return 'macintosh';
  // Western prose is mostly ASCII; Cyrillic or Greek read as Western is nearly all accents.
  if (western >= high * 0.9 && high < text.length * 0.2) return 'windows-1252';
  const [best] = chardet.analyse(sample);
  const name = best && best.confidence >= MIN_CHARDET_CONFIDENCE ? charsetName(best.name) : undefined;
  return name && name !== 'utf-8' ? name : 'windows-1252';
}

/** 0xA4 is the euro sign in ISO-8859-15 and a sign that nobody writes in windows-1252; it stands at a number. */
function hasLatin9Euro(bytes: Uint8Array, text: string): boolean {
  if (bytes.some((byte) => byte >= 0x80 && byte <= 0x9f)) return false;
  return /\d[ \u00a0]?¤|¤[ \u00a0]?\d/.test(text);
}
