/** HTML -> the article's mdast and what the page says about it. */
import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import { KlartextError } from '../errors.ts';
import type { Metadata } from '../types.ts';
import { type Block, blocksOf } from './html/blocks.ts';
import { returnFootnotes, takeFootnotes } from './html/footnotes.ts';
import { heal } from './html/heal.ts';
import { absolutise, baseOf } from './html/links.ts';
import { type PageFacts, readFacts } from './html/metadata.ts';
import { parseTree } from './html/parse-tree.ts';
import { prune } from './html/prune.ts';
import { selectBlocks } from './html/select.ts';
import { applySite, type SiteContent, type SiteSelectors } from './html/site.ts';
import { toMdast } from './html/to-mdast.ts';

export interface HtmlOptions {
  /** Where the page was found; relative links are taken from it, unless the page names a base of its own. */
  url?: string;
  /** What is known of the site at this host, if anything; see html/site.ts. */
  siteOf?: (host: string) => SiteSelectors | undefined;
}

export interface HtmlWarning {
  ruleId: string;
  reason: string;
}

export interface HtmlDocument {
  /** The article without its title, which is in `metadata`. */
  root: Root;
  metadata: Metadata;
  /** Present when there is something a reader should know. */
  warnings?: HtmlWarning[];
}

/**
 * Finds the article of a page. HTML without `<html>`, `<head>` or `<body>`, as feeds carry it, is taken whole.
 * Time and memory are bounded whatever comes in. Throws INPUT_UNSUPPORTED when there is no text at all.
 */
export function parseHtml(html: string, options: HtmlOptions = {}): HtmlDocument {
  const { tree, textOnly } = parseTree(html);
  const base = baseOf(tree, options.url);
  const facts = readFacts(tree, base);
  const site = siteContent(tree, options, facts);
  heal(tree);
  const notes = takeFootnotes(tree);
  const blocks = blocksOf(tree);
  if (blocks.length === 0 && !facts.articleBody) throw noText();
  const warnings: HtmlWarning[] = textOnly ? [TEXT_ONLY] : [];
  const whole = site.body ?? (isFragment(html) || textOnly ? tree : undefined);
  const content = whole ?? selectContent(tree, blocks, facts, warnings);
  returnFootnotes(content, notes);
  absolutise(content, base ?? facts.metadata.url);
  const root = toMdast(content);
  return { root, metadata: facts.metadata, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** What the rules for the page's site say of it. The tree loses what they strip. */
function siteContent(tree: HastRoot, options: HtmlOptions, facts: PageFacts): SiteContent {
  const address = facts.metadata.url ?? options.url;
  const host = address && URL.canParse(address) ? new URL(address).hostname : undefined;
  const selectors = host === undefined ? undefined : options.siteOf?.(host);
  if (!selectors) return {};
  const content = applySite(tree, selectors);
  if (content.title) facts.metadata.title = content.title;
  return content;
}

function selectContent(
  tree: HastRoot,
  blocks: readonly Block[],
  facts: PageFacts,
  warnings: HtmlWarning[],
): HastRoot {
  const selection = selectBlocks(tree, blocks, facts);
  warnings.push(...selection.warnings);
  return selection.body ?? prune(tree, blocks, selection.kept);
}

/** No page: what stands in a feed item or was cut out of one. A navigation says that it is a page after all. */
function isFragment(html: string): boolean {
  return !/<(?:!doctype|html|head|body|nav)[\s>]/i.test(html);
}

function noText(): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', 'expected a page with text, came HTML without any', {
    hint: 'If scripts write the page, save it from a browser and give that file.',
  });
}

const TEXT_ONLY: HtmlWarning = {
  ruleId: 'html-too-large',
  reason: 'the HTML is beyond the limits for its structure; only its text was read',
};
