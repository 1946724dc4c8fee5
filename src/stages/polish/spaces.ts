/** Spaces and dashes as English sets them. */
import type { EnglishStyle } from './quotes.ts';

/** Spaces between a word and the punctuation after it; `.NET`, ` ...` and ` :)` are none. */
export function spaceEdits(text: string): Map<number, string> {
  const edits = new Map<number, string>();
  for (const { 0: spaces, index } of text.matchAll(
    /(?<=[\p{L}\p{N})\]%”’"\ufffc])[ \u00a0\u202f]+(?=[,.;:!?](?:[\s”’"]|$))/gu,
  )) {
    for (let offset = index; offset < index + spaces.length; offset++) edits.set(offset, '');
  }
  return edits;
}

/** What may stand on both sides of a dash that parts a sentence. */
const LEFT = /[\p{L}\p{N}\p{M}.!?…)\]%”’"\ufffc]/u;
const RIGHT = /[\p{L}\p{N}([“‘"\ufffc]/u;

/**
 * Dashes that part a sentence: `—` without spaces in US style, ` – ` in British. Between figures, at a
 * text's ends and in ranges nothing is changed.
 */
export function dashEdits(text: string, style: EnglishStyle): Map<number, string> {
  const edits = new Map<number, string>();
  const pattern = style === 'us' ? / [–—] /g : / ?— ?/g;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const [left = '', right = ''] = [text[index - 1], text[index + found.length]];
    if (!LEFT.test(left) || !RIGHT.test(right) || (/\d/.test(left) && /\d/.test(right))) continue;
    for (let offset = index; offset < index + found.length; offset++) {
      if (text[offset] === ' ') edits.set(offset, '');
      else edits.set(offset, style === 'us' ? '—' : ' – ');
    }
  }
  return edits;
}
