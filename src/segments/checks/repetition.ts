import { type Check, words } from './check.ts';

/** The longest phrase whose repetition is looked for, in words. */
const MAX_PHRASE = 8;
/** A phrase this often in a row is an engine's loop. */
const TIMES = 4;

export const repetition: Check = {
  reason: 'repetition',
  description: 'The translation repeats a phrase over and over.',
  severity: 'fail',
  fails({ source, target }) {
    return (
      longestLoop(words(target.toLowerCase())) >= TIMES && longestLoop(words(source.toLowerCase())) < TIMES
    );
  },
};

/** How often a phrase of up to MAX_PHRASE words stands in a row at most. */
function longestLoop(list: readonly string[]): number {
  let most = 1;
  for (let size = 1; size <= MAX_PHRASE; size++) {
    let same = 0;
    for (let index = size; index < list.length; index++) {
      same = list[index] === list[index - size] ? same + 1 : 0;
      most = Math.max(most, Math.floor(same / size) + 1);
    }
  }
  return most;
}
