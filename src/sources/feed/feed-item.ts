/** One entry of a feed, whatever the feed's format. Fields that are not known are absent. */
import type { InputFormat } from '../../types.ts';

export interface Enclosure {
  url: string;
  type?: string;
  /** Bytes. */
  length?: number;
}

export interface FeedText {
  value: string;
  format: InputFormat;
  /** What relative addresses in it are relative to, where that is not the entry's own address. */
  base?: string;
}

export interface FeedItem {
  /** guid, Atom id or JSON id: tells the entries of one feed apart. */
  id?: string;
  /** As it stands in the feed, or absolute. */
  link?: string;
  /** As HTML, or in RSS what was taken for it. */
  title?: string;
  /** What the feed gives as the text itself. */
  content?: FeedText;
  /** What it gives as a teaser; some feeds have their whole text in it. */
  summary?: FeedText;
  /** Dates as they stand in the feed. */
  published?: string;
  updated?: string;
  authors: string[];
  categories: string[];
  enclosures: Enclosure[];
  image?: string;
  language?: string;
}

export interface ParsedFeed {
  /** As an item's. */
  title?: string;
  language?: string;
  /** For how long it asks not to be asked again. */
  ttlMs?: number;
  /** Those before the one in which it breaks off, if it does. */
  items: FeedItem[];
  breaksOff?: boolean;
}

/** Drops what is undefined or empty, so that what is not known is absent. */
export function known<T extends object>(fields: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as never;
}

/** What is no address even so stays as it is. */
export function absolute(address: string, base: string | undefined): string {
  return base !== undefined && URL.canParse(address, base) ? new URL(address, base).href : address;
}
