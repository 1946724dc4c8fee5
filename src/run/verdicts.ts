/** What the index decides of one document: which learned rules take something of it, whether it is a copy. */
import { hashValue } from '../hash.ts';
import type { LearnSettings } from '../pipeline/schema.ts';
import type { LearnedBlock } from '../stages/stage.ts';
import type { ArticleIndex, ArticleRow } from '../store/article-index.ts';

export interface Verdict {
  /** The document itself, as others point to it. */
  self: OtherDocument;
  /** Of all that changes the output beside `also_seen`; part of its fingerprint. Absent when nothing does. */
  key?: string;
  /** The document that this one is a copy of. */
  duplicateOf?: OtherDocument;
  /** The other copies. */
  alsoSeen: OtherDocument[];
  /** Call it when the output is in its place. What the index cannot take goes to `onTrouble`. */
  written(output: string): void;
}

/** A document as others point to it. */
export interface OtherDocument {
  name: string;
  title?: string;
  /** Its address, or its name where it has none: what its own front matter has as `source`. */
  source: string;
  /** Relative to the output folder; absent before it was written. */
  output?: string;
}

export type LearnedBlocks = (publishers: readonly string[]) => ReadonlyMap<string, LearnedBlock>;

/** The rules that are in force, by publisher and key of the block; each publisher is looked up once. */
export function createLearnedBlocks(
  index: ArticleIndex,
  { apply }: Pick<LearnSettings, 'apply'>,
): LearnedBlocks {
  const known = new Map<string, ReadonlyMap<string, LearnedBlock>>();
  const of = (publisher: string): ReadonlyMap<string, LearnedBlock> => {
    const found = known.get(publisher) ?? index.rules.active(publisher, apply === 'never' ? Infinity : apply);
    known.set(publisher, found);
    return found;
  };
  return (publishers) => new Map(publishers.flatMap((publisher) => [...of(publisher)]));
}

export interface VerdictSources {
  index: ArticleIndex;
  learnedBlocks?: LearnedBlocks;
  /** Whether copies give way at all. */
  duplicates: boolean;
}

/** Undefined for a document that the index does not know in the folder. */
export function verdictOf(
  name: string,
  folder: string,
  { index, learnedBlocks, duplicates }: VerdictSources,
  onTrouble: (error: unknown) => void,
): Verdict | undefined {
  const row = index.find(folder, name);
  if (!row) return undefined;
  const rules = learnedBlocks ? index.rules.within(row.id, learnedBlocks(row.publishers)) : [];
  const kept = row.duplicateOf === null || !duplicates ? undefined : index.get(row.duplicateOf);
  const others = index.copiesOf(kept?.id ?? row.id).filter(({ id }) => id !== row.id);
  const duplicateOf = kept && toOther(kept);
  const alsoSeen = others.map(toOther);
  const decisive = [rules, ...(duplicateOf ? [duplicateOf.source] : [])];
  return {
    self: toOther(row),
    ...(rules.length > 0 || duplicateOf ? { key: hashValue(decisive).slice(0, 16) } : {}),
    ...(duplicateOf ? { duplicateOf } : {}),
    alsoSeen,
    written: (output) => {
      if (row.output === output && row.isWritten === (kept === undefined)) return;
      try {
        index.noteWritten(row.id, output, kept === undefined);
      } catch (error) {
        onTrouble(error);
      }
    },
  };
}

function toOther({ name, title, url, output }: ArticleRow): OtherDocument {
  return { name, source: url ?? name, ...(title ? { title } : {}), ...(output ? { output } : {}) };
}
