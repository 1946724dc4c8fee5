/** Which backslashes of written Markdown are needless, block by block. */
import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';
import type { Options } from 'remark-stringify';
import { visit } from 'unist-util-visit';
import { sameNode } from './same-tree.ts';

/** Signs whose escapes stand or fall together in a block, so that it never shows one in two ways. */
type Group = (typeof GROUPS)[number];
const GROUPS = ['[', '_', '*', '&', '~', ':'] as const;
const GROUP_OF: Readonly<Record<string, Group>> = {
  '[': '[',
  ']': '[',
  '!': '[',
  _: '_',
  '*': '*',
  '&': '&',
  '~': '~',
  ':': ':',
  '@': ':',
  '.': ':',
};

/** By index of the top-level block: the groups to write without escapes, and those that have any. */
export interface EscapePlan {
  relaxed: (block: number) => ReadonlySet<string>;
  seen: Map<number, Set<Group>>;
}

const ALL: ReadonlySet<string> = new Set(GROUPS);
const NONE: ReadonlySet<string> = new Set();

/** A plan that treats all blocks alike. */
export function planFor(kind: 'relaxed' | 'strict'): EscapePlan {
  return { relaxed: () => (kind === 'relaxed' ? ALL : NONE), seen: new Map() };
}

/**
 * Handlers that leave out the escapes which the plan calls needless. Whether they are is not known here:
 * the caller parses what was written.
 */
export function relaxingHandlers(plan: EscapePlan): NonNullable<Options['handlers']> {
  return {
    root: (node: Root, _parent, state, info) => {
      const safe = state.safe.bind(state);
      const labels = new Set(labelsOf(node).map(({ identifier }) => identifier.toLowerCase()));
      state.safe = (value, config) =>
        relax(safe(value, config), labels, (group) => {
          const block = state.indexStack[0] ?? 0;
          const seen = plan.seen.get(block);
          if (seen) seen.add(group);
          else plan.seen.set(block, new Set([group]));
          return plan.relaxed(block).has(group);
        });
      return state.containerFlow(node, info);
    },
  };
}

function labelsOf(root: Root): (Definition | FootnoteDefinition)[] {
  const found: (Definition | FootnoteDefinition)[] = [];
  visit(root, (node) => {
    if (node.type === 'definition' || node.type === 'footnoteDefinition') found.push(node);
  });
  return found;
}

/** An escaped backslash is stepped over: what follows it is not escaped. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

function relax(written: string, labels: ReadonlySet<string>, isNeedless: (group: Group) => boolean): string {
  if (!written.includes('\\')) return written;
  const paired = new Map(['*', '_', '~'].map((sign) => [sign, mayPair(written, sign)]));
  return written.replace(ESCAPED, (whole, sign: string, offset: number) => {
    const group = GROUP_OF[sign];
    if (!group || paired.get(sign) || isMeant(sign, written, offset, labels)) return whole;
    return isNeedless(group) ? sign : whole;
  });
}

/** Whether one of these signs could open what a later one closes, as in `Leser*innen und Autor*innen`. */
function mayPair(written: string, sign: string): boolean {
  const opener = written.search(new RegExp(`\\\\\\${sign}(?=\\S)`));
  const closer = [...written.matchAll(new RegExp(`(?<=\\S)\\\\\\${sign}`, 'g'))].at(-1)?.index ?? -1;
  return opener >= 0 && closer > opener;
}

/**
 * Escapes that are all but sure to be needed, so that trying them does not cost their block the others:
 * `&amp;`, `[^1]`, the label of a definition, addresses.
 */
function isMeant(sign: string, written: string, offset: number, labels: ReadonlySet<string>): boolean {
  const rest = written.slice(offset + 2, offset + 100);
  if (sign === '&') return /^(?:[a-z][a-z\d]*|#\d+|#x[\da-f]+);/i.test(rest);
  if (sign === ':') return /^\/\/[\p{L}\p{N}]/u.test(rest);
  if (sign === '@') return /^[\w-]+\./.test(rest);
  if (sign === '.')
    return /(?:\d|(?<![\p{L}\p{N}])www)$/iu.test(written.slice(Math.max(0, offset - 5), offset));
  if (sign !== '[') return false;
  const end = labels.size > 0 ? rest.indexOf(']') : -1;
  const label = rest.slice(0, Math.max(end, 0)).replace(/\\(?=[!-/:-@[-`{-~])/g, '');
  return rest.startsWith('^') || (end > 0 && labels.has(label.trim().toLowerCase()));
}

/**
 * Finds for each block which of its groups can go, by writing and parsing the block alone (with a stand-in
 * for each definition and footnote of the document: `[a]` is text only as long as no `[a]: …` stands).
 */
export function settlePlan(
  root: Root,
  seen: EscapePlan['seen'],
  writeAndParse: (root: Root, plan: EscapePlan) => Root,
): EscapePlan {
  const labels = labelsOf(root);
  const settled = new Map<number, ReadonlySet<string>>();
  for (const [index, groups] of seen) {
    const block = root.children[index];
    if (!block) continue;
    const alone: Root = { type: 'root', children: [block, ...labels.filter((node) => node !== block)] };
    const stays = (relaxed: ReadonlySet<string>) => {
      const plan = { relaxed: (at: number) => (at === 0 ? relaxed : NONE), seen: new Map() };
      return isFirst(block, writeAndParse(alone, plan), alone);
    };
    settled.set(index, mostThatStay(groups, stays));
  }
  return { relaxed: (index) => settled.get(index) ?? NONE, seen: new Map() };
}

function isFirst(block: RootContent, parsed: Root, alone: Root): boolean {
  const [first] = parsed.children;
  return first !== undefined && parsed.children.length === alone.children.length && sameNode(block, first);
}

function mostThatStay(
  groups: ReadonlySet<Group>,
  stays: (relaxed: ReadonlySet<string>) => boolean,
): ReadonlySet<string> {
  if (stays(groups)) return groups;
  let kept: ReadonlySet<string> = NONE;
  for (const group of GROUPS) {
    const more = new Set([...kept, group]);
    if (groups.has(group) && stays(more)) kept = more;
  }
  return kept;
}
