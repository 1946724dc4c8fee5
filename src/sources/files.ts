/** Files and folders as documents, each with the path its output will mirror. */
import { readFileSync, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { INPUT_EXTENSIONS } from '../document/format.ts';
import { KlartextError } from '../errors.ts';
import { expectFile } from './read-bytes.ts';

export interface InputFile {
  /** Absolute path, or `-` for standard input. */
  path: string;
  /** Relative path with `/`, without `..`: names the document to users and places its output. */
  name: string;
}

const EXTENSIONS: ReadonlySet<string> = new Set(INPUT_EXTENSIONS);
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules']);

/**
 * Lists what `paths` mean, sorted by name: a folder gives its documents recursively (by ending; hidden files,
 * `node_modules`, links to folders and everything below `exclude` are passed over), a file gives itself whatever
 * its ending. A path given twice counts once, and where two would have one name, all are named from the folder above
 * them. Rejects with USAGE when a path is not there or a folder cannot be listed; with `onUnlisted` that is told instead of
 * folders below, and what stands beside them is given.
 */
export async function listInputs(
  paths: readonly string[],
  cwd: string,
  exclude?: string,
  onUnlisted?: (error: KlartextError) => void,
): Promise<InputFile[]> {
  const files: InputFile[] = [];
  const singles: string[] = [];
  for (const given of paths) {
    if (given === '-') {
      files.push({ path: '-', name: 'stdin' });
      continue;
    }
    const absolute = path.resolve(cwd, given);
    const info = await stat(absolute).catch((cause: NodeJS.ErrnoException) => {
      throw new KlartextError(
        'USAGE',
        `${given}: ${cause.code === 'ENOENT' ? 'no such file or folder' : (cause.code ?? cause.message)}.`,
        { cause },
      );
    });
    if (info.isDirectory())
      files.push(
        ...(await walk(
          { root: absolute, exclude: exclude && path.resolve(cwd, exclude), onUnlisted },
          absolute,
        )),
      );
    else singles.push(absolute);
  }
  const base = commonFolder(singles);
  files.push(...singles.map((file) => ({ path: file, name: toName(base, file) })));
  const unique = new Map(files.map((file) => [file.path, file]));
  return toldApart([...unique.values()]).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** By its name a document has its place and its report: of two with one name, the other's text would be lost. */
function toldApart(files: InputFile[]): InputFile[] {
  if (new Set(files.map(({ name }) => name)).size === files.length) return files;
  const base = commonFolder(files.flatMap((file) => (file.path === '-' ? [] : [file.path])));
  return files.map((file) => (file.path === '-' ? file : { ...file, name: toName(base, file.path) }));
}

/** The folder that was given, or that of a file that was: where a document without an address comes from. */
export function sourceOf({ path: file, name }: InputFile): string {
  const folder = file.endsWith(name) ? file.slice(0, -name.length) : path.dirname(file);
  return path.resolve(folder || path.sep);
}

/** The bytes of one input. One that is larger than `maxBytes` is refused before it costs memory. */
export async function readInput(
  file: InputFile,
  maxBytes: number,
  stdin: NodeJS.ReadableStream = Readable.from([]),
): Promise<Uint8Array> {
  try {
    return file.path === '-' ? await collect(stdin, maxBytes, file.name) : readWhole(file, maxBytes);
  } catch (cause) {
    if (cause instanceof KlartextError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new KlartextError('INPUT_UNREADABLE', `${file.name}: cannot be read (${reason}).`, {
      cause,
      ...nameHint(file.path),
    });
  }
}

/** In this thread: the way to another and back takes ten times as long as an article, and a night reads thousands. */
function readWhole({ path: file, name }: InputFile, maxBytes: number): Uint8Array {
  const info = statSync(file);
  expectFile(info, name);
  if (info.size > maxBytes) throw tooLarge(name, maxBytes);
  return readFileSync(file);
}

async function collect(stream: AsyncIterable<unknown>, maxBytes: number, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(name, maxBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string, maxBytes: number): KlartextError {
  const mebibytes = (maxBytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
  return new KlartextError('INPUT_UNSUPPORTED', `${name}: expected at most ${mebibytes} MiB, got more.`, {
    hint: 'Raise maxBytes in the pipeline file if this really is one article.',
  });
}

interface Walk {
  root: string;
  exclude: string | undefined;
  onUnlisted: ((error: KlartextError) => void) | undefined;
}

async function walk(how: Walk, folder: string): Promise<InputFile[]> {
  const { root, exclude, onUnlisted } = how;
  if (folder === exclude) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    const error = unlisted(folder, cause);
    if (folder === root || !onUnlisted) throw error;
    onUnlisted(error);
    return [];
  });
  const nested = await Promise.all(
    entries
      .filter((entry) => !entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name))
      .map(async (entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return walk(how, full);
        if (!EXTENSIONS.has(path.extname(entry.name).toLowerCase())) return [];
        if (entry.isSymbolicLink() && !(await isFileBehind(full))) return [];
        return [{ path: full, name: toName(root, full) }];
      }),
  );
  return nested.flat();
}

function unlisted(folder: string, cause: NodeJS.ErrnoException): KlartextError {
  const message = `${folder}: cannot be listed (${cause.code ?? cause.message}).`;
  return new KlartextError('USAGE', message, { cause, ...nameHint(folder) });
}

/** Of names in an older character set Node makes others, by which nothing is found. */
function nameHint(file: string): { hint?: string } {
  return file.includes('\uFFFD') ? { hint: 'Its name is no UTF-8: rename it, as convmv does.' } : {};
}

async function isFileBehind(link: string): Promise<boolean> {
  return realpath(link)
    .then(stat)
    .then((info) => info.isFile())
    .catch(() => true); // A broken link is named in the report rather than passed over.
}

function commonFolder(files: readonly string[]): string {
  const [first = path.sep, ...rest] = files.map((file) => path.dirname(file));
  return rest.reduce((common, folder) => {
    let shared = common;
    while (path.relative(shared, folder).startsWith('..')) shared = path.dirname(shared);
    return shared;
  }, first);
}

function toName(base: string, file: string): string {
  return path.relative(base, file).split(path.sep).join('/');
}
