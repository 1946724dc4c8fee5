/**
 * What is written together with a tag: `<g>Phishing</g>-Masche`, `<g>Apple</g>s Chef`, `<g>Tipp</g>:`. The engine sets a
 * space between the two, and translates `Phishing -Masche`.
 */
import { type Inline, joinTexts, textOf } from './bergamot-inline.ts';

const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;
const STARTS_WITH_LETTER = /^\p{L}/u;
/**
 * The rest of the word, which is part of what the tag is around: English may say all of it in another order. An ending
 * or what a hyphen joins; other letters are more often the next word, and the space was lost on the way.
 */
const REST = /^(?:s|n|en|ens|e|ern|innen)?(?:-[\p{L}\p{N}]+)*(?![\p{L}\p{N}])/u;
const BEGINNING = /(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}]+-)+$/u;
const SIGN = /^[:;!?…](?=\s|$)/u;
const ENDS_IN_SIGN = /[.,:;!?…]\s*$/u;

export interface Glued {
  children: Inline[];
  /** Tags into which a sign was taken that belongs after them. */
  signed: ReadonlySet<number>;
}

/** A copy in which the rest of a word, and a sign, is within the tag that it is written together with. */
export function glue(children: readonly Inline[]): Glued {
  const signed = new Set<number>();
  return { children: joinTexts(glueAll(joinTexts(children), signed)), signed };
}

function glueAll(nodes: readonly Inline[], signed: Set<number>): Inline[] {
  const left = nodes.map((node) => ({ ...node }));
  left.forEach((node, index) => {
    if (node.type !== 'paired') return;
    const inside = textOf(node.children);
    const [before, after] = [left[index - 1], left[index + 1]];
    if (before?.type === 'text' && STARTS_WITH_LETTER.test(inside)) {
      const [start = ''] = BEGINNING.exec(before.text) ?? [];
      node.children = [{ type: 'text', text: start }, ...node.children];
      before.text = before.text.slice(0, before.text.length - start.length);
    }
    if (after?.type === 'text' && ENDS_IN_WORD.test(inside)) {
      const [rest = ''] = REST.exec(after.text) ?? [];
      const [sign = ''] = SIGN.exec(after.text.slice(rest.length)) ?? [];
      if (sign !== '') signed.add(node.id);
      node.children = [...node.children, { type: 'text', text: rest + sign }];
      after.text = after.text.slice(rest.length + sign.length);
    }
    node.children = glueAll(joinTexts(node.children), signed);
  });
  return left;
}

/** The answer with those signs after their tags again. */
export function unglue(children: readonly Inline[], signed: ReadonlySet<number>): Inline[] {
  if (signed.size === 0) return [...children];
  return joinTexts(
    children.flatMap((node): Inline[] => {
      if (node.type !== 'paired') return [node];
      const inside = unglue(node.children, signed);
      const last = inside.at(-1);
      if (!signed.has(node.id) || last?.type !== 'text') return [{ ...node, children: inside }];
      const bare = last.text.replace(ENDS_IN_SIGN, '');
      return [
        { ...node, children: joinTexts([...inside.slice(0, -1), { type: 'text', text: bare }]) },
        { type: 'text', text: last.text.slice(bare.length) },
      ];
    }),
  );
}
