import { isConversion, isConverted } from '../numbers/conversions.ts';
import { readEnglish } from '../numbers/read-english.ts';
import { readGerman } from '../numbers/read-german.ts';
import { missingFrom } from '../numbers/reading.ts';
import type { Check } from './check.ts';

/**
 * Every number that either text states in digits or by a large scale (`drei Millionen`) must be in the
 * other, by value: notation, words and scales may differ. Number words alone may come and go.
 */
export const numbers: Check = {
  reason: 'numbers',
  description: 'A number was lost, changed or made up.',
  severity: 'fail',
  fails({ source, target }) {
    if (!STATES_NUMBER.test(source) && !STATES_NUMBER.test(target)) return false;
    const [german, english] = [readGerman(source), readEnglish(target)];
    return (
      missingFrom(english, german).some((lost) => !isConverted(lost, german, english)) ||
      missingFrom(german, english).some((added) => !isConversion(added, german))
    );
  },
};

const STATES_NUMBER = /\d|ill(?:ion|iard)/u;
