/** The headings of a page that may be its article's title, and those that name its site. */
import type { Element, ElementContent, Nodes, Parents, Root } from 'hast';
import { attribute, elementsOf, fold, isElement, isNamed, textOf } from './nodes.ts';

export interface Headline {
  /** White space folded; never empty. */
  text: string;
  /** 1 to 3. */
  rank: number;
  /** A first element of its own in the heading, such as a kicker, and what follows it; '' when there is none. */
  lead: string;
  rest: string;
  /** Whether the page calls the lead a kicker. */
  isKicker: boolean;
  /** It is a link to a home page, so the site's name. */
  isHome: boolean;
  /** It stands where the site's name does, or beside the text. */
  isAside: boolean;
}

const KICKER =
  /kicker|over-?line|roof-?line|super-?title|top-?line|pre-?title|eyebrow|dachzeile|spitzmarke|category/i;
/** Where themes put a site's name. An article may have a header too, as a class. */
const SITE_PLACE =
  /^(?:#header|[#.](?:masthead|branding|logo|(?:site|blog)-?(?:header|branding|title|name|logo)))$/i;
/** An address without a path, or with none but `/`; archives put their own before it. */
const HOME = /^(?:(?:https?:)?\/\/[^/?#]+)?\/?(?:\?[^#]*)?$/i;
const ARCHIVED = /^(?:https?:\/\/web\.archive\.org)?\/web\/\d+[a-z_]*\/(?=https?:)/i;

/** In document order; of navigation, side columns and footers those of the first rank alone. */
export function headlinesOf(tree: Root): Headline[] {
  const found: Headline[] = [];
  collect(tree, { isHome: false, isAside: false }, found);
  return found;
}

type Place = Pick<Headline, 'isHome' | 'isAside'>;

function collect(parent: Parents, above: Place, found: Headline[]): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const place = {
      isHome: above.isHome || isHomeLink(child),
      isAside: above.isAside || isAside(child),
    };
    if (child.tagName === 'h1' || (!place.isAside && /^h[23]$/.test(child.tagName)))
      found.push(...readHeadline(child, place));
    else collect(child, place, found);
  }
}

function isAside(node: Element): boolean {
  if (isNamed(node, 'nav', 'aside', 'footer')) return true;
  const classes = attribute(node, 'className').split(/\s+/);
  return [`#${attribute(node, 'id')}`, ...classes.map((name) => `.${name}`)].some((name) =>
    SITE_PLACE.test(name),
  );
}

function isHomeLink(node: Element): boolean {
  if (node.tagName !== 'a') return false;
  const href = attribute(node, 'href').trim().replace(ARCHIVED, '');
  return (href !== '' && HOME.test(href)) || /\bhome\b/.test(attribute(node, 'rel'));
}

function readHeadline(heading: Element, place: Place): Headline[] {
  const text = fold(textOf(heading));
  if (text === '') return [];
  const homes = elementsOf(heading).filter(isHomeLink);
  const isHome = place.isHome || homes.some((link) => fold(textOf(link)).length > text.length / 2);
  return [{ text, rank: Number(heading.tagName[1]), ...splitLead(heading), ...place, isHome }];
}

function splitLead(heading: Element): Pick<Headline, 'lead' | 'rest' | 'isKicker'> {
  const told = heading.children.filter((child) => textOf(child).trim() !== '');
  const [first, ...others] = told as [ElementContent | undefined, ...ElementContent[]];
  if (!isElement(first)) return { lead: '', rest: '', isKicker: false };
  if (others.length === 0) return splitLead(first);
  const rest = fold(others.map((node: Nodes) => textOf(node)).join(''));
  return { lead: fold(textOf(first)), rest, isKicker: KICKER.test(attribute(first, 'className')) };
}
