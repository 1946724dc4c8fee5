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

const OWN_FLAGS = new Map(OWN.map((name) => [name, OWN.map((own) => flag(name === own))]));
const NONE = OWN.map(() => 0);

/**
 * Answers for blocks of one page, in two parts: what the block is and where it stands; the latter is one for all that stands
 * under one element.
 */
export function createPlaceReader(): (block: Block) => [own: number[], place: number[]] {
  const marksOf = createMarkReader();
  const places = new Map<Element | undefined, number[]>();
  return ({ name, path }) => {
    const parent = path.at(-1);
    let place = places.get(parent);
    if (!place) {
      place = readPlace(path.map(marksOf));
      places.set(parent, place);
    }
    return [OWN_FLAGS.get(name) ?? NONE, place];
  };
}

/** What one element says of the blocks below it. */
interface Marks {
  name: string;
  hints: number;
  isBody: boolean;
  isHidden: boolean;
}

/** Looks at each element of a page once. */
function createMarkReader(): (element: Element) => Marks {
  const hintsOf = createHintReader();
  const known = new Map<Element, Marks>();
  return (element) => {
    let marks = known.get(element);
    if (!marks) {
      const isBody = /articleBody/i.test(attribute(element, 'itemProp'));
      marks = { name: element.tagName, hints: hintsOf(element), isBody, isHidden: isHidden(element) };
      known.set(element, marks);
    }
    return marks;
  };
}

function readPlace(path: readonly Marks[]): number[] {
  const names = new Set(path.map(({ name }) => name));
  let near = 0;
  let far = 0;
  for (let index = 2; index < path.length - 1; index++) {
    const { hints } = path[index] as Marks;
    if (index >= path.length - 1 - NEAR) near |= hints;
    else far |= hints;
  }
  const own = path.length > 2 ? (path.at(-1)?.hints ?? 0) : 0;
  return [
    ...AROUND.map((name) => flag(names.has(name))),
    path.filter(({ name }) => name === 'article').length,
    flag(path.some(({ isBody }) => isBody)),
    flag(path.some((marks) => marks.isHidden)),
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
