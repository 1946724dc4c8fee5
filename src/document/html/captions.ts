/** Captions say little for themselves, so the model takes nearly all for credits; their pictures decide. */
import type { Element, ElementContent } from 'hast';
import type { Block } from './blocks.ts';
import { FEATURES } from './features.ts';
import { imagesOf } from './heal-images.ts';
import { attribute } from './nodes.ts';
import { titleKey } from './same-title.ts';
import type { Verdict } from './select.ts';
import { figureOf, shareAround } from './shares.ts';

/** A `figcaption` above this score stays even where it says little. */
const NO_CREDIT = 0.2;
/** Captions below this score are those of news agencies for the most part, which no edition of the text has. */
const DOUBT = 0.1;
/** What a caption says besides the credit, at least: in words and characters. */
const WORDS = 4;
const CHARACTERS = 25;
const LINK_DENSITY = FEATURES.indexOf('linkDensity');
const SOURCE =
  '(?:©|\\(c\\)|copyright|credits?:|screenshots?:|' +
  '(?:symbol|archiv|titel)?(?:bild|foto|photo|grafik|quelle)(?:er|s|quelle|rechte|nachweis|credit)?\\s*(?::|©|by|via))';
const AGENCY =
  '\\b(?:dpa|afp|apa|getty ?images|reuters|imago|epa|unsplash|pixabay|fotolia|istock|shutterstock)\\b';
const IN_BRACKETS = new RegExp(`[([][^()[\\]]{0,40}${SOURCE}[^()[\\]]*[)\\]]`, 'gi');
const TO_THE_END = new RegExp(`(?:${SOURCE}|${AGENCY}).*`, 'is');
/** What pages call captions that are no `figcaption`; names that begin with `_` are a consent plugin's. */
const CLASS =
  /(?:^|\s)(?:[a-z][\w-]*[_-])?(?:caption(?:-text|box)?|bildunterschrift|bildtext)(?:--[\w-]*)?(?:\s|$)/i;
/** How far up from its text a caption may be named, and its picture be found from there. */
const LEVELS = 3;
/** What holds more nodes is a gallery or a column, not a picture with its caption. */
const MAX_NODES = 60;

/**
 * A table or a listing that stays keeps its caption. A picture that stays in the running text keeps its caption, unless that is a mere credit or said already. `shares`
 * are those of `keptShares`.
 */
export function keepCaptions(verdicts: readonly Verdict[], shares: ReadonlyMap<Element, number>): void {
  const isProse = ({ kept, block }: Verdict) => kept && block.name === 'p';
  const first = verdicts.findIndex(isProse);
  const last = verdicts.findLastIndex(isProse);
  const findPicture = pictureFinder();
  const describe = once(descriptionsIn);
  const figures = figuresOfData(verdicts);
  const shown = new Set<string>();
  for (const [index, verdict] of verdicts.entries()) {
    const { block, score } = verdict;
    verdict.kept ||= isInCaption(block) && figures.has(innermostFigure(block));
    const picture =
      verdict.kept || score <= DOUBT ? undefined : (figureOfCaption(block) ?? findPicture(block));
    if (!picture || shareAround(picture, block, shares) <= 0.5) continue;
    const isInText = first < index && index < last;
    verdict.kept =
      (score > NO_CREDIT && picture.tagName === 'figure') ||
      (isInText && saysMore(verdict, describe(picture), shown));
    if (verdict.kept) shown.add(titleKey(block.text));
  }
}

/** Figures of a table or a listing that is kept: what stands below says what that is. */
function figuresOfData(verdicts: readonly Verdict[]): ReadonlySet<Element | undefined> {
  const data = verdicts.filter(({ kept, block }) => kept && (block.name === 'table' || block.name === 'pre'));
  return new Set(data.flatMap(({ block }) => innermostFigure(block) ?? []));
}

function isInCaption({ path }: Block): boolean {
  return path.some(({ tagName }) => tagName === 'figcaption');
}

function innermostFigure({ path }: Block): Element | undefined {
  return path.findLast(({ tagName }) => tagName === 'figure');
}

function figureOfCaption(block: Block): Element | undefined {
  return isInCaption(block) ? figureOf(block) : undefined;
}

/** Finds what holds a caption by class and its picture, but no more. */
function pictureFinder(): (block: Block) => Element | undefined {
  const isCaption = once((element) => CLASS.test(attribute(element, 'className')));
  const isPicture = once(holdsPictureOnly);
  return ({ path }) => {
    const at = path.findLastIndex((element, index) => index >= path.length - LEVELS && isCaption(element));
    return at === -1 ? undefined : path.slice(Math.max(0, at + 1 - LEVELS), at + 1).findLast(isPicture);
  };
}

/** Thousands of blocks may stand in one element. */
function once<T>(ask: (element: Element) => T): (element: Element) => T {
  const answers = new Map<Element, T>();
  return (element) => {
    const answer = answers.get(element) ?? ask(element);
    answers.set(element, answer);
    return answer;
  };
}

function holdsPictureOnly(element: Element): boolean {
  const left: ElementContent[] = [element];
  let hasPicture = false;
  for (let nodes = 0; left.length > 0; nodes++) {
    const node = left.pop() as ElementContent;
    if (nodes > MAX_NODES) return false;
    if (node.type !== 'element') continue;
    hasPicture ||= node.tagName === 'img';
    left.push(...node.children.slice(0, MAX_NODES));
  }
  return hasPicture;
}

/** More than who made the picture, what it is described by, and what stood there before. */
function saysMore(
  { block, row }: Verdict,
  described: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): boolean {
  if (described.size === 0 || (row[LINK_DENSITY] ?? 0) > 0.5) return false;
  const said = block.text.replace(IN_BRACKETS, '').replace(TO_THE_END, '').trim();
  if (said.length < CHARACTERS || said.split(' ').length < WORDS) return false;
  return ![said, block.text].map(titleKey).some((key) => described.has(key) || shown.has(key));
}

/** What is said of pictures already; empty where there are none. */
function descriptionsIn(picture: Element): Set<string> {
  return new Set(imagesOf(picture).map((image) => titleKey(attribute(image, 'alt'))));
}
