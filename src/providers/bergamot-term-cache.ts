/** Terms come again in other sentences and other articles; each is asked for by itself, so its answer is always the same. */
import type { BatchOptions } from './bergamot-batch.ts';

/** Some hundred bytes each. */
const MAX_TERMS = 10_000;

export interface TermCache {
  /** The term's English; `undefined` where the engine has none. */
  translate(text: string, translate: BatchOptions['translate']): Promise<string | undefined>;
}

export function createTermCache(): TermCache {
  const known = new Map<string, string | undefined>();
  return {
    async translate(text, translate) {
      if (known.has(text)) return known.get(text);
      const [answer] = await translate([{ text: text.replace(/\s+/g, ' '), html: false }]);
      if (known.size >= MAX_TERMS) known.clear();
      known.set(text, answer?.text);
      return answer?.text;
    },
  };
}
