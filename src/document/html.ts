/** HTML -> the article's mdast and what the page says about it. */
import { decodeHTML } from 'entities';
import type { Element, Root as HtmlRoot } from 'hast';
import type { Root } from 'mdast';
import { KlartextError } from '../errors.ts';
import type { Metadata } from '../types.ts';
import type { Block } from './html/blocks.ts';
import { embeddedArticle, isHtml } from './html/embedded.ts';
import { returnFootnotes } from './html/footnotes.ts';
import { absolutise } from './html/links.ts';
import { type PageFacts, textOfBody } from './html/metadata.ts';
import { type Judge, shippedJudge } from './html/model.ts';
import { breaksOff, CUT_PAGE, morePages, nextPage, type WantedPage } from './html/page-end.ts';
import { judgePage, PAYWALLED } from './html/page-kind.ts';
import { prune } from './html/prune.ts';
import { readPage, type SiteLookup } from './html/read-page.ts';
import { type Selection, selectBlocks, type Verdict } from './html/select.ts';
import { isShell } from './html/shell.ts';
import { toMdast } from './html/to-mdast.ts';
import { checkLength, checkPage } from './limits.ts';

export interface HtmlOptions {
  /** Where the page was found; relative links are taken from it, unless the page names a base of its own. */
  url?: string;
  /** What the page's source calls it, for HTML that has no title of its own. */
  title?: string;
  /** The page that comes next in its article, for one that is not the first. */
  following?: WantedPage;
  /** What is known of the site at a host; its rules go before the model. */
  siteOf?: SiteLookup;
  /** How many features to name for every block in `blocks`, strongest first; 0 by default. */
  explain?: number;
  /** Judges the blocks; the shipped model when absent. For measuring others. */
  judge?: Judge;
}

export interface HtmlWarning {
  ruleId: string;
  reason: string;
}

/** A block of text of the page, and what became of it. */
export interface BlockReport {
  text: string;
  /** Its element: `p`, `h2`, `li` … */
  name: string;
  kept: boolean;
  /** 0..1, the model's probability that it is content. */
  score: number;
  /** What spoke for (positive) or against it, as shares of the log odds; as many as `explain` asks for. */
  features: { feature: string; share: number }[];
}

export interface HtmlDocument {
  /** The article without its title, which is in `metadata`. */
  root: Root;
  metadata: Metadata;
  /** Present when there is something a reader should know. */
  warnings?: HtmlWarning[];
  /** Every block of the page in order; absent for HTML that was taken whole. */
  blocks?: BlockReport[];
}

/**
 * Finds the article of a page. HTML without `<html>`, `<head>` or `<body>`, as feeds carry it, is taken whole.
 * Time and memory are bounded whatever comes in. Throws INPUT_UNSUPPORTED when there is no text at all, or far
 * too much of it.
 */
export function parseHtml(html: string, options: HtmlOptions = {}): HtmlDocument {
  const page = readPage(html, options.url, options.siteOf, options.title);
  const { facts, blocks } = page;
  checkPage(blocks.length);
  const isWhole = page.siteBody !== undefined || isFragment(html) || page.textOnly;
  const judge = options.judge ?? shippedJudge();
  const following = options.following ?? (options.url ? { first: options.url, number: 2 } : undefined);
  const next = following && nextPage(page.tree, page.base, following);
  const isBare = blocks.length === 0 || (!isWhole && isShell(html, page.tree, blocks));
  const elsewhere = () => embeddedArticle(html, facts.metadata.title ?? '', isBare);
  const selection = isWhole ? undefined : selectBlocks(blocks, facts, judge, elsewhere);
  if (isBare && selection?.body === undefined) throw noText(/<script\b/i.test(html));
  checkLength(lengthOf(blocks.filter((block) => selection?.kept.has(block) ?? true)));
  if (isWhole) dropTitle(blocks, facts.metadata, page.tree);
  const content =
    page.siteBody ??
    (selection?.body === undefined ? undefined : readBody(selection.body, page.base)) ??
    (selection ? prune(page.tree, blocks, { ...selection, image: facts.metadata.image }) : page.tree);
  returnFootnotes(content, page.notes);
  absolutise(content, page.base ?? facts.metadata.url);
  const warnings = page.textOnly ? [TOO_LARGE] : [];
  if (selection) warnings.push(...selection.warnings, ...flagsOf(selection, facts));
  if (breaksOff(html) && endsWithArticle(selection)) warnings.push(CUT_PAGE);
  if (next !== undefined) warnings.push(morePages(next));
  return {
    root: toMdast(content),
    metadata: facts.metadata,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(selection ? { blocks: reportBlocks(selection.verdicts, judge, options.explain ?? 0) } : {}),
  };
}

/** Notices that a page shows in place of its text are no matter where the text was found elsewhere. */
function flagsOf({ verdicts, body }: Selection, facts: PageFacts): HtmlWarning[] {
  const flags = judgePage(verdicts, facts);
  return body ? flags.filter(({ ruleId }) => ruleId === PAYWALLED.ruleId) : flags;
}

/** Where something else comes after the article, that is whole; what was found elsewhere is so in any case. */
function endsWithArticle(selection: Selection | undefined): boolean {
  return selection === undefined || (!selection.body && selection.verdicts.at(-1)?.kept === true);
}

/** What is taken whole has its title in the metadata too, and not a second time as its first heading. */
function dropTitle([first]: readonly Block[], metadata: Metadata, tree: HtmlRoot): void {
  if (first?.name !== 'h1' || first.text !== metadata.title) return;
  const parent = first.path.at(-2) ?? tree;
  parent.children.splice(parent.children.indexOf(first.path.at(-1) as Element), 1);
}

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

/** No page: what stands in a feed item or was cut out of one. A navigation says that it is a page after all. */
function isFragment(html: string): boolean {
  return !/<(?:!doctype|html|head|body|nav)[\s>]/i.test(html);
}

function reportBlocks(verdicts: readonly Verdict[], judge: Judge, explain: number): BlockReport[] {
  return verdicts.map(({ block, kept, score, row }) => ({
    text: block.text,
    name: block.name,
    kept,
    score: Math.round(score * 1000) / 1000,
    features: explain > 0 ? judge.explain(row, explain) : [],
  }));
}

/** A text that stood in a page's data. */
function readBody(body: string, base: string | undefined): HtmlRoot {
  const source = /&lt;\/?(?:p|div|h[1-6]|br)\b/i.test(body) && !isHtml(body) ? decodeHTML(body) : body;
  if (!isHtml(source)) return paragraphs(textOfBody(source));
  const { tree, notes } = readPage(source, base);
  returnFootnotes(tree, notes);
  return tree;
}

function paragraphs(text: string): HtmlRoot {
  const children = text.split('\n').map((value): Element => {
    return { type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value }] };
  });
  return { type: 'root', children };
}

function noText(hasScripts: boolean): KlartextError {
  const came = hasScripts ? 'one whose text its scripts would load' : 'HTML without any';
  return new KlartextError('INPUT_UNSUPPORTED', `expected a page with text, came ${came}.`, {
    hint: 'Save the page from a browser and give that file, or take the text from its feed.',
  });
}

export const TOO_LARGE: HtmlWarning = {
  ruleId: 'html-too-large',
  reason: 'the HTML is too large or too deep to tell the article from the rest; all text was kept',
};
