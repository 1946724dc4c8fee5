/** Where a rule matches in text, and how the text around an injection is healed. Pure string work. */
import type { Range } from '../../document/blocks.ts';
import type { Rule } from '../rules.ts';

/** Blocks longer than this are no labels; they are not held against whole-block rules. */
const MAX_BLOCK_CHARACTERS = 700;
const MAX_SPLIT_BLOCKS = 4;
const MAX_SPLIT_CHARACTERS = 80;

/**
 * The rule with those of its patterns that can match in a document of this text (in lower case); undefined when
 * none can, or when the document lacks what the rule requires.
 */
export function activeIn(rule: Rule, text: string, lowerCase: string): Rule | undefined {
  const patterns = rule.patterns.filter(
    ({ hints }) => hints?.some((hint) => lowerCase.includes(hint)) ?? true,
  );
  if (patterns.length === 0 || rule.requires?.expression.test(text) === false) return undefined;
  return patterns.length === rule.patterns.length ? rule : { ...rule, patterns };
}

/** Whether a whole-block rule takes a block of this text. */
export function matchesBlock(rule: Rule, text: string): boolean {
  return (
    text.length <= MAX_BLOCK_CHARACTERS && rule.patterns.some((pattern) => pattern.expression.test(text))
  );
}

/** How many of the blocks from the first on a rule takes together: 0, 1, or as many as it can where it may be split. */
export function matchesBlocks(rule: Rule, texts: readonly string[]): number {
  let found = matchesBlock(rule, texts[0] ?? '') ? 1 : 0;
  if (!rule.split) return found;
  let joined = texts[0] ?? '';
  for (let count = 2; count <= Math.min(MAX_SPLIT_BLOCKS, texts.length); count += 1) {
    const next = texts[count - 1] ?? '';
    if (Math.max(next.length, joined.length / (count - 1)) > MAX_SPLIT_CHARACTERS) break;
    joined += ` ${next}`;
    if (matchesBlock(rule, joined)) found = count;
  }
  return found;
}

/** Raw matches of an in-sentence rule, not yet healed. An empty match counts as none. */
export function findInjections(rule: Rule, text: string): Range[] {
  return rule.patterns
    .flatMap((pattern) => [...text.matchAll(pattern.expression)])
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((range) => range.end > range.start);
}

const SENTENCE_START =
  /^\s*["„“»«‚‘(]*(?:D(?:er|ie|as|en|em|och|ies\w*|ann|abei|amit|azu)|Ein\w*|E[rs]|Sie|Wir|I[nm]|Am|Auf|Bei|Mit|Nach|Seit|Wenn|Aber|Und|The|An?|It|He|She|They|We|This|But|On|At|If)\s/u;

/** How far around a cut is looked; no more is needed, and hostile texts are long. */
const HEAL_REACH = 200;

/** Few words and no full stop among them: a full stop behind such a text belongs to what was injected. */
function isTitleLike(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return words < 12 && !/[.!?]\s/u.test(text);
}

/**
 * Widens a cut so that what is left reads as one text: no double spaces, no orphaned full stop,
 * dash, bracket or comma. Only ever takes spaces and punctuation beside the cut.
 */
export function heal(text: string, cut: Range): Range {
  let { start, end } = cut;
  const before = () => text.slice(Math.max(0, start - HEAL_REACH), start);
  const after = () => text.slice(end, end + HEAL_REACH);
  const takeBefore = (expression: RegExp) => {
    start -= expression.exec(before())?.[0].length ?? 0;
  };
  const takeAfter = (expression: RegExp) => {
    end += expression.exec(after())?.[0].length ?? 0;
  };

  if (/[([]\s*$/u.test(before()) && /^\s*[.,;:]*\s*[)\]]/u.test(after())) {
    takeBefore(/[([]\s*$/u);
    takeAfter(/^\s*[.,;:]*\s*[)\]]/u);
  }
  const orphan = /\s[|–—-]+\s*$/u.test(before()) || isTitleLike(before());
  if (orphan && /^\s*[.…]+\s*(?:$|\n)/u.test(after())) takeAfter(/^\s*[.…]+/u);
  if (/^\s*[.…]+\s*[,;:)]/u.test(after())) takeAfter(/^\s*[.…]+/u);
  const closed = /(?:^|\n|[.!?…:]["”“»«’']*)\s*$/u.test(before());
  if (closed) takeAfter(/^\s*[.,;:…|–—-]+(?=\s|$)/u);
  else if (/^\s*[.…]+\s+\S/u.test(after()) && !SENTENCE_START.test(after().replace(/^\s*[.…]+/u, ''))) {
    takeAfter(/^\s*[.…]+/u);
  }
  if (/^\s*$/u.test(after()) || /^\s*[.!?…\n]/u.test(after())) takeBefore(/\s+[|–—-]+\s*$/u);
  if (/^\s*$/u.test(before())) takeAfter(/^[\s|–—:,;-]+/u);
  else if (/^(?:\s|[.,;:!?…)\]]|$)/u.test(after())) takeBefore(/[^\S\n]+$/u);
  if (/^\s*$/u.test(after())) end = Math.min(text.length, end + HEAL_REACH);
  return { start, end };
}

/** A text without the matches of an in-sentence rule, healed: what examples of rules are held against. */
export function withoutInjections(rule: Rule, text: string): string {
  let left = text;
  for (const range of findInjections(rule, text).reverse()) {
    const { start, end } = heal(left, range);
    left = left.slice(0, start) + left.slice(end);
  }
  return left;
}
