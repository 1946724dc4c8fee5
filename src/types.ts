/**
 * The words that every floor shares: documents, languages, segments and the translation port.
 * Floor 0: imports nothing of ours.
 */
import type { VFile } from 'vfile';

/** What a document's text is before parsing. */
export type InputFormat = 'html' | 'markdown' | 'text';

/** ISO 639-1 where there is one (`de`, `en`, `nl`), else ISO 639-3; `und` when nothing could be told. */
export type LanguageCode = string;

export interface LanguagePair {
  source: LanguageCode;
  target: LanguageCode;
}

/** What is known about an article beside its text. A field that is not known is absent, never empty. */
export interface Metadata {
  title?: string;
  author?: string;
  site?: string;
  /** ISO 8601 date or date-time, as precise as the source was. */
  published?: string;
  /** Canonical URL of the article. */
  url?: string;
  image?: string;
  description?: string;
  /** Language that the document itself declares (`<html lang>`, front matter), lower case. */
  declaredLanguage?: LanguageCode;
  /** Front matter keys of a Markdown input that mean nothing to us; they are handed through. */
  extra?: Record<string, unknown>;
}

/** The language of a whole document, decided from all its text. */
export interface DocumentLanguage {
  code: LanguageCode;
  /** 0..1, how far the best language is ahead of the next; 0 for `und`. */
  confidence: number;
}

/** A run of characters of a block, as offsets into the block's plain text (`mdast-util-to-string`). */
export interface LanguageSpan {
  start: number;
  end: number;
  language: LanguageCode;
}

export type SegmentKind = 'title' | 'heading' | 'paragraph' | 'list-item' | 'table-cell' | 'caption' | 'meta';

/**
 * One inline element of a segment. In `Segment.source` a paired tag is `<g id="1">…</g>`, a tag that
 * stands for something kept as it is (code, image, footnote reference, line break) is `<x id="2"/>`.
 */
export interface InlineTag {
  /** Numbered from 1 within the segment, in source order. */
  id: number;
  kind: 'paired' | 'keep';
  /** What it stands for, in mdast's words: `link`, `strong`, `inlineCode`, `image` … */
  node: string;
  /** For `keep`: its plain text, so that a provider which can show it as untouchable text may do so. */
  text?: string;
}

/**
 * One unit of translation: a block, or a run of sentences of a mixed block.
 * `source` is strict inline markup: `&`, `<` and `>` of the text are escaped as entities, and the only
 * elements are the tags listed in `tags`, each exactly once and well nested.
 */
export interface Segment {
  /** Unique in its document and stable over runs of the same document. */
  id: string;
  source: string;
  tags: readonly InlineTag[];
  kind: SegmentKind;
  /** The document's title, the same for all its segments, for providers that use it unbilled; never translated. */
  context?: string;
  /** The end of the text before it and the beginning of that after it, for the same use. */
  before?: string;
  after?: string;
  /** Terms of the glossary that it has, each once; for providers with `features.glossary`, part of the memory's key. */
  terms?: readonly GlossaryTerm[];
}

/** How one German term is to be said in English. */
export interface GlossaryTerm {
  german: string;
  /** The same as `german` when it is not to be translated. */
  english: string;
  doNotTranslate: boolean;
  /** Whether it is a name: the same in every sentence, so that a service may be given the English in its place. */
  isName: boolean;
}

export interface TranslateRequest {
  pair: LanguagePair;
  segments: readonly Segment[];
  signal: AbortSignal;
}

export interface TranslatedSegment {
  /** Same markup as `Segment.source`, as the service gave it; checked by the caller, never empty. */
  target: string;
  /** Mean log-probability per token, for engines that tell; larger is surer. */
  quality?: number;
  /** Set when it was not asked for now but had been answered before, by a service or by a person. */
  origin?: 'memory';
  /** Who answered, where a wrapper that stands above several providers tells. */
  provider?: string;
  model?: string;
}

export interface TranslateResponse {
  /** One entry a segment, in request order; `undefined` where the service gave no usable answer for it. */
  targets: readonly (TranslatedSegment | undefined)[];
  usage: { characters: number; billedCharacters?: number };
  warnings?: readonly string[];
  /** By index, why a target is undefined, where a wrapper knows: an error's code and its message. */
  failures?: ReadonlyMap<number, { code: string; message: string }>;
}

/**
 * A translation service. It does one request and either answers or rejects with one classified
 * KlartextError; it never retries, caches, splits, waits or logs: wrappers in `translate/` do.
 */
export interface TranslationProvider {
  readonly id: string;
  /** The exact engine, part of fingerprints and of the translation memory's key. */
  readonly model: string;
  readonly limits: {
    maxSegments: number;
    maxCharacters: number;
    /** Bytes of one request's body as sent. */
    maxBytes?: number;
    maxConcurrent: number;
    requestsPerMinute?: number;
    /** Bytes that one segment adds to a body as sent, for `maxBytes`; its source's UTF-8 length when absent. */
    measureBytes?(segment: Segment): number;
    /** Characters that the service bills for one segment; the code points of its source when absent. */
    countBillable?(segment: Segment): number;
  };
  /** `glossary`, `context`: whether the service gets a segment's terms, or those that are names; its title and neighbours. */
  readonly features: Record<'inlineTags' | 'context' | 'deterministic', boolean> & {
    glossary: boolean | 'names';
  };
  /** An empty `segments` answers an empty list without a request. An aborted signal rejects with ABORTED. */
  translate(request: TranslateRequest): Promise<TranslateResponse>;
  /**
   * Characters that the service has billed in its own current period, by its own account, where it tells; maybe some
   * minutes late. Billed nothing itself. Rejects as `translate` does.
   */
  reportBilled?(signal: AbortSignal): Promise<number>;
  /** Frees workers and connections; safe to call twice. */
  dispose?(): Promise<void>;
}

/** Provider of a translation that a person wrote or corrected; it wins over machines and their checks. */
export const PERSON = 'person';

/** Everything beside a source that decides an answer: whose answers a memory lookup may return. */
export interface AnswerOrigin {
  pair: LanguagePair;
  provider: string;
  model: string;
  /** Hash of the options, the segment's terms of the glossary and whatever else decides what the provider answers. */
  settings: string;
}

/** What the wrappers need of a translation memory; `store/` has the one in SQLite. */
export interface TranslationMemory {
  /** By source, in order: a person's translation, else this origin's own answer. Throws STORE_BUSY. */
  find(origin: AnswerOrigin, sources: readonly string[]): (TranslatedSegment | undefined)[];
  /** Keeps answers, replacing earlier ones of the same origin; durable when it returns. Throws STORE_BUSY. */
  save(origin: AnswerOrigin, answers: readonly (TranslatedSegment & { source: string })[]): void;
}

/** Upper bounds of what one provider may be paid for; absent means unbounded. */
export interface SpendingCaps {
  /** In characters, or in millionths of the currency when `unit` is `money`. */
  perRun?: number;
  perMonth?: number;
  unit: 'characters' | 'money';
}

export interface SpendingClaim {
  provider: string;
  characters: number;
  /** Millionths of the currency's unit; 0 without a price. */
  costMicros: number;
  /** What `costMicros` is in; absent without a price. */
  currency?: string;
}

/** What the budget wrapper needs of a ledger; `store/` has the one in SQLite. */
export interface SpendingLedger {
  /**
   * Books a claim if it fits under the caps together with all that was booked before, also by other processes and
   * by those that died. Answers the booking's id, or what is left under the tighter cap. Throws STORE_BUSY.
   */
  reserve(claim: SpendingClaim, caps: SpendingCaps): { booking: number } | { left: number };
  /** Corrects a booking to what was billed; `certain: false` when the service did not tell. */
  settle(booking: number, billed: Omit<SpendingClaim, 'provider'>, certain: boolean): void;
  /** Takes a booking back: the service surely billed nothing. */
  release(booking: number): void;
}

/** What is remembered of an address that was fetched. Times are milliseconds since 1970. */
export interface FetchRecord {
  /** As it was asked for, and where redirects led. */
  url: string;
  finalUrl: string;
  etag?: string;
  lastModified?: string;
  contentType?: string;
  /** Of the body, decompressed: its key in the raw store. */
  hash: string;
  /** Until then the body is used without asking. */
  freshUntil: number;
  checkedAt: number;
}

/** What fetching needs of a cache; `store/` has the one in SQLite. Both throw STORE_BUSY. */
export interface FetchCache {
  find(url: string): FetchRecord | undefined;
  /** Replaces what was known of that address. */
  save(record: FetchRecord): void;
}

/** Bodies by the SHA-256 of what they hold; `store/` has the one in files. */
export interface RawStore {
  /** Durable when it resolves to the key; undefined where it goes without. The same bytes are kept once. OUTPUT_UNWRITABLE. */
  put(body: Uint8Array): Promise<string | undefined>;
  /** Undefined when it is not there, or is no longer what its key says. */
  get(key: string): Promise<Uint8Array | undefined>;
}

/** Where one segment ended. Every segment of a document has exactly one. */
export type SegmentState = 'translated' | 'memory' | 'kept' | 'failed';

export interface SegmentRecord
  extends Partial<Pick<TranslatedSegment, 'target' | 'provider' | 'model' | 'quality'>> {
  id: string;
  kind: SegmentKind;
  state: SegmentState;
  /** Why it was kept or failed, as a short code: `english`, `no-text`, `unchanged`, `no-provider`, `tags-lost` … */
  reason?: string;
  source: string;
  /** Of a failed one, which sentences stay in the source language, counted from 1; absent where all do. */
  left?: number[];
  /** Line in the input, when known. */
  line?: number;
}

/** How a whole document ended; see README for what each means to a user. */
export type DocumentStatus =
  | 'cleaned' // no translation was asked for
  | 'translated' // every segment translated or kept on purpose
  | 'kept' // nothing to translate: already in the target language
  | 'other-language' // neither source nor target language: left alone
  | 'partial' // some segments failed
  | 'duplicate' // a copy of another document: a short record points to that
  | 'untranslated'; // no segment could be translated

/** Everything of ours on a document's VFile, under `file.data.klartext`. */
export interface DocumentData {
  format: InputFormat;
  metadata: Metadata;
  /** Where the document came from: a feed, a folder; absent when nothing is known of it. */
  source?: string;
  /** Set by `detect-language`. */
  language?: DocumentLanguage;
  /** Filled by `translate`, corrected by `check-translation`. */
  segments: SegmentRecord[];
  /** In the target language, when they were segments of their own. */
  translatedTitle?: string;
  translatedDescription?: string;
}

declare module 'vfile' {
  interface DataMap {
    klartext: DocumentData;
  }
}

declare module 'unist' {
  interface Data {
    /** Set by `detect-language` on every block that holds text. */
    language?: LanguageCode;
    /** Set beside `language` on a block whose sentences are in more than one language, covering its whole text. */
    languageSpans?: LanguageSpan[];
  }
}

/** The document's data, present from parsing on. */
export function documentData(file: VFile): DocumentData {
  const data = file.data.klartext;
  if (!data) throw new Error('file.data.klartext is missing: the document was not parsed by document/parse');
  return data;
}
