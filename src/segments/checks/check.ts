/** What a check of one translated segment is: pure, cheap, and knowing only the two texts. */
import type { LanguagePair, SegmentKind } from '../../types.ts';
import { NEVER_ENDS } from '../abbreviations.ts';
import type { TermMatch } from '../glossary/match-terms.ts';

/** `fail`: the German stays in its place. `warn`: the translation stays, and the report names it. */
export type Severity = 'fail' | 'warn';

export interface CheckInput {
  pair: LanguagePair;
  kind: SegmentKind;
  /** Plain text without tags and kept things, so that neither can raise an alarm. */
  source: string;
  target: string;
  /** Terms of the glossary that the source has; absent without a glossary. */
  terms?: readonly TermMatch[];
}

export interface Check {
  /** The reason that a failed segment gets: kebab-case, in README's table. */
  readonly reason: string;
  /** What is wrong with a segment that fails, for a reader. */
  readonly description: string;
  /** What it means unless a pipeline says otherwise. */
  readonly severity: Severity;
  /** Whether the translation cannot be trusted; in doubt false: a false alarm leaves German in the output. */
  fails(input: CheckInput): boolean;
}

export function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

const ABBREVIATION = `(?<![\\p{L}.])(?:${[...NEVER_ENDS].join('|').replaceAll('.', '\\.')})\\.`;
const BETWEEN_SENTENCES = new RegExp(
  `(?<=[^\\s.]{2}[.!?…]["”“»’')\\]]{0,3})(?<!(?<![\\d.,:])\\d\\d?\\.)(?<!${ABBREVIATION})\\s+(?=["„“»‘'([]{0,3}[\\p{Lu}\\d])`,
  'u',
);

/** Roughly, in either language; not after single letters, days and titles: `V. Muster`, `z. B.`, `27. März`, `Dr. Vogt`. */
export function sentences(text: string): string[] {
  return text.split(BETWEEN_SENTENCES);
}

/** How often a global pattern is found. */
export function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/** Numbers that share the unit of a later one: the first two of `5, 10 or 15 minutes`. */
export function sharing(unit: string): RegExp {
  const number = '\\d[\\d.,]{0,20}';
  const link = '(?:,|and|or|to|[–-])';
  return new RegExp(
    `(?<![\\d.,])${number}\\s?${link}\\s?(?=(?:${number}\\s?${link}\\s?){0,3}${number}[\\s\\u00a0-]?(?:${unit}))`,
    'giu',
  );
}
