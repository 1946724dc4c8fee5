/**
 * Words that stay as they are: code, addresses, file names. Where a tag stands in their place a small model orders the
 * words around it badly (`If it fails` beside `cmp`), as it was never told that a noun is missing; with a name that it
 * knows it does not.
 */
import { hasLetters, type Inline, joinTexts, textOf } from './bergamot-inline.ts';

/** Programs: what is around such a word is mostly about programs, and *Ausgabe* is no spending there. As `STAND_INS`. */
const PROGRAMS = ['Ubuntu', 'MySQL', 'Docker', 'Debian', 'Android', 'Python', 'Linux', 'Java'];

/** A sentence as it is asked for, with a name in the place of each kept word. */
export interface Named {
  children: Inline[];
  /** The tags by the names that stand for them. */
  tags: ReadonlyMap<string, number>;
}

/** `undefined` where no word is kept, and where there is nothing else to translate. `kept` says which tags are words. */
export function nameKept(children: readonly Inline[], kept: ReadonlySet<number>): Named | undefined {
  if (!hasLetters(children)) return undefined;
  const text = textOf(children);
  const free = PROGRAMS.filter((name) => !text.includes(name));
  const tags = new Map<string, number>();
  const write = (nodes: readonly Inline[]): Inline[] =>
    nodes.map((node): Inline => {
      if (node.type === 'paired') return { ...node, children: write(node.children) };
      const name = node.type === 'keep' && kept.has(node.id) ? free[tags.size] : undefined;
      if (node.type === 'text' || name === undefined) return node;
      tags.set(name, node.id);
      return { type: 'text', text: name };
    });
  const named = joinTexts(write(children));
  return tags.size > 0 ? { children: named, tags } : undefined;
}

/** The answer with the tags again; `undefined` unless each name came back once. */
export function putKept(children: readonly Inline[], tags: Named['tags']): Inline[] | undefined {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${[...tags.keys()].join('|')})(?![\\p{L}\\p{N}])`, 'u');
  const found: number[] = [];
  const put = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (node.type === 'paired') return [{ ...node, children: put(node.children) }];
      if (node.type === 'keep') return [node];
      return node.text.split(pattern).map((text): Inline => {
        const id = tags.get(text);
        if (id === undefined) return { type: 'text', text };
        found.push(id);
        return { type: 'keep', id };
      });
    });
  const whole = joinTexts(put(children));
  return found.length === tags.size && new Set(found).size === tags.size ? whole : undefined;
}
