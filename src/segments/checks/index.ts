/** The checks in the order in which they are asked; the first that fails gives the reason. */
import type { Check, CheckInput } from './check.ts';
import { echo } from './echo.ts';
import { lengthRatio } from './length-ratio.ts';
import { numbers } from './numbers.ts';
import { repetition } from './repetition.ts';

export { echo };

export const CHECKS: readonly Check[] = [echo, repetition, lengthRatio, numbers];

/** The first check that a translation fails, or undefined when all trust it. */
export function failedCheck(input: CheckInput): Check | undefined {
  return CHECKS.find((check) => check.fails(input));
}
