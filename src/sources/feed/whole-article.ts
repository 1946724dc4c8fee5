/** Whether what a feed gives of an article is the article, or a teaser that points to it. */
import type { FeedItem, FeedText } from './feed-item.ts';
import { plainText } from './plain-text.ts';

/** Letters and digits from which a text of its own (`content:encoded`, Atom's `content`) is an article. */
const CONTENT_LETTERS = 600;
/** The same for a description, which is a teaser unless it is long. */
const SUMMARY_LETTERS = 1500;

/** What content systems put under every entry, cut or not. */
const SIGNATURE =
  /\s*(?:Der Beitrag .{1,300} erschien zuerst auf .{1,100}|The post .{1,300} (?:appeared first|first appeared) on .{1,100})$/i;
const CUT =
  /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|weiterlesen|mehr lesen|mehr erfahren|read more|continue reading|read the (?:full|rest).{0,40}|(?:zum|ganzen|vollständigen|kompletten) (?:artikel|beitrag|text)(?: lesen)?|(?:artikel|beitrag) (?:lesen|anzeigen))[\s\])»›→>.…]*$/i;

/** The text to take for the article; undefined when the page is to be fetched for it. */
export function wholeArticle({ content, summary }: FeedItem): FeedText | undefined {
  if (content && isWhole(content, CONTENT_LETTERS)) return content;
  if (summary && isWhole(summary, SUMMARY_LETTERS)) return summary;
  return undefined;
}

function isWhole(text: FeedText, leastLetters: number): boolean {
  const plain = plainText(text);
  const letters = plain.replace(/[^\p{L}\p{N}]+/gu, '').length;
  return letters >= leastLetters && !CUT.test(plain.slice(-500).replace(SIGNATURE, ''));
}
