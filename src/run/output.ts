/** Where outputs go and how they get there: mirrored paths, and a write that is whole or not there. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsync, lstatSync, openSync, realpathSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { makeFolder } from '../make-folder.ts';
import { replaceDurably } from '../write-durably.ts';

const sync = promisify(fsync);

const TEMPORARY = /^\.klartext-(\d+)-[0-9a-f]+\.tmp$/;
/** Most file systems allow 255 bytes a name. */
const MAX_NAME_BYTES = 240;

/**
 * Output path, relative to the output folder, for each input name: the ending becomes `extension`; names that
 * would meet in one output keep their own ending before it (`a.html.md`, `a.txt.md`), and so does the one that is
 * then met (`a.html.md` becomes `a.html.md.md`) or has the name of a folder that others need (`a.md/b.html`).
 */
export function planOutputs(names: readonly string[], extension: string): Map<string, string> {
  const whole = new Set<string>();
  for (;;) {
    const planned = names.map((name) => {
      const output = whole.has(name) ? `${shorten(name)}${extension}` : withExtension(name, extension);
      return [name, output] as const;
    });
    const uses = new Map<string, number>();
    // Compared in lower case and NFC: some file systems fold names that way.
    for (const [, output] of planned) uses.set(fold(output), (uses.get(fold(output)) ?? 0) + 1);
    const folders = new Set(planned.flatMap(([, output]) => foldersOf(fold(output))));
    const meeting = planned.filter(
      ([name, output]) =>
        !whole.has(name) && ((uses.get(fold(output)) ?? 0) > 1 || folders.has(fold(output))),
    );
    if (meeting.length === 0) return new Map(planned);
    for (const [name] of meeting) whole.add(name);
  }
}

/** All of them, from the innermost out. */
function foldersOf(output: string): string[] {
  const folder = path.posix.dirname(output);
  return folder === path.posix.dirname(folder) ? [] : [folder, ...foldersOf(folder)];
}

/**
 * Writes `text` to `relative` below `folder` by temporary file, fsync and rename: after a crash the old file or
 * the new one is there, never a part. Rejects with OUTPUT_UNWRITABLE, also when a link would lead outside.
 */
export async function writeOutput(
  folder: string,
  relative: string,
  text: string | Uint8Array,
): Promise<string> {
  const target = path.resolve(folder, relative);
  const parent = path.dirname(target);
  try {
    makeFolder(parent);
    if (!isInside(realpathSync.native(folder), realpathSync.native(parent))) {
      throw new KlartextError(
        'OUTPUT_UNWRITABLE',
        `${relative}: would be written outside the output folder; nothing was written.`,
      );
    }
    await replaceDurably(target, text, path.join(parent, temporaryName()));
    await syncFolder(parent);
    return target;
  } catch (cause) {
    if (cause instanceof KlartextError) throw cause;
    throw unwritable(relative, cause as NodeJS.ErrnoException);
  }
}

/**
 * Whether a link on the way to a file below the folder leads out of it, or nowhere. To be asked before anything is paid
 * for what `writeOutput` would refuse.
 */
export function leadsOutside(folder: string, relative: string): boolean {
  const top = path.resolve(folder);
  for (let place = path.dirname(path.join(top, relative)); place !== top; place = path.dirname(place)) {
    const real = realPathOf(place);
    if (real !== undefined) return !isInside(realpathSync.native(top), real);
    if (lstatSync(place, { throwIfNoEntry: false })) return true;
  }
  return false;
}

function realPathOf(place: string): string | undefined {
  try {
    return realpathSync.native(place);
  } catch {
    return undefined;
  }
}

/**
 * Makes the output folder, proves before any work is paid for that files can be made, synced and renamed in it, and
 * sweeps temporary files that a killed run left. Rejects with OUTPUT_UNWRITABLE, also when a link would lead what is to lie in
 * `below`, a folder relative to it, outside.
 */
export async function prepareOutputFolder(folder: string, below = '.'): Promise<void> {
  try {
    makeFolder(folder);
    if (leadsOutside(folder, path.join(below, 'any'))) throw linked(path.join(folder, below));
    const probe = path.join(folder, temporaryName());
    await replaceDurably(probe, '\n', path.join(folder, temporaryName()));
    await rm(probe);
    const entries = await readdir(folder, { recursive: true });
    const stale = entries.filter((entry) => isStale(path.basename(entry)));
    await Promise.all(stale.map((entry) => rm(path.join(folder, entry), { force: true })));
  } catch (cause) {
    if (cause instanceof KlartextError) throw cause;
    throw unwritable(folder, cause as NodeJS.ErrnoException);
  }
}

function linked(folder: string): KlartextError {
  return new KlartextError(
    'OUTPUT_UNWRITABLE',
    `${folder}: a link on the way leads out of the output folder, or nowhere; nothing was begun.`,
    { hint: 'Put a folder in the place of the link, or name the place where all is to lie with --out.' },
  );
}

/** The rename itself survives a power cut only once the folder is synced; some file systems refuse, harmlessly. */
async function syncFolder(folder: string): Promise<void> {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    await sync(handle);
  } catch {
    // Refused.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Chance comes from UUIDs, of which the runtime keeps some ready. */
export function temporaryName(): string {
  return `.klartext-${process.pid}-${randomUUID().slice(-12)}.tmp`;
}

function isStale(name: string): boolean {
  const owner = TEMPORARY.exec(name)?.[1];
  if (owner === undefined) return false;
  try {
    process.kill(Number(owner), 0);
    return Number(owner) === process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function isInside(folder: string, candidate: string): boolean {
  const relative = path.relative(folder, candidate);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

function withExtension(name: string, extension: string): string {
  const { dir, name: base } = path.posix.parse(shorten(name));
  return path.posix.join(dir, `${base}${extension}`);
}

function shorten(name: string): string {
  const { dir, base, name: stem, ext } = path.posix.parse(name);
  if (Buffer.byteLength(base) <= MAX_NAME_BYTES) return name;
  const cut = Buffer.from(stem)
    .subarray(0, MAX_NAME_BYTES - 30)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return path.posix.join(dir, `${cut}-${sha256(name).slice(0, 8)}${ext.slice(0, 10)}`);
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

const OTHER_FILE_SYSTEM =
  'Its file system refuses what is needed to write safely, as some of networks do: choose a folder on a local disk with --out.';
const ADVICE: Record<string, string> = {
  ENOENT: 'Its folder cannot be made, or is gone: choose another place.',
  ENOSPC: 'The disk is full: free some space and run again; what is done is kept.',
  EDQUOT: 'The disk quota is used up: free some space and run again; what is done is kept.',
  EACCES: 'Choose a folder that you may write to with --out.',
  EPERM: 'Choose a folder that you may write to with --out.',
  EINVAL: OTHER_FILE_SYSTEM,
  ENOSYS: OTHER_FILE_SYSTEM,
  ENOTSUP: OTHER_FILE_SYSTEM,
  EXDEV: OTHER_FILE_SYSTEM,
  EROFS: 'The file system is read-only: choose another folder with --out.',
};

function unwritable(where: string, cause: NodeJS.ErrnoException): KlartextError {
  const hint = ADVICE[cause.code ?? ''];
  return new KlartextError(
    'OUTPUT_UNWRITABLE',
    `${where}: cannot be written (${cause.code ?? cause.message}).`,
    {
      cause,
      ...(hint ? { hint } : {}),
    },
  );
}
