/** Files, folders and globs on this machine. */
import { type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { KlartextError } from '../errors.ts';
import { createSource, trouble } from './create-source.ts';
import { type InputFile, listInputs, readInput } from './files.ts';
import type { Candidate, Source, SourceEvent } from './source.ts';

export interface FileSettings {
  /** Files, folders (their documents, recursively) or globs; with `!` before it, a glob of what stays out. */
  paths: readonly string[];
  name?: string;
}

export interface FileOptions {
  /** What paths are relative to; absolute. */
  folder: string;
  maxBytes: number;
}

/**
 * Files come sorted within each path. A path that is not there is a trouble, and a folder that cannot be listed, as
 * `lost+found`; a glob that matches nothing is none.
 */
export function openFiles(settings: FileSettings, options: FileOptions): Source {
  const where = settings.paths.join(', ');
  return createSource(settings.name, where, () => readFiles(settings, options));
}

async function* readFiles(settings: FileSettings, options: FileOptions): AsyncGenerator<SourceEvent> {
  const { folder } = options;
  const found = new Map<string, InputFile>();
  for (const given of settings.paths.filter((one) => !one.startsWith('!'))) {
    const unlisted: KlartextError[] = [];
    try {
      const files = await list(given, folder, (error) => unlisted.push(error));
      for (const file of files) found.set(file.path, file);
      for (const error of unlisted) yield trouble(given, asDocumentError(error));
    } catch (error) {
      yield trouble(given, asDocumentError(error));
    }
  }
  const left = await excluded(settings, folder);
  for (const file of found.values())
    if (!left.has(file.path))
      yield { type: 'candidate', candidate: fileCandidate(file.path, options.maxBytes) };
}

async function list(
  given: string,
  folder: string,
  onUnlisted: (error: KlartextError) => void,
): Promise<InputFile[]> {
  if (!isDynamicPattern(given)) return listInputs([given], folder, undefined, onUnlisted);
  const ignore = ['**/node_modules/**'];
  const files = await glob(given, { cwd: folder, absolute: true, ignore, expandDirectories: false });
  return files.sort().map((file) => ({ path: path.normalize(file), name: path.relative(folder, file) }));
}

async function excluded({ paths }: FileSettings, folder: string): Promise<ReadonlySet<string>> {
  const patterns = paths.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  if (patterns.length === 0) return new Set();
  return new Set((await glob(patterns, { cwd: folder, absolute: true })).map((file) => path.normalize(file)));
}

/** One file by its absolute path. One that is not there has no version; loading it tells why. */
export function fileCandidate(file: string, maxBytes: number): Candidate {
  const info = statOf(file);
  return {
    key: file,
    metadata: {},
    load: async () => ({ content: await readInput({ path: file, name: file }, maxBytes) }),
    ...(info ? { version: `${info.mtimeMs}:${info.size}` } : {}),
  };
}

/** At once: a night asks this of every file that it knows, and the way to another thread and back takes longer. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** On a command line a missing path is a slip of the hand that stops all; here the other sources go on. */
function asDocumentError(error: unknown): unknown {
  if (!(error instanceof KlartextError) || error.code !== 'USAGE') return error;
  const { message, hint } = error;
  return new KlartextError('INPUT_UNREADABLE', message, { cause: error, ...(hint ? { hint } : {}) });
}
