/** Tells files that are not text by their first bytes, so that the error can name what came. */

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** First bytes of the kinds that scrapers are handed most; from the formats' own specifications. */
const SIGNATURES: readonly [kind: string, bytes: readonly number[], offset?: number][] = [
  ['PDF document', ascii('%PDF-')],
  ['PNG image', [0x89, ...ascii('PNG')]],
  ['JPEG image', [0xff, 0xd8, 0xff]],
  ['GIF image', ascii('GIF8')],
  ['WebP image', ascii('WEBP'), 8],
  ['TIFF image', [0x49, 0x49, 0x2a, 0]],
  ['ZIP archive (or Office document)', [0x50, 0x4b, 3, 4]],
  ['gzip archive', [0x1f, 0x8b]],
  ['bzip2 archive', [...ascii('BZh'), 0x39, 0x31, 0x41, 0x59]],
  ['xz archive', [0xfd, ...ascii('7zXZ'), 0]],
  ['7-Zip archive', [...ascii('7z'), 0xbc, 0xaf]],
  ['RAR archive', [...ascii('Rar!'), 0x1a]],
  ['Zstandard archive', [0x28, 0xb5, 0x2f, 0xfd]],
  ['old Office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['RTF document', ascii('{\\rtf')],
  ['SQLite database', ascii('SQLite format 3\0')],
  ['web font', ascii('wOF')],
  ['MP3 audio', [...ascii('ID3'), 3]],
  ['MP4 video', ascii('ftyp'), 4],
  ['ELF program', [0x7f, ...ascii('ELF')]],
  ['UTF-32 text', [0xff, 0xfe, 0, 0]],
  ['UTF-32 text', [0, 0, 0xfe, 0xff]],
];

/** More control characters than this share of the bytes is not text; damaged text stays far below. */
const MAX_CONTROL_SHARE = 0.005;

/** The kind of a file known by its first bytes (`PDF document`), or undefined. */
export function knownBinaryKind(bytes: Uint8Array): string | undefined {
  // Servers put empty lines before what they send.
  const start = bytes.findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
  if (start > 0) return knownBinaryKind(bytes.subarray(start));
  return SIGNATURES.find(([, signature, offset = 0]) =>
    signature.every((byte, index) => bytes[offset + index] === byte),
  )?.[0];
}

/** Whether bytes of an eight-bit encoding hold too many control characters to be text. */
export function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  // By index: pages have hundreds of thousands of bytes.
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) controls++;
  }
  return controls > bytes.length * MAX_CONTROL_SHARE;
}
