/** What a feed gives as a text or a title -> plain text on one line. */
import { decodeHTML } from 'entities';
import { steerless } from '../item-key.ts';
import type { FeedText } from './feed-item.ts';

/** Stand within a word, so that none begins where one ends. */
const INLINE =
  /<\/?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?=[\s/>])[^<>]*>/gi;
/** The others that content systems leave in titles. */
const BLOCK = /<\/?(?:blockquote|br|center|div|h[1-6]|hr|img|li|ol|p|ul)(?=[\s/>])[^<>]*>|<!--[^<>]*-->/gi;
const ANY = /<(?:!|\/?[a-z])[^<>]*>/gi;

/** Tags off, entities read, spaces folded. */
export function plainText({ value, format }: FeedText): string {
  return fold(format === 'html' ? decodeHTML(value.replace(INLINE, '').replace(ANY, ' ')) : value);
}

/**
 * Of a title in HTML, which may be escaped once too often, or be plain text after all: what looks like a tag and is
 * none that a title has (`Vec<T>`) is text.
 */
export function titleText(title: string): string {
  return fold(decodeHTML(decodeHTML(title.replace(INLINE, '').replace(BLOCK, ' '))));
}

function fold(text: string): string {
  return steerless(text).replace(/\s+/g, ' ').trim();
}
