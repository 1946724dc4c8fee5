/** Title, author, date and the like of a page, from JSON-LD, OpenGraph, meta elements and the text, in that order. */
import { decodeHTML } from 'entities';
import type { Element, Root } from 'hast';
import type { Metadata } from '../../types.ts';
import { chooseAuthor } from './author.ts';
import {
  instructionsOf,
  isObject,
  type JsonObject,
  listOf,
  namesOf,
  readArticle,
  stringOf,
} from './json-ld.ts';
import { resolveUrl } from './links.ts';
import { attribute, elementsOf, fold } from './nodes.ts';
import { publishedOf } from './published.ts';
import { chooseTitle } from './title.ts';

export interface PageFacts {
  metadata: Metadata;
  /** The article's whole text by JSON-LD, tags taken off, a line a paragraph; '' when it is not given. */
  articleBody: string;
  /** As it stands in JSON-LD. */
  articleSource: string;
  /** The same of a how-to or a recipe: less than the page's own text, if there is one. */
  instructions: string;
  /** By schema.org: whether the text is free to read; absent when the page does not say. */
  isFree?: boolean;
  /** Classes of the elements that hold what is not free, by schema.org. */
  sold: string[];
}

/** Reads the tree as parsed, before `heal` takes head and scripts out. `base` makes addresses absolute, `known` is its source's title. */
export function readFacts(tree: Root, base: string | undefined, known = ''): PageFacts {
  const elements = elementsOf(tree);
  const article = readArticle(elements) ?? {};
  const meta = metaOf(elements);
  const pick = (...names: string[]) => names.map((name) => meta.get(name)).find(Boolean) ?? '';
  const address = (value: string) => resolveUrl(value, base) ?? '';
  const own = clean(pick('og:site_name', 'application-name'));
  const publisher = clean(namesOf(article.publisher));
  const url = address(canonicalOf(elements)) || address(pick('og:url'));
  const here = url || (base ?? '');
  const site = own || publisher || clean(pick('publisher')) || nameOfAccount(pick('twitter:site'), here);
  const metadata = present({
    title: chooseTitle(tree, elements, {
      headline: clean(stringOf(article.headline) || stringOf(article.name)),
      openGraph: clean(pick('og:title', 'twitter:title', 'dc.title', 'dcterms.title')),
      site,
      url: here,
      known,
    }),
    author: clean(chooseAuthor(elements, { article, meta, names: [own, publisher], url: here })),
    site,
    published: publishedOf(tree, article, pick, here),
    url,
    image: address(imageOf(article) || pick('og:image', 'og:image:url', 'twitter:image')),
    description: clean(
      pick('og:description', 'description', 'twitter:description') || stringOf(article.description),
    ),
    declaredLanguage: languageOf(elements, pick('content-language', 'og:locale')),
  });
  const parts = listOf(article.hasPart).filter(isObject);
  const free = [article.isAccessibleForFree, ...parts.map((part) => part.isAccessibleForFree)];
  const sold = parts.flatMap(({ cssSelector }) =>
    [...stringOf(cssSelector).matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name),
  );
  const isFree = free
    .map((value) => (typeof value === 'string' ? value.toLowerCase() === 'true' : value))
    .find((value) => typeof value === 'boolean');
  const articleSource = stringOf(listOf(article.articleBody)[0]);
  const articleBody = textOfBody(articleSource);
  const instructions = textOfBody(instructionsOf(article));
  return {
    metadata,
    articleBody,
    articleSource,
    instructions,
    sold,
    ...(isFree === undefined ? {} : { isFree }),
  };
}

/** Content of meta elements by lower-case name, property or itemprop; the first of a name that says anything. */
function metaOf(elements: readonly Element[]): Map<string, string> {
  const meta = new Map<string, string>();
  for (const node of elements) {
    if (node.tagName !== 'meta') continue;
    const names = ['property', 'name', 'itemProp', 'httpEquiv'].flatMap((key) =>
      attribute(node, key).toLowerCase().split(/\s+/),
    );
    const content = attribute(node, 'content').trim();
    for (const name of names) if (name && content && !meta.has(name)) meta.set(name, content);
  }
  return meta;
}

/** The host says more than an account, and an account more than nothing; some write a name. */
function nameOfAccount(account: string, url: string): string {
  const host = account !== '' && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
  return /\S\s+\S/.test(account) ? clean(account) : host || account.replace(/^@/, '');
}

function canonicalOf(elements: readonly Element[]): string {
  for (const node of elements) {
    if (node.tagName === 'link' && /\bcanonical\b/i.test(attribute(node, 'rel')))
      return attribute(node, 'href');
  }
  return '';
}

function imageOf(article: JsonObject): string {
  const first = listOf(article.image)[0];
  return isObject(first) ? stringOf(listOf(first.url)[0]) : stringOf(first);
}

function languageOf(elements: readonly Element[], named: string): string {
  const html = elements.find((node) => node.tagName === 'html');
  const declared = (html && (attribute(html, 'lang') || attribute(html, 'xmlLang'))) || named;
  return (
    /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*/i.exec(declared.trim())?.[0]?.replaceAll('_', '-').toLowerCase() ?? ''
  );
}

/** The lines of a text that is plain, or HTML, or HTML that was escaped. */
export function textOfBody(body: string): string {
  const lines = decodeHTML(body)
    .replace(/<(?:\/(?:p|div|h\d|li)|br ?\/?)>/gi, '\n')
    .replace(/<[^>]{1,500}>/g, ' ')
    .split(/[\r\n]+/);
  return lines.map(fold).filter(Boolean).join('\n');
}

/** Entities that were escaped twice are common in meta elements. */
function clean(value: string): string {
  return fold(decodeHTML(value).replace(/<[^>]{1,200}>/g, ' '));
}

function present(fields: { [Key in keyof Metadata]: string }): Metadata {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Metadata;
}
