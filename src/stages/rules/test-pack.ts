/** Runs the examples that every rule carries. */
import type { Rule } from '../rules.ts';
import { findInjections, matchesBlocks, withoutInjections } from './match.ts';

export interface RuleFailure {
  ruleId: string;
  /** `remove` examples must be taken, `keep` examples must be left alone. */
  expected: 'remove' | 'keep';
  example: string;
  /** What came instead. */
  outcome: string;
}

/** Every example that does not hold; an empty list is a sound pack. */
export function testRules(rules: readonly Rule[]): RuleFailure[] {
  return rules.flatMap((rule) => [
    ...(rule.examples?.remove ?? []).flatMap((example) => {
      const outcome = removeOutcome(rule, example);
      return outcome
        ? [{ ruleId: rule.ruleId, expected: 'remove' as const, example: example.text, outcome }]
        : [];
    }),
    ...(rule.examples?.keep ?? []).flatMap((example) =>
      takes(rule, example)
        ? [{ ruleId: rule.ruleId, expected: 'keep' as const, example, outcome: 'it was taken' }]
        : [],
    ),
  ]);
}

function takes(rule: Rule, text: string): boolean {
  if (rule.position === 'in-sentence') return findInjections(rule, text).length > 0;
  const blocks = text.split('\n');
  return matchesBlocks(rule, blocks) > 0;
}

function removeOutcome(rule: Rule, example: { text: string; leaves?: string }): string | undefined {
  if (rule.position !== 'in-sentence') {
    const blocks = example.text.split('\n');
    return matchesBlocks(rule, blocks) === blocks.length ? undefined : 'it was not taken as a whole';
  }
  if (!takes(rule, example.text)) return 'nothing was found in it';
  const left = withoutInjections(rule, example.text);
  return left === (example.leaves ?? '') ? undefined : `it left "${left}"`;
}
