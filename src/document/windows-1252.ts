/** Windows code page 1252, where it differs from ISO-8859-1; Node 20's decoder reads 0x80-0x9F as controls. */

/** What the bytes 0x80 to 0x9F mean, in order; the five unassigned ones are C1 controls as in WHATWG's table. */
const HIGH_CONTROLS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const BYTE_OF = new Map([...HIGH_CONTROLS].map((character, index) => [character, 0x80 + index]));

/** Reads C1 controls (U+0080 to U+009F) as the windows-1252 characters that they were meant to be. */
export function readHighControls(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (c) => HIGH_CONTROLS[c.charCodeAt(0) - 0x80] ?? c);
}

/** The byte that windows-1252 (or ISO-8859-1, for C1 controls) writes a character as; undefined if none. */
export function windows1252Byte(character: string): number | undefined {
  const code = character.charCodeAt(0);
  return code < 0x100 ? code : BYTE_OF.get(character);
}
