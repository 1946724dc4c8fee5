/** Front matter of other tools' making, mapped onto our Metadata. */
import type { Metadata } from '../types.ts';

type TextField = Exclude<keyof Metadata, 'extra'>;

/** Keys that static site generators, readers and scrapers use, lower case, best first. */
const KEYS: Readonly<Record<TextField, readonly string[]>> = {
  title: ['title', 'titel', 'headline'],
  author: ['author', 'authors', 'autor', 'autoren', 'byline', 'creator'],
  site: ['site', 'site_name', 'sitename', 'publisher'],
  published: [
    'published',
    'date',
    'datum',
    'pubdate',
    'published_at',
    'publishdate',
    'date_published',
    'created',
  ],
  url: ['url', 'canonical', 'canonical_url', 'canonicalurl', 'source', 'link', 'original_url', 'permalink'],
  image: ['image', 'cover', 'cover_image', 'thumbnail', 'og_image'],
  description: ['description', 'summary', 'excerpt', 'abstract', 'teaser'],
  declaredLanguage: ['language', 'lang', 'sprache', 'locale'],
};

/** Maps known keys; whatever is unknown, or not usable as what its key says, is in `extra` untouched. */
export function metadataFromFields(fields: Readonly<Record<string, unknown>>): Metadata {
  const rest = new Map(Object.entries(fields));
  const metadata: Metadata = {};
  for (const field of Object.keys(KEYS) as TextField[]) {
    const found = findField(rest, field);
    if (!found) continue;
    metadata[field] = found.value;
    rest.delete(found.key);
  }
  if (rest.size > 0) metadata.extra = Object.fromEntries(rest);
  return metadata;
}

function findField(
  fields: ReadonlyMap<string, unknown>,
  field: TextField,
): { key: string; value: string } | undefined {
  for (const wanted of KEYS[field]) {
    for (const [key, raw] of fields) {
      const value = key.toLowerCase() === wanted ? readField(field, raw) : undefined;
      if (value) return { key, value };
    }
  }
  return undefined;
}

function readField(field: TextField, raw: unknown): string | undefined {
  const text = textOf(raw);
  if (text === undefined) return undefined;
  if (field === 'published') return toIsoDate(text);
  if (field === 'declaredLanguage')
    return /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(text)
      ? text.replaceAll('_', '-').toLowerCase()
      : undefined;
  if (field === 'url') return /^https?:\/\/\S+$/i.test(text) ? text : undefined;
  return text;
}

/** A scalar, a list of them joined by commas, or the `name` (or `url`) of objects; undefined when empty. */
function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw.replace(/\s+/g, ' ').trim() || undefined;
  if (typeof raw === 'number') return String(raw);
  if (Array.isArray(raw)) {
    const parts = raw.map(textOf);
    return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.join(', ') : undefined;
  }
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { name, url, ...others } = raw as Record<string, unknown>;
  return Object.keys(others).length === 0 && (name === undefined) !== (url === undefined)
    ? textOf(name ?? url)
    : undefined;
}

const MONTHS = ['jan', 'feb', 'mär', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'];

/**
 * ISO 8601, as precise as the text was, from ISO-like dates (`2024-05-01 14:30`) and German ones
 * (`1.5.2024`, `1. Mai 2024`); undefined for anything else, since a wrong date is worse than none.
 */
export function toIsoDate(text: string): string | undefined {
  const trimmed = text.trim();
  const iso =
    /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?)?$/i.exec(
      trimmed,
    );
  if (iso) {
    const [, year, month, day, time, zone] = iso;
    if (!isDate(month, day ?? '01')) return undefined;
    const offset = (zone ?? '').replace(
      /^([+-]\d\d):?(\d\d)?$/,
      (_, hours, minutes = '00') => `${hours}:${minutes}`,
    );
    return `${year}-${month}${day ? `-${day}` : ''}${time ? `T${time}${offset}` : ''}`;
  }
  const german = /^(\d{1,2})\. ?(\d{1,2}\.|\p{L}{3,9}\.?) ?(\d{4})$/u.exec(trimmed);
  if (!german) return undefined;
  const [, day = '', name = '', year] = german;
  const named = name.toLowerCase().replace('maerz', 'mär').slice(0, 3);
  const month = /^\d/.test(name) ? Number.parseInt(name, 10) : MONTHS.indexOf(named) + 1;
  const [mm, dd] = [String(month).padStart(2, '0'), day.padStart(2, '0')];
  return isDate(mm, dd) ? `${year}-${mm}-${dd}` : undefined;
}

/** The day that blogs write into an article's address, `/2024/05/01/`, as an ISO date; undefined without one. */
export function dayInAddress(url: string): string | undefined {
  const day = /\/((?:19|20)\d\d)\/(\d\d)\/(\d\d)\//.exec(url)?.slice(1);
  return day && toIsoDate(day.join('-'));
}

function isDate(month: string | undefined, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}
