/** `memory learn`: takes back what people corrected in output files. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFrontMatter } from '../../document/front-matter.ts';
import { KlartextError, messageWithHint } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import { processDocument } from '../../run/document.ts';
import { isTranslatedAsNoted, type Lessons, learnFrom } from '../../run/learn.ts';
import { readInput } from '../../sources/files.ts';
import { Memory } from '../../store/memory.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { type Io, storeFiles, tell, write } from '../io.ts';
import { openRunFor } from '../open-run.ts';

export async function learn(outputs: string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  for (const output of outputs) {
    try {
      const { answers, refused } = await learnOne(output, io);
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

/** The source is walked through its pipeline again, sending nothing, so that every segment has its place. */
async function learnOne(output: string, io: Io): Promise<Lessons> {
  const file = path.resolve(io.cwd, output);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new KlartextError('USAGE', `${output}: cannot be read (${cause.code}).`, { cause });
  });
  if (!isUtf8(bytes))
    throw new KlartextError('USAGE', `${output}: expected UTF-8, got another character set.`, {
      hint: 'Save it as UTF-8: its umlauts would be learned as lost.',
    });
  const edited = bytes.toString('utf8');
  const lookup = new Memory({ file: storeFiles(io).memoryFile });
  const record = lookup.output(file);
  lookup.close();
  if (!record) {
    throw new KlartextError(
      'USAGE',
      `${output}: expected an output that was made with this memory; it is not known.`,
      {
        hint: 'Only files in the place where `klartext run` wrote them can be learned from.',
      },
    );
  }
  const open = await openRunFor({ pipeline: record.pipeline }, 'all', io, { dryRun: true });
  try {
    const input = { path: record.input, name: path.relative(io.cwd, record.input) };
    const content = await readInput(input, open.pipeline.maxBytes, io.stdin);
    const head = readFrontMatter(edited);
    if (head.kind === 'unread') {
      throw new KlartextError('USAGE', `${output}: its front matter is ${head.reason}.`, {
        hint: 'Mend it; a text with a colon in it wants quotation marks.',
      });
    }
    if (head.kind !== 'fields' || head.fields.source_hash !== sha256(content)) {
      throw new KlartextError('USAGE', `${output}: its input is not what it was made of any more.`, {
        hint: 'Restore the input, or run again and correct the new output.',
      });
    }
    if (head.fields.status === 'cleaned')
      throw new KlartextError('USAGE', `${output}: expected a translation; it was only cleaned.`, {
        hint: 'What you wrote there stays: a newer output that takes its place leaves it beside itself.',
      });
    if (!isTranslatedAsNoted(record, head.fields))
      throw new KlartextError(
        'USAGE',
        `${output}: another output than the one that was noted last for this place.`,
        {
          hint: 'What its machine wrote would count as your corrections: make them in the output of a new run.',
        },
      );
    const document = await processDocument({ name: record.name, content }, open.runner);
    // Lines are told as those of the file, so the head is blanked and not cut off.
    const blank = edited.slice(0, head.length).replace(/[^\n]/g, '');
    const body = blank + edited.slice(head.length);
    const lessons = learnFrom(document, record, { fields: head.fields, body });
    open.memory?.learn(open.pipeline.pair, lessons.answers);
    open.memory?.noteOutput({ ...record, ...lessons.written });
    return lessons;
  } finally {
    await open.close();
  }
}
