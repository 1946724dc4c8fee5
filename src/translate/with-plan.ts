import type { TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';
import { countBillable } from './with-budget.ts';

/** What one provider would be asked for, each source once. */
export interface RequestPlan {
  segments: number;
  /** As the service would bill them. */
  characters: number;
}

/** A provider that sends nothing: it answers no segment and adds to `plan` what it would have sent. */
export function withPlan(provider: TranslationProvider, plan: RequestPlan): TranslationProvider {
  const seen = new Set<string>();
  return derive(provider, {
    async translate({ segments }) {
      for (const segment of segments) {
        if (seen.has(segment.source)) continue;
        seen.add(segment.source);
        plan.segments += 1;
        plan.characters += countBillable(provider, [segment]);
      }
      return { targets: segments.map(() => undefined), usage: { characters: 0 } };
    },
  });
}
