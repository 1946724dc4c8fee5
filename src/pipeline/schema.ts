/** What a pipeline file may say. The JSON schema for editors is generated from this. */
import * as z from 'zod';
import { fetchSchema, sourcesSchema } from './source-schema.ts';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a name of lower-case letters, digits and hyphens');

/** `repair-text`, or `remove-boilerplate: { option: value }` as a map of one key. */
const stageEntry = z.union([name, z.record(name, z.unknown())]);

const amount = z.number().positive();

const budget = z
  .strictObject({
    unit: z
      .enum(['characters', 'money'])
      .default('characters')
      .describe('What the caps count: billed characters, or money by `price`.'),
    perRun: amount.optional().describe('What one run may spend at most.'),
    perMonth: amount.optional().describe('What all runs of a calendar month (UTC) may spend at most.'),
  })
  .refine(
    ({ perRun, perMonth }) => perRun !== undefined || perMonth !== undefined,
    'expected perRun or perMonth',
  );

/** One provider in a pipeline file. */
export const providerEntry = z
  .strictObject({
    id: z
      .string()
      .min(1)
      .default('bergamot')
      .describe(
        'Provider to translate with (`klartext providers` lists them), or the path of a module of your own.',
      ),
    options: z
      .record(z.string(), z.unknown())
      .default({})
      .describe("The provider's own options; never a key."),
    minQuality: z
      .number()
      .optional()
      .describe(
        'Mean log-probability per token under which an answer goes on to the next provider, such as -0.5; for bergamot with `quality: true`.',
      ),
    price: z.number().min(0).optional().describe('Price of a million characters, in `currency`.'),
    currency: z.string().default('EUR').describe('What `price` is in; only shown.'),
    reconcile: z
      .boolean()
      .default(false)
      .describe(
        'Ask the service before and after a run what it has billed, and report it beside what is booked here; for deepl.',
      ),
    budget: budget
      .optional()
      .describe(
        'Hard caps, checked before each request is sent: { unit: characters or money, perRun, perMonth }.',
      ),
  })
  .refine(({ budget: caps, price }) => caps?.unit !== 'money' || price !== undefined, {
    message: 'a budget in money needs `price`',
  });

export type ProviderSettings = z.output<typeof providerEntry>;

const articles = z.int().min(2);

const learning = z
  .strictObject({
    propose: articles
      .default(3)
      .describe(
        'In how many different articles of one publisher a block must stand to be proposed as a rule.',
      ),
    apply: z
      .union([articles, z.literal('never')])
      .default(5)
      .describe(
        'From how many on a proposed rule works without being accepted; `never`: only accepted rules work.',
      ),
    window: z
      .int()
      .min(10)
      .default(100)
      .describe("How many of a publisher's latest articles are looked at for repeats."),
  })
  .refine(({ propose, apply, window }) => apply === 'never' || (propose <= apply && apply <= window), {
    message: 'expected propose <= apply <= window',
    path: ['apply'],
  });

export type LearnSettings = z.output<typeof learning>;

export const pipelineSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of the pipeline file format.'),
    description: z.string().optional().describe('One line for readers and for `klartext check`.'),
    languages: z
      .strictObject({
        source: z.literal('de').default('de').describe('Language that is translated (ISO 639-1).'),
        target: z.literal('en').default('en').describe('Language of the output (ISO 639-1).'),
      })
      .prefault({}),
    rules: z
      .array(z.string())
      .default([])
      .describe(
        'Rule packs: names in `rules/` beside this file or in `./pipelines`, or shipped ones; or paths ending in .yaml, from here or from the working directory.',
      ),
    glossary: z
      .array(z.string())
      .default([])
      .describe(
        'Glossaries: names in `glossary/` beside this file or in `./pipelines`, or shipped ones; or paths ending in .csv; later ones win.',
      ),
    sources: sourcesSchema,
    fetch: fetchSchema,
    stages: z
      .array(stageEntry)
      .min(1)
      .describe('Stages in the order in which a document walks through them.'),
    provider: providerEntry
      .optional()
      .describe('The one translation provider; bergamot without it. Keys come from the environment only.'),
    providers: z
      .array(providerEntry)
      .min(1)
      .optional()
      .describe(
        'Instead of `provider`: several in order. A segment that fails its checks or scores under minQuality goes on to the next.',
      ),
    memory: z
      .boolean()
      .default(true)
      .describe('Whether answers are kept in the translation memory and taken from it.'),
    learn: learning
      .optional()
      .describe(
        "Learn each publisher's boilerplate from what repeats in its articles (`klartext rules proposed`); not without it.",
      ),
    duplicates: z
      .boolean()
      .default(false)
      .describe(
        'Write only one of the copies of an article, and short records that point to it for the others.',
      ),
    concurrency: z
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'Documents in work at the same time. Without it four; in a night three times as many as the provider takes requests at once, of the local engine half as many again, and never fewer than it takes.',
      ),
    maxBytes: z
      .int()
      .min(1024)
      .default(20 * 1024 * 1024)
      .describe('Inputs over this many bytes are refused.'),
    warnLoss: z
      .number()
      .min(0)
      .max(1)
      .default(0.6)
      .describe('Documents that lose more than this share of their text to cleaning get a warning.'),
  })
  .refine(({ provider, providers }) => !provider || !providers, {
    message: 'expected `provider` or `providers`, not both',
    path: ['providers'],
  })
  .describe('A Klartext pipeline.');

/** Documents in work at the same time, where the pipeline does not say how many. */
export const DOCUMENTS_AT_ONCE = 4;

/** What a pipeline without any provider entry translates with. */
export const DEFAULT_PROVIDER: ProviderSettings = providerEntry.parse({});

export type PipelineFile = z.output<typeof pipelineSchema>;
