/**
 * Emoji, arrows, ticks and other pictures among the letters, and words in letters that are not Latin: no vocabulary has
 * them all, so no model gets to see one.
 */
import type { Inline } from './bergamot-inline.ts';

/** Above the number of any tag of a segment. */
const FIRST_ID = 1_000_000;
/** One picture with its colour, its presentation and what is joined to it, or a flag. */
const PICTURE =
  '\\p{Extended_Pictographic}(?:[\\u{1F3FB}-\\u{1F3FF}\\uFE0F]|\\u200D\\p{Extended_Pictographic})*|\\p{Regional_Indicator}{2}';
/** Of these a model made other ones, or broken bytes. */
const SIGN = '\\p{So}|[\\u2190-\\u21FF\\u2200-\\u2211\\u221E\\u2227-\\u2247\\u2266-\\u22FF⁄]';
/** `北京`, `ρ`; not the mu of micrometres, which stands for a sign of Latin-1. */
const FOREIGN = '(?:(?![\\p{Script=Latin}\\p{Script=Common}\\p{Script=Inherited}μ])\\p{L}\\p{M}*)+';
/** The signs of law, degrees and what else the model knows are letters here. */
const SYMBOL = new RegExp(`(?![©®™°¦→↔↗])(?:${PICTURE}|${SIGN}|${FOREIGN})`, 'gu');

/** The same segment with a kept tag in the place of each symbol; `symbols` in their order. */
export function liftSymbols(children: readonly Inline[]): { children: Inline[]; symbols: string[] } {
  const symbols: string[] = [];
  const lift = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (node.type === 'paired') return [{ ...node, children: lift(node.children) }];
      return node.type === 'text' ? liftFrom(node.text, symbols) : [node];
    });
  return { children: lift(children), symbols };
}

function liftFrom(text: string, symbols: string[]): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const { 0: symbol, index } of text.matchAll(SYMBOL)) {
    if (index > end) nodes.push({ type: 'text', text: text.slice(end, index) });
    nodes.push({ type: 'keep', id: FIRST_ID + symbols.length });
    symbols.push(symbol);
    end = index + symbol.length;
  }
  return end === 0 ? [{ type: 'text', text }] : [...nodes, { type: 'text', text: text.slice(end) }];
}

/** The answer with its symbols again. */
export function putSymbols(target: string, symbols: readonly string[]): string {
  return target.replace(/<x id="(\d+)"\/>/g, (tag, id) => symbols[Number(id) - FIRST_ID] ?? tag);
}
