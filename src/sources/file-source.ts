/** Files and folders as a source. */
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { listInputs, readInput } from './files.ts';
import type { Candidate, Source } from './source.ts';

export interface FileSourceOptions {
  /** Files and folders, relative to `cwd`. */
  paths: readonly string[];
  cwd: string;
  /** A folder that is no input, such as that of the outputs. */
  exclude?: string;
  /** Larger files are refused. */
  maxBytes: number;
}

/** Offers every document there is below the paths, in the order of their names. */
export function fileSource({ paths, cwd, exclude, maxBytes }: FileSourceOptions): Source {
  return {
    name: 'files',
    async *read() {
      for (const { path } of await listInputs(paths, cwd, exclude))
        yield { type: 'candidate', candidate: await fileCandidate(path, maxBytes) };
    },
  };
}

/** One file by its absolute path. One that is not there is told when it is loaded. */
export async function fileCandidate(path: string, maxBytes: number): Promise<Candidate> {
  const info = await stat(path).catch(() => undefined);
  return {
    key: path,
    metadata: {},
    load: async () => ({ content: await readInput({ path, name: path }, maxBytes, Readable.from([])) }),
    ...(info ? { version: `${info.mtimeMs}:${info.size}` } : {}),
  };
}
