/** The local neural engine as a translation provider: free, offline, nothing leaves the machine. */
import { createRequire } from 'node:module';
import os from 'node:os';
import * as z from 'zod';
import { engineModel, type InstalledModel, modelFingerprint } from '../engine/manifest.ts';
import { assertModelWhole, findModel } from '../engine/models.ts';
import { createEnginePool } from '../engine/pool.ts';
import type { EngineText } from '../engine/protocol.ts';
import { KlartextError } from '../errors.ts';
import { splitSentences } from '../segments/split-sentences.ts';
import type { TranslateRequest, TranslationProvider } from '../types.ts';
import { translateSegments } from './bergamot-segments.ts';
import { createTermCache } from './bergamot-term-cache.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';

/** A thread with Mozilla's largest model takes up to 0.55 GB; the rest is for batches and the process itself. */
const BYTES_PER_WORKER = 0.75 * 2 ** 30;
/** Part of the model's name, so of every memory: raised whenever the same engine answers otherwise. */
const ANSWERS_VERSION = 15;
const MAX_SEGMENTS = 192;
const MAX_CHARACTERS = 200_000;

export const bergamotOptions = z.strictObject({
  model: z
    .string()
    .optional()
    .describe('Name of an installed model; without it, the best one there is (`klartext models list`).'),
  workers: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe('Threads at most; without it, one a core, as far as memory reaches (0.75 GB each).'),
  quality: z
    .boolean()
    .default(false)
    .describe('Tell how sure the model was of each segment; about a third slower.'),
  beam: z
    .int()
    .min(1)
    .max(8)
    .optional()
    .describe(
      'Translations followed at once: 1 is fastest, 3 better by a point of BLEU or more with our own model, and a third slower. Without it, what suits the model.',
    ),
  batchTimeoutMs: z
    .int()
    .min(1000)
    .default(300_000)
    .describe('A batch that takes longer counts as broken; raise it on a very slow machine.'),
});

export type BergamotOptions = z.output<typeof bergamotOptions>;

export interface BergamotProviderOptions extends Partial<Omit<BergamotOptions, 'model'>> {
  model: InstalledModel;
  /** Pieces that concatenate to the text exactly; for tests, else the German splitter. */
  splitSentences?: (text: string) => string[];
}

/**
 * Starts no thread yet. A segment whose markup is broken, that breaks the engine, or that loses a tag on the way
 * answers `undefined`. One without letters is answered as it is. The same request gives the same answer, on
 * any number of workers.
 */
export function createBergamotProvider(options: BergamotProviderOptions): TranslationProvider {
  const { model, quality = false, splitSentences: split = splitSentences } = options;
  const workers = options.workers ?? defaultWorkers();
  const pool = createEnginePool({
    model: { ...engineModel(model, options.beam), scored: quality },
    workers,
    ...(options.batchTimeoutMs === undefined ? {} : { batchTimeoutMs: options.batchTimeoutMs }),
  });
  const terms = createTermCache();
  return {
    id: 'bergamot',
    model: `${model.name}@${modelFingerprint(model.manifest)}/bergamot-${engineVersion()}-${ANSWERS_VERSION}`,
    limits: {
      maxSegments: MAX_SEGMENTS,
      maxCharacters: MAX_CHARACTERS,
      // One batch in each thread, and one waiting for it.
      maxConcurrent: workers * 2,
    },
    features: { inlineTags: true, glossary: 'names', context: false, deterministic: true },
    async translate(request) {
      assertPair(model, request);
      if (request.signal.aborted) throw new KlartextError('ABORTED', 'The translation was stopped.');
      const translate = (texts: readonly EngineText[]) => pool.translate(texts, request.signal);
      const targets = await translateSegments(request.segments, {
        translate,
        splitSentences: split,
        scored: quality,
        quotesApart: model.manifest.quotedTerms === 'apart',
        translateTerm: (text) => terms.translate(text, translate),
      });
      const characters = request.segments.reduce((sum, segment) => sum + segment.source.length, 0);
      return { targets, usage: { characters } };
    },
    dispose: () => pool.dispose(),
  };
}

function assertPair(model: InstalledModel, { pair }: TranslateRequest): void {
  const own = model.manifest.pair;
  if (own.source === pair.source && own.target === pair.target) return;
  throw new KlartextError(
    'CONFIG_INVALID',
    `The model "${model.name}" translates ${own.source} to ${own.target}, but ${pair.source} to ${pair.target} was asked for.`,
  );
}

function defaultWorkers(): number {
  // What a container may use, where there is such a limit; 0 or a huge number where there is none.
  const memory = Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.max(1, Math.min(os.availableParallelism(), Math.floor(memory / BYTES_PER_WORKER)));
}

function engineVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('@browsermt/bergamot-translator/package.json') as { version: string }).version;
}

async function check(options: BergamotOptions, { modelFolders }: ProviderContext) {
  try {
    const model = await findModel(modelFolders, wanted(options));
    await assertModelWhole(model, { hash: false });
    return { usable: true, detail: `Local model ${model.name} (${model.manifest.architecture}).` };
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return { usable: false, detail: [error.message, error.hint].filter(Boolean).join(' ') };
  }
}

function wanted({ model }: BergamotOptions) {
  return model === undefined ? {} : { name: model };
}

export const bergamot: ProviderEntry<typeof bergamotOptions> = {
  id: 'bergamot',
  description: 'The local neural engine: free, offline, nothing leaves the machine.',
  needs: 'nothing; klartext models add gets a better model than the one that comes with it',
  options: bergamotOptions,
  check,
  async create(options, { modelFolders }) {
    const model = await findModel(modelFolders, wanted(options));
    await assertModelWhole(model, { hash: true });
    const { workers, ...rest } = options;
    return createBergamotProvider({ ...rest, model, ...(workers === undefined ? {} : { workers }) });
  },
};
