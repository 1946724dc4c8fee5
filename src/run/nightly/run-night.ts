/** A night: what the sources offer goes through the house, bounded at every door, and into the journal. */
import PQueue from 'p-queue';
import { KlartextError } from '../../errors.ts';
import type { Candidate, Source, SourceEvent } from '../../sources/source.ts';
import type { Link } from '../../store/journal-addresses.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { identify, keptMetadata } from './entry-key.ts';
import { HostGate } from './host-gate.ts';
import { isNews, LeftOver } from './left-over.ts';
import type { Night } from './night.ts';
import { isFinal } from './other-pipelines.ts';
import { hostOf, placeOf } from './places.ts';
import { asOurs } from './settle-item.ts';
import { type ItemEnd, workItem } from './work-item.ts';

export interface NightWork {
  sources: readonly Source[];
  /** Makes a candidate of an item that no source offers any more, so that it is not left undone. */
  revive?: (item: JournalItem) => Promise<Candidate | undefined>;
  /** Of what sources offer, only items that are known and not done are taken, and what of these cannot be is trouble. */
  isRetry?: boolean;
}

const SOURCES_AT_ONCE = 8;
/** Items of one host that may be waiting for it at a time. */
const PLACES_OF_HOST = 4;
/** Known items are noted as still offered this many at a time. */
const SEEN_AT_ONCE = 500;
/** An item at which runs died this often is worked alone, after all others; only its place before its copies it keeps. */
const SUSPECT_LOSSES = 2;
/** And at this often it is given up. */
const MAX_LOSSES = 10;

/**
 * Walks through all sources until they end or the shift does. Resolves when everything that was begun is settled;
 * what stopped the night is in `night.shift.halted`. Only the journal itself can make it reject.
 */
export async function runNight(night: Night, work: NightWork): Promise<void> {
  const house = new House(night, work.isRetry === true);
  const readers = new PQueue({ concurrency: SOURCES_AT_ONCE });
  const names = new Set(work.sources.map(({ name }) => name));
  await Promise.all(work.sources.map((source) => readers.add(() => house.read(source, names))));
  await house.takeHeld();
  if (work.revive) await house.followLoose(work.revive);
  if (work.revive) await house.readLeftOver(work.revive);
  await house.end();
}

class House {
  readonly #night: Night;
  readonly #isRetry: boolean;
  readonly #rooms: PQueue;
  readonly #gate = new HostGate(PLACES_OF_HOST);
  readonly #alone = new PQueue({ concurrency: 1 });
  /** Worked alone, after all others, in this order; copies of them after them. */
  readonly #aside: { candidate: Candidate; item: JournalItem }[] = [];
  #seen: number[] = [];
  /**
   * Items that were offered tonight by the source that they are of: each is worked once, as it was offered first. And
   * links to other items that were offered as they were.
   */
  readonly #heard = new Set<number | string>();
  /** What other sources offered of items, and all of links, that were not heard of by then. */
  readonly #held = new Map<number | string, { candidate: Candidate; source: string }>();
  /** Links that were heard of, by the ids of the items that they lead to. */
  readonly #linked = new Map<number, Candidate>();
  /** Other pipelines, to which articles are left that were offered tonight. */
  readonly #owners = new Set<string>();

  constructor(night: Night, isRetry: boolean) {
    this.#night = night;
    this.#isRetry = isRetry;
    const { load, clean, translate } = night.queues;
    // Enough for every stage to be busy, and not one more: what is inside is all that is in memory.
    this.#rooms = new PQueue({ concurrency: load.concurrency + clean.concurrency + translate.concurrency });
  }

  /** A source that breaks is trouble of its own; the others go on. */
  async read(source: Source, names: ReadonlySet<string>): Promise<void> {
    const { shift, tell } = this.#night;
    try {
      for await (const event of source.read(shift.loading)) {
        if (shift.isOver) break;
        await this.#take(event, source, names);
      }
    } catch (error) {
      if (
        shift.isOver &&
        !(error instanceof KlartextError && error.reach === 'run' && error.code !== 'ABORTED')
      )
        return;
      const ours = asOurs(error, source.name, 'read');
      if (ours.reach === 'run') return shift.halt(ours);
      tell({ type: 'trouble', where: source.name, error: ours });
    }
  }

  /** An item whose own source offers it no more is from now on of the first one that still does. Links are followed again. */
  async takeHeld(): Promise<void> {
    for (const [id, { candidate, source }] of this.#held) {
      if (this.#night.shift.isOver) return;
      if (this.#heard.has(id)) continue;
      await this.#hear(candidate, source, this.#night.journal.views.item(candidate.key));
    }
    for (const [id, candidate] of this.#linked) if (!this.#heard.has(id)) this.#passOver(id, candidate);
  }

  /** Links by which an item was known before its own link led to another page. */
  async followLoose(revive: NonNullable<NightWork['revive']>): Promise<void> {
    const { journal, shift, ownerOf } = this.#night;
    for (const { url, item } of journal.addresses.loose()) {
      if (shift.isOver) return;
      if (journal.views.item(url) || ownerOf(item)) continue;
      const candidate = await revive({ ...item, key: url, url, metadata: '{}' });
      if (candidate) await this.#hear(candidate, item.source, undefined);
    }
  }

  async readLeftOver(revive: NonNullable<NightWork['revive']>): Promise<void> {
    const { journal, run, shift, lacksEngine, ownerOf, tell } = this.#night;
    const left = new LeftOver();
    for (const item of journal.views.leftOver(run)) {
      if (shift.isOver) return;
      const owner = ownerOf(item);
      if (owner) left.ofPipeline(owner);
      if (owner || (lacksEngine && item.status === 'untranslated')) continue;
      const candidate = await revive(item);
      if (candidate) await this.#admit(candidate, item);
      else if (this.#isRetry || isNews(item, this.#night.day)) left.notOffered(item.source);
    }
    for (const event of left.events(this.#isRetry)) tell(event);
  }

  /** What made runs die before is worked alone, so that it takes nobody along. */
  async end(): Promise<void> {
    await this.#rooms.onIdle();
    for (const { candidate, item } of this.#aside) {
      if (this.#night.shift.isOver) break;
      this.#night.neighbours?.takeUp(candidate.key);
      await this.#work(candidate, item);
    }
    this.#noteSeen();
    this.#tidy(({ addresses }) => addresses.dropJoined());
    if (this.#owners.size > 0) this.#night.tell({ type: 'notice', message: leftTo([...this.#owners]) });
  }

  async #take(event: SourceEvent, source: Source, names: ReadonlySet<string>): Promise<void> {
    const { tell } = this.#night;
    if (event.type === 'trouble' || event.type === 'notice') return tell(event);
    if (event.type === 'unchanged') return tell({ type: 'quiet', where: event.where });
    const { views, addresses } = this.#night.journal;
    const { key, known } = identify(event.candidate, source.name, {
      itemOf: (one) => views.item(one),
      entryOf: (name, id, { title, published }) => views.entry(name, id, title, published),
      isHeard: ({ id }) => this.#heard.has(id),
    });
    const candidate = { ...event.candidate, key };
    if (this.#isRetry && (known?.state ?? 'done') === 'done') return;
    if (known && this.#heard.has(known.id)) return;
    const link = known ? undefined : addresses.linked(key);
    if (link) return this.#takeLink(candidate, source.name, link);
    // Of several sources that offer one item, one is heard: they would never agree on a version, nor on a text.
    const isOfAnother = known && known.source !== source.name && names.has(known.source);
    if (!isOfAnother) await this.#hear(candidate, source.name, known);
    else if (!this.#held.has(known.id)) this.#held.set(known.id, { candidate, source: source.name });
  }

  #takeLink(candidate: Candidate, source: string, { item, version }: Link): void {
    const { key } = candidate;
    if (candidate.version === version) this.#heard.add(key);
    else if (!this.#held.has(key)) this.#held.set(key, { candidate, source });
    if (this.#heard.has(key) && item.state === 'done') this.#linked.set(item.id, candidate);
  }

  async #hear(candidate: Candidate, source: string, known: JournalItem | undefined): Promise<void> {
    if (known) this.#heard.add(known.id);
    if (known && (this.#isSettled(known, candidate) || this.#isLeft(known)))
      return this.#passOver(known.id, candidate);
    const item = await this.#offer(candidate, source, known);
    this.#heard.add(item.id);
    await this.#admit(candidate, item);
  }

  #passOver(id: number, candidate: Candidate): void {
    this.#seen.push(id);
    if (this.#seen.length >= SEEN_AT_ONCE) this.#noteSeen();
    this.#night.tell({ type: 'known', candidate });
  }

  #isLeft(item: JournalItem): boolean {
    const owner = this.#night.ownerOf(item);
    if (owner) this.#owners.add(owner);
    return owner !== undefined;
  }

  /** Whether there is nothing to do for it, by what the source tells without loading it. */
  #isSettled(item: JournalItem, candidate: Candidate): boolean {
    const { redo, lacksEngine } = this.#night;
    const isSame = candidate.version !== undefined && candidate.version === item.version;
    // Given up until it changes; what cannot be told to have changed stays so.
    if (item.state === 'dead') return (candidate.version ?? item.offered) === item.offered;
    if (lacksEngine && isSame && item.status === 'untranslated') return true;
    return item.state === 'done' && isFinal(item.status, this.#night) && isSame && !redo;
  }

  async #offer(candidate: Candidate, source: string, known: JournalItem | undefined): Promise<JournalItem> {
    const { journal, run, day, patient } = this.#night;
    const { key, url, version } = candidate;
    const place = known ?? placeOf(key, url, day);
    const offer = {
      ...{ key, source, day, host: place.host, output: place.output, metadata: keptMetadata(candidate) },
      ...(url ? { url } : {}),
      ...(version ? { version } : {}),
    };
    return patient(() => journal.offer(run, offer, day));
  }

  /** Resolves when the item is inside, so that no source is read faster than its items are worked. */
  async #admit(candidate: Candidate, item: JournalItem): Promise<void> {
    if (item.losses >= MAX_LOSSES) return this.#giveUp(item);
    if (item.losses >= SUSPECT_LOSSES) return this.#suspect(candidate, item);
    // Joined to an item that did not come to its end, which has another chance first.
    if (item.fingerprint === null && item.version !== null) return void this.#aside.push({ candidate, item });
    const leave = await this.#gate.enter(candidate.url ? hostOf(candidate.url) : item.key);
    await this.#rooms.onSizeLessThan(1);
    // What is loaded holds nobody up.
    const load: Candidate['load'] = (signal) => candidate.load(signal).finally(leave);
    this.#rooms.add(() => this.#work({ ...candidate, load }, item).finally(leave));
  }

  /** Which of several copies is kept must not hang on a run that died before it had seen them all. */
  async #suspect(candidate: Candidate, item: JournalItem): Promise<void> {
    const { neighbours } = this.#night;
    if (!neighbours || neighbours.knows(candidate.key)) return this.#setAside(candidate, item);
    await this.#alone.add(async () => {
      this.#rooms.pause();
      await this.#rooms.onPendingZero();
      neighbours.setAside(candidate.key);
      await this.#work(candidate, item);
      this.#rooms.start();
    });
  }

  async #giveUp(item: JournalItem): Promise<void> {
    const { journal, patient, tell } = this.#night;
    const problem = {
      code: 'RUN_DIED',
      message: `${item.losses} runs died while this was in work.`,
      hint: 'Look at it with `klartext explain`, then `klartext retry --failed`.',
    };
    await patient(() => journal.bury(item.id, problem));
    tell({ type: 'dead', item: { ...item, ...problem, state: 'dead' } });
  }

  async #work(candidate: Candidate, item: JournalItem): Promise<void> {
    const { journal, run, shift, patient } = this.#night;
    if (shift.isOver) return;
    try {
      const claim = await patient(() => journal.claim(run, item.id, candidate.version));
      const end = claim && (await workItem(candidate, claim, this.#night));
      if (end === 'later') return this.#setAside(candidate, item);
      this.#night.neighbours?.takeUp(candidate.key);
      if (typeof end === 'object' && !this.#isLeft(end.updates)) await this.#update(candidate, end);
    } catch (error) {
      shift.halt(asOurs(error, 'journal', 'read'));
    }
  }

  /** By what its other link led to; by its own it is as new as it was. */
  async #update(candidate: Candidate, { updates, document }: Exclude<ItemEnd, string>): Promise<void> {
    const { key, url, version } = updates;
    const told = { ...(url ? { url } : {}), ...(version ? { version } : {}) };
    await this.#work({ ...candidate, key, ...told, load: async () => document }, updates);
  }

  #setAside(candidate: Candidate, item: JournalItem): void {
    this.#aside.push({ candidate, item });
    this.#night.neighbours?.setAside(candidate.key);
  }

  #noteSeen(): void {
    this.#tidy((journal) => journal.seen(this.#seen, this.#night.day));
    this.#seen = [];
  }

  /** What no item hangs on, and is done as well the next night. */
  #tidy(work: (journal: Night['journal']) => void): void {
    try {
      work(this.#night.journal);
    } catch {
      // Locked, most likely.
    }
  }
}

function leftTo(owners: readonly string[]): string {
  return `Articles that ${owners.join(' and ')} took up are left to it. If it runs here no more, they are taken over with --redo, or a good week after its last run.`;
}
