/** What micromark hands to its tokenizers, sign by sign: character codes, with numbers below zero for ends and tabs. */
import type { Code } from 'micromark-util-types';

/** Of a line or of the whole. */
export function isEnd(code: Code): boolean {
  return code === null || code < -2;
}

/** A space for what is no character of its own. */
export function signOf(code: Code): string {
  return code === null || code < 0 ? ' ' : String.fromCharCode(code);
}
