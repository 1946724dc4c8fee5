/** What a block's place in the tree tells. */
import type { Element } from 'hast';
import type { Block } from '../blocks.ts';
import { attribute } from '../nodes.ts';
import { createHintReader, HINT_NAMES } from './hints.ts';

const OWN = [
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'li',
  'table',
  'div',
  'figcaption',
  'pre',
  'dd',
  'dt',
  'td',
  'span',
];
const AROUND = [
  'article',
  'main',
  'aside',
  'nav',
  'header',
  'footer',
  'form',
  'figure',
  'ul',
  'ol',
  'table',
  'blockquote',
  'section',
  'a',
  'details',
  'dl',
];
/** Ancestors that count as near. */
const NEAR = 3;

export const PLACE_FEATURES: readonly string[] = [
  ...OWN.map((name) => `is:${name}`),
  ...AROUND.map((name) => `in:${name}`),
  'articles',
  'itemBody',
  'hidden',
  'depth',
  ...HINT_NAMES.map((name) => `own:${name}`),
  ...HINT_NAMES.map((name) => `near:${name}`),
  ...HINT_NAMES.map((name) => `far:${name}`),
];

/** Answers for blocks of one page; what stands under one element has its place in common. */
export function createPlaceReader(): (block: Block) => number[] {
  const hintsOf = createHintReader();
  const places = new Map<Element | undefined, number[]>();
  return ({ name, path }) => {
    const parent = path.at(-1);
    let place = places.get(parent);
    if (!place) {
      place = readPlace(path, hintsOf);
      places.set(parent, place);
    }
    return [...OWN.map((own) => flag(name === own)), ...place];
  };
}

function readPlace(path: readonly Element[], hintsOf: (element: Element) => number): number[] {
  const names = new Set(path.map((element) => element.tagName));
  let near = 0;
  let far = 0;
  for (let index = 2; index < path.length; index++) {
    const bits = hintsOf(path[index] as Element);
    if (index >= path.length - 1 - NEAR && index < path.length - 1) near |= bits;
    else if (index < path.length - 1 - NEAR) far |= bits;
  }
  const parent = path.at(-1);
  const own = parent && path.length > 2 ? hintsOf(parent) : 0;
  return [
    ...AROUND.map((name) => flag(names.has(name))),
    path.filter((element) => element.tagName === 'article').length,
    flag(path.some((element) => /articleBody/i.test(attribute(element, 'itemProp')))),
    flag(path.some(isHidden)),
    path.length,
    ...bitsOf(own),
    ...bitsOf(near),
    ...bitsOf(far),
  ];
}

function bitsOf(bits: number): number[] {
  return HINT_NAMES.map((_, index) => (bits >> index) & 1);
}

function isHidden(element: Element): boolean {
  const { properties } = element;
  return (
    properties.hidden === true ||
    properties.ariaHidden === 'true' ||
    (typeof properties.style === 'string' &&
      /display\s*:\s*none|visibility\s*:\s*hidden/i.test(properties.style))
  );
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
