/** Who wrote a page's article, by what the page says of itself and by its links to authors. */
import type { Element } from 'hast';
import { type JsonObject, listOf, namesOf } from './json-ld.ts';
import { attribute, fold, textOf } from './nodes.ts';
import { titleKey } from './same-title.ts';
import { type SiteNames, siteNames } from './site-name.ts';

/** Names of meta elements, best first. */
const NAMED = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'parsely-author',
  'sailthru.author',
  'byl',
];
/** What links to an author's page say before the name. */
const BEFORE =
  /^(?:(?:zeige )?alle (?:beiträge|artikel) (?:von|des autors)|view all posts by|von|by|par|por)\s+/i;
/** Accounts, and what stands where no name is known. */
const NOBODY =
  /^(?:admin(?:istrator)?|webmaster|root|unknown|unbekannt|anonym(?:ous)?|(?:die )?redaktion|editor|null|none|undefined)$/i;
/** Of what sharing cards say in pairs of a label and a text, as WordPress writes them: who wrote it. */
const CARD_LABEL = /^(?:(?:verfasst|geschrieben) von|written by)$/i;
const MAIL = /[<(]?[^\s<>()]+@[^\s<>()]+[>)]?/g;
/** In no name: addresses, rights, years. */
const NO_NAME = /https?:|\bwww\.|©|\bcopyright\b|\b(?:19|20)\d\d\b/i;

export interface AuthorHints {
  /** JSON-LD's article; `{}` without one. */
  article: JsonObject;
  /** Content of meta elements, by lower-case name. */
  meta: ReadonlyMap<string, string>;
  /** What the site and its publisher are called; '' is no name. */
  names: readonly string[];
  /** Where the page stands, or ''. */
  url: string;
}

/** Names joined by commas; never the site's own. '' when no one is named. */
export function chooseAuthor(
  elements: readonly Element[],
  { article, meta, names, url }: AuthorHints,
): string {
  // `TB - Turmblatt` is known by both.
  const sites = siteNames([...names, ...names.flatMap((name) => name.split(/\s+[|–—-]\s+/))], url);
  const told = listOf(article.author).map((author) => namesOf(author));
  const declared = NAMED.map((name) => [meta.get(name) ?? '']);
  for (const candidates of [told, ...declared, onCard(meta), ...linked(elements, url)]) {
    const people = candidates.map((name) => peopleIn(name, sites)).filter(Boolean);
    if (people.length > 0) return [...new Set(people)].join(', ');
  }
  return '';
}

/** Without what is no name. A name that begins with the site's goes on with its address. */
function peopleIn(text: string, sites: SiteNames): string {
  const isSite = (name: string) => sites.has(titleKey(name.replace(/^www\./, '')));
  const names = text
    .replace(MAIL, '')
    .trim()
    .replace(BEFORE, '')
    .split(/\s*,(?:\s+|$)|\s+\/\s*/)
    .filter(Boolean);
  if (NO_NAME.test(text) || isSite(text) || isSite(names[0] ?? '')) return '';
  return names.filter((name) => !NOBODY.test(name)).join(', ');
}

function onCard(meta: ReadonlyMap<string, string>): string[] {
  return ['1', '2']
    .filter((place) => CARD_LABEL.test(meta.get(`twitter:label${place}`) ?? ''))
    .map((place) => meta.get(`twitter:data${place}`) ?? '');
}

/** Texts of links to authors and the like, one list each. */
function linked(elements: readonly Element[], url: string): string[][] {
  return elements
    .filter((node) => /\bauthor\b/.test(`${attribute(node, 'rel')} ${attribute(node, 'itemProp')}`))
    .filter((node) => isOwn(attribute(node, 'href'), url))
    .map((node) => fold(textOf(node)))
    .filter((name) => name.length > 2 && name.length < 80 && /^\p{L}/u.test(name))
    .map((name) => [name]);
}

/** Whether an address is of the page's site, as far as it is known. */
function isOwn(href: string, url: string): boolean {
  if (!URL.canParse(href) || !URL.canParse(url)) return true;
  return siteOf(href) === siteOf(url);
}

/** The last two parts of the host. */
function siteOf(url: string): string {
  return new URL(url).hostname.split('.').slice(-2).join('.');
}
