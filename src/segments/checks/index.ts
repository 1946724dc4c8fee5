/** The checks in the order in which they are asked: whether it is a translation at all, then what is in it. */
import { characters } from './characters.ts';
import { chatter } from './chatter.ts';
import type { Check, CheckInput, Severity } from './check.ts';
import { code } from './code.ts';
import { currency } from './currency.ts';
import { dates } from './dates.ts';
import { echo } from './echo.ts';
import { empty } from './empty.ts';
import { germanLeft } from './german-left.ts';
import { glossary, names } from './glossary.ts';
import { language } from './language.ts';
import { lengthRatio } from './length-ratio.ts';
import { nameRespelt } from './name-respelt.ts';
import { negation } from './negation.ts';
import { numbers } from './numbers.ts';
import { percent } from './percent.ts';
import { placeholders } from './placeholders.ts';
import { quotes } from './quotes.ts';
import { repetition } from './repetition.ts';
import { times } from './times.ts';
import { units } from './units.ts';
import { urls } from './urls.ts';

export type { Check, CheckInput, Severity };
export { echo };

export const CHECKS: readonly Check[] = [
  ...[empty, characters, echo, chatter, language, repetition, lengthRatio, germanLeft],
  ...[numbers, dates, times, percent, currency, units],
  ...[urls, placeholders, code, names, nameRespelt, negation, quotes, glossary],
];

/** What a check means in a pipeline, by its reason; absent: what the check itself says. */
export type CheckSettings = Readonly<Partial<Record<string, Severity | 'off'>>>;

export interface Verdict {
  /** The first check that fails; undefined when the translation can be trusted. */
  failed: Check | undefined;
  /** Checks that found something a reader should know of. */
  warnings: Check[];
}

/** Asks the checks until one fails; warnings of a translation that is not used are nobody's business. */
export function runChecks(input: CheckInput, settings: CheckSettings = {}): Verdict {
  const warnings: Check[] = [];
  for (const check of CHECKS) {
    const severity = settings[check.reason] ?? check.severity;
    if (severity === 'off' || !check.fails(input)) continue;
    if (severity === 'fail') return { failed: check, warnings: [] };
    warnings.push(check);
  }
  return { failed: undefined, warnings };
}
