/** What a document says of its own origin: addresses and names of sites that it calls its source. */
import type { Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { textBlocks } from '../document/blocks.ts';
import { isRemoval } from '../document/messages.ts';

/** `Quelle: The Register`, `Zuerst erschienen bei …`: at the beginning of a short block, the name behind it. */
const ATTRIBUTION =
  /^\W*(?:(?:original)?quelle|source|original(?:artikel|beitrag| article)?|via|(?:dieser (?:artikel|beitrag) )?(?:erschien|ist )?\s?zuerst(?: erschienen)? (?:auf|bei|in)|(?:this (?:article|post) )?(?:first|originally) (?:appeared|published) (?:on|in|at|by))\b\s*:?\s*(.{2,80})$/iu;

/** Names in lower case, addresses as they are written. `tree`: as parsed, before anything was removed. */
export function linkedOrigins(tree: Root): string[] {
  const found: string[] = [];
  for (const { node, text } of textBlocks(tree)) {
    if (!ATTRIBUTION.test(text)) continue;
    visit(node, 'link', (link) => {
      if (/^https?:/.test(link.url)) found.push(link.url);
      else found.push(plainText(link).toLowerCase());
    });
  }
  return found;
}

/** Of what is left and what was removed, the names behind `Quelle:` and its like. */
export function namedOrigins(tree: Root, file: VFile): string[] {
  const removed = file.messages.filter(isRemoval).map((message) => message.actual ?? '');
  return [...textBlocks(tree).map(({ text }) => text), ...removed].flatMap((text) => {
    const name = ATTRIBUTION.exec(text.trim())?.[1];
    return name
      ? [
          name
            .replace(/[.!]+$/, '')
            .trim()
            .toLowerCase(),
        ]
      : [];
  });
}
