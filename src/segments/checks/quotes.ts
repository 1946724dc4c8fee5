import type { Check } from './check.ts';

/** A mark that stands twice (`""`) is an export's way to write it once. */
const MARK = /["„“”»«]+/gu;
/** So long a quotation is somebody's words; titles and ironies may lose their marks. */
const SPEECH = /["„“»«][^"„“”»«]*?(?:\s[^\s"„“”»«]+){4,}[^"„“”»«]*["“”»«]/u;
const SINGLE = /(?<!\p{L})['‘][^'‘’]+['’](?!\p{L})/u;

/** Every quotation mark must have its other half, and speech must stay quoted. */
export const quotes: Check = {
  reason: 'quotes',
  description: 'A quotation mark was lost, or speech is not quoted any more.',
  severity: 'warn',
  fails({ source, target }) {
    const marks = source.match(MARK)?.length ?? 0;
    // A quotation that goes on in the next block has one half here and may have one there.
    if (marks % 2 === 1) return false;
    const shown = target.match(MARK)?.length ?? 0;
    if (shown % 2 === 1) return true;
    return marks > 0 && shown === 0 && SPEECH.test(source) && !SINGLE.test(target);
  },
};
