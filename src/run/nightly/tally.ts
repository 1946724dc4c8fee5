/** What a night keeps in mind for its report: counts, and a few examples of each kind, however long the night. */
import { markupText } from '../../segments/parse-markup.ts';
import type { SegmentRecord } from '../../types.ts';
import { type RemovedText, removedTexts } from '../removed.ts';
import { addCounts } from '../summary.ts';
import type { NightEvent, Times } from './night.ts';
import { hostOf } from './places.ts';

const EXAMPLES_A_RULE = 3;
const EXAMPLE_CHARACTERS = 300;
const LOWEST = 12;
const TROUBLES = 200;
const NOTICES = 50;

export interface RemovedExample {
  item: string;
  reason: string;
  text: string;
}

export interface LowSegment {
  item: string;
  source: string;
  target: string;
  quality: number;
}

export interface HostTimes {
  host: string;
  items: number;
  /** Of all its items together. */
  loadMs: number;
  slowestMs: number;
  bytes: number;
  failed: number;
}

export interface Trouble {
  where: string;
  code: string;
  message: string;
  hint?: string;
}

export interface TallyFigures {
  /** Known and unchanged by what the source told. */
  known: number;
  /** Unchanged, but loaded to tell. */
  unchanged: number;
  written: number;
  /** Found in their place, written by a run that died before it could note them. */
  found: number;
  failed: number;
  /** Given back, as the night ended before they did. */
  released: number;
  /** Feeds and pages that said themselves that nothing is new. */
  quiet: number;
  troubles: number;
  words: number;
  statuses: Record<string, number>;
  segments: Record<string, number>;
  removed: Record<string, number>;
  /** Segments asked for of items that were in work when a run died: what may have been paid twice, at most. */
  perhapsPaidTwice: number;
}

/** Documents that are written and not whole. */
export function undoneIn({ statuses }: Pick<TallyFigures, 'statuses'>): number {
  return (statuses.partial ?? 0) + (statuses.untranslated ?? 0);
}

export class Tally {
  readonly figures: TallyFigures = {
    ...{
      known: 0,
      unchanged: 0,
      written: 0,
      found: 0,
      failed: 0,
      released: 0,
      quiet: 0,
      troubles: 0,
      words: 0,
    },
    ...{ statuses: {}, segments: {}, removed: {}, perhapsPaidTwice: 0 },
  };
  readonly troubles: Trouble[] = [];
  readonly notices: string[] = [];
  readonly examples = new Map<string, RemovedExample[]>();
  /** Documents written in each minute since the first event, for the report's plot. */
  readonly minutes: number[] = [];
  readonly #startedAt = performance.now();
  readonly #hosts = new Map<string, HostTimes>();
  #lowest: LowSegment[] = [];

  add(event: NightEvent): void {
    const { figures } = this;
    if (event.type === 'known') figures.known += 1;
    else if (event.type === 'quiet') figures.quiet += 1;
    else if (event.type === 'released') figures.released += 1;
    else if (event.type === 'dead') figures.failed += 1;
    else if (event.type === 'trouble') this.#addTrouble(event.where, event.error);
    else if (event.type === 'notice') this.#addNotice(event.message);
    else if (event.type === 'unchanged') {
      figures.unchanged += 1;
      this.#addHost(event.item.url ?? event.item.key, event.times, false);
    } else if (event.type === 'document') this.#addDocument(event);
  }

  /** The slowest first, by the mean of what one item took. */
  slowestHosts(limit: number): HostTimes[] {
    const mean = ({ loadMs, items }: HostTimes) => loadMs / items;
    return [...this.#hosts.values()].sort((a, b) => mean(b) - mean(a)).slice(0, limit);
  }

  /** Translated segments of which the engine is least sure, the worst first; empty for engines that do not tell. */
  get lowest(): readonly LowSegment[] {
    return this.#lowest;
  }

  #addTrouble(
    where: string,
    { code, message, hint }: { code: string; message: string; hint?: string | undefined },
  ): void {
    this.figures.troubles += 1;
    if (this.troubles.length < TROUBLES)
      this.troubles.push({ where, code, message, ...(hint ? { hint } : {}) });
  }

  #addNotice(message: string): void {
    if (this.notices.length < NOTICES) this.notices.push(message);
  }

  #addDocument({ report, item, times, document }: Extract<NightEvent, { type: 'document' }>): void {
    const { figures } = this;
    const outcome = report.outcome === 'unchanged' ? 'found' : report.outcome;
    figures[outcome] += 1;
    if (outcome === 'written') this.#addMinute();
    figures.words += report.words ?? 0;
    if (report.status) addCounts(figures.statuses, { [report.status]: 1 });
    addCounts(figures.segments, report.segments ?? {});
    addCounts(figures.removed, report.removed ?? {});
    if (item.losses > 0) figures.perhapsPaidTwice += report.segments?.translated ?? 0;
    this.#addHost(item.url ?? item.key, times, report.outcome === 'failed');
    if (!document) return;
    for (const removed of removedTexts(document.file)) this.#addExample(item.key, removed);
    for (const segment of document.data.segments) this.#addLow(item.key, segment);
  }

  #addMinute(): void {
    const minute = Math.floor((performance.now() - this.#startedAt) / 60_000);
    while (this.minutes.length <= minute) this.minutes.push(0);
    this.minutes[minute] = (this.minutes[minute] ?? 0) + 1;
  }

  #addExample(item: string, { rule, reason, text }: RemovedText): void {
    const known = this.examples.get(rule) ?? [];
    if (known.length >= EXAMPLES_A_RULE || known.some((one) => one.text === shorten(text))) return;
    this.examples.set(rule, [...known, { item, reason, text: shorten(text) }]);
  }

  #addLow(item: string, { state, quality, source, target }: SegmentRecord): void {
    if (quality === undefined || target === undefined || state === 'failed') return;
    const worst = this.#lowest;
    if (worst.length >= LOWEST && quality >= (worst.at(-1)?.quality ?? 0)) return;
    if (worst.some((one) => one.source === plain(source))) return;
    const low = { item, quality, source: plain(source), target: plain(target) };
    this.#lowest = [...worst, low].sort((a, b) => a.quality - b.quality).slice(0, LOWEST);
  }

  #addHost(key: string, { loadMs = 0, bytes = 0 }: Times, hasFailed: boolean): void {
    const host = hostOf(key);
    const sums = this.#hosts.get(host) ?? { host, items: 0, loadMs: 0, slowestMs: 0, bytes: 0, failed: 0 };
    this.#hosts.set(host, {
      host,
      items: sums.items + 1,
      loadMs: sums.loadMs + loadMs,
      slowestMs: Math.max(sums.slowestMs, loadMs),
      bytes: sums.bytes + bytes,
      failed: sums.failed + (hasFailed ? 1 : 0),
    });
  }
}

/** Without inline tags. */
function plain(markup: string): string {
  return shorten(markupText(markup));
}

function shorten(text: string): string {
  return text.length <= EXAMPLE_CHARACTERS ? text : `${text.slice(0, EXAMPLE_CHARACTERS)}…`;
}
