/** Two links may lead to one page, by a redirect or by the page's own word; the item is then one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { isHome } from '../../document/html/links.ts';
import { toPlainText } from '../../document/plain-text.ts';
import { hashValue } from '../../hash.ts';
import { canonicalUrl } from '../../sources/canonical-url.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import type { Twin } from '../../store/journal-addresses.ts';
import { documentData } from '../../types.ts';
import type { CleanedDocument } from '../document.ts';
import { NO_ARTICLE } from '../survey.ts';
import { isByAddress } from './entry-key.ts';
import type { ItemInWork } from './item-in-work.ts';

/** Whether others may lead to it: it has an address, and is not told apart from others at that by an id. */
export function hasOwnAddress({ key, url }: Candidate, document: LoadedDocument): boolean {
  return document.url !== undefined && url !== undefined && isByAddress(key, url);
}

/**
 * Notes where the link of a page led, and answers the item that it is, if another has that address and the same text. Two
 * that differ stay two, so that no text takes another's place. What is no article identifies none.
 */
export async function findSamePage(
  { claim, night }: ItemInWork,
  { url }: LoadedDocument,
  sourceHash: string,
  { file, root }: CleanedDocument,
): Promise<Twin | undefined> {
  if (file.messages.some(({ ruleId }) => NO_ARTICLE.has(ruleId ?? ''))) return undefined;
  const addresses = articleAddresses(url, documentData(file).metadata.url);
  const { journal, day, outFolder, patient } = night;
  const isThere = (output: string) => existsSync(path.join(outFolder, output));
  const page = { addresses, textHash: hashOf(root), sourceHash, isThere };
  return patient(() => journal.addresses.settle(claim, page, day));
}

/** Canonical; a home page is none. */
export function articleAddresses(...urls: readonly unknown[]): string[] {
  const known = urls.map((url) => (typeof url === 'string' ? canonicalUrl(url) : undefined));
  return known.filter((url) => url !== undefined && !isHome(url)) as string[];
}

/** Of its text and its pictures; the pages of a gallery may differ in nothing else. */
function hashOf(root: Root): string {
  const pictures: string[] = [];
  visit(root, 'image', ({ url }) => void pictures.push(url.replace(/^https?:\/\/[^/]*|[?#].*$/g, '')));
  return hashValue([toPlainText(root).replace(/\s+/g, ' '), pictures]);
}
