/** What the items of a night decide of each other, and the archive of them: copies, and what was learned. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ArticleRow } from '../../store/article-index.ts';
import { untilAborted } from '../../until-aborted.ts';
import { goWithout } from '../across-documents.ts';
import { noteCopies } from '../batch.ts';
import { decideCopy, givesWay } from '../decide-copies.ts';
import type { CleanedDocument, DocumentInput } from '../document.ts';
import type { Archive } from '../open.ts';
import { takeIn, versionOf } from '../survey.ts';
import { type Verdict, verdictOf } from '../verdicts.ts';
import type { LearnedBlocksByKey } from './clean-protocol.ts';
import { type Turn, Turns } from './turns.ts';

export interface Judged {
  /** The kept one is worked later tonight, and this one is to be worked after it. */
  waitsFor?: string;
  /** Absent when the index could not be asked. */
  verdict?: Verdict;
  /** As it had to be cleaned to be judged; it stands for the document where nothing learned takes anything of it. */
  cleaned?: CleanedDocument;
  /** What was learned and takes something of it. */
  learned?: LearnedBlocksByKey;
}

export class Neighbours {
  readonly #archive: Archive;
  readonly #folder: string;
  readonly #isFinal: (name: string) => boolean;
  readonly #turns = new Turns();
  /** Articles on their way, each until it is settled. */
  readonly #working = new Map<string, Promise<void>>();
  readonly #later = new Set<string>();
  /** Outputs that are being written, by path. */
  readonly #writing = new Map<string, Promise<unknown>>();

  /** `isFinal` tells of an output that is there, by the item's key, whether this night has no more to do for it. */
  constructor(archive: Archive, outFolder: string, isFinal: (name: string) => boolean) {
    this.#archive = archive;
    this.#folder = outFolder;
    this.#isFinal = isFinal;
    this.#ask(() => archive.index.follow(outFolder));
  }

  /** Whether the item was looked at before, in whatever version. */
  knows(name: string): boolean {
    return this.#ask(() => this.#archive.index.find(this.#folder, name)) !== undefined;
  }

  /**
   * An item that is worked after all others keeps its place before its copies. Judged before `takeUp`, it is only
   * looked at, and waits for itself.
   */
  setAside(name: string): void {
    this.#later.add(name);
  }

  takeUp(name: string): void {
    this.#later.delete(name);
  }

  take(): Turn {
    return this.#turns.take();
  }

  /**
   * The first of several copies is kept. A copy is told when the kept one is in its place: if that fails, the copy is
   * an article. `clean` is asked for what the index does not know. `settled` resolves when the item is.
   */
  async judge(input: DocumentInput, { clean, turn, settled, signal }: JudgeOptions): Promise<Judged> {
    const { name, content } = input;
    const version = versionOf(content, this.#archive);
    const known = this.#ask(() => this.#archive.index.find(this.#folder, name, version));
    if (known) this.#ask(() => this.#archive.index.touch(known.id));
    const cleaned = known ? undefined : await clean();
    await turn.wait();
    if (cleaned) this.#ask(() => this.#takeIn(name, cleaned));
    let verdict = this.#decide(name, settled);
    turn.end();
    for (let kept = this.#keptInWork(verdict); kept; kept = this.#keptInWork(verdict)) {
      await untilAborted(signal, kept);
      verdict = this.#decide(name, settled);
    }
    const aside = [name, verdict?.duplicateOf?.name].find((one) => one && this.#later.has(one));
    if (aside) return { waitsFor: aside };
    const learned = this.#ask(() => this.#learnedFor(name));
    return {
      ...(verdict ? { verdict } : {}),
      ...(cleaned ? { cleaned } : {}),
      ...(learned ? { learned } : {}),
    };
  }

  /**
   * Call it when the output is in its place, and before the item counts as done: the kept article and its copies are
   * told of each other in their front matter, whenever they came.
   */
  async written(verdict: Verdict, output: string): Promise<void> {
    verdict.written(output);
    const kept = verdict.duplicateOf ?? verdict.self;
    const copies = this.#copiesOf(kept.name);
    for (const { name } of copies.length > 0 ? [kept, ...copies] : []) await this.#noteCopies(name);
  }

  /**
   * Call it before something else takes a record's place: what that pointed to, by its `source`, and the other copies of
   * it name this one no more.
   */
  async left(source: string): Promise<void> {
    const before = this.#ask(() => this.#archive.index.withSource(this.#folder, source)) ?? [];
    for (const { name } of before)
      for (const one of [name, ...this.#copiesOf(name).map((copy) => copy.name)]) await this.#noteCopies(one);
  }

  /** Whether a document still is a copy of what it was told to be one of. */
  stands({ self, duplicateOf }: Verdict): boolean {
    const { index } = this.#archive;
    const find = () => {
      const row = index.find(this.#folder, self.name);
      const kept = duplicateOf && index.find(this.#folder, duplicateOf.name);
      return row?.duplicateOf === kept?.id;
    };
    return this.#ask(find) ?? true;
  }

  /** Names of those that are called copies of an article, by their `source`, and are none as it is now. */
  parted(name: string, sources: readonly string[]): string[] {
    const copies = new Set(this.#copiesOf(name).map((copy) => copy.name));
    const { index } = this.#archive;
    const called = this.#ask(() => sources.flatMap((source) => index.withSource(this.#folder, source))) ?? [];
    return called.map((row) => row.name).filter((one) => !copies.has(one));
  }

  /** One writer of an output at a time, as a copy that comes in the meantime changes it too. */
  async alone(output: string, write: () => Promise<unknown>): Promise<void> {
    const own = (this.#writing.get(output) ?? Promise.resolve()).then(write);
    const ended = own.then(
      () => undefined,
      () => undefined,
    );
    this.#writing.set(output, ended);
    try {
      await own;
    } finally {
      if (this.#writing.get(output) === ended) this.#writing.delete(output);
    }
  }

  /** Proposes rules of what came in; they are in force from the next night on. */
  learn(): void {
    const { index, learn } = this.#archive;
    if (learn) this.#ask(() => index.rules.proposeNew(learn));
  }

  #copiesOf(name: string): ArticleRow[] {
    const { index } = this.#archive;
    const find = () => {
      const row = index.find(this.#folder, name);
      return row && index.copiesOf(row.id);
    };
    return this.#ask(find) ?? [];
  }

  /** One that is not written yet will tell of them when it is. */
  async #noteCopies(name: string): Promise<void> {
    const { output } = this.#verdictOf(name)?.self ?? {};
    if (!output) return;
    await this.alone(output, async () => {
      const verdict = this.#verdictOf(name);
      if (verdict) await noteCopies(this.#folder, output, verdict);
    });
  }

  /** What gave way to an earlier version stays with it as long as it is a copy of this one. */
  #takeIn(name: string, cleaned: CleanedDocument): void {
    const { index } = this.#archive;
    const before = index.find(this.#folder, name);
    const copies = before ? index.copiesOf(before.id) : [];
    const row = takeIn(cleaned, { folder: this.#folder, name }, this.#archive);
    for (const copy of copies) if (givesWay(copy, row, index)) index.setDuplicate(copy.id, row.id);
  }

  #decide(name: string, settled: Promise<void>): Verdict | undefined {
    const { index, duplicates } = this.#archive;
    this.#ask(() => {
      const row = duplicates ? index.find(this.#folder, name) : undefined;
      if (row) decideCopy(row, (other) => this.#isThere(other), this.#folder, index);
    });
    const verdict = this.#verdictOf(name);
    if (verdict && !verdict.duplicateOf && !this.#working.has(name)) {
      this.#working.set(name, settled);
      void settled.then(() => this.#working.delete(name));
    }
    return verdict;
  }

  #isThere({ name, isWritten, output }: ArticleRow): boolean {
    return (
      this.#working.has(name) ||
      this.#later.has(name) ||
      (isWritten && output !== null && existsSync(path.join(this.#folder, output)) && this.#isFinal(name))
    );
  }

  #keptInWork(verdict: Verdict | undefined): Promise<void> | undefined {
    return verdict?.duplicateOf && this.#working.get(verdict.duplicateOf.name);
  }

  #learnedFor(name: string): LearnedBlocksByKey | undefined {
    const { index, learnedBlocks } = this.#archive;
    const row = learnedBlocks && index.find(this.#folder, name);
    const active = row && learnedBlocks(row.publishers);
    return active && index.rules.within(row.id, active).length > 0 ? active : undefined;
  }

  #verdictOf(name: string): Verdict | undefined {
    const onTrouble = (error: unknown) => goWithout(error, this.#archive.onNotice);
    return this.#ask(() => verdictOf(name, this.#folder, this.#archive, onTrouble));
  }

  #ask<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      return goWithout(error, this.#archive.onNotice);
    }
  }
}

export interface JudgeOptions {
  clean: () => Promise<CleanedDocument>;
  turn: Turn;
  settled: Promise<void>;
  /** Ends the wait for another item. */
  signal: AbortSignal;
}
