/** UTF-8 that may be damaged: counting what is valid, and reading the rest as windows-1252. */
import { isUtf8 } from 'node:buffer';
import { readHighControls } from './windows-1252.ts';

/** How many bytes the UTF-8 sequence at `index` has; 0 when there is no valid one. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : 4;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (let offset = 1; offset < length; offset++) {
    if (((bytes[index + offset] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[index + 1] ?? 0;
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  return length;
}

/** Counts multi-byte sequences and the bytes that belong to none. */
export function measureUtf8(bytes: Uint8Array): { sequences: number; strays: number } {
  let sequences = 0;
  let strays = 0;
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes, index);
    if (length === 0) strays++;
    else if (length > 1) sequences++;
    index += length || 1;
  }
  return { sequences, strays };
}

/** Reads UTF-8; a byte of no valid sequence is read as windows-1252, a cut last sequence as U+FFFD. */
export function decodeDamagedUtf8(bytes: Uint8Array): string {
  // Most pages; a byte order mark stays here too.
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes, index);
    if (length === 0) {
      parts.push(decoder.decode(bytes.subarray(start, index)));
      if (isCutSequence(bytes, index)) return `${parts.join('')}\ufffd`;
      parts.push(readHighControls(String.fromCharCode(bytes[index] ?? 0)));
      start = index + 1;
    }
    index += length || 1;
  }
  parts.push(decoder.decode(bytes.subarray(start)));
  return parts.join('');
}

function isCutSequence(bytes: Uint8Array, index: number): boolean {
  const rest = bytes.subarray(index);
  const lead = rest[0] ?? 0;
  return (
    rest.length < 4 &&
    rest.length > 1 &&
    lead >= 0xe0 &&
    lead <= 0xf4 &&
    rest.slice(1).every((b) => (b & 0xc0) === 0x80)
  );
}
