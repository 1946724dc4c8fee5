/** What pages do with emphasis, cells and lines that Markdown cannot say, or that says nothing. */
import type { Parents, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { dropHangingBreaks } from '../blocks.ts';
import { flattenCell } from './flat-cells.ts';
import { plainCode } from './heal-code.ts';
import { listMarkedLines } from './listed-lines.ts';

type Styled = Extract<PhrasingContent, { type: 'emphasis' | 'strong' }>;

/** Signs that editors type as a line between parts, or leave behind. */
const SIGNS = /^[.,*_\-–—|·•~\s]+$/;
/** As few signs are a slip, more are a line. */
const LINE = 3;

/** Works in place. */
export function tidyMdast(root: Root): void {
  visit(root, (node) => {
    if (node.type === 'inlineCode') node.value = plainCode(node.value);
    if (node.type === 'tableCell') node.children = flattenCell(node.children);
    if ('children' in node) tidyEmphasis(node as Parents);
  });
  root.children = root.children.flatMap(readSigns);
  listMarkedLines(root);
  dropHangingBreaks(root);
}

/** From the inside out. */
function tidyEmphasis(parent: Parents): void {
  if (!parent.children.some(isStyled)) return;
  for (const child of parent.children) if (isStyled(child)) tidyEmphasis(child);
  const children: PhrasingContent[] = [];
  for (const child of parent.children as PhrasingContent[]) {
    const before = children.at(-1);
    if (!isStyled(child)) children.push(child);
    else if (saysNothing(child, parent)) children.push(...child.children);
    else if (before?.type === child.type) before.children.push(...child.children);
    else children.push(child);
  }
  parent.children = moveEdges(joinTexts(children));
}

function isStyled(node: RootContent): node is Styled {
  return node.type === 'emphasis' || node.type === 'strong';
}

/** Signs alone look alike in any style, and bold within bold is bold. */
function saysNothing(node: Styled, parent: Parents): boolean {
  return node.type === parent.type || (!/[\p{L}\p{N}]/u.test(textOf(node)) && !hasImage(node));
}

function hasImage(node: Parents): boolean {
  return node.children.some((child) => child.type === 'image' || ('children' in child && hasImage(child)));
}

function joinTexts(children: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const child of children) {
    const before = joined.at(-1);
    if (child.type === 'text' && before?.type === 'text')
      joined[joined.length - 1] = { type: 'text', value: before.value + child.value };
    else joined.push(child);
  }
  return joined;
}

/** `**Zweck:**Vermeidung` is no emphasis in Markdown; `**Zweck**:Vermeidung` is. */
function moveEdges(children: PhrasingContent[]): PhrasingContent[] {
  for (const [index, child] of children.entries()) {
    if (!isStyled(child)) continue;
    const [before, after] = [children[index - 1], children[index + 1]];
    if (before?.type === 'text' && /[\p{L}\p{N}]$/u.test(before.value))
      before.value += takeEdge(child.children[0], /^[.,;:!?…]+\s*/u);
    if (after?.type === 'text' && /^[\p{L}\p{N}]/u.test(after.value))
      after.value = takeEdge(child.children.at(-1), /[.,;:!?…]+$/u) + after.value;
  }
  return children;
}

function takeEdge(node: PhrasingContent | undefined, edge: RegExp): string {
  const [taken = ''] = (node?.type === 'text' && edge.exec(node.value)) || [];
  const text = node as Text;
  if (taken === '' || taken === text.value) return '';
  text.value = text.value.replace(edge, '');
  return taken;
}

/** Paragraphs of signs become a line or go. */
function readSigns(node: RootContent): RootContent[] {
  const signs = node.type === 'paragraph' ? signsOf(node) : undefined;
  if (signs === undefined) return [node];
  return signs >= LINE ? [{ type: 'thematicBreak' }] : [];
}

/** How many signs, where a paragraph has nothing else. */
function signsOf(paragraph: Parents): number | undefined {
  const text = textOf(paragraph);
  return SIGNS.test(text) && !hasImage(paragraph) ? text.replace(/\s/g, '').length : undefined;
}
