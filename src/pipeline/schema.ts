/** What a pipeline file may say. The JSON schema for editors is generated from this. */
import { z } from 'zod';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a name of lower-case letters, digits and hyphens');

/** `repair-text`, or `remove-boilerplate: { option: value }` as a map of one key. */
const stageEntry = z.union([name, z.record(name, z.unknown())]);

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
      .describe('Rule packs: names in `rules/` beside this file or shipped ones, or paths ending in .yaml.'),
    stages: z
      .array(stageEntry)
      .min(1)
      .describe('Stages in the order in which a document walks through them.'),
    provider: z
      .strictObject({
        id: name.default('bergamot').describe('Provider to translate with; `klartext providers` lists them.'),
        options: z
          .record(z.string(), z.unknown())
          .default({})
          .describe("The provider's own options; never a key."),
      })
      .prefault({})
      .describe('Translation provider. Keys come from the environment only.'),
    concurrency: z.int().min(1).max(64).default(4).describe('Documents in work at the same time.'),
    maxBytes: z
      .int()
      .min(1024)
      .default(20 * 1024 * 1024)
      .describe('Inputs over this many bytes are refused.'),
  })
  .describe('A Klartext pipeline.');

export type PipelineFile = z.output<typeof pipelineSchema>;
