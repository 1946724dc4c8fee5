/** HTML text -> everything that is known of the page before a choice is made. */
import type { Element, Root } from 'hast';
import { type Block, blocksOf } from './blocks.ts';
import { takeFootnotes } from './footnotes.ts';
import { heal } from './heal.ts';
import { baseOf, isHome } from './links.ts';
import { type PageFacts, readFacts } from './metadata.ts';
import { closeHeadings } from './open-headings.ts';
import { parseTree } from './parse-tree.ts';
import { applySite, type SiteSelectors } from './site.ts';

/** What is known of the site at a host, if anything. */
export type SiteLookup = (host: string) => SiteSelectors | undefined;

export interface HtmlPage {
  tree: Root;
  facts: PageFacts;
  blocks: Block[];
  /** Taken out of the tree; by label. */
  notes: Map<string, Element>;
  /** What relative addresses are relative to, where it is known. */
  base: string | undefined;
  /** The HTML was beyond the limits: paragraphs of text are all there is. */
  textOnly: boolean;
  /** The article as the rules for the page's site find it. */
  siteBody: Root | undefined;
}

/** `title` is what the page's source calls it. */
export function readPage(
  html: string,
  url: string | undefined,
  siteOf?: SiteLookup,
  title?: string,
): HtmlPage {
  const { tree, textOnly } = parseTree(html);
  closeHeadings(tree);
  const base = baseOf(tree, url);
  const facts = readFacts(tree, base, title);
  // Named as the address of every page, the front of the site is the address of none.
  if (url && !isHome(url) && isHome(facts.metadata.url ?? '')) delete facts.metadata.url;
  const siteBody = takeSiteContent(tree, facts, siteOf, url);
  heal(tree);
  const notes = takeFootnotes(tree);
  return { tree, facts, blocks: blocksOf(tree), notes, base, textOnly, siteBody };
}

/** What the rules for the page's site say of it. The tree loses what they strip, the facts get their title. */
function takeSiteContent(
  tree: Root,
  facts: PageFacts,
  siteOf: SiteLookup | undefined,
  url: string | undefined,
): Root | undefined {
  const address = facts.metadata.url ?? url;
  const host = address && URL.canParse(address) ? new URL(address).hostname : undefined;
  const selectors = host === undefined ? undefined : siteOf?.(host);
  if (!selectors) return undefined;
  const { title, body } = applySite(tree, selectors);
  if (title) facts.metadata.title = title;
  return body;
}
