import type { Check } from './check.ts';

const CLOCK = /(?<![\d.,:])([01]?\d|2[0-4])(?:[.:](\d\d))?\s?Uhr\b([^.,;]{0,24})/gu;
const BY_TWELVE = /(?<![\d.,:])(1[0-2]|0?[1-9])(?:[:.]\d\d)?\s?([ap])\.?\s?m\b/giu;
/** Words that put an hour up to twelve into the second half of the day. */
const LATE = /abend|nachmittag|nacht|mittag/iu;

/** An hour told by a.m. and p.m. must be in the right half of the day. */
export const times: Check = {
  reason: 'times',
  description: 'A time of day is in the wrong half of the day.',
  severity: 'fail',
  fails({ source, target }) {
    if (!source.includes('Uhr')) return false;
    const told = new Set(
      [...target.matchAll(BY_TWELVE)].map(([, hour, half]) => `${Number(hour)}${half?.toLowerCase()}`),
    );
    if (told.size === 0) return false;
    const isLate = LATE.test(source);
    return [...source.matchAll(CLOCK)].some(([, raw]) => {
      const hour = Number(raw);
      const [right, wrong] = hour >= 12 && hour < 24 ? ['p', 'a'] : ['a', 'p'];
      if (wrong === 'p' && isLate) return false;
      const by12 = hour % 12 === 0 ? 12 : hour % 12;
      return told.has(`${by12}${wrong}`) && !told.has(`${by12}${right}`);
    });
  },
};
