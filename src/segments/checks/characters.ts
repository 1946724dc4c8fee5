import { type Check, count } from './check.ts';

/** What is left of a letter in another character set: nothing, or the bytes of UTF-8 as letters of their own. */
const BROKEN = /\ufffd|[ÃÂ][\u0080-\u00bf]|â€/gu;

export const characters: Check = {
  reason: 'characters',
  description: 'Letters were lost to another character set.',
  severity: 'fail',
  fails: ({ source, target }) => count(BROKEN, target) > count(BROKEN, source),
};
