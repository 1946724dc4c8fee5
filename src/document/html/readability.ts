/** Which blocks Mozilla's Readability takes for the article. */
import { Readability } from '@mozilla/readability';
import type { Element, ElementContent, Root } from 'hast';
import { parseHTML } from 'linkedom';
import type { Block } from './blocks.ts';

const MARK = 'data-block-parent';
/** Readability's time grows with the elements it weighs again and again. */
const MAX_ELEMENTS = 40_000;
/** Readability makes new paragraphs of loose text, without marks: a text this long is found again by itself. */
const TELLING = 25;

/** The kept blocks; empty when Readability finds no article. Runs on a copy: the tree is not changed. */
export function readableBlocks(tree: Root, blocks: readonly Block[]): Set<Block> {
  const parents = new Map<Element, number>();
  for (const block of blocks) {
    const parent = block.path.at(-1);
    if (parent && !parents.has(parent)) parents.set(parent, parents.size);
  }
  const content = runReadability(tree, parents);
  const kept = new Set<Block>();
  if (!content) return kept;
  const texts = new Map<number, string>();
  for (const element of content.querySelectorAll(`[${MARK}]`)) {
    texts.set(Number(element.getAttribute(MARK)), bare(element.textContent ?? ''));
  }
  const whole = bare(content.textContent ?? '');
  for (const block of blocks) {
    const parent = block.path.at(-1);
    const text = bare(block.text);
    const around = parent && texts.get(parents.get(parent) ?? -1);
    if (around?.includes(text) || (text.length >= TELLING && whole.includes(text))) kept.add(block);
  }
  return kept;
}

/** Readability moves white space about. */
function bare(text: string): string {
  return text.replace(/\s+/g, '');
}

function runReadability(tree: Root, marks: ReadonlyMap<Element, number>) {
  const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>');
  const body = tree.children.find((node) => node.type === 'element' && node.tagName === 'html') as
    | Element
    | undefined;
  const from = body?.children.find((node) => node.type === 'element' && node.tagName === 'body') as
    | Element
    | undefined;
  const count = copy(from?.children ?? (tree.children as ElementContent[]), document.body, document, marks);
  if (count > MAX_ELEMENTS) return undefined;
  const options = { serializer: (node: unknown) => node as DomNode, charThreshold: 300 };
  return new Readability<DomNode>(document, options).parse()?.content ?? undefined;
}

/** Builds DOM nodes directly: serialising and parsing again costs more than Readability itself. */
function copy(
  children: readonly ElementContent[],
  parent: DomNode,
  document: Dom,
  marks: ReadonlyMap<Element, number>,
): number {
  let count = 0;
  for (const child of children) {
    if (child.type === 'text') parent.appendChild(document.createTextNode(child.value));
    if (child.type !== 'element') continue;
    const element = document.createElement(child.tagName);
    for (const [name, value] of Object.entries(child.properties)) {
      if (value === null || value === undefined || value === false) continue;
      element.setAttribute(
        name === 'className' ? 'class' : name.toLowerCase(),
        Array.isArray(value) ? value.join(' ') : String(value),
      );
    }
    const mark = marks.get(child);
    if (mark !== undefined) element.setAttribute(MARK, String(mark));
    parent.appendChild(element);
    count += 1 + copy(child.children, element, document, marks);
  }
  return count;
}

/** The little of the DOM that is used here; this project's types have no browser. */
interface DomNode {
  textContent: string | null;
  appendChild(child: DomNode): unknown;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<DomNode>;
}

interface Dom {
  createElement(name: string): DomNode;
  createTextNode(value: string): DomNode;
}
