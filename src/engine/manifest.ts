/** What a model folder says of itself: `<folder>/<name>/manifest.json`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import { hashValue } from '../hash.ts';
import type { EngineModel } from './protocol.ts';

export const MANIFEST_FILE = 'manifest.json';

/** A name is a folder's name: nothing that climbs out, hides, or means something to a shell. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

const fileSchema = z.strictObject({
  /** Two vocabularies: the first listed is the source's. */
  role: z.enum(['model', 'vocab', 'shortlist']),
  name: z.string().regex(FILE_NAME),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const manifestSchema = z
  .strictObject({
    format: z.literal(1),
    name: z.string().regex(NAME),
    pair: z.strictObject({ source: z.string().min(2), target: z.string().min(2) }),
    /** `tiny`, `base-memory`, `base`, or sizes as `128x2x2`. For readers only. */
    architecture: z.string().min(1),
    precision: z.enum(['float32', 'int8shiftAll', 'int8shiftAlphaAll']),
    files: z.array(fileSchema).min(2).max(4),
    /** `apart`: it spells short quoted terms better without their marks, which are taken out and put back. */
    quotedTerms: z.literal('apart').optional(),
    /** How many translations are followed at once; 1, the default, is what Mozilla's models are made for. */
    beam: z.int().min(1).max(8).optional(),
    /** Where the files came from: an address or a sentence. */
    source: z.string().min(1),
    licence: z.string().min(1),
  })
  .superRefine((manifest, context) => {
    const count = (role: string) => manifest.files.filter((file) => file.role === role).length;
    const wrong = count('model') !== 1 || count('shortlist') > 1 || ![1, 2].includes(count('vocab'));
    if (wrong)
      context.addIssue({
        code: 'custom',
        path: ['files'],
        message: 'one model, one or two vocab, at most one shortlist',
      });
    if (new Set(manifest.files.map((file) => file.name)).size !== manifest.files.length)
      context.addIssue({ code: 'custom', path: ['files'], message: 'two files of one name' });
  });

export type ModelManifest = z.output<typeof manifestSchema>;
export type ModelFile = ModelManifest['files'][number];

/** A model on disk whose manifest is sound; its files may still not be (see checkModel). */
export interface InstalledModel {
  name: string;
  /** Absolute folder of this model. */
  folder: string;
  manifest: ModelManifest;
}

/** Rejects a name that could leave the models' folder, with CONFIG_INVALID. */
export function assertModelName(name: string): void {
  if (NAME.test(name) && !name.includes('..')) return;
  throw new KlartextError(
    'CONFIG_INVALID',
    `"${name.slice(0, 80)}" cannot name a model: expected lower-case letters, digits, "-", "_" and ".".`,
  );
}

/** Reads `<folder>/<name>`. `undefined` when there is none; rejects with MODEL_CORRUPT when its manifest is no good. */
export async function readModel(folder: string, name: string): Promise<InstalledModel | undefined> {
  assertModelName(name);
  const own = path.resolve(folder, name);
  const manifest = await readManifest(own);
  if (manifest && manifest.name !== name)
    throw corrupt(name, `its ${MANIFEST_FILE} is of "${manifest.name}"`);
  return manifest && { name, folder: own, manifest };
}

/** The manifest in a folder of any name. `undefined` when there is none; rejects with MODEL_CORRUPT. */
export async function readManifest(own: string): Promise<ModelManifest | undefined> {
  const name = path.basename(own);
  let text: string;
  try {
    text = await readFile(path.join(own, MANIFEST_FILE), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw corrupt(name, `its ${MANIFEST_FILE} cannot be read`, error);
  }
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw corrupt(name, `its ${MANIFEST_FILE} is wrong at "${issue?.path.join('.')}": ${issue?.message}`);
}

/** The model as the engine takes it; `beam` instead of the manifest's own. */
export function engineModel(model: InstalledModel, beam = model.manifest.beam ?? 1): EngineModel {
  const files = (role: ModelFile['role']) =>
    model.manifest.files
      .filter((file) => file.role === role)
      .map((file) => path.join(model.folder, file.name));
  const [shortlist] = files('shortlist');
  return {
    model: files('model')[0] ?? '',
    vocabularies: files('vocab'),
    ...(shortlist === undefined ? {} : { shortlist }),
    precision: model.manifest.precision,
    // Only the costs of words tell one translation from another.
    ...(beam > 1 ? { settings: { 'beam-size': beam, 'skip-cost': false } } : {}),
  };
}

/** Twelve hex digits that change whenever any file of the model does, or how it is used; for fingerprints. */
export function modelFingerprint(manifest: ModelManifest): string {
  const files = manifest.files.map(({ role, sha256 }) => [role, sha256]);
  return hashValue([manifest.precision, files, manifest.quotedTerms, manifest.beam]).slice(0, 12);
}

export function corrupt(name: string, what: string, cause?: unknown): KlartextError {
  return new KlartextError('MODEL_CORRUPT', `The model "${name}" cannot be used: ${what}.`, {
    cause,
    hint: `Remove it (klartext models remove ${name}) and add or import it again.`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
