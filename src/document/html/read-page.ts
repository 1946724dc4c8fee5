/** HTML text -> everything that is known of the page before a choice is made. */
import type { Element, Root } from 'hast';
import { type Block, blocksOf } from './blocks.ts';
import { takeFootnotes } from './footnotes.ts';
import { heal } from './heal.ts';
import { baseOf } from './links.ts';
import { type PageFacts, readFacts } from './metadata.ts';
import { parseTree } from './parse-tree.ts';

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
}

export function readPage(html: string, url: string | undefined): HtmlPage {
  const { tree, textOnly } = parseTree(html);
  const base = baseOf(tree, url);
  const facts = readFacts(tree, base);
  heal(tree);
  const notes = takeFootnotes(tree);
  return { tree, facts, blocks: blocksOf(tree), notes, base, textOnly };
}
