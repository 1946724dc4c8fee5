/** Fetches one address: politely, within bounds, and only when what is stored may have changed. */
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { KlartextError } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import type { FetchCache, FetchRecord, RawStore } from '../../types.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { ACCEPTED_ENCODINGS } from './body.ts';
import { type Answer, type ExchangeOptions, exchange, header } from './exchange.ts';
import { failure, LOGIN_HINT } from './failures.ts';
import { freshForMs, MAX_FRESH_MS } from './freshness.ts';
import { guardedConnector } from './guard.ts';
import { HostQueue, type PoliteOptions } from './host-queue.ts';
import { Robots } from './robots.ts';

/** Twice what RFC 9309 asks to be read of it. */
const ROBOTS_BYTES = 1024 * 1024;

export interface FetcherOptions extends PoliteOptions {
  /** Sent with every request; what stands before its first slash is looked up in robots.txt. */
  userAgent: string;
  /** Hosts that may have private addresses; exact names, without port. */
  allowHosts: readonly string[];
  /** Hosts whose robots.txt does not count. */
  ignoreRobots: readonly string[];
  connectTimeoutMs: number;
  /** To the first byte of an answer, and between two parts of it. */
  answerTimeoutMs: number;
  /** For one request and all of its answer. */
  totalTimeoutMs: number;
  maxRedirects: number;
  /** Without it nothing is known from one run to the next. */
  cache?: FetchCache;
  /** Without it every answer is fetched whole, as there is none to go back to. */
  raw?: RawStore;
  /** How names are looked up; the system's way when absent. */
  lookup?: LookupFunction;
}

export interface GetOptions extends Pick<ExchangeOptions, 'onPart'> {
  /** What is asked for, as a header. Default: anything. */
  accept?: string;
  /** Which media types are of use, see ExchangeOptions. Default: all. */
  accepts?: (mediaType: string) => boolean;
  /** Of the body, decompressed. */
  maxBytes: number;
  /** Ask also while the stored answer is fresh. */
  revalidate?: boolean;
  /** For robots.txt itself, of which the first `maxBytes` count. */
  skipRobots?: boolean;
}

export interface Fetched {
  body: Uint8Array;
  /** After redirects, canonical. */
  url: string;
  contentType?: string;
  /** Key in the raw store, when there is one. */
  raw?: string;
  /** Whether the content is the same as the last time, by the server's word, by its hash, or because it is fresh. */
  unchanged: boolean;
}

/** Addresses already asked for on the way, and the answer at its end. */
interface Walk {
  answer: Answer;
  finalUrl: string;
}

export class Fetcher {
  readonly #options: FetcherOptions;
  readonly #agent: Agent;
  readonly #robots: Robots;
  readonly #queues = new Map<string, HostQueue>();

  constructor(options: FetcherOptions) {
    this.#options = options;
    const { allowHosts, connectTimeoutMs, lookup, userAgent } = options;
    const connect = guardedConnector({ allowHosts, connectTimeoutMs, ...(lookup ? { lookup } : {}) });
    this.#agent = new Agent({ connect, maxHeaderSize: 64 * 1024 });
    this.#robots = new Robots({
      agent: userAgent.split('/', 1)[0] as string,
      ignoreHosts: options.ignoreRobots,
      fetchText: (url, signal) => this.#robotsText(url, signal),
    });
  }

  /**
   * Asks once, following redirects. Rejects with one classified error: SOURCE_UNAVAILABLE and SOURCE_RATE_LIMIT are
   * worth another try later, SOURCE_REFUSED and INPUT_UNSUPPORTED are not; STORE_BUSY, OUTPUT_UNWRITABLE, ABORTED.
   */
  async get(address: string, options: GetOptions, signal: AbortSignal): Promise<Fetched> {
    const url = canonicalUrl(address);
    if (url === undefined) throw badAddress();
    const { cache, raw } = this.#options;
    const record = cache?.find(url);
    const stored = record && (await raw?.get(record.hash));
    if (record && stored && !options.revalidate && isFresh(record, Date.now()))
      return toFetched(record, stored, true);
    const { answer, finalUrl } = await this.#follow(url, stored ? record : undefined, options, signal);
    const next = nextRecord(url, finalUrl, answer, record);
    if (answer.status === 304 && stored) {
      cache?.save(next);
      return toFetched(next, stored, true);
    }
    // The answer is kept before it is known of: a record never points to what is not there.
    const key = await raw?.put(answer.body);
    if (!raw || key) cache?.save(next);
    return toFetched(next, answer.body, next.hash === record?.hash, key !== undefined);
  }

  /** What came when it was asked for last; undefined where that is not kept. Asks nobody. */
  async kept(address: string): Promise<Fetched | undefined> {
    const { cache, raw } = this.#options;
    const record = cache?.find(canonicalUrl(address) ?? '');
    const body = record && (await raw?.get(record.hash));
    return record && body && toFetched(record, body, true);
  }

  /** Honours what a listing says of itself (`ttl`), in milliseconds from when it was last asked for. */
  keepFresh(address: string, freshMs: number): void {
    const { cache } = this.#options;
    const record = cache?.find(canonicalUrl(address) ?? '');
    const until = record ? record.checkedAt + Math.min(freshMs, MAX_FRESH_MS) : 0;
    if (record && until > record.freshUntil) cache?.save({ ...record, freshUntil: until });
  }

  /** The longest rest that a host may ask for within a run. */
  get maxWaitMs(): number {
    return this.#options.maxWaitMs;
  }

  /** Cuts what is still open; safe to call twice. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #follow(
    start: string,
    known: FetchRecord | undefined,
    options: GetOptions,
    signal: AbortSignal,
  ): Promise<Walk> {
    const seen = new Set<string>();
    for (let url = start; ; ) {
      seen.add(url);
      const isKnown = known?.finalUrl === url;
      const answer = await this.#ask(url, isKnown ? known : undefined, options, signal);
      // What it calls known is not: kept as the answer, it would be asked for by its tag from then on.
      if (answer.status === 304 && !isKnown)
        throw failure('SOURCE_UNAVAILABLE', url, 'answered 304 (not modified) and was not asked for changes');
      if (answer.status < 300 || answer.status === 304) return { answer, finalUrl: url };
      url = redirectTarget(url, answer);
      if (seen.has(url)) throw inCircles(start, answer);
      if (seen.size > this.#options.maxRedirects)
        throw failure('SOURCE_REFUSED', start, `redirects more than ${this.#options.maxRedirects} times`);
    }
  }

  async #ask(
    address: string,
    known: FetchRecord | undefined,
    { accept = '*/*', accepts = () => true, maxBytes, skipRobots = false, onPart }: GetOptions,
    signal: AbortSignal,
  ): Promise<Answer> {
    const url = new URL(address);
    const pauseMs = skipRobots ? undefined : await this.#robots.check(url, signal);
    const { answerTimeoutMs, totalTimeoutMs, userAgent } = this.#options;
    const headers = {
      accept,
      'accept-encoding': ACCEPTED_ENCODINGS,
      'accept-language': 'de, en;q=0.5, *;q=0.1',
      'user-agent': userAgent,
      ...(known?.etag ? { 'if-none-match': known.etag } : {}),
      ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
    };
    const dispatcher = this.#agent;
    const how = {
      dispatcher,
      headers,
      answerTimeoutMs,
      totalTimeoutMs,
      maxBytes,
      accepts,
      cutsOff: skipRobots,
      ...(onPart ? { onPart } : {}),
    };
    return this.#queueOf(url.host).run(() => exchange(address, how, signal), pauseMs, signal);
  }

  #queueOf(host: string): HostQueue {
    const known = this.#queues.get(host) ?? new HostQueue(host, this.#options);
    this.#queues.set(host, known);
    return known;
  }

  /** RFC 9309: without an answer nothing is allowed, with a refusal everything. */
  async #robotsText(url: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const { body } = await this.get(url, { maxBytes: ROBOTS_BYTES, skipRobots: true }, signal);
      const text = new TextDecoder().decode(body);
      // Half a rule may forbid more than the whole.
      return body.length < ROBOTS_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
    } catch (error) {
      if (error instanceof KlartextError && error.reach === 'document') return undefined;
      throw error;
    }
  }
}

function redirectTarget(from: string, { headers, status }: Answer): string {
  const location = header(headers, 'location');
  const target = location && canonicalUrl(location, from);
  if (!target) throw failure('SOURCE_REFUSED', from, `redirects to nowhere (${status})`);
  return target;
}

/** Who is sent on until a cookie comes back would walk for ever. */
function inCircles(start: string, { headers }: Answer): KlartextError {
  const what = header(headers, 'set-cookie') ? ', as it wants a cookie' : '';
  return failure('SOURCE_REFUSED', start, `redirects in circles${what}`, what ? { hint: LOGIN_HINT } : {});
}

/** By a clock that was ahead when the answer came, it would be so until that day. */
function isFresh({ checkedAt, freshUntil }: FetchRecord, now: number): boolean {
  return checkedAt <= now && now < freshUntil;
}

/** A 304 leaves out what is as it was. */
function nextRecord(
  url: string,
  finalUrl: string,
  { status, headers, body }: Answer,
  before: FetchRecord | undefined,
): FetchRecord {
  const now = Date.now();
  const old = status === 304 ? before : undefined;
  const etag = header(headers, 'etag') ?? old?.etag;
  const lastModified = header(headers, 'last-modified') ?? old?.lastModified;
  const contentType = old?.contentType ?? header(headers, 'content-type');
  return {
    url,
    finalUrl,
    hash: old?.hash ?? sha256(body),
    freshUntil: now + freshForMs(finalUrl, status, headers),
    checkedAt: now,
    ...(etag ? { etag } : {}),
    ...(lastModified ? { lastModified } : {}),
    ...(contentType ? { contentType } : {}),
  };
}

function toFetched(
  { finalUrl, contentType, hash }: FetchRecord,
  body: Uint8Array,
  unchanged: boolean,
  isStored = true,
): Fetched {
  return {
    body,
    url: finalUrl,
    unchanged,
    ...(contentType ? { contentType } : {}),
    ...(isStored ? { raw: hash } : {}),
  };
}

function badAddress(): KlartextError {
  return new KlartextError(
    'SOURCE_REFUSED',
    'expected an http or https address without user name and password, got another.',
  );
}
