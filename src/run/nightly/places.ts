/** Where an item's output stands: by the day on which it was first seen, and by host. */
import { hostOf as publisherOf } from '../../document/publishers.ts';
import { sha256 } from '../../hash.ts';

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const MAX_SLUG = 80;
/** Last parts of addresses that say nothing. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['index', 'amp', 'article', 'artikel', 'default']);

/**
 * Host folder and output path (`2026/11/23/example.org/neue-chips-3f9a2c.md`) of an item. It comes from the key
 * alone, so that it is the same on every machine and in whatever order items are met; the hash of the key keeps
 * apart what would meet in one name.
 */
export function placeOf(key: string, url: string | undefined, day: string): { host: string; output: string } {
  const host = hostOf(url ?? key);
  const name = `${slugOf(url ?? key)}-${sha256(key).slice(0, 6)}.md`;
  return { host, output: `${dayFolder(day)}/${host}/${name}` };
}

/** `2026/11/23` */
export function dayFolder(day: string): string {
  return day.replaceAll('-', '/');
}

/** `files` for what has no address. */
export function hostOf(key: string): string {
  const host = (publisherOf(key) ?? '').replace(/^\[(.*)\]$/, 'ipv6:$1');
  return host.replace(/[^a-z0-9.-]+/gi, '-').replace(/^[.-]+/, '') || 'files';
}

/** The last telling part of an address or a path, with the numbers behind it, in letters, digits and hyphens. */
export function slugOf(key: string): string {
  const pathname = URL.canParse(key) ? new URL(key).pathname : key;
  const parts = pathname
    .split(/[/#\\]/)
    .map((part) => slugify(decode(part).replace(/\.[a-z]{2,5}$/i, '')))
    .filter((part) => part !== '' && !EMPTY_WORDS.has(part));
  const telling = parts.findLastIndex((part) => /[a-z]/.test(part));
  return parts.slice(Math.max(telling, 0)).join('-').slice(0, MAX_SLUG) || 'article';
}

function slugify(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter);
  const words = plain
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, MAX_SLUG).replace(/^-+|-+$/g, '');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `2026-11-23`, by the clock and time zone of the machine. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
