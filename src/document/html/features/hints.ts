/** What class names, ids and roles say about an element, as bits. */
import type { Element } from 'hast';
import { attribute } from '../nodes.ts';

/** In the order of their bits. Words that publishers use, German and English; matched in class, id, role and the like. */
const HINTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['content', /content|inhalt|body|text|post|entry|story|beitrag|artikel|article(?!s)|main|copy|page/],
  [
    'articleBody',
    /article-?_?(?:body|content|text|copy)|artikel-?text|post-?_?(?:content|body)|entry-?_?content|story-?_?(?:body|content)|articlebody|richtext|rich-text|wysiwyg|fliesstext|bodytext|body-text/,
  ],
  ['paragraph', /paragraph|absatz|\bpara\b|text-?block|content-?block|module-?text/],
  [
    'lead',
    /\blead|lede|intro|vorspann|standfirst|summary|abstract|excerpt|dek\b|subline|subtitle|anriss|teaser-?text/,
  ],
  ['teaser', /teaser|card|tile|kachel|promo|grid|carousel|slider|swiper|listing|list-?item/],
  [
    'related',
    /relat|similar|recommend|more-|mehr|weitere|also|auch|outbrain|taboola|plista|crosslink|topstories|popular|trending|latest|meist|suggest|next|further/,
  ],
  ['share', /shar(?:e|ing)|social|teilen|facebook|twitter|whatsapp|addthis|sociable/],
  ['comment', /comment|kommentar|disqus|respond|reply|diskussion|leserbrief|discussion/],
  ['newsletter', /newsletter|subscri|abo\b|abonn|signup|sign-up|mailchimp|subscription/],
  [
    'advert',
    /(?:^|[\s_-])(?:ads?|adv|advert\w*|anzeige\w*|werbung|sponsor\w*|banner|adslot|adsense|affiliate)(?:$|[\s_-])|advertis|gpt-ad|dfp/,
  ],
  [
    'navigation',
    /nav|menu|breadcrumb|pagination|pager|toc\b|inhaltsverzeichnis|sitemap|skip|tabs?\b|toolbar/,
  ],
  ['footer', /foot|impressum|copyright|legal|disclaimer|bottom/],
  ['header', /header|masthead|kopf|topbar|top-bar|banner|logo/],
  [
    'sidebar',
    /side-?bar|sidebar|aside|randspalte|marginal|\brail\b|right-?col|rightcol|widget|box\b|infobox/,
  ],
  ['author', /author|autor|byline|bio\b|profil|redakteur|writer|contributor|vcard/],
  [
    'meta',
    /meta|date|datum|time|zeit|info|publish|posted|dateline|kicker|dachzeile|overline|category|kategorie|rubrik/,
  ],
  ['tags', /\btags?\b|tag-|-tags|topics?|themen|schlagw|keyword|label/],
  [
    'caption',
    /caption|bildunterschrift|legend|credit|copyright|quelle|photo|foto|image|img|bild|figure|gallery|galerie|media/,
  ],
  [
    'consent',
    /cookie|consent|gdpr|dsgvo|privacy|datenschutz|modal|overlay|popup|pop-up|lightbox|dialog|optanon|cmp/,
  ],
  ['paywall', /paywall|paid|premium|plus-|subscriber|piano|offer|angebot|purchase|regwall|barrier/],
  ['form', /form|login|search|suche|input|kontakt|contact|register|anmeld/],
  ['title', /title|titel|headline|heading|ueberschrift/],
  ['product', /product|produkt|price|preis|shop|cart|warenkorb|buy|rating|review|bewertung/],
  ['hidden', /hidden|invisible|sr-only|screen-?reader|visually|d-none|collapse|print/],
  ['quote', /quote|zitat|pull|blockquote/],
  ['faq', /faq|accordion|akkordeon|toggle|collapsible/],
];

/** Where names stand. */
const NAMING = ['className', 'id', 'role', 'dataTestId', 'ariaLabel', 'dataComponent', 'itemProp'];

export const HINT_NAMES: readonly string[] = HINTS.map(([name]) => name);

/** A bit for each hint found, in the order of HINT_NAMES. Keeps what it has seen: pages repeat their class names. */
export function createHintReader(): (element: Element) => number {
  const seen = new Map<string, number>();
  return (element) => {
    let words = '';
    for (const name of NAMING) {
      const value = attribute(element, name);
      if (value) words = words ? `${words} ${value}` : value;
    }
    if (words === '') return 0;
    let bits = seen.get(words);
    if (bits === undefined) {
      bits = readHints(words);
      seen.set(words, bits);
    }
    return bits;
  };
}

function readHints(words: string): number {
  const text = words
    .slice(0, 400)
    .replace(/([a-zäöü])([A-Z])/g, '$1-$2')
    .toLowerCase();
  let bits = 0;
  for (let index = 0; index < HINTS.length; index++) if (HINTS[index]?.[1].test(text)) bits |= 1 << index;
  return bits;
}
