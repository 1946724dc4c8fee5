/** What a stage is: an ordinary unified plugin with a name, a version and a schema of its options. */
import type { Root } from 'mdast';
import type { Plugin } from 'unified';
import type * as z from 'zod';
import type { TermFinder } from '../segments/glossary/match-terms.ts';
import type { LanguagePair, TranslatedSegment, TranslationProvider } from '../types.ts';
import type { Rule, RulePack } from './rules.ts';

/** What the run lends to stages; a stage takes what it needs and owns none of it. */
export interface StageServices {
  pair: LanguagePair;
  /** Loaded and compiled rule packs that the pipeline names, in its order. */
  rulePacks: readonly RulePack[];
  /** Text rules for the documents of a host; absent where there are no site rules. */
  siteRules?: (host: string) => readonly Rule[];
  /** Blocks that repeat in the articles of these publishers, by `blockKey`; absent where nothing is learned. */
  learnedBlocks?: (publishers: readonly string[]) => ReadonlyMap<string, LearnedBlock>;
  /** Terms of the pipeline's glossaries; absent when it names none. */
  glossary?: TermFinder;
  /** What people wrote in place of these texts, in order; absent without a memory. */
  corrections?: (texts: readonly string[]) => readonly (TranslatedSegment | undefined)[];
  /** Absent when no engine is to be had; then `translate` marks its segments failed: `no-provider`. */
  provider?: TranslationProvider;
  signal: AbortSignal;
}

/** A block of a publisher, as what takes it out reports it. */
export interface LearnedBlock {
  id: string;
  publisher: string;
  /** In how many different articles it was seen. */
  documents: number;
  /** `accepted` by a person, or `proposed` and in force by its number. */
  state: string;
}

export interface Stage<Schema extends z.ZodType = z.ZodType> {
  /** Kebab-case verb phrase; also the file's name, the fixture folder and the source of its messages. */
  readonly name: string;
  /** Raised by hand whenever the same input can give other output; part of every fingerprint. */
  readonly version: number;
  readonly description: string;
  /** A strict object schema in which every key has a default and a description. */
  readonly options: Schema;
  readonly plugin: Plugin<[z.output<Schema>, StageServices], Root>;
}

/** Only infers types; keeps a stage file to one export. */
export function defineStage<Schema extends z.ZodType>(stage: Stage<Schema>): Stage<Schema> {
  return stage;
}
