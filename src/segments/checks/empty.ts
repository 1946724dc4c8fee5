import type { Check } from './check.ts';

export const empty: Check = {
  reason: 'empty',
  description: 'There is no word in the translation.',
  severity: 'fail',
  fails: ({ source, target }) => /\p{L}/u.test(source) && !/[\p{L}\p{N}]/u.test(target),
};
