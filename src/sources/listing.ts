/** What names documents (a feed, a sitemap, an OPML file), from the network or from a file, as text. */
import path from 'node:path';
import { decodeBytes } from '../document/decode.ts';
import { KlartextError, throwIfAborted } from '../errors.ts';
import { shownUrl } from './canonical-url.ts';
import { unpackGzip } from './fetch/body.ts';
import type { Part } from './fetch/exchange.ts';
import type { Fetched, Fetcher, GetOptions } from './fetch/fetcher.ts';
import { readInput } from './files.ts';
import { charsetOf } from './page.ts';
import type { Place } from './source.ts';

export interface ListingOptions {
  fetcher: Fetcher;
  /** Of one document; listings may be larger. */
  maxBytes: number;
}

interface ReadOptions extends ListingOptions {
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
  const maxBytes = Math.max(options.maxBytes, LISTING_BYTES);
  if ('path' in place) {
    const body = await readInput({ path: place.path, name: placeName(place) }, maxBytes);
    return { text: await toText(body, place, maxBytes), unchanged: false };
  }
  let part: Part | undefined;
  const onPart = (one: Part): void => {
    part = one;
  };
  const get: GetOptions = { accept: ACCEPT, maxBytes, ...(options.takesPart ? { onPart } : {}) };
  try {
    const fetched = await fetchPatiently(place.url, options.fetcher, get, signal);
    return { ...(await toListing(fetched, place, maxBytes)), unchanged: fetched.unchanged };
  } catch (error) {
    if (!part || !(error instanceof KlartextError) || error.reach !== 'attempt') throw error;
    // Not within a character.
    const body = part.body.subarray(0, part.body.lastIndexOf('>') + 1);
    if (body.length === 0) throw error;
    return { ...(await toListing({ ...part, body }, place, maxBytes)), unchanged: false, brokenBy: error };
  }
}

async function toListing(
  { body, url, contentType }: Pick<Fetched, 'body' | 'url' | 'contentType'>,
  place: Place,
  maxBytes: number,
): Promise<{ text: string; base: string }> {
  return { text: await toText(body, place, maxBytes, charsetOf(contentType)), base: url };
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

async function toText(body: Uint8Array, place: Place, maxBytes: number, charset?: string): Promise<string> {
  const name = placeName(place);
  const plain = await unpackGzip(body, name, maxBytes);
  try {
    return decodeBytes(plain, { maxBytes, ...(charset ? { charset } : {}) }).text;
  } catch (cause) {
    if (!(cause instanceof KlartextError)) throw cause;
    throw new KlartextError(cause.code, `${name}: ${cause.message}.`, { cause });
  }
}
