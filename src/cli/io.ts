/** The outside world as commands see it; only `main.ts` binds it to the real process. */
import path from 'node:path';
import { createColors } from 'picocolors';
import { shippedFolder } from '../pipeline/shipped.ts';
import type { ProviderContext } from '../providers/provider.ts';
import type { SizedPlaces } from '../run/nightly/sizes.ts';
import { withSecretFiles } from './secrets.ts';

export interface Io {
  stdin: NodeJS.ReadableStream;
  stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Standard error as it is, for progress bars only. */
  progress?: Io['stderr'];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Home folder of the user. */
  home: string;
  /** Aborted on the first SIGINT, SIGTERM or SIGHUP. */
  signal: AbortSignal;
}

/** Writes and waits while the reader is slower than we are. */
export async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
}

/** Tells people something on a line of its own. */
export function tell(io: Pick<Io, 'stderr'>, text: string): void {
  io.stderr.write(`klartext: ${oneLine(text)}\n`);
}

/** A name of a file may hold line ends: what tells of it is one line all the same. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ');
}

/** Colours for a stream: off when it is no terminal, with `NO_COLOR`, or on a dumb terminal. */
export function colorsFor(io: Io, stream: { isTTY?: boolean }): ReturnType<typeof createColors> {
  return createColors(Boolean(stream.isTTY) && !io.env.NO_COLOR && io.env.TERM !== 'dumb');
}

/** The user's models: `KLARTEXT_MODELS`, else `klartext/models` in the cache folder by the XDG rules. */
export function userModelFolder(io: Io): string {
  if (io.env.KLARTEXT_MODELS) return path.resolve(io.cwd, io.env.KLARTEXT_MODELS);
  const cache = io.env.XDG_CACHE_HOME;
  // The specification says that a relative path in these variables is to be ignored.
  return path.join(
    cache && path.isAbsolute(cache) ? cache : path.join(io.home, '.cache'),
    'klartext',
    'models',
  );
}

/**
 * The translation memory: `KLARTEXT_MEMORY`, else `klartext/memory.db` in the data folder by the XDG rules.
 * Spending is booked in `spending.db` beside it, in a file of its own: who deletes the memory keeps the budget. What was
 * learned of publishers and which articles were seen stands in `index.db`.
 */
export function storeFiles(io: Io): { memoryFile: string; spendingFile: string; indexFile: string } {
  const data = io.env.XDG_DATA_HOME;
  const folder = data && path.isAbsolute(data) ? data : path.join(io.home, '.local', 'share');
  const memoryFile = io.env.KLARTEXT_MEMORY
    ? path.resolve(io.cwd, io.env.KLARTEXT_MEMORY)
    : path.join(folder, 'klartext', 'memory.db');
  const beside = (name: string) => path.join(path.dirname(memoryFile), name);
  return { memoryFile, spendingFile: beside('spending.db'), indexFile: beside('index.db') };
}

/** Where what was fetched is kept: beside the translation memory. */
export function fetchedFolder(io: Io): string {
  return path.join(path.dirname(storeFiles(io).memoryFile), 'fetched');
}

/** All that a batch with this output folder keeps, each by its absolute path. */
export function sizedPlaces(out: string, io: Io): SizedPlaces {
  return {
    outFolder: path.resolve(io.cwd, out),
    fetchedFolder: fetchedFolder(io),
    ...storeFiles(io),
  };
}

/** What providers may take from outside. Throws CONFIG_INVALID for a key's file that cannot be read. */
export function providerContext(io: Io): ProviderContext {
  return { env: withSecretFiles(io.env), modelFolders: [userModelFolder(io), shippedFolder('models')] };
}
