/** What a YAML document says, once its aliases are followed. */
import type { Document } from 'yaml';

/** Aliases that lead nowhere, or multiply beyond `maxAliases`, are thrown only now; what `onProblem` answers stands for them. */
export function yamlContent(
  document: Document,
  onProblem: (problem: ReferenceError) => unknown,
  maxAliases = 100,
): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    if (error instanceof ReferenceError) return onProblem(error);
    throw error;
  }
}

/** Whether it has keys at all: what is empty, or all comment, has none. */
export function hasKeys(content: unknown): boolean {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}
