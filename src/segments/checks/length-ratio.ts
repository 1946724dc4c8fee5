import type { Check } from './check.ts';

/** Shorter texts vary too much to say anything of their ratio. */
const MIN_CHARACTERS = 30;
/** English is 0.6 to 1.5 times as long as German in human translations; far outside of it, text is lost or made up. */
const LOWEST = 0.35;
const HIGHEST = 3;
/** A short text may grow by this much before it is too long. */
const ROOM = 60;

export const lengthRatio: Check = {
  reason: 'length',
  description: 'The translation is far too short or too long for its source.',
  fails({ source, target }) {
    const [from, to] = [source.trim().length, target.trim().length];
    if (to > from * HIGHEST + ROOM) return true;
    return from >= MIN_CHARACTERS && to < from * LOWEST;
  },
};
