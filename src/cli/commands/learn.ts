/** `memory learn`: takes back what people corrected in output files. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFrontMatter } from '../../document/front-matter.ts';
import { KlartextError, messageWithHint } from '../../errors.ts';
import { type Lessons, learnFrom } from '../../run/learn.ts';
import { batchFolderOf } from '../../run/nightly/desk.ts';
import { Memory } from '../../store/memory.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { type Io, storeFiles, tell, write } from '../io.ts';
import { originOfNight } from '../learn-night.ts';
import { type EditedFile, type Fields, type Origin, originOfRun } from '../learn-origin.ts';
import { openRunFor } from '../open-run.ts';

export interface LearnOptions {
  /** Those of the night, where they were not the pipeline's. */
  provider?: string;
  model?: string;
  /** This program's, for its user agent. */
  version: string;
}

export async function learn(outputs: string[], options: LearnOptions, io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  for (const output of outputs) {
    try {
      const { answers, refused } = await learnOne(output, options, io);
      const count = answers.length === 1 ? '1 correction' : `${answers.length} corrections`;
      await write(io.stdout, `${output}: ${count} learned.\n`);
      for (const { line, reason } of refused) tell(io, `${output}:${line}: not learned: ${reason}.`);
      if (refused.length > 0) exitCode = Math.max(exitCode, EXIT.incomplete);
    } catch (error) {
      // What can be learned from the others is not left for one that is none of ours.
      if (!(error instanceof KlartextError) || outputs.length === 1 || !isOfOne(error)) throw error;
      tell(io, messageWithHint(error));
      exitCode = Math.max(exitCode, exitCodeOf(error));
    }
  }
  return exitCode;
}

function isOfOne({ code, reach }: KlartextError): boolean {
  return code === 'USAGE' || reach === 'document';
}

type Learned = Pick<Lessons, 'answers' | 'refused'>;

/** What it was made of walks through its pipeline again, sending nothing, so that every segment has its place. */
async function learnOne(output: string, { version, ...options }: LearnOptions, io: Io): Promise<Learned> {
  const edited = await readEdited(output, io);
  const origin = originOf(edited, version, io);
  const { fields, length } = headOf(edited);
  if (origin.check?.(fields)) return { answers: [], refused: [] };
  if (fields.status === 'cleaned')
    throw new KlartextError('USAGE', `${output}: expected a translation; it was only cleaned.`, {
      hint: 'What you wrote there stays: a newer output that takes its place leaves it beside itself.',
    });
  const { pipeline, asOf } = origin;
  const open = await openRunFor({ ...options, pipeline }, 'all', io, { dryRun: true, asOf });
  try {
    const { memory } = open;
    if (!memory)
      throw new KlartextError(
        'USAGE',
        `${output}: expected a memory to keep your corrections in, got none.`,
        {
          hint: `Take \`memory: false\` out of ${open.pipeline.name}, or make its file writable.`,
        },
      );
    const { sourceHash, walk } = await origin.load(open);
    if (fields.source_hash !== sourceHash)
      throw new KlartextError('USAGE', `${output}: its input is not what it was made of any more.`, {
        hint: 'Restore the input, or run again and correct the new output.',
      });
    const { document, record, refused } = await walk(fields);
    // Lines are told as those of the file, so the head is blanked and not cut off.
    const blank = edited.text.slice(0, length).replace(/[^\n]/g, '');
    const body = blank + edited.text.slice(length);
    const lessons = learnFrom(document, record, { fields, body });
    if (lessons.answers.length > 0) {
      memory.learn(open.pipeline.pair, lessons.answers);
      memory.noteOutput({ ...record, ...lessons.written });
    }
    return { answers: lessons.answers, refused: [...lessons.refused, ...refused] };
  } finally {
    await open.close();
  }
}

async function readEdited(output: string, io: Io): Promise<EditedFile> {
  const file = path.resolve(io.cwd, output);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new KlartextError('USAGE', `${output}: cannot be read (${cause.code}).`, { cause });
  });
  if (!isUtf8(bytes))
    throw new KlartextError('USAGE', `${output}: expected UTF-8, got another character set.`, {
      hint: 'Save it as UTF-8: its umlauts would be learned as lost.',
    });
  return { output, file, text: bytes.toString('utf8') };
}

function originOf(edited: EditedFile, version: string, io: Io): Origin {
  const { output, file } = edited;
  const lookup = new Memory({ file: storeFiles(io).memoryFile });
  const record = lookup.output(file);
  lookup.close();
  if (record?.input) return originOfRun(record, edited, io);
  const folder = batchFolderOf(file);
  if (folder !== undefined) return originOfNight(edited, record, { folder, version }, io);
  throw new KlartextError(
    'USAGE',
    `${output}: expected an output that was made with this memory; it is not known.`,
    {
      hint: 'Only files in the place where `klartext run` or `klartext nightly` wrote them can be learned from.',
    },
  );
}

function headOf({ output, text }: EditedFile): { fields: Fields; length: number } {
  const head = readFrontMatter(text);
  if (head.kind === 'unread') {
    throw new KlartextError('USAGE', `${output}: its front matter is ${head.reason}.`, {
      hint: 'Mend it; a text with a colon in it wants quotation marks.',
    });
  }
  if (head.kind === 'fields') return head;
  throw new KlartextError(
    'USAGE',
    `${output}: expected the front matter that it was written with, got none.`,
    {
      hint: 'It tells what the output was made of: put it back.',
    },
  );
}
