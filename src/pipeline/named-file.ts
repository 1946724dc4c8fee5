/** Where a pipeline's rule packs and glossaries are found by name or by path. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { listNames, shippedFolder } from './shipped.ts';

export interface Kind {
  /** For the message: `rule pack`. */
  what: string;
  /** Folder in which files are known by their names. */
  folder: string;
  ending: '.yaml' | '.csv';
  /** Of file names, and of what is given as a path. */
  endings: RegExp;
}

export interface Places {
  /** Folder of the pipeline's file. */
  folder: string;
  cwd: string;
}

/**
 * A path counts from the pipeline's folder, else from the working directory. A name is looked for beside the pipeline's
 * file, then in `./pipelines`, then among what is shipped. Throws CONFIG_INVALID, which says where was looked; `where`
 * begins the message.
 */
export function findNamed(given: string, kind: Kind, { folder, cwd }: Places, where: string): string {
  const isPath = /[/\\]/.test(given) || kind.endings.test(given);
  const named = [folder, path.join(cwd, 'pipelines'), shippedFolder('pipelines')].map((place) =>
    path.join(place, kind.folder, `${given}${kind.ending}`),
  );
  const candidates = [...new Set(isPath ? [folder, cwd].map((place) => path.resolve(place, given)) : named)];
  const file = candidates.find((candidate) => existsSync(candidate));
  if (file) return file;
  const known = candidates.flatMap((candidate) => listNames(path.dirname(candidate), kind.endings));
  const hint = isPath ? '' : didYouMean(given, new Set(known));
  throw new KlartextError(
    'CONFIG_INVALID',
    `${where}no ${kind.what} "${given}".${hint} Looked for ${candidates.join(', ')}.`,
  );
}
