/** Wording and patterns of rules to regular expressions. */
import { nestedQuantifier } from './redos.ts';
import type { RuleSource } from './schema.ts';

/**
 * What may stand between two words of a literal, or be missing: space, punctuation, invisible characters.
 * As ranges: a class by properties (`\p{P}`) costs a hundred times the compile time.
 */
const GAP = '[\\s!-/:-@\\[-`{-~\\u00A0-\\u00BF\\u200B-\\u206F\\u3000-\\u3003\\uFEFF]';
/** The same economy: letters and digits of the Latin, Greek and Cyrillic scripts. */
const WORD = '[0-9A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u052F]';

/** One regular expression source for a wording; `PlatoData` also matches `Plato Data`. */
function literalSource(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu);
  if (!words) throw new SyntaxError('a literal needs at least one letter or digit');
  const humps = words.flatMap((word) => word.split(/(?<=\p{Ll})(?=\p{Lu})/u));
  return humps.join(`${GAP}{0,6}`);
}

function regexSource(pattern: string): string {
  if (nestedQuantifier(pattern)) {
    throw new SyntaxError(`the pattern nests one unbounded repetition in another, which can run for ever`);
  }
  return `(?:${pattern})`;
}

/** Compiles a pattern as rules write it. Throws SyntaxError. */
export function compilePattern(pattern: string, caseSensitive: boolean): RegExp {
  return new RegExp(regexSource(pattern), caseSensitive ? 'u' : 'iu');
}

/**
 * The expression of a rule: for whole blocks anchored at both ends with any punctuation around a literal,
 * for in-sentence rules global and at word borders. Throws SyntaxError.
 */
export function compileRule(rule: RuleSource): RegExp {
  const literals = (rule.text ?? []).map(literalSource);
  const patterns = (rule.pattern ?? []).map(regexSource);
  const flags = rule.caseSensitive ? 'u' : 'iu';
  if (rule.position === 'in-sentence') {
    const words = literals.length > 0 ? [`(?<!${WORD})(?:${literals.join('|')})(?!${WORD})`] : [];
    return new RegExp([...words, ...patterns].join('|'), `g${flags}`);
  }
  const wholes = literals.length > 0 ? [`${GAP}{0,6}(?:${literals.join('|')})${GAP}{0,6}`] : [];
  return new RegExp(`^\\s*(?:${[...wholes, ...patterns].join('|')})\\s*$`, flags);
}
