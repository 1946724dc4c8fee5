/** Between our markup and the HTML that translation services carry over. */
import { decodeHTML } from 'entities';
import * as z from 'zod';
import { escapeText } from '../segments/encode.ts';
import { pinNames } from '../segments/glossary/pin-names.ts';
import type { GlossaryTerm, InlineTag, Segment } from '../types.ts';

/** Longer kept text is billed without helping the sentence around it. */
const MAX_SHOWN = 40;

/** The kept tag's text where it is short enough to show, so that the sentence reads on for the engine. */
export function shownText({ kind, text }: InlineTag): string | undefined {
  return kind === 'keep' && text !== undefined && text.length <= MAX_SHOWN ? text : undefined;
}

/** How a name of the glossary goes to a service: in English, marked as what it must not touch. */
export type WriteName = (term: GlossaryTerm) => string;

/** The option of services that bill what they are sent. */
export const billedNames = z
  .boolean()
  .default(true)
  .describe(
    "Send the glossary's names in English, marked as untouchable; each is billed with its markup, some 40 characters.",
  );

/** For services that heed the standard attribute. */
export const untouchableName: WriteName = ({ english }) =>
  `<span id="t0" translate="no">${escapeText(english)}</span>`;

/**
 * Paired tags become spans, which no service reads as a structure; kept ones an untouchable span with
 * their text (both attributes: each service knows one of them), or an image when there is none to show.
 * Names of the glossary are what `writeName` makes of them; without it they are text.
 */
export function toHtml({ source, tags, terms = [] }: Segment, writeName?: WriteName): string {
  const shown = new Map(tags.map((tag) => [String(tag.id), shownText(tag)]));
  return (writeName ? pinNames(source, terms, writeName) : source)
    .replace(/<x id="(\d+)"\/>/g, (_tag, id: string) => {
      const text = shown.get(id);
      return text === undefined
        ? `<img id="x${id}">`
        : `<span id="x${id}" translate="no" class="notranslate">${escapeText(text)}</span>`;
    })
    .replace(/<g id="(\d+)">/g, '<span id="g$1">')
    .replaceAll('</g>', '</span>');
}

/** What one segment adds to a request and to its bill, both as sent: these services count markup too. */
export function htmlSizes(writeName?: WriteName) {
  return {
    /** In UTF-8: never less than its characters, however a service counts those. */
    measureBytes: (segment: Segment): number => Buffer.byteLength(toHtml(segment, writeName)),
    countBillable: (segment: Segment): number => [...toHtml(segment, writeName)].length,
  };
}

const ANY_TAG = /<(\/?)([a-z][a-z0-9:]*)((?:\s[^<>]*)?)>|<!--.*?-->/gis;
const OUR_TAG = /<(\/?)(span|img)((?:\s[^<>]*)?)>/gi;
/** `g1` and `x2` are a segment's tags, `t0` a name of the glossary, which is text again. */
const OUR_ID = /\sid\s*=\s*["']?([gxt])(\d{1,4})\b/i;

const LETTER_FIRST = /^[\p{L}\p{N}]/u;
const LETTER_LAST = /[\p{L}\p{N}]$/u;

/**
 * Our markup again, or undefined where spans do not close. Elements that are not ours leave their text.
 *
 * @param unescaped the service has decoded entities in its answer, so that only our own tags are tags
 */
export function fromHtml(html: string, unescaped = false): string | undefined {
  const open: ('g' | 'x' | 't' | 'other')[] = [];
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
      // Engines glue names to their neighbours.
      if (closed === 't' && LETTER_FIRST.test(html.slice(end))) markup += ' ';
    } else if (kind === 't') {
      open.push('t');
      if (LETTER_LAST.test(markup)) markup += ' ';
    } else if (kind === 'g' || kind === 'x') {
      open.push(kind);
      markup += kind === 'g' ? `<g id="${id}">` : `<x id="${id}"/>`;
    } else open.push('other');
  }
  return open.length === 0 ? markup + decode(html.slice(end)) : undefined;
}
