/** Which of a page's many titles is the article's. */
import type { Element } from 'hast';
import { attribute, fold, textOf } from './nodes.ts';

export interface TitleHints {
  /** JSON-LD's headline, or ''. */
  headline: string;
  openGraph: string;
  /** The site's name, or ''; it is cut off a `<title>`. */
  site: string;
}

/** Before the title in a page's `<title>`, as old WordPress themes write it. */
const ARCHIVE = /^.*[»|:]\s*Blog[ -]Archive?\s*[»|:]\s*(?=\S)/i;
/** Between a title and a site's name. */
const SEPARATOR = /\s+[|–—\-»«·•:›]+\s+|\s*[|»•›]\s*/;

/**
 * The heading that readers see, where one agrees with what the page says about itself; else the page's word.
 * '' when there is none.
 */
export function chooseTitle(elements: readonly Element[], hints: TitleHints): string {
  const headings = elements
    .filter((node) => node.tagName === 'h1')
    .map((node) => fold(textOf(node)))
    .filter(Boolean);
  const title = elements.find((node) => node.tagName === 'title');
  const documentTitle = title ? fold(textOf(title)) : '';
  const declared = [
    hints.headline,
    withoutSite(hints.openGraph, hints.site),
    withoutSite(documentTitle, hints.site),
  ].filter(Boolean);
  const agreed = headings.find((heading) => declared.some((other) => isSameTitle(heading, other)));
  const only = headings.length === 1 && words(headings[0] ?? '').length > 3 ? headings[0] : undefined;
  return agreed ?? only ?? declared[0] ?? headings[0] ?? itemName(elements);
}

function itemName(elements: readonly Element[]): string {
  for (const node of elements) if (attribute(node, 'itemProp') === 'headline') return fold(textOf(node));
  return '';
}

/** `Title | Site` -> `Title`: the site's own name at either end, else a short last part after a strong mark. */
function withoutSite(whole: string, site: string): string {
  const title = whole.replace(ARCHIVE, '');
  const parts = title.split(SEPARATOR).filter(Boolean);
  if (parts.length < 2) return title;
  const isSite = (part: string | undefined) => site !== '' && titleKey(part ?? '') === titleKey(site);
  const last = parts.at(-1) ?? '';
  if (isSite(parts[0])) return title.slice(title.indexOf(parts[1] ?? ''));
  if (isSite(last) || (words(last).length <= 3 && words(title).length - words(last).length >= 3)) {
    return title.slice(0, title.lastIndexOf(last)).replace(/[\s|–—\-»«·•:›]+$/, '');
  }
  return title;
}

/** Equal up to case, punctuation and a kicker or a site's name at one end. */
export function isSameTitle(a: string, b: string): boolean {
  if (a.length > 3 * b.length + 40 || b.length > 3 * a.length + 40) return false;
  return isSameKey(titleKey(a), titleKey(b));
}

/** The same question of two `titleKey`s, for who asks it often. */
export function isSameKey(x: string, y: string): boolean {
  if (x === '' || y === '') return false;
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return (
    short.length >= 12 && short.length > long.length * 0.5 && (long.startsWith(short) || long.endsWith(short))
  );
}

/** Letters and digits alone, lower case. By code ranges: Unicode classes cost ten times as much. */
export function titleKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9\u00c0-\u1fff\u2c00-\ud7ff]+/g, '');
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
