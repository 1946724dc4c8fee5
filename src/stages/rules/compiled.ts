/** Rule packs as plain data: what reading YAML, checking it and analysing its patterns comes to. */
import type { Rule, RulePack } from '../rules.ts';
import { createPattern, type Pattern, type PatternSource } from './compile.ts';

export interface CompiledPack extends Omit<RulePack, 'rules'> {
  rules: (Omit<Rule, 'patterns' | 'requires' | 'examples'> & {
    patterns: PatternSource[];
    requires?: PatternSource;
  })[];
}

/** Without the examples, which only tests of a pack need. */
export function dehydratePack({ rules, ...pack }: RulePack): CompiledPack {
  return {
    ...pack,
    rules: rules.map(({ patterns, requires, examples: _examples, ...rule }) => ({
      ...rule,
      patterns: patterns.map(bare),
      ...(requires ? { requires: bare(requires) } : {}),
    })),
  };
}

/** The pack again; its expressions are made when they are first needed. */
export function hydratePack({ rules, ...pack }: CompiledPack): RulePack {
  return {
    ...pack,
    rules: rules.map(({ patterns, requires, ...rule }) => ({
      ...rule,
      patterns: patterns.map(createPattern),
      ...(requires ? { requires: createPattern(requires) } : {}),
    })),
  };
}

function bare({ source, flags, hints }: Pattern): PatternSource {
  return { source, flags, ...(hints ? { hints } : {}) };
}
