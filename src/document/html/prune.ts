/** The page reduced to the blocks that are kept and what belongs to them. */
import type { Element, ElementContent, Root } from 'hast';
import type { Block } from './blocks.ts';
import { REFERENCE } from './footnotes.ts';
import { attribute, isFlow, isNamed, SPACE, textOf } from './nodes.ts';

/** The first page of this site or another, perhaps with a mark of who sent the reader there. */
const HOME =
  /^(?:(?:https?:)?\/\/[^/?#]+\/?|\/|\/?index\.\w+)(?:\?(?:utm_|ref|friend|partner|aff)[^#]*)?(?:#.*)?$/i;
/** What publishers have banners for, their authors, and shops for apps. */
const PROMOTED =
  /\/(?:werbung|mediadaten|newsletter|abo(?:nnement)?|autor(?:en|in)?|authors?)(?:[/?#]|$)|\/\/(?:apps|itunes)\.apple\.com\/|\/\/play\.google\.com\/store\//i;

interface Chosen {
  kept: ReadonlySet<Block>;
  titles: ReadonlySet<Block>;
  /** Those of `keptShares`. */
  shares: ReadonlyMap<Element, number>;
  /** Address of the picture that the page names as the article's. */
  image: string | undefined;
}

/**
 * A new tree; `tree` is not changed. Pictures stay where most of the text around them is kept; outside of all that is
 * kept only below the title, in figures, or as the article's own: the others are the site's.
 */
export function prune(tree: Root, blocks: readonly Block[], { kept, titles, shares, image }: Chosen): Root {
  const dropped = new Set<ElementContent>();
  for (const block of blocks) if (!kept.has(block)) for (const node of block.nodes) dropped.add(node);
  const core = coreOf(blocks.filter((block) => kept.has(block)));
  const title = new Set([...titles].flatMap(({ nodes }) => nodes));
  const decisions: Decisions = {
    dropped,
    shares,
    core,
    title,
    image: stemOf(image ?? ''),
    passed: undefined,
  };
  const place = { share: 0, mayHold: core === undefined, isInFigure: false };
  return { type: 'root', children: pruneChildren(tree.children as ElementContent[], decisions, place) };
}

/** The nearest element that holds all of these; undefined for the page itself. */
function coreOf(blocks: readonly Block[]): Element | undefined {
  const [first, ...rest] = blocks;
  let depth = first?.path.length ?? 0;
  for (const { path } of rest) while (depth > 0 && path[depth - 1] !== first?.path[depth - 1]) depth--;
  return first?.path[depth - 1];
}

interface Decisions {
  dropped: ReadonlySet<ElementContent>;
  shares: ReadonlyMap<Element, number>;
  core: Element | undefined;
  title: ReadonlySet<ElementContent>;
  /** Of the article's own picture. */
  image: string;
  /** What of the article was come to last. */
  passed: 'title' | 'text' | undefined;
}

interface Place {
  /** How much of the text of the nearest element with text is kept. */
  share: number;
  /** Whether any picture may stand here. */
  mayHold: boolean;
  isInFigure: boolean;
}

function pruneChildren(
  children: readonly ElementContent[],
  decisions: Decisions,
  place: Place,
): ElementContent[] {
  const left: ElementContent[] = [];
  for (const child of children) {
    if (child === decisions.core) decisions.passed = 'text';
    if (decisions.title.has(child)) decisions.passed ??= 'title';
    if (decisions.dropped.has(child)) continue;
    if (child.type !== 'element') {
      left.push(child);
      continue;
    }
    const isInFigure = place.isInFigure || isNamed(child, 'figure');
    const inside = {
      share: decisions.shares.get(child) ?? place.share,
      mayHold: isInFigure || (place.mayHold && !isPromotion(child)) || child === decisions.core,
      isInFigure,
    };
    const pruned = { ...child, children: pruneChildren(child.children, decisions, inside) };
    if (isWorthKeeping(pruned, inside, decisions)) left.push(pruned);
    // `der<b> </b>Rat`
    else if (textOf(pruned) !== '' && !isFlow(child)) left.push(SPACE);
  }
  return left;
}

/** Holds text or a picture, or is something that is empty by nature. */
function isWorthKeeping(node: Element, { share, mayHold }: Place, decisions: Decisions): boolean {
  if (isNamed(node, 'img'))
    return share > 0.5 && (mayHold || decisions.passed === 'title' || isOwn(node, decisions));
  return isNamed(node, 'br', 'hr', 'input', 'td', 'th', 'tr', 'wbr') || hasContent(node);
}

function isOwn(picture: Element, { image }: Decisions): boolean {
  return image !== '' && stemOf(attribute(picture, 'src')) === image;
}

function hasContent(node: Element): boolean {
  if (isNamed(node, 'img') || attribute(node, REFERENCE) !== '') return true;
  return node.children.some((child) =>
    child.type === 'text' ? child.value.trim() !== '' : child.type === 'element' && hasContent(child),
  );
}

/** Around a picture: a link of a logo or a banner. */
function isPromotion(node: Element): boolean {
  const address = attribute(node, 'href').trim();
  return isNamed(node, 'a') && (HOME.test(address) || PROMOTED.test(address));
}

/** The name of a picture's file, alike for all sizes of it. */
function stemOf(address: string): string {
  const [path = ''] = address.split(/[?#]/);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/(?:[-_]\d+x\d+)?\.\w+$/, '');
}
