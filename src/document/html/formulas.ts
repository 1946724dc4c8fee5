/** Formulas: MathML as a line of text, and what pages draw beside it for the eye alone. */
import type { Element, ElementContent, Parents } from 'hast';
import { attribute, elementsOf, findElement, fold, isElement, isFlow, isNamed, textOf } from './nodes.ts';

/** A formula and its drawings have little company. */
const MAX_BESIDE = 6;
/** What MathJax puts before its script. */
const DRAWN = /^MathJax/;
/** So that XML lets the signs of TeX stand, as kramdown does. */
const CDATA = /^% ?<!\[CDATA\[\s*|\s*% ?\]\]>$/g;
/** Needs no brackets as a part of a fraction, nor as an index or exponent. */
const FACTOR = /^[\p{L}\p{N}.,_^√]*$/u;
const PLAIN = /^(?:[\p{L}\p{N}.,]*|.)$/u;

/** A `<math>`, or TeX in a script as MathJax reads it. */
export function isFormula(node: Element): boolean {
  return node.tagName === 'math' || isTexScript(node);
}

function isTexScript(node: Element): boolean {
  return node.tagName === 'script' && /^math\/tex/i.test(attribute(node, 'type'));
}

/** As inline code: the TeX that it was made of, if it tells that. */
export function formula(math: Element): Element {
  const source = elementsOf(math).find((node) => attribute(node, 'encoding') === 'application/x-tex');
  const script = isTexScript(math) ? fold(textOf(math)).replace(CDATA, '') : '';
  const value = source ? textOf(source) : script || attribute(math, 'alttext') || row(math.children);
  return {
    type: 'element',
    tagName: 'code',
    properties: {},
    children: [{ type: 'text', value: value.trim() }],
  };
}

/** The children without the glyphs and pictures that show the same formula again; works before `math` is replaced. */
export function withoutDrawings(parent: Parents): ElementContent[] {
  let children = parent.children as ElementContent[];
  if (children.some((node) => isElement(node) && isTexScript(node)))
    children = children.filter((node) => !isElement(node) || !DRAWN.test(attribute(node, 'className')));
  const isDrawing = (node: ElementContent) =>
    isElement(node) && attribute(node, 'ariaHidden') === 'true' && !isFlow(node);
  const elements = children.filter((node): node is Element => isElement(node));
  if (elements.length > MAX_BESIDE || !elements.some(isDrawing)) return children;
  const hasFormula = elements.some(
    (node) => !isDrawing(node) && (isNamed(node, 'math') || findElement(node, 'math') !== undefined),
  );
  return hasFormula ? children.filter((node) => !isDrawing(node)) : children;
}

/** Parts side by side; a fraction among factors stands in brackets. */
function row(children: readonly ElementContent[]): string {
  const nodes = children.filter(
    (node) => isElement(node) || (node.type === 'text' && node.value.trim() !== ''),
  );
  const isFactor = (node: ElementContent | undefined) =>
    isElement(node) && !isNamed(node, 'mo', 'mtext', 'mspace');
  return nodes
    .map((node, index) => {
      const isAmong = isElement(node, 'mfrac') && (isFactor(nodes[index - 1]) || isFactor(nodes[index + 1]));
      return isAmong ? `(${lineOf(node)})` : lineOf(node);
    })
    .join('');
}

function lineOf(node: ElementContent): string {
  if (node.type !== 'element') return node.type === 'text' ? fold(node.value) : '';
  const parts = node.children.filter((child) => isElement(child));
  const [first = '', second = '', third = ''] = parts.slice(0, 3).map(lineOf);
  // A sum's or an integral's bounds end before what it is of.
  const gap = isElement(parts[0], 'mo') ? ' ' : '';
  switch (node.tagName) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mspace':
      return ' ';
    case 'mfrac':
      return `${group(first, FACTOR)}/${group(second, FACTOR)}`;
    case 'msub':
    case 'munder':
      return `${first}_${group(second)}${gap}`;
    case 'msup':
    case 'mover':
      return `${first}^${group(second)}${gap}`;
    case 'msubsup':
    case 'munderover':
      return `${first}_${group(second)}^${group(third)}${gap}`;
    case 'msqrt':
      return `√${group(row(node.children))}`;
    case 'mroot':
      return `root(${first}, ${second})`;
    case 'mtr':
      return parts.map(lineOf).join(', ');
    case 'mtable':
      return parts.map(lineOf).join('; ');
    default:
      return row(node.children);
  }
}

function group(text: string, free = PLAIN): string {
  return free.test(text) ? text : `(${text})`;
}
