/**
 * What keeps hostile HTML cheap. Three of an HTML parser's steps are quadratic: comparing a tag's attributes
 * with each other, searching the stack of open elements, and opening forgotten formatting again. The limits
 * here are far above any real page (of 870 measured: 42 levels, 15,157 nodes, 13,407 tags) and depend on the
 * input alone, never on the clock, so that the same bytes always give the same text.
 */
import { decodeHTML } from 'entities';
import type { Element, ElementContent, Root } from 'hast';
import { scanTags } from './scan.ts';

/** A page with more tags than this is read by `textOfTags` instead of the HTML parser. */
const MAX_TAGS = 150_000;
/** Nodes the parser may make; it makes more than there are tags when formatting is never closed. */
export const MAX_NODES = 100_000;
/** Open elements at one time; deeper than this is no page that a browser shows as written. */
export const MAX_OPEN_ELEMENTS = 1_000;
const MAX_ATTRIBUTES = 256;

/** Thrown by the tree builder when a limit is passed; `parseTree` catches it. */
export class TooMuchHtml extends Error {}

/** The HTML with the attributes of monstrous tags taken off; `undefined`: too many tags to be parsed. */
export function tameTags(html: string): string | undefined {
  let tags = 0;
  let kept = '';
  let from = 0;
  scanTags(html, (tag) => {
    if (tag.attributes > MAX_ATTRIBUTES && !(tag.name === 'script' || tag.name === 'style')) {
      kept += `${html.slice(from, tag.start)}<${tag.closing ? '/' : ''}${tag.name}>`;
      from = tag.end;
    }
    return ++tags <= MAX_TAGS;
  });
  if (tags > MAX_TAGS) return undefined;
  return from === 0 ? html : kept + html.slice(from);
}

const SKIPPED = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'head',
  'textarea',
  'iframe',
  'object',
]);
const BREAKS = new Set(
  (
    'p div br hr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table tr td th section article blockquote pre figure figcaption ' +
    'header footer main aside nav body'
  ).split(' '),
);

/** The page's text in one linear pass, a paragraph per run between block tags: no structure, but no text lost. */
export function textOfTags(html: string): Root {
  const paragraphs: Element[] = [];
  let text = '';
  let from = 0;
  let skipping = '';
  const flush = () => {
    const value = decodeHTML(text).replace(/\s+/g, ' ').trim();
    if (value) paragraphs.push(element('p', [{ type: 'text', value }]));
    text = '';
  };
  scanTags(html, (tag) => {
    if (!skipping) text += html.slice(from, tag.start);
    from = tag.end;
    if (tag.closing ? tag.name === skipping : !skipping && SKIPPED.has(tag.name))
      skipping = tag.closing ? '' : tag.name;
    if (text && BREAKS.has(tag.name)) flush();
    return true;
  });
  if (!skipping) text += html.slice(from);
  flush();
  return { type: 'root', children: [element('html', [element('body', paragraphs)])] };
}

function element(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}
