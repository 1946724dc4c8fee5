/** When a page's article was published. */
import type { Element, Parents, Root } from 'hast';
import { toIsoDate } from '../metadata.ts';
import { type JsonObject, stringOf } from './json-ld.ts';
import { resolveUrl } from './links.ts';
import { attribute, elementsOf, findElement, fold, isNamed, textOf } from './nodes.ts';

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
const DATE_CLASS = /(?:^|[-_])(?:(?:publishing|pub)?date|datum|published)(?:$|[-_])/i;
/** What a label says before the date that an article was published on. */
const LABEL = '(?:datum|(?:veröffentlicht|erschienen|erstellt|publiziert|eingestellt)(?: am)?)';
const LABELLED = new RegExp(
  `^${LABEL}\\s*:?\\s*\\d{1,2}\\. ?(?:\\d{1,2}\\.|\\p{L}{3,9}) ?\\d{4}\\b.{0,15}$`,
  'iu',
);
const BEFORE = new RegExp(`^(?:[a-z]{2,10}tag|mittwoch|stand|vom|${LABEL})\\s*[:,]?\\s*`, 'i');
const SENTENCE_END = /[.!?…]["“”»«]?$/;
const OF_PUBLISHING =
  /veröffentlicht|erschien|erstellt|publiziert|eingestellt|aktualisiert|geändert|gespeichert|geschrieben|(?<!\p{L})(?:stand|posted|published|updated|written)(?!\p{L})/iu;
/** And not with who wrote it, or with the time of day. */
const GOES_ON = /^,? (?!(?:von|um|vor|in|by|at) )\p{Ll}/u;
/** A label and its date are as few elements, each with as few children. */
const LEVELS = 2;
const FEW = 5;
/** No text of theirs is longer; in characters, with the white space of the source. */
const SHORT = 200;
/** `01-11-2023 10:29` */
const DAY_FIRST = /^(\d\d)-(\d\d)-(\d{4})(?!\d)/;
/** A link says more than a date and `Published on` when it says so much more. In characters. */
const MORE = 25;

/**
 * ISO 8601, as precise as the page is: by JSON-LD, by meta elements, by the first `<time>` that is the article's, or by
 * the only date that the page shows as such, by class or by a label. '' when nothing tells.
 */
export function publishedOf(
  tree: Root,
  article: JsonObject,
  pick: (...names: string[]) => string,
  url: string,
): string {
  const told = [stringOf(article.datePublished), stringOf(article.dateCreated), pick(...NAMED)];
  const declared = firstDate(told) ?? firstDate(timesOf(tree, url, isTime));
  if (declared !== undefined) return declared;
  return onlyDay(timesOf(tree, url, isShownDate)) || onlyDay(timesOf(tree, url, isLabelled));
}

/** '' where they are none or several. */
function onlyDay(texts: readonly string[]): string {
  const days = new Set(texts.map((text) => toIsoDate(bareDate(text))).filter((day) => day !== undefined));
  return days.size === 1 ? ([...days][0] ?? '') : '';
}

function isLabelled(node: Element): boolean {
  return isSmall(node, LEVELS) && LABELLED.test(fold(textOf(node)));
}

function isSmall({ children }: Element, levels: number): boolean {
  return (
    children.length <= FEW &&
    children.every((child) =>
      child.type === 'element'
        ? levels > 0 && isSmall(child, levels - 1)
        : child.type !== 'text' || child.value.length <= SHORT,
    )
  );
}

function isTime(node: Element): boolean {
  return node.tagName === 'time' || /^date(?:Published|Created)$/.test(attribute(node, 'itemProp'));
}

/** An item of a list is one of a menu's, with the day of today. */
function isShownDate(node: Element): boolean {
  return (
    node.tagName !== 'li' &&
    attribute(node, 'className')
      .split(/\s+/)
      .some((name) => DATE_CLASS.test(name))
  );
}

/** Without the day of the week, what it is the date of, and the time of day. */
function bareDate(text: string): string {
  return fold(text)
    .replace(BEFORE, '')
    .replace(/\s*[,|·–-]?\s*\d{1,2}[:.]\d{2}(?:\s*uhr)?$|,$/i, '');
}

function firstDate(texts: readonly string[]): string | undefined {
  // Content systems write fractions of a second that nobody means.
  return texts
    .map((text) => toIsoDate(text.replace(/(:\d\d)\.\d+/, '$1').replace(DAY_FIRST, '$3-$2-$1')))
    .find(Boolean);
}

/** A `<time>` within a sentence is when something else happens. */
function isMention(node: Element): boolean {
  const time = isNamed(node, 'p', 'li', 'dd', 'td') ? findElement(node, 'time') : undefined;
  const text = time ? fold(textOf(node)) : '';
  if (!time || !SENTENCE_END.test(text) || OF_PUBLISHING.test(text)) return false;
  const [before = '', ...after] = text.split(fold(textOf(time)));
  return (before.match(/(?<!\p{L})\p{Ll}+/gu)?.length ?? 0) > 1 || GOES_ON.test(after.join(''));
}

/** In document order, without those of other things. */
function timesOf(parent: Parents, url: string, isDated: (node: Element) => boolean): string[] {
  return parent.children.flatMap((child) => {
    if (child.type !== 'element' || isOfOthers(child)) return [];
    if (isDated(child)) return [attribute(child, 'dateTime') || attribute(child, 'content') || textOf(child)];
    const times = timesOf(child, url, isDated);
    const isTeaser = times.length > 0 && isNamed(child, 'a', 'li') && leadsElsewhere(child, url);
    return isTeaser || isMention(child) ? [] : times;
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
