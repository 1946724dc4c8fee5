/** `status`, `runs`, `history` and `journal`: what the journal of a nightly batch knows. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Table from 'cli-table3';
import { KlartextError } from '../../errors.ts';
import { type Desk, deskFiles, openDesk } from '../../run/nightly/desk.ts';
import { rebuildJournal } from '../../run/nightly/rebuild.ts';
import { restoreJournal } from '../../run/nightly/restore.ts';
import { forgetOld } from '../../run/nightly/retention.ts';
import { inMegabytes, renderSizes, sizesOf } from '../../run/nightly/sizes.ts';
import { type TallyFigures, undoneIn } from '../../run/nightly/tally.ts';
import { canonicalUrl } from '../../sources/canonical-url.ts';
import type { ArticleIndex } from '../../store/article-index.ts';
import { Journal } from '../../store/journal.ts';
import type { JournalItem, JournalRun } from '../../store/journal-types.ts';
import { EXIT } from '../exit-codes.ts';
import { type Io, sizedPlaces, write } from '../io.ts';
import { counts } from '../reporter.ts';
import { unwritable } from '../unwritable.ts';

export interface JournalOptions {
  out: string;
  json?: boolean;
}

export async function status({ out, json }: JournalOptions, io: Io): Promise<number> {
  return reading(out, io, async ({ views }) => {
    const [last] = views.runs(1);
    const [items, problems] = [views.counts(), views.problems(5)];
    const bytes = await sizesOf(sizedPlaces(out, io));
    const run = last ? { ...shownRun(last), isRunning: stateOf(last) === 'running' } : null;
    if (json) await write(io.stdout, toJson({ run, items, bytes, problems: problems.map(shownItem) }));
    else await write(io.stdout, renderStatus(last, items as Record<string, number>, bytes, problems));
    return EXIT.ok;
  });
}

export async function runs(
  { out, json, limit }: JournalOptions & { limit: number },
  io: Io,
): Promise<number> {
  return reading(out, io, async ({ views }) => {
    const shown = views.runs(limit).map(shownRun);
    if (json) await write(io.stdout, toJson(shown));
    else {
      const rows = shown.map(({ run, started, seconds, outcome, figures }) => {
        const { written = 0, failed = 0, words = 0, statuses = {} } = figures;
        const took = seconds === null ? '-' : `${seconds} s`;
        const numbers = [written, undoneIn({ statuses }), failed, words].map(String);
        return [String(run), local(started), took, outcome, ...numbers];
      });
      await write(
        io.stdout,
        table(['run', 'started', 'took', 'outcome', 'written', 'not whole', 'failed', 'words'], rows),
      );
    }
    return EXIT.ok;
  });
}

/** Exit code 1 when the journal does not know the item. */
export async function history(name: string, { out, json }: JournalOptions, io: Io): Promise<number> {
  return reading(out, io, async ({ views, addresses }) => {
    const file = path.resolve(io.cwd, name);
    const names = [name, canonicalUrl(name) ?? file, path.relative(path.resolve(io.cwd, out), file)];
    const item = names.map((one) => views.find(one)).find((one) => one);
    if (!item)
      throw new KlartextError('INPUT_UNREADABLE', `${name}: the journal in ${out} does not know it.`, {
        hint: 'Give its address, its path, or the path of its output.',
      });
    const attempts = views.attempts(item.id);
    const links = addresses.of(item.id);
    if (json) await write(io.stdout, toJson({ ...shownItem(item), addresses: links, attempts }));
    else {
      const rows = attempts.map(({ run, started, outcome, status: state, revision, code, message }) => [
        ...[String(run), local(started), outcome, state ?? '-', revision === null ? '-' : String(revision)],
        message ? `${code}: ${message}` : '',
      ]);
      await write(
        io.stdout,
        `${renderItem(item, links)}${table(['run', 'started', 'outcome', 'status', 'revision', 'why'], rows)}`,
      );
    }
    return EXIT.ok;
  });
}

/** A whole copy, also while a night is at work. */
export async function backup(file: string, { out }: JournalOptions, io: Io): Promise<number> {
  const target = path.resolve(io.cwd, file);
  return reading(out, io, async (journal) => {
    // Empty at first, so that what stands in the way is told as what it is.
    await writeFile(target, '', { flag: 'wx' }).catch((cause) => {
      if (cause.code !== 'EEXIST') throw unwritable(file, cause);
      throw new KlartextError('USAGE', `${file}: is there already; a backup never replaces a file.`);
    });
    try {
      journal.backup(target);
    } catch (error) {
      await rm(target, { force: true });
      throw (error as KlartextError).code === 'OUTPUT_UNWRITABLE'
        ? unwritable(file, (error as KlartextError).cause)
        : error;
    }
    await write(io.stdout, `The journal is copied to ${file}.\n`);
    return EXIT.ok;
  });
}

/** The journal as the backup has it, and what the outputs know better. */
export async function restore(file: string, { out }: JournalOptions, io: Io): Promise<number> {
  const folder = path.resolve(io.cwd, out);
  const restored = await restoreJournal(path.resolve(io.cwd, file), folder);
  if (!restored) throw busy(out);
  const { since, taken, replaced } = restored;
  const kept = replaced ? ` The one before is kept as ${path.relative(io.cwd, replaced)}.` : '';
  await write(
    io.stdout,
    `The journal of ${local(since)} is back in its place; ${taken} outputs are taken in that it did not know, or knew otherwise.${kept}\n`,
  );
  return EXIT.ok;
}

export async function prune({ out, days }: JournalOptions & { days: number }, io: Io): Promise<number> {
  journalFile(out, io);
  return writing(out, io, async ({ journal }) => {
    const places = sizedPlaces(out, io);
    const index = await openIndex(places.indexFile);
    try {
      const gone = await forgetOld({
        ...{ days, journal, ...places, now: Date.now() },
        ...(index ? { index } : {}),
      });
      journal.vacuum();
      const { items, runs: ended, documents, files, bytes } = gone;
      await write(
        io.stdout,
        `${items} items and ${ended} runs are forgotten, ${documents} articles of the index, and ${files} files of what was fetched (${inMegabytes(bytes)}); the outputs stay.\n`,
      );
    } finally {
      index?.close();
    }
    return EXIT.ok;
  });
}

/** Takes in outputs that the journal does not know, such as those of another machine. */
export async function rebuild({ out }: JournalOptions, io: Io): Promise<number> {
  if (!existsSync(path.resolve(io.cwd, out)))
    throw new KlartextError('USAGE', `${out}: expected a folder with outputs, found none.`, {
      hint: 'Name it with --out.',
    });
  return writing(out, io, async ({ journal, rebuilt }) => {
    const count = rebuilt + (await rebuildJournal(journal, path.resolve(io.cwd, out), Date.now()));
    await write(io.stdout, `${count} outputs were taken into the journal.\n`);
    return EXIT.ok;
  });
}

async function openIndex(file: string): Promise<ArticleIndex | undefined> {
  if (!existsSync(file)) return undefined;
  const { ArticleIndex } = await import('../../store/article-index.ts');
  return new ArticleIndex({ file });
}

/** Throws USAGE where there is none, so that a slip in a name makes none. */
export function journalFile(out: string, io: Io): string {
  const { journal } = deskFiles(path.resolve(io.cwd, out));
  if (existsSync(journal)) return journal;
  throw new KlartextError('USAGE', `${out}: no nightly run has worked here.`, {
    hint: 'Name its output folder with --out.',
  });
}

async function reading(out: string, io: Io, work: (journal: Journal) => Promise<number>): Promise<number> {
  const journal = new Journal({ file: journalFile(out, io), leaveDamaged: true });
  try {
    return await work(journal);
  } finally {
    journal.close();
  }
}

async function writing(out: string, io: Io, work: (desk: Desk) => Promise<number>): Promise<number> {
  const desk = await openDesk({ outFolder: path.resolve(io.cwd, out) });
  if (!desk) throw busy(out);
  try {
    return await work(desk);
  } finally {
    desk.close();
  }
}

function busy(out: string): KlartextError {
  return new KlartextError('STORE_BUSY', `${out}: a nightly run is at work here; try again when it is done.`);
}

/** The next run sees for sure, by the lock, that one died; for showing it the process number will do. */
function stateOf({ outcome, pid }: JournalRun): JournalRun['outcome'] {
  if (outcome !== 'running') return outcome;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'died';
  }
  return 'running';
}

function shownRun(run: JournalRun) {
  const { id, pipeline, day, started, ended, summary } = run;
  const figures = JSON.parse(summary ?? '{}') as Partial<TallyFigures>;
  return {
    ...{ run: id, pipeline: path.basename(pipeline), day, started: time(started), figures },
    outcome: stateOf(run),
    seconds: ended === null ? null : Math.round((ended - started) / 100) / 10,
  };
}

function shownItem(item: JournalItem) {
  const {
    key,
    url,
    source,
    state,
    status: documentStatus,
    output,
    revision,
    attempts,
    code,
    message,
    hint,
  } = item;
  return {
    ...{ key, url, source, state, status: documentStatus, output, revision, attempts, code, message, hint },
    ...{ firstSeen: time(item.first_seen), changed: time(item.changed) },
  };
}

function renderStatus(
  last: JournalRun | undefined,
  items: Record<string, number>,
  bytes: Record<string, number>,
  problems: readonly JournalItem[],
): string {
  const state =
    last &&
    (stateOf(last) === 'running'
      ? `running since ${local(last.started)}, process ${last.pid}`
      : `${stateOf(last)}, ${local(last.ended ?? last.started)}`);
  const lines = problems.map(({ key, code, message }) => `${key}\n  ${code}: ${message}`);
  return table(
    [],
    [
      ['last run', state ?? 'none yet'],
      ['items', counts(items)],
      ['on disk', renderSizes(bytes)],
      ...(lines.length > 0 ? [['latest problems', lines.join('\n')]] : []),
    ],
  );
}

function renderItem(
  { key, state, status: documentStatus, output, revision, source, hint }: JournalItem,
  links: readonly string[],
): string {
  const facts = [
    state,
    ...(documentStatus ? [documentStatus] : []),
    `revision ${revision}`,
    `from ${source}`,
  ];
  const lines = [...links.map((link) => `also ${link}`), facts.join(', '), output, ...(hint ? [hint] : [])];
  return [key, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function table(head: string[], rows: string[][]): string {
  const made = new Table({ head, style: { head: [], border: [] }, wordWrap: true });
  made.push(...rows);
  return `${made.toString()}\n`;
}

/** For programs. */
function time(at: number): string {
  return new Date(at).toISOString();
}

/** For people, by their clock, as the days of a night are. */
function local(at: number | string): string {
  return new Date(at).toLocaleString('sv-SE');
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
