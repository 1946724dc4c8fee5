/** Wording and patterns of rules to regular expressions. */
import { type Hints, hintsOf } from './hints.ts';
import { nestedQuantifier } from './redos.ts';
import type { RuleSource } from './schema.ts';

/** A pattern as data: what a compiled pack holds. */
export interface PatternSource {
  source: string;
  flags: string;
  hints?: Hints;
}

export interface Pattern extends PatternSource {
  /** Made when it is first asked for: a document needs few of the many. */
  readonly expression: RegExp;
}

const PUNCTUATION = '!-/:-@\\[-`{-~\\u00A0-\\u00BF\\u2010-\\u206F\\u3000-\\u3003';
/** Letters of the Latin, Greek and Cyrillic scripts. */
const LETTERS = 'A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u052F\\u1E00-\\u1FFF';
/**
 * Stand in for classes by property where case is ignored: there such a class costs a hundred times the compile
 * time of these ranges, for scripts that no rule is about.
 */
const RANGES: Record<string, string> = {
  L: LETTERS,
  Lu: LETTERS,
  Ll: LETTERS,
  N: '0-9\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE\\u2070-\\u2089',
  P: PUNCTUATION,
};
/** What may stand between two words of a literal, or be missing: space, punctuation, invisible characters. */
const GAP = `[\\s${PUNCTUATION}\\u200B-\\u200F\\uFEFF]`;
const WORD = `[0-9${LETTERS}]`;

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

/** A pattern whose expression is made at its first use. */
export function createPattern({ source, flags, hints }: PatternSource): Pattern {
  let expression: RegExp | undefined;
  return {
    source,
    flags,
    ...(hints ? { hints } : {}),
    get expression() {
      expression ??= new RegExp(source, flags);
      return expression;
    },
  };
}

/** Classes by property as ranges, in and out of square brackets. */
function withRanges(source: string): string {
  return source.replace(/\[(?:\\.|[^\]\\])*\]|\\p\{(?:L|Lu|Ll|N|P)\}/gsu, (part) =>
    part.startsWith('[')
      ? part.replace(/\\p\{(L|Lu|Ll|N|P)\}|\\./gsu, (all, name?: string) =>
          name ? (RANGES[name] ?? all) : all,
        )
      : `[${RANGES[part.slice(3, -1)]}]`,
  );
}

function compile(written: string, flags: string): Pattern {
  const source = flags.includes('i') ? withRanges(written) : written;
  const hints = hintsOf(source);
  const pattern = createPattern({ source, flags, ...(hints ? { hints } : {}) });
  // A slip in a rule shows when its pack is loaded, not at the first document that it might concern.
  void pattern.expression;
  return pattern;
}

/** Compiles a pattern as rules write it. Throws SyntaxError. */
export function compilePattern(pattern: string, caseSensitive: boolean): Pattern {
  return compile(regexSource(pattern), caseSensitive ? 'u' : 'iu');
}

/**
 * The expressions of a rule: for whole blocks one a pattern, anchored at both ends, with any punctuation around
 * a literal; for in-sentence rules a single one, global and at word borders. Throws SyntaxError.
 */
export function compileRule(rule: RuleSource): Pattern[] {
  const literals = (rule.text ?? []).map(literalSource);
  const patterns = (rule.pattern ?? []).map(regexSource);
  const flags = rule.caseSensitive ? 'u' : 'iu';
  if (rule.position === 'in-sentence') {
    const words = literals.length > 0 ? [`(?<!${WORD})(?:${literals.join('|')})(?!${WORD})`] : [];
    return [compile([...words, ...patterns].join('|'), `g${flags}`)];
  }
  const wholes = literals.length > 0 ? [`${GAP}{0,6}(?:${literals.join('|')})${GAP}{0,6}`] : [];
  return [...wholes, ...patterns].map((source) => compile(`^\\s*(?:${source})\\s*$`, flags));
}
