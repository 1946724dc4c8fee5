/** Takes needless backslashes out of written Markdown, each time proved by parsing what comes out. */
import type { Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';

/** Escapes that stand or fall together, so that one block never shows a sign in two ways. */
const GROUPS: readonly RegExp[] = [/[[\]()!]/, /_/, /\*/, /&/, /~/, /[:@.]/];

/** Beyond this length a block's escapes are tried once, not by halves: lists of thousands of items exist. */
const MAX_BISECTED = 20_000;

/**
 * `[von]`, `snake_case` and `AT&T` need no backslash; whether an escape is needless is decided by parsing the
 * block without it (with the document's definitions) and finding the same tree.
 */
export function relaxEscapes(markdown: string, parse: (text: string) => Root): string {
  if (!/\\[[\]()!_*&~:@.]/.test(markdown)) return markdown;
  const root = parse(markdown);
  const labels = definitionsOf(root);
  let relaxed = markdown;
  for (const block of root.children.toReversed()) {
    const start = block.position?.start.offset;
    const end = block.position?.end.offset;
    if (start === undefined || end === undefined) continue;
    const source = markdown.slice(start, end);
    const candidates = candidatesIn(block, source, start);
    if (candidates.length === 0) continue;
    const result = relaxBlock(source, candidates, (text) => treeKey(parse(`${text}\n\n${labels}`)));
    relaxed = relaxed.slice(0, start) + result + relaxed.slice(end);
  }
  return treeKey(parse(relaxed)) === treeKey(root) ? relaxed : markdown;
}

/** One line for each definition and footnote of the document: `[a]` is text only as long as no `[a]: …` stands. */
function definitionsOf(root: Root): string {
  const labels = new Set<string>();
  visit(root, (node) => {
    if (node.type === 'definition') labels.add(`[${node.label ?? node.identifier}]: x`);
    if (node.type === 'footnoteDefinition') labels.add(`[^${node.label ?? node.identifier}]: x`);
  });
  return [...labels].join('\n\n');
}

/** Offsets of backslashes in the block's source that may be escapes; those in code and HTML are not. */
function candidatesIn(block: RootContent, source: string, blockStart: number): number[] {
  const literal: [number, number][] = [];
  visit(block, (node) => {
    if (node.type !== 'inlineCode' && node.type !== 'code' && node.type !== 'html') return;
    literal.push([
      (node.position?.start.offset ?? 0) - blockStart,
      (node.position?.end.offset ?? 0) - blockStart,
    ]);
  });
  // An escaped backslash is stepped over: what follows it is not escaped.
  const found = [...source.matchAll(/\\[!-/:-@[-`{-~]/g)].map((match) => match.index);
  return found.filter((offset) => !literal.some(([start, end]) => offset >= start && offset < end));
}

function relaxBlock(source: string, candidates: readonly number[], keyOf: (text: string) => string): string {
  const wanted = keyOf(source);
  const dropped = new Set<number>();
  const fits = (offsets: readonly number[]) => keyOf(without(source, [...dropped, ...offsets])) === wanted;
  const accept = (offsets: readonly number[], bisect: boolean): void => {
    if (offsets.length === 0) return;
    if (fits(offsets)) for (const offset of offsets) dropped.add(offset);
    else if (bisect && offsets.length > 1) {
      accept(offsets.slice(0, offsets.length >> 1), true);
      accept(offsets.slice(offsets.length >> 1), true);
    }
  };
  for (const group of GROUPS) {
    const offsets = candidates.filter((offset) => group.test(source[offset + 1] ?? ''));
    // Brackets come in many pairs of which one may matter; the other signs are all or nothing.
    accept(offsets, group === GROUPS[0] && source.length <= MAX_BISECTED);
  }
  return without(source, [...dropped]);
}

function without(source: string, offsets: readonly number[]): string {
  let kept = '';
  let from = 0;
  for (const offset of offsets.toSorted((a, b) => a - b)) {
    kept += source.slice(from, offset);
    from = offset + 1;
  }
  return kept + source.slice(from);
}

/** A tree as a string to compare: no positions, adjacent texts as one. */
function treeKey(root: Root): string {
  return JSON.stringify(root, (key, value: unknown) => {
    if (key === 'position') return undefined;
    if (key === 'children' && Array.isArray(value)) return mergeTexts(value);
    return value;
  });
}

function mergeTexts(children: readonly { type: string; value?: string }[]): unknown[] {
  const merged: { type: string; value?: string }[] = [];
  for (const child of children) {
    const last = merged.at(-1);
    if (child.type === 'text' && last?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', value: `${last.value}${child.value}` };
    } else merged.push(child);
  }
  return merged;
}
