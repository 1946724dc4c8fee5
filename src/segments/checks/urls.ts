import type { Check } from './check.ts';

const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"„“”»«]+|(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100}){1,8}/giu;

/** Addresses within the text must be the same ones; links and bare addresses are tags and held elsewhere. */
export const urls: Check = {
  reason: 'urls',
  description: 'An address was lost, changed or made up.',
  severity: 'fail',
  fails({ source, target }) {
    if (!MAYBE.test(source) && !MAYBE.test(target)) return false;
    return addresses(source).join(' ') !== addresses(target).join(' ');
  },
};

const MAYBE = /:\/\/|www\.|@/iu;

function addresses(text: string): string[] {
  const found = (text.match(ADDRESS) ?? []).map((address) => address.replace(/[.,;:!?)\]'’]+$/u, ''));
  return [...new Set(found)].sort();
}
