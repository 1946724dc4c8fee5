/** Cuts a block's children where its language changes. */
import type { PhrasingContent } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import type { LanguageCode, LanguageSpan } from '../types.ts';
import { isPaired } from './inline-items.ts';

export interface LanguagePart {
  children: PhrasingContent[];
  language: LanguageCode;
}

/**
 * The parts of a mixed block in order, their children together the block's: new nodes where a text or
 * emphasis was cut, the very same nodes elsewhere. Undefined when spans do not cover the text, or one
 * begins within something that cannot be cut in two (a link, code, an image).
 */
export function splitByLanguage(
  children: readonly PhrasingContent[],
  spans: readonly LanguageSpan[],
): LanguagePart[] | undefined {
  const length = children.reduce((sum, child) => sum + plainText(child).length, 0);
  const starts = spans.map(({ start }, index) => start === (spans[index - 1]?.end ?? 0));
  if (spans.length < 2 || starts.includes(false) || spans.at(-1)?.end !== length) return undefined;
  const parts: LanguagePart[] = [];
  let rest: PhrasingContent[] = [...children];
  for (const { start, end, language } of spans.slice(0, -1)) {
    const cut = cutAt(rest, end - start);
    if (!cut) return undefined;
    parts.push({ children: cut[0], language });
    rest = cut[1];
  }
  return [...parts, { children: rest, language: spans.at(-1)?.language ?? '' }];
}

function cutAt(
  children: readonly PhrasingContent[],
  offset: number,
): [PhrasingContent[], PhrasingContent[]] | undefined {
  let position = 0;
  for (const [index, child] of children.entries()) {
    const length = plainText(child).length;
    if (position + length <= offset) {
      position += length;
      continue;
    }
    if (position === offset) return [children.slice(0, index), children.slice(index)];
    const halves = cutNode(child, offset - position);
    return (
      halves && [
        [...children.slice(0, index), halves[0]],
        [halves[1], ...children.slice(index + 1)],
      ]
    );
  }
  return [[...children], []];
}

function cutNode(node: PhrasingContent, offset: number): [PhrasingContent, PhrasingContent] | undefined {
  if (node.type === 'text') {
    return [
      { type: 'text', value: node.value.slice(0, offset) },
      { type: 'text', value: node.value.slice(offset) },
    ];
  }
  if (!isPaired(node) || node.type === 'link' || node.type === 'linkReference') return undefined;
  const halves = cutAt(node.children, offset);
  if (!halves) return undefined;
  // Both halves carry the same object, by which they know each other again.
  const data = node.data ?? {};
  return [
    { ...node, data, children: halves[0] },
    { ...node, data, children: halves[1] },
  ];
}

/** Joins the halves of an emphasis that was cut, with the space between them, so that they read as one again. */
export function joinHalves(children: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (const child of children) {
    const gap = out.at(-1);
    const space = gap?.type === 'text' && gap.value.trim() === '' ? gap : undefined;
    const half = space ? out.at(-2) : gap;
    if (half && isPaired(half) && isPaired(child) && half.data && half.data === child.data) {
      out.splice(space ? -2 : -1);
      const between = space ? [space] : [];
      const joined = joinHalves([...half.children, ...between, ...child.children]);
      out.push({ ...half, children: joined } as PhrasingContent);
    } else out.push(child);
  }
  return out;
}
