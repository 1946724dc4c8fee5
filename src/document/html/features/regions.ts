/** Regions that headings and marks open: what a block stands under says more than the block itself. */
import type { Element } from 'hast';
import type { Block } from '../blocks.ts';
import { attribute } from '../nodes.ts';
import { PHRASES } from './phrases.ts';

/** Unmistakable names of comment sections, as whole class names or ids. */
const COMMENTS =
  /(?:^|\s)(?:comments?|comments?-?(?:list|area|section|wrap(?:per)?|container|body|content|text|thread|template|box|holder|block)|comment-?\d+|kommentare?|kommentar-?liste|leserkommentare?|disqus(?:_thread)?|respond|depth-\d|discussion)(?:\s|$)/i;
/** Families of phrases whose headings open a region. */
const OPENING = [
  'saysRelated',
  'saysAdvert',
  'saysNewsletter',
  'saysShare',
  'saysComments',
  'saysByline',
  'saysTags',
  'saysLegal',
];
const FAMILIES = PHRASES.filter(([name]) => OPENING.includes(name));
const FARTHEST = 60;

export const REGION_FEATURES: readonly string[] = [
  'inComments',
  'afterComments',
  'sinceHeading',
  'headingLevel',
  'headingLength',
  ...FAMILIES.map(([name]) => `since:${name}`),
];

/** Rows in the order of `blocks`. */
export function regionFeatures(blocks: readonly Block[]): number[][] {
  const verdicts = new Map<Element, boolean>();
  const isComments = (element: Element) => {
    let verdict = verdicts.get(element);
    if (verdict === undefined) {
      verdict = COMMENTS.test(`${attribute(element, 'className')} ${attribute(element, 'id')}`);
      verdicts.set(element, verdict);
    }
    return verdict;
  };
  const since = FAMILIES.map(() => FARTHEST);
  let sinceHeading = FARTHEST;
  let level = 0;
  let length = 0;
  let comments = 0;
  return blocks.map((block) => {
    const inComments = block.path.some((element, index) => index > 1 && isComments(element));
    if (inComments) comments = 1;
    if (/^h[1-6]$/.test(block.name))
      [sinceHeading, level, length] = [0, Number(block.name[1]), block.text.length];
    const row = [inComments ? 1 : 0, comments, sinceHeading, level, Math.log1p(length), ...since];
    sinceHeading = Math.min(FARTHEST, sinceHeading + 1);
    const start = block.text.length < 100 ? block.text.toLowerCase() : '';
    for (let index = 0; index < since.length; index++) {
      const opens = start !== '' && FAMILIES[index]?.[1].test(start);
      since[index] = opens ? 0 : Math.min(FARTHEST, (since[index] as number) + 1);
    }
    return row;
  });
}
