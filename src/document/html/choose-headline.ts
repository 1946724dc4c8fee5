/** Which heading of a page is its article's, and what of its text is the title. */
import type { Headline } from './headlines.ts';
import { isSameTitle, titleKey } from './same-title.ts';

/** What a page says of itself where readers do not look. */
export interface PageWords {
  /** Its titles without the site's name, best first. */
  titles: readonly string[];
  /** Keys of what marks part in the best of them as the page has it. */
  parts: readonly string[];
  /** Key of the last part of its address, or ''. */
  slug: string;
}

/** No title has these within; `»quotations«` may. */
const BAR = /\s+[|»•›]+\s+|\s*\|\s*/;
const MARK_BEFORE = /^[\s:–—|-]+/;
const MARK_AFTER = /[:.!?…–—|-]$/;
/** Shorter words are alike by chance. In letters. */
const TELLING = 5;
/** Fewer are the name of a section or a box. */
const MIN_WORDS = 3;

/** The heading that agrees with the page's words, or that must be it; undefined where the words alone are better. */
export function chooseHeadline(headlines: readonly Headline[], page: PageWords): Headline | undefined {
  const first = headlines.filter(({ rank }) => rank === 1);
  const own = first.filter(({ isAside }) => !isAside);
  const only = own.length === 1 ? own[0] : undefined;
  return (
    agreeing(first, page) ??
    first.find((headline) => isHead(headline, page)) ??
    (only && isLikely(only, page) ? only : undefined) ??
    headlines.find((headline) => isHead(headline, page)) ??
    first.find((headline) => isPart(headline, page)) ??
    (only && isMore(only, page) ? only : undefined)
  );
}

function agreeing(headlines: readonly Headline[], { titles }: PageWords): Headline | undefined {
  for (const title of titles) {
    const found = headlines.find(({ text, rest }) => isSameTitle(text, title) || isSameTitle(rest, title));
    if (found) return found;
  }
  return undefined;
}

/** What a `<title>` begins with, or says most of. */
function isHead({ text }: Headline, { parts }: PageWords): boolean {
  const key = titleKey(text);
  return key === parts[0] || (parts.includes(key) && parts.every((part) => part.length <= key.length));
}

/** The last part is the site's. */
function isPart({ text }: Headline, { parts }: PageWords): boolean {
  return parts.slice(0, -1).includes(titleKey(text));
}

/** The page's words or its address speak of the same as its only heading of the first rank. */
function isLikely({ text }: Headline, { titles, slug }: PageWords): boolean {
  const said = [...titles.map(titleKey).map(slugKey), slug];
  const own = text
    .split(/\s+/)
    .map((word) => slugKey(titleKey(word)))
    .filter(Boolean);
  const isSaid = (word: string) => word.length >= TELLING && said.some((key) => key.includes(word));
  return own.length >= MIN_WORDS && own.some(isSaid);
}

/** That heading says a part of the title and more, or what the address says and the title does not. */
function isMore({ text }: Headline, { titles, parts, slug }: PageWords): boolean {
  const key = titleKey(text);
  const holds = (part: string) => part.length >= TELLING && (key.startsWith(part) || key.endsWith(part));
  const isNews = titles.every((title) => !titleKey(title).includes(key));
  return parts.some(holds) || (isNews && slugKey(key) === slug);
}

/** Addresses have no umlauts. */
export function slugKey(key: string): string {
  const plain: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return key.replace(/[äöüß]/g, (letter) => plain[letter] ?? letter);
}

/** A heading without its kicker, or with a mark between the two, and without a site's name behind a bar. */
export function textOfHeadline({ text, lead, rest, isKicker }: Headline, page: PageWords): string {
  const { titles, parts } = page;
  const same = (wanted: string) => titles.find((title) => titleKey(title) === titleKey(wanted));
  const bare = rest.replace(MARK_BEFORE, '');
  const isMarked = lead === '' || bare !== rest || MARK_AFTER.test(lead);
  if (isMarked && same(text)) return text;
  if (lead && same(rest)) return bare;
  if (isMarked) return text.split(BAR).find(same) ?? text;
  return same(text) ?? (parts.includes(titleKey(rest)) ? rest : isKicker ? `${lead}: ${rest}` : text);
}
