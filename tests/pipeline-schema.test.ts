import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pipelineJsonSchema } from '../src/pipeline/json-schema.ts';

const FILE = path.resolve(import.meta.dirname, '../pipelines/pipeline.schema.json');

test('the JSON schema for editors is the one that the code makes (npm run schema writes it)', async () => {
  const schema = `${JSON.stringify(await pipelineJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_FIXTURES && !process.env.CI) writeFileSync(FILE, schema);
  expect(readFileSync(FILE, 'utf8')).toBe(schema);
});
