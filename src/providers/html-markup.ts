/** Between our markup and the HTML that translation services carry over. */
import { decodeHTML } from 'entities';
import { escapeText } from '../segments/encode.ts';
import type { InlineTag, Segment } from '../types.ts';

/** Longer kept text is billed without helping the sentence around it. */
const MAX_SHOWN = 40;

/** The kept tag's text where it is short enough to show, so that the sentence reads on for the engine. */
export function shownText({ kind, text }: InlineTag): string | undefined {
  return kind === 'keep' && text !== undefined && text.length <= MAX_SHOWN ? text : undefined;
}

/**
 * Paired tags become spans, which no service reads as a structure; kept ones an untouchable span with
 * their text (both attributes: each service knows one of them), or an image when there is none to show.
 */
export function toHtml({ source, tags }: Segment): string {
  const shown = new Map(tags.map((tag) => [String(tag.id), shownText(tag)]));
  return source
    .replace(/<x id="(\d+)"\/>/g, (_tag, id: string) => {
      const text = shown.get(id);
      return text === undefined
        ? `<img id="x${id}">`
        : `<span id="x${id}" translate="no" class="notranslate">${escapeText(text)}</span>`;
    })
    .replace(/<g id="(\d+)">/g, '<span id="g$1">')
    .replaceAll('</g>', '</span>');
}

/** Bytes of the HTML in UTF-8: never less than its characters, however a service counts those. */
export function htmlBytes(segment: Segment): number {
  return Buffer.byteLength(toHtml(segment));
}

const ANY_TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>|<!--.*?-->/gis;
const OUR_TAG = /<(\/?)(span|img)((?:\s[^<>]*)?)>/gi;
const OUR_ID = /\sid\s*=\s*["']?([gx])(\d{1,4})\b/i;

/** Code points of a segment as sent; these services bill markup too. */
export function htmlCharacters(segment: Segment): number {
  return [...toHtml(segment)].length;
}

/**
 * Our markup again, or undefined where spans do not close. Elements that are not ours leave their text.
 *
 * @param unescaped the service has decoded entities in its answer, so that only our own tags are tags
 */
export function fromHtml(html: string, unescaped = false): string | undefined {
  const open: ('g' | 'x' | 'other')[] = [];
  const decode = (text: string): string =>
    // What an untouchable span shows is ours already.
    open.includes('x') ? '' : escapeText(unescaped ? text : decodeHTML(text));
  let markup = '';
  let end = 0;
  for (const match of html.matchAll(unescaped ? OUR_TAG : ANY_TAG)) {
    markup += decode(html.slice(end, match.index));
    end = match.index + match[0].length;
    const [, slash, name = '', attributes = ''] = match;
    const [, kind, id] = OUR_ID.exec(attributes) ?? [];
    // Decoded, a tag that is not ours was the article's own text: to drop it would be to lose it unseen.
    if (unescaped && !slash && kind === undefined) return undefined;
    if (name.toLowerCase() === 'img' && !slash && kind === 'x') markup += `<x id="${id}"/>`;
    if (name.toLowerCase() !== 'span') continue;
    if (slash) {
      const closed = open.pop();
      if (closed === undefined) return undefined;
      if (closed === 'g') markup += '</g>';
    } else if (kind === 'g' || kind === 'x') {
      open.push(kind);
      markup += kind === 'g' ? `<g id="${id}">` : `<x id="${id}"/>`;
    } else open.push('other');
  }
  return open.length === 0 ? markup + decode(html.slice(end)) : undefined;
}
