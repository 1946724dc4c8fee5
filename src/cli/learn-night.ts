/** What an edited output of a nightly batch was made of, and how it was written: its journal knows. */
import path from 'node:path';
import { readFrontMatter } from '../document/front-matter.ts';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { ProcessedDocument } from '../run/document.ts';
import { hashOf } from '../run/edited-blocks.ts';
import { isTranslatedAsNoted, type Written, writtenOf } from '../run/learn.ts';
import { parseOutput } from '../run/nightly/existing.ts';
import { bytesOf } from '../run/nightly/item-steps.ts';
import { recallWithin } from '../run/nightly/recall-within.ts';
import { remake } from '../run/nightly/remake.ts';
import { recall } from '../run/nightly/revive.ts';
import type { OpenRun } from '../run/open.ts';
import { openPipelineSources } from '../run/sources.ts';
import type { Candidate, LoadedDocument } from '../sources/source.ts';
import { Journal } from '../store/journal.ts';
import type { JournalItem } from '../store/journal-types.ts';
import type { OutputRecord } from '../store/memory.ts';
import { journalFile } from './commands/journal.ts';
import { fetchedFolder, type Io } from './io.ts';
import { anotherOutput, type EditedFile, type Fields, type Origin, type Walked } from './learn-origin.ts';

export interface Batch {
  /** Its output folder, absolute. */
  folder: string;
  /** This program's version, for its user agent. */
  version: string;
}

interface Writing {
  item: JournalItem;
  pipeline: string;
  /** When the output was begun. */
  started: number;
}

/**
 * A night notes nothing of an output beside its hash, so what it wrote is made again. `noted` is what was noted when the
 * output was learned from before. Throws USAGE where the journal does not know it.
 */
export function originOfNight(
  edited: EditedFile,
  noted: OutputRecord | undefined,
  batch: Batch,
  io: Io,
): Origin {
  const { item, pipeline, started } = lookUp(edited, batch, io);
  const { output, file } = edited;
  return {
    pipeline,
    asOf: started,
    check({ fingerprint, status, duplicate_of: kept }) {
      if (fingerprint !== item.fingerprint) throw anotherOutput(output);
      if (status !== 'duplicate') return false;
      // As one of a folder that is learned from it is no slip.
      if (parseOutput(edited.text)?.bodyHash === item.body_hash) return true;
      throw new KlartextError('USAGE', `${output}: expected an article, got the record of a copy.`, {
        hint: `Make your corrections in the output of ${kept}.`,
      });
    },
    async load(open) {
      const { candidate, loaded } = await loadAgain(item, open, edited, batch, io);
      return {
        sourceHash: sha256(bytesOf(loaded)),
        async walk(fields) {
          const { document, isAsWritten } = await remake(item, candidate, loaded, open);
          const { body_hash: bodyHash, key: name } = item;
          const isKnown = noted?.bodyHash === bodyHash && isTranslatedAsNoted(noted, fields);
          if (!isKnown && !isAsWritten) throw writtenOtherwise(edited, document, open, batch, io);
          const made = writtenOf(document);
          const place = { file, input: '', name, pipeline, ...(bodyHash ? { bodyHash } : {}) };
          const { head, refused } = headOf(item, fields, isAsWritten ? made : {}, isKnown ? noted : {});
          return { document, record: { ...place, ...made, ...(isKnown ? noted : {}), head }, refused };
        },
      };
    },
  };
}

function lookUp(edited: EditedFile, { folder }: Batch, io: Io): Writing {
  const { output, file } = edited;
  const journal = new Journal({ file: journalFile(folder, io), leaveDamaged: true });
  try {
    const { views } = journal;
    const place = path.relative(folder, file);
    const item = views.find(place);
    if (!item) throw notThere(edited, place, views);
    const [last] = views.runs(1);
    const writing = views.writing(item.id) ?? (last && { pipeline: last.pipeline, started: item.changed });
    if (writing) return { item, ...writing };
    throw new KlartextError(
      'USAGE',
      `${output}: expected a run in the journal, to know the pipeline by; got none.`,
      {
        hint: 'The journal was built again from the outputs: run `klartext nightly <pipeline>` once.',
      },
    );
  } finally {
    journal.close();
  }
}

async function loadAgain(
  item: JournalItem,
  { pipeline }: OpenRun,
  { output }: EditedFile,
  { version }: Batch,
  io: Io,
): Promise<{ candidate: Candidate; loaded: LoadedDocument }> {
  const settings = { fetchedFolder: fetchedFolder(io), version };
  const opened = await openPipelineSources(pipeline, settings);
  try {
    const candidate =
      (await recall(item, opened.pages)) ?? (await recallWithin(item, pipeline, opened.sources, io.signal));
    if (candidate) return { candidate, loaded: await candidate.load(io.signal) };
  } finally {
    await opened.close();
  }
  throw new KlartextError(
    'USAGE',
    `${output}: expected what it was made of; ${item.source} has it no more, and it is not kept.`,
    {
      hint: 'If the night ran in another folder, call this there. Else restore it, or correct the output of a later night.',
    },
  );
}

/** As it was learned before, else as it is made again; but something newer that its source told may have another description. */
function headOf(
  { offered, version }: JournalItem,
  fields: Fields,
  { head: made = {} }: Pick<Written, 'head'>,
  { head: noted = {} }: Pick<Written, 'head'>,
): { head: NonNullable<Written['head']> } & Pick<Walked, 'refused'> {
  const { description, ...others } = made;
  const isSame = description === undefined || hashOf(fields.description) === description;
  if (isSame || noted.description !== undefined || (version ?? offered) === offered)
    return { head: { ...made, ...noted }, refused: [] };
  const reason = 'description: its source has told of an update since, so nobody knows who wrote it';
  return { head: { ...others, ...noted }, refused: [{ line: 1, reason }] };
}

function writtenOtherwise(
  { output }: EditedFile,
  { data }: ProcessedDocument,
  { providerProblem, pipeline }: OpenRun,
  { folder }: Batch,
  io: Io,
): KlartextError {
  const { segments } = data;
  const missing = segments.filter(({ reason }) => reason === 'no-answer').length;
  const came =
    providerProblem ??
    (missing > 0
      ? `the memory lacks ${missing} of its ${segments.length} texts.`
      : `${pipeline.name} and the memory make another of it now.`);
  const out = path.relative(io.cwd, folder) || '.';
  return new KlartextError(
    'USAGE',
    `${output}: expected its text as the night wrote it, to hold yours against it; ${came}`,
    {
      hint: `If the night ran in another folder or with --provider or --model, do so here too. Else keep what you wrote elsewhere, delete the output, and correct the new one that \`klartext retry --failed --out ${out}\` makes.`,
    },
  );
}

function notThere({ output, text }: EditedFile, place: string, views: Journal['views']): KlartextError {
  const [, newer] = /^(.*)\.edited-[0-9a-f]{6}$/.exec(place) ?? [];
  if (newer !== undefined)
    return new KlartextError(
      'USAGE',
      `${output}: expected an output, got what was kept when an update took its place.`,
      {
        hint: `Make your corrections in ${path.basename(newer)} and learn from that.`,
      },
    );
  const head = readFrontMatter(text);
  const { source, key = source } = head.kind === 'fields' ? head.fields : {};
  const known = typeof key === 'string' ? views.find(key) : undefined;
  return new KlartextError(
    'USAGE',
    `${output}: expected an output in its place; the journal of the batch knows none here.`,
    {
      hint: known
        ? `Move it back to ${known.output} in the output folder.`
        : '`klartext journal rebuild` takes in outputs of another machine.',
    },
  );
}
