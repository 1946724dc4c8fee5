/** The pipeline file's JSON schema for editors, with the options of every stage and provider. */
import * as z from 'zod';
import { loadStage, STAGE_NAMES } from '../stages/registry.ts';
import { pipelineSchema } from './schema.ts';

/** `pipelines/pipeline.schema.json` is this, written by `npm run schema`; a test holds them together. */
export async function pipelineJsonSchema(): Promise<object> {
  const schema = z.toJSONSchema(pipelineSchema, { io: 'input', unrepresentable: 'any' }) as unknown as {
    properties: { stages: { items: object } };
  };
  const stages = await Promise.all(STAGE_NAMES.map(loadStage));
  schema.properties.stages.items = {
    anyOf: [
      { enum: stages.map((stage) => stage.name), description: 'A stage with its default options.' },
      ...stages.map((stage) => ({
        type: 'object',
        description: stage.description,
        properties: {
          [stage.name]: withoutDialect(
            z.toJSONSchema(stage.options, { io: 'input', unrepresentable: 'any' }),
          ),
        },
        required: [stage.name],
        additionalProperties: false,
      })),
    ],
  };
  return schema;
}

function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): object {
  return schema;
}
