/** What names documents (a feed, a sitemap, an OPML file), from the network or from a file, as text. */
import path from 'node:path';
import { decodeBytes } from '../document/decode.ts';
import { KlartextError, throwIfAborted } from '../errors.ts';
import { shownUrl } from './canonical-url.ts';
import { unpackGzip } from './fetch/body.ts';
import { charsetOf, type Part } from './fetch/exchange.ts';
import type { Fetched, Fetcher, GetOptions } from './fetch/fetcher.ts';
import { readInput } from './files.ts';
import type { PageOptions } from './page.ts';
import type { Place } from './source.ts';

interface ReadOptions extends Pick<PageOptions, 'fetcher' | 'maxBytes'> {
  /** What has come is worth having though the rest did not come, however often it was asked for. */
  takesPart?: boolean;
}

export interface Listing {
  text: string;
  /** What relative addresses in it are relative to. */
  base?: string;
  /** The same as the last time. */
  unchanged: boolean;
  /** Why it is a part only. */
  brokenBy?: KlartextError;
}

/** What the protocol of sitemaps allows; feeds stay far below. */
const LISTING_BYTES = 50 * 1024 * 1024;
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';
/** The caller gets the events of a listing and no way to ask for it again, so it is done here. */
const TRIES = 3;

/** Rejects as `Fetcher.get` does, with INPUT_UNREADABLE for a file, with INPUT_UNSUPPORTED for what is no text. */
export async function readListing(place: Place, options: ReadOptions, signal: AbortSignal): Promise<Listing> {
  if ('path' in place) {
    const body = await readInput({ path: place.path, name: placeName(place) }, bytesOf(options));
    return { ...(await toText({ body }, place, options)), unchanged: false };
  }
  const came = await fetchWithPart(place.url, options, signal);
  return { ...(await toText(came, place, options)), base: came.url, unchanged: came.unchanged };
}

interface Came extends Pick<Fetched, 'body' | 'contentType'> {
  brokenBy?: KlartextError;
}

async function fetchWithPart(
  url: string,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<Came & Pick<Fetched, 'url' | 'unchanged'>> {
  let part: Part | undefined;
  const onPart = (one: Part): void => {
    part = one;
  };
  const maxBytes = bytesOf(options);
  const get: GetOptions = { accept: ACCEPT, maxBytes, ...(options.takesPart ? { onPart } : {}) };
  try {
    return await fetchPatiently(url, options.fetcher, get, signal);
  } catch (error) {
    if (!part || !(error instanceof KlartextError) || error.reach !== 'attempt') throw error;
    return { ...part, unchanged: false, brokenBy: error };
  }
}

function bytesOf({ maxBytes }: ReadOptions): number {
  return Math.max(maxBytes, LISTING_BYTES);
}

/** What stands in the place of a listing that has moved. */
export function isPage(text: string): boolean {
  return /<html\b|<!doctype html/i.test(text.slice(0, 2000));
}

/** As users know it, without what may be secret. */
export function placeName(place: Place): string {
  return 'url' in place ? shownUrl(place.url) : path.relative('', place.path);
}

async function fetchPatiently(
  url: string,
  fetcher: Fetcher,
  options: GetOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  for (let attempt = 1; ; attempt += 1) {
    throwIfAborted(signal);
    try {
      return await fetcher.get(url, options, signal);
    } catch (error) {
      // The pause until the next try is the host's queue's to keep.
      if (attempt === TRIES || !isWorthAnother(error, fetcher.maxWaitMs)) throw error;
    }
  }
}

function isWorthAnother(error: unknown, maxWaitMs: number): boolean {
  return (
    error instanceof KlartextError && error.reach === 'attempt' && (error.retryAfterMs ?? 0) <= maxWaitMs
  );
}

/** Of what is broken as much as is worth having. */
async function toText(
  came: Came,
  place: Place,
  options: ReadOptions,
): Promise<Pick<Listing, 'text' | 'brokenBy'>> {
  const name = placeName(place);
  const maxBytes = bytesOf(options);
  const charset = charsetOf(came.contentType);
  const unpacked = await unpackGzip(came.body, name, maxBytes);
  const brokenBy = came.brokenBy ?? unpacked.brokenBy;
  const plain = brokenBy ? withoutCutEnd(unpacked.plain) : unpacked.plain;
  if (brokenBy && (plain.length === 0 || !options.takesPart)) throw brokenBy;
  try {
    const { text } = decodeBytes(plain, { maxBytes, ...(charset ? { charset } : {}) });
    return { text, ...(brokenBy ? { brokenBy } : {}) };
  } catch (cause) {
    if (!(cause instanceof KlartextError)) throw cause;
    throw new KlartextError(cause.code, `${name}: ${cause.message}`, { cause });
  }
}

/** Not within a character, nor within a tag or a line; of JSON its readers know what is whole. */
function withoutCutEnd(plain: Uint8Array): Uint8Array {
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.length);
  if (/^(?:\xef\xbb\xbf)?\s*\{/.test(bytes.toString('latin1', 0, 100)))
    return bytes.subarray(0, bytes.lastIndexOf('}') + 1);
  return bytes.subarray(0, Math.max(bytes.lastIndexOf('>'), bytes.lastIndexOf('\n')) + 1);
}
