import type { Check } from './check.ts';

/** Names with digits or marks: `CVE-2024-1234`, `RTX4090`, `x86_64`. */
const NUMBERED =
  /(?<![\p{L}\p{N}_.-])(?:[A-Z]{2,}-\d{4}-\d+|[A-Za-z]{1,60}\d[A-Za-z0-9_.]{0,60}[A-Za-z0-9]|[A-Za-z]\w{0,60}_(?!in(?:nen)?(?!\w))\w{1,60})(?![\p{L}\p{N}_])/gu;
/** Names with a capital inside: `WeWork`, `iPhone`, `getElementById()`. Shorter ones abbreviate German: `GroKo`, `EuGH`. */
const CAMEL =
  /(?<![\p{L}\p{N}_.#@-])(?:[A-Z][a-z]{1,30}(?:[A-Z][a-z]{1,30}){1,6}|[a-z]{1,2}[A-Z][A-Za-z]{1,60}|[a-z]{1,30}(?:[A-Z][a-z]{1,30}){1,6}(?=\())(?![\p{L}\p{N}_])/gu;
const MIN_CAMEL = 6;
/** What scraping glues to the word behind it. */
const GLUED = /^(?:am|an|da|er|es|im|in|je|ob|so|um|wo|zu)[A-Z]|^(?:D[aei][mnrs]e?|Und|Im|In|Am)[A-Z]/u;

/** Both sexes in one word: `NutzerInnen`. */
const INCLUSIVE = /Innen$|erIn$/u;

export const code: Check = {
  reason: 'code',
  description: 'An identifier or a piece of code was lost or changed.',
  severity: 'fail',
  fails({ source, target }) {
    const there = target.toLowerCase();
    if (numberedNames(source).some((name) => !there.includes(name.toLowerCase()))) return true;
    const camel = camelNames(source);
    if (camel.length > 0) {
      // What scraping glued together may be parted; the German genitive goes.
      const glued = there.replace(/[\s-]/gu, '');
      if (!camel.every((name) => glued.includes(name.toLowerCase().replace(/s$/u, '')))) return true;
    }
    // An odd one is somebody's quotation mark.
    return source.includes('`') && count(source) % 2 === 0 && count(source) !== count(target);
  },
};

/** Words that are names by a digit or mark inside. */
export function numberedNames(text: string): string[] {
  return text.match(NUMBERED) ?? [];
}

/** Words that are names by a capital inside. */
export function camelNames(text: string): string[] {
  const found = text.match(CAMEL) ?? [];
  return found.filter((name) => name.length >= MIN_CAMEL && !GLUED.test(name) && !INCLUSIVE.test(name));
}

function count(text: string): number {
  return text.split('`').length - 1;
}
