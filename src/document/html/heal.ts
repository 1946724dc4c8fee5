/** Takes out of a parsed page what is never text, and turns the web's habits into plain HTML. */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { hoistBreaks, splitAtBreaks } from './breaks.ts';
import { dropCellLabels } from './cell-labels.ts';
import { formula, isFormula, withoutDrawings } from './formulas.ts';
import { healCode, isGutter, listingOf } from './heal-code.ts';
import { healImage, imagesOf, sourceOf } from './heal-images.ts';
import {
  attribute,
  elementsOf,
  findElement,
  fold,
  isElement,
  isFlow,
  isNamed,
  SPACE,
  textOf,
} from './nodes.ts';
import { isProseListing, unmakeListing } from './prose-listing.ts';
import { spaceCredits } from './space-credits.ts';

/** No text of the article, whatever they hold. `head` and JSON-LD were read before. */
const DROPPED = new Set(
  (
    'script style template head link meta base iframe object embed applet canvas svg audio video param source track ' +
    'select option optgroup datalist textarea area map frame frameset noframes progress meter rt rp rtc'
  ).split(' '),
);
/** What plugins that ask for consent lay over a page, by the names that they alone give. */
const CONSENT =
  /^(?:BorlabsCookieBox|cmplz-cookiebanner|cookie-law-info-bar|CybotCookiebotDialog|onetrust-consent-sdk|usercentrics-root|didomi-host|moove_gdpr_cookie|coiOverlay|coi-?[bB]anner)/;
/** What an archive lays over the pages that it kept. */
const ARCHIVE = /^wm-ipp/;
/** What MediaWiki writes beside headings and notes for those who edit or look up, in any skin and language. */
const WIKI_TOOLS = /(?:^|\s)mw-(?:editsection|cite-backlink|jump-link)(?:\s|$)/;
const RENAMED: Record<string, string> = {
  menu: 'ul',
  dir: 'ul',
  dialog: 'div',
  center: 'div',
  'amp-img': 'img',
  image: 'img',
  noscript: 'div',
};
/** What editors leave in empty paragraphs: characters of no width, and nothing else. */
const UNSEEN = /^\s*[\u200b\u2060\ufeff\u00ad](?:\s|[\u200b\u2060\ufeff\u00ad])*$/;
/** More text than a request to switch scripts on. In characters. */
const LONG_FALLBACK = 400;
/** Longer cells are columns of a page, not values of a table. In characters. */
const LONG_CELL = 1_500;
const MAX_CELL_LINES = 8;
/** Where a `<button>` is text: accordions and the like are built so. */
const BUTTON_PARENTS = /^(?:h[1-6]|summary|dt|p)$/;

/** Works in place. Afterwards there are only elements and text, and no element that readers never see as text. */
export function heal(tree: Root): void {
  healChildren(tree);
}

function healChildren(parent: Parents): void {
  const healed: ElementContent[] = [];
  parent.children = withoutDrawings(parent);
  for (const [index, child] of parent.children.entries()) {
    if (child.type === 'text') {
      if (!UNSEEN.test(child.value)) healed.push(child);
    } else if (isElement(child, 'noscript') && isShownAfter(child, parent, index)) continue;
    else if (child.type === 'element')
      for (const node of healElement(child, parent, healed)) healed.push(node);
  }
  parent.children = spaceCredits(hoistBreaks(withoutStrayBoxes(healed, parent)));
  if (parent.type === 'element') splitAtBreaks(parent);
}

/** What stands in an element's place; usually itself. */
function healElement(node: Element, parent: Parents, before: readonly ElementContent[]): ElementContent[] {
  const id = attribute(node, 'id');
  if (isFormula(node)) return [formula(node)];
  if (DROPPED.has(node.tagName) || CONSENT.test(id) || ARCHIVE.test(id)) return [];
  if (WIKI_TOOLS.test(attribute(node, 'className'))) return [];
  if (node.tagName === 'noscript' && !holdsArticle(node)) return lazyImage(node, before);
  if (node.tagName === 'input') return node.properties.type === 'checkbox' ? [node] : [];
  if (node.tagName === 'button' && !(isElement(parent) && BUTTON_PARENTS.test(parent.tagName))) return [];
  rename(node, parent);
  if (node.tagName === 'pre' && !isProseListing(node)) return [healCode(node)];
  if (node.tagName === 'pre') unmakeListing(node);
  healChildren(node);
  if (node.tagName === 'img') return healImage(node) ? [node] : [];
  if (node.tagName === 'picture') return node.children.filter((child) => isElement(child, 'img'));
  if (node.tagName === 'table') return healTable(node);
  if (/^h[1-6]$/.test(node.tagName))
    node.children = node.children.map((child) => (isElement(child, 'br') ? SPACE : child));
  if (node.tagName === 'dl') healDescriptions(node);
  return [node];
}

/** Descriptions of nothing are a list. */
function healDescriptions(list: Element): void {
  const items = list.children.filter((child) => child.type === 'element');
  if (items.length === 0 || items.some((item) => item.tagName !== 'dd')) return;
  list.tagName = 'ul';
  for (const item of items) item.tagName = 'li';
}

function rename(node: Element, parent: Parents): void {
  const name = RENAMED[node.tagName];
  if (name) node.tagName = name;
  else if (isHeadingByRole(node)) node.tagName = `h${attribute(node, 'ariaLevel') || 2}`;
  else if (node.tagName.includes('-')) node.tagName = isInLine(node, parent) ? 'span' : 'div';
}

/** Names of the page's own say nothing of how they stand; a browser shows them within the line. */
function isInLine(node: Element, parent: Parents): boolean {
  if (node.children.some(isFlow) || !isElement(parent)) return false;
  if (!isFlow(parent) || /^(?:p|h[1-6]|summary|dt|pre)$/.test(parent.tagName)) return true;
  return parent.children.some((child) => child.type === 'text' && child.value.trim() !== '');
}

/** Without a level, it is one of the second by the standard. */
function isHeadingByRole(node: Element): boolean {
  const level = attribute(node, 'ariaLevel');
  return attribute(node, 'role') === 'heading' && /^[1-6]?$/.test(level) && !node.children.some(isFlow);
}

/** Some blogs write their text by script, and a second time for readers without. */
function holdsArticle(noscript: Element): boolean {
  const paragraphs = elementsOf(noscript).filter((node) => node.tagName === 'p');
  return paragraphs.reduce((sum, node) => sum + fold(textOf(node)).length, 0) >= LONG_FALLBACK;
}

/** An image that scripts would load has its true address in a `<noscript>` beside it; other fallbacks are noise. */
function lazyImage(noscript: Element, before: readonly ElementContent[]): ElementContent[] {
  const images = imagesOf(noscript).filter(healImage);
  const previous = before.findLast((node) => node.type === 'element');
  return previous && (isElement(previous, 'img') || imagesOf(previous).length > 0) ? [] : images;
}

/** Some plugins write the fallback before its image. */
function isShownAfter(noscript: Element, parent: Parents, index: number): boolean {
  const [first] = imagesOf(noscript);
  const next = parent.children.slice(index + 1, index + 3).find((node) => node.type === 'element');
  const image = next && (next.tagName === 'img' ? next : imagesOf(next)[0]);
  if (!first || !image || holdsArticle(noscript)) return false;
  return attribute(image, 'alt') === attribute(first, 'alt') && sourceOf(image) !== undefined;
}

/** A box to tick is a task of a list; where there is no text beside it, it opens a menu, or is a form's. */
function withoutStrayBoxes(children: ElementContent[], parent: Parents): ElementContent[] {
  if (!children.some((child) => isElement(child, 'input'))) return children;
  const mayHold = isElement(parent) && isNamed(parent, 'li', 'p', 'label', 'td', 'dd');
  if (mayHold && fold(textOf(parent)) !== '') return children;
  return children.filter((child) => !isElement(child, 'input'));
}

/** A caption comes out before its table (Markdown has none); a table made for layout becomes its cells. */
function healTable(table: Element): ElementContent[] {
  const captions = table.children.filter((child) => isElement(child, 'caption')) as Element[];
  for (const caption of captions) caption.tagName = 'p';
  table.children = table.children.filter((child) => !captions.includes(child as Element));
  const listing = listingOf(table);
  if (listing) return [...captions, listing];
  dropGutters(table);
  if (isLayout(table)) for (const part of [table, ...elementsOf(table)]) unmakeTable(part);
  else {
    dropCellLabels(table);
    for (const cell of elementsOf(table)) limitSpan(cell);
  }
  return [...captions, table];
}

/** The column of line numbers that highlighters put beside a listing. */
function dropGutters(table: Element): void {
  if (!findElement(table, 'pre')) return;
  for (const row of elementsOf(table)) {
    row.children = row.children.filter((cell) => !(isElement(cell, 'td') && isGutter(cell)));
  }
}

function isLayout(table: Element): boolean {
  const isHeaded = findElement(table, 'th') !== undefined;
  if (elementsOf(table).some((node) => node.tagName === 'pre' && isBlock(node, isHeaded))) return true;
  let cells = 0;
  let widest = 0;
  for (const node of elementsOf(table)) {
    if (node.tagName === 'th') return false;
    if (isNamed(node, 'table', 'h1', 'h2', 'h3', 'form', 'article', 'section')) return true;
    if (node.tagName === 'tr')
      widest = Math.max(widest, node.children.filter((cell) => isElement(cell, 'td')).length);
    if (node.tagName !== 'td') continue;
    cells++;
    if (textOf(node).length > LONG_CELL) return true;
    if (node.children.filter((child) => isElement(child, 'p', 'div', 'ul', 'ol')).length > 2) return true;
  }
  return attribute(table, 'role') === 'presentation' || widest < 2 || cells < 3;
}

/** Lines that need lines of their own: not a few commands in a table that has headings. */
function isBlock(pre: Element, isHeaded: boolean): boolean {
  const lines = textOf(pre).trim().split('\n');
  return lines.length > (isHeaded ? MAX_CELL_LINES : 1) || lines.slice(1).some((line) => /^\s+\S/.test(line));
}

function unmakeTable(part: Element): void {
  if (isNamed(part, 'table', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th')) part.tagName = 'div';
}

/** Spans beyond any real table would be written out cell by cell. */
function limitSpan(cell: Element): void {
  for (const span of ['colSpan', 'rowSpan']) {
    if (Number(cell.properties[span]) > 50) cell.properties[span] = 1;
  }
}
