/** When a page's article was published. */
import type { Element, Parents, Root } from 'hast';
import { toIsoDate } from '../metadata.ts';
import { type JsonObject, stringOf } from './json-ld.ts';
import { resolveUrl } from './links.ts';
import { attribute, elementsOf, fold, isNamed, textOf } from './nodes.ts';

/** Names of meta elements, best first. */
const NAMED = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'dc.date.issued',
  'dcterms.created',
  'dc.date',
  'date',
  'parsely-pub-date',
  'sailthru.date',
  'last-modified',
];
/** Lists of other things that have dates, by class or id. */
const OTHERS = /(?:^|[-_])related|^(?:widget|comment|kommentar|respond)/i;
/** A link says more than a date and `Published on` when it says so much more. In characters. */
const MORE = 25;

/**
 * ISO 8601, as precise as the page is: by JSON-LD, by meta elements, by the first `<time>` that is the article's. ''
 * when nothing tells.
 */
export function publishedOf(
  tree: Root,
  article: JsonObject,
  pick: (...names: string[]) => string,
  url: string,
): string {
  const told = [stringOf(article.datePublished), stringOf(article.dateCreated), pick(...NAMED)];
  return firstDate(told) ?? firstDate(timesOf(tree, url)) ?? '';
}

function firstDate(texts: readonly string[]): string | undefined {
  // Content systems write fractions of a second that nobody means.
  return texts.map((text) => toIsoDate(text.replace(/(:\d\d)\.\d+/, '$1'))).find(Boolean);
}

/** In document order, without those of other things. */
function timesOf(parent: Parents, url: string): string[] {
  return parent.children.flatMap((child) => {
    if (child.type !== 'element' || isOfOthers(child)) return [];
    if (child.tagName === 'time') return [attribute(child, 'dateTime')];
    const times = timesOf(child, url);
    const isTeaser = times.length > 0 && isNamed(child, 'a', 'li') && leadsElsewhere(child, url);
    return isTeaser ? [] : times;
  });
}

function isOfOthers(node: Element): boolean {
  if (isNamed(node, 'html', 'body')) return false;
  const names = `${attribute(node, 'id')} ${attribute(node, 'className')}`.split(/\s+/);
  return isNamed(node, 'nav') || names.some((name) => OTHERS.test(name));
}

/** Whether a link, the element or one in it, says the title of another page. */
function leadsElsewhere(node: Element, url: string): boolean {
  return [node, ...elementsOf(node)].some((link) => {
    if (link.tagName !== 'a' || lengthWithoutDates(link) <= MORE) return false;
    const target = resolveUrl(attribute(link, 'href'), url);
    return target !== undefined && target.split('#')[0] !== url;
  });
}

function lengthWithoutDates(link: Element): number {
  const dates = elementsOf(link).filter(({ tagName }) => tagName === 'time');
  return dates.reduce((length, date) => length - fold(textOf(date)).length, fold(textOf(link)).length);
}
