/** hast of the main content -> mdast, by rehype-remark, with what Markdown has no word for made readable. */
import type { Element, Root as HastRoot, Nodes } from 'hast';
import type { FootnoteDefinition, Link, Paragraph, PhrasingContent, Root } from 'mdast';
import rehypeRemark, { type Options } from 'rehype-remark';
import { unified } from 'unified';
import { DEFINITION, REFERENCE } from './footnotes.ts';
import { attribute, fold, isElement, textOf } from './nodes.ts';
import { splitByNumber } from './numbered.ts';
import { spreadStyles } from './spread-styles.ts';
import { tidyMdast } from './tidy-mdast.ts';

type Handler = NonNullable<NonNullable<Options['handlers']>[string]>;
type State = Parameters<Handler>[0];

const QUOTE = /^["„“”»«‚‘’›‹']$/u;

const SUPERSCRIPT = new Map(
  [...'0123456789+-=()ni'].map((plain, index) => [plain, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'][index]]),
);
const SUBSCRIPT = new Map(
  [...'0123456789+-=()'].map((plain, index) => [plain, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][index]]),
);

/** Longer titles are texts that open above a link, or an agency's notes to a picture. In characters. */
const MAX_TITLE = 120;

/** The tree is not changed. Links are expected absolute, footnotes marked (`footnotes.ts`). */
export function toMdast(tree: HastRoot): Root {
  const plain = spreadStyles(tree);
  splitByNumber(plain);
  const root = unified().use(rehypeRemark, { handlers: HANDLERS }).runSync(plain) as unknown as Root;
  tidyMdast(root);
  return root;
}

const HANDLERS: Options['handlers'] = {
  a: (state: State, node: Element) => link(state, node),
  img: (state: State, node: Element) => image(state, node),
  sup: (state: State, node: Element) => {
    const label = attribute(node, REFERENCE);
    if (label) return { type: 'footnoteReference', identifier: label, label };
    return script(state, node, SUPERSCRIPT, '^');
  },
  sub: (state: State, node: Element) => script(state, node, SUBSCRIPT, '_'),
  [DEFINITION]: (state: State, node: Element) => definition(state, node),
  figcaption: (state: State, node: Element) => caption(state, node),
  summary: (state: State, node: Element) => strongParagraph(state, node),
  q: (state: State, node: Element, parent) => quotation(state, node, parent?.children ?? []),
  mark: (state: State, node: Element) => state.all(node),
  u: (state: State, node: Element) => state.all(node),
};

function link(state: State, node: Element): Link | ReturnType<State['all']> {
  const children = state.all(node) as PhrasingContent[];
  const url = attribute(node, 'href');
  if (!url || children.length === 0) return children;
  const title = fold(attribute(node, 'title').replace(/<[^>]*>/g, ' '));
  const isOwn = title !== '' && title !== fold(textOf(node)) && title.length <= MAX_TITLE;
  const result: Link = { type: 'link', url, title: isOwn ? title : null, children };
  return result;
}

function image(_state: State, node: Element) {
  const url = attribute(node, 'src');
  if (!url) return [];
  const title = attribute(node, 'title');
  const alt = attribute(node, 'alt') || (title.length <= MAX_TITLE ? title : '');
  return { type: 'image' as const, url, title: null, alt };
}

/** Marks of its own only where none are typed beside it. */
function quotation(state: State, node: Element, siblings: readonly Nodes[]) {
  const index = siblings.indexOf(node);
  const [before, after] = [siblings[index - 1], siblings[index + 1]];
  const isTyped =
    QUOTE.test(textOf(node).trim().slice(0, 1)) ||
    (before?.type === 'text' && QUOTE.test(before.value.slice(-1))) ||
    (after?.type === 'text' && QUOTE.test(after.value.slice(0, 1)));
  const children = state.all(node);
  if (isTyped) return children;
  return [{ type: 'text' as const, value: '„' }, ...children, { type: 'text' as const, value: '“' }];
}

/** `10<sup>6</sup>` must not become 106: by Unicode's raised digits, else by a mark; `1<sup>st</sup>` stays 1st. */
function script(state: State, node: Element, letters: Map<string, string | undefined>, mark: string) {
  const text = textOf(node).trim();
  const raised = [...text].map((letter) => letters.get(letter.replace('−', '-')));
  if (text && raised.every((letter) => letter !== undefined))
    return { type: 'text' as const, value: raised.join('') };
  if (!/\d/.test(text) || node.children.some((child) => isElement(child))) return state.all(node);
  return { type: 'text' as const, value: `${mark}(${text})` };
}

function definition(state: State, node: Element): FootnoteDefinition {
  const label = attribute(node, REFERENCE);
  const children = state.toFlow(state.all(node)) as FootnoteDefinition['children'];
  return { type: 'footnoteDefinition', identifier: label, label, children };
}

/** A caption is a paragraph of its own in emphasis, after its picture. */
function caption(state: State, node: Element) {
  const flow = state.toFlow(state.all(node)) as Root['children'];
  return flow.map((block) => {
    if (block.type !== 'paragraph' || block.children.some((child) => child.type === 'image')) return block;
    const children = block.children.flatMap((child) =>
      child.type === 'emphasis' ? child.children : [child],
    );
    return { type: 'paragraph', children: [{ type: 'emphasis', children }] } satisfies Paragraph;
  });
}

function strongParagraph(state: State, node: Element): Paragraph | ReturnType<State['all']> {
  const content = state.all(node);
  const isPlain = content.every(
    (child) => child.type === 'text' || child.type === 'link' || child.type === 'inlineCode',
  );
  if (!isPlain) return content;
  return { type: 'paragraph', children: [{ type: 'strong', children: content as PhrasingContent[] }] };
}
