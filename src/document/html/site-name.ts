/** A site's names, and titles without them. */
import { titleKey } from './same-title.ts';

/** As `titleKey`s. */
export type SiteNames = ReadonlySet<string>;

/** Before the title in a page's `<title>`, as old WordPress themes write it. */
const ARCHIVE = /^.*[»|:]\s*Blog[ -]Archive?\s*[»|:]\s*(?=\S)/i;
/** Between a title and a site's name. */
const SEPARATOR = /\s+[|–—\-»«·•:›]+\s+|\s*[|»•›]\s*/;
/** A name before a title, as authorities write it: `BMX: Title`. */
const BEFORE_COLON = /^([^:]{2,80}):\s+(?=\S)/;
const MARKS_AT_END = /[\s|–—\-»«·•:›]+$/;
/** `de`, `co`: no names. */
const MIN_LABEL = 3;

/** What the page calls its site, and its host, in whole and in parts. */
export function siteNames(names: readonly string[], url: string): SiteNames {
  const labels = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '').split('.') : [];
  const hosts = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const told = labels.slice(0, -1).filter((label) => label.length >= MIN_LABEL);
  return new Set([...names, ...hosts, ...told].map(titleKey).filter(Boolean));
}

/** `Title | Site` -> `Title`: the site's own name at either end, else a short last part after a mark. */
export function withoutSite(whole: string, sites: SiteNames): string {
  const title = cutSite(whole, sites);
  if (title !== whole) return title;
  const parts = title.split(SEPARATOR).filter(Boolean);
  const last = parts.at(-1) ?? '';
  const isShort = words(last).length <= 3 && words(title).length - words(last).length >= 3;
  const isLess = last.length < title.length / 2;
  return parts.length > 1 && isShort && isLess ? beforeLast(title, last) : title;
}

/** The same, but for names of the site alone. */
export function cutSite(whole: string, sites: SiteNames): string {
  const title = whole.replace(ARCHIVE, '');
  const [, name = ''] = BEFORE_COLON.exec(title) ?? [];
  if (sites.has(titleKey(name))) return title.replace(BEFORE_COLON, '');
  const parts = title.split(SEPARATOR).filter(Boolean);
  if (parts.length < 2) return title;
  const [first = '', second = ''] = parts;
  if (sites.has(titleKey(first))) return title.slice(title.indexOf(second, first.length));
  const last = parts.at(-1) ?? '';
  return sites.has(titleKey(last)) ? beforeLast(title, last) : title;
}

function beforeLast(title: string, last: string): string {
  return title.slice(0, title.lastIndexOf(last)).replace(MARKS_AT_END, '');
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
