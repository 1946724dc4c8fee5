/** Which heading of a document is its title. */
import type { Heading, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { headingText } from '../document/dialects.ts';
import { isSameTitle } from '../document/html/same-title.ts';
import type { ProcessedDocument } from './document.ts';

/** Above a title stand a kicker, a date or a picture, no text. In blocks. */
const HEAD_BLOCKS = 3;
const LOWEST = 6;

/**
 * A page's headline stands outside of its article's body; the document gets it back, first. From the next heading of
 * the first rank on all go down by one: that was some section's, or a box's.
 */
export function leadWithTitle(root: Root, title: string | undefined): void {
  if (title === undefined) return;
  const first = root.children.find(isFirstRank);
  const own = first && isSameTitle(headingText(first), title) ? first : undefined;
  let isLower = false;
  visit(root, 'heading', (heading) => {
    if (heading === own) return;
    isLower ||= heading.depth === 1;
    if (isLower) heading.depth = Math.min(heading.depth + 1, LOWEST) as Heading['depth'];
  });
  if (!own) root.children.unshift({ type: 'heading', depth: 1, children: [{ type: 'text', value: title }] });
}

/** Title of the output: the heading of level one at the head, else the translated title, else the known one. */
export function outputTitle({ root, data }: Pick<ProcessedDocument, 'root' | 'data'>): string | undefined {
  const heading = headline(root);
  return (heading && headingText(heading).trim()) || data.translatedTitle || data.metadata.title;
}

export function outputDescription({ data }: Pick<ProcessedDocument, 'data'>): string | undefined {
  return data.translatedDescription ?? data.metadata.description;
}

/** The heading that gives an output its title, if one does. */
export function headline(root: Root): Heading | undefined {
  const heading = root.children.slice(0, HEAD_BLOCKS).find(isFirstRank);
  return heading && headingText(heading).trim() !== '' ? heading : undefined;
}

function isFirstRank(node: Root['children'][number]): node is Heading {
  return node.type === 'heading' && node.depth === 1;
}
