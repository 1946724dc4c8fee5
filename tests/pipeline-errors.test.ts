import { expect, test } from 'vitest';
import { pipelineSchema } from '../src/pipeline/schema.ts';
import { parseYaml, validate } from '../src/pipeline/yaml-errors.ts';

function problems(text: string): string {
  try {
    const source = parseYaml(text, 'p.yaml');
    validate(pipelineSchema, source.value, source);
    return 'valid';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  [
    'an unknown key',
    'version: 1\nstages: [x]\nrulez: [a]\n',
    'p.yaml:3: rulez: unknown key. Did you mean "rules"?',
  ],
  [
    'an unknown nested key',
    'version: 1\nstages: [x]\nprovider:\n  id: deepl\n  optoins: {}\n',
    'p.yaml:5: provider.optoins: unknown key. Did you mean "options"?',
  ],
  [
    'a wrong type',
    'version: 1\nstages: [x]\n\nconcurrency: many\n',
    'p.yaml:4: concurrency: Invalid input: expected number, received string',
  ],
  ['a missing key', 'version: 1\n', 'p.yaml: stages: Invalid input: expected array, received undefined'],
  ['no YAML', 'version: 1\nstages: [x\n', 'p.yaml:3: not valid YAML'],
  ['two problems', 'version: 2\nstages: []\n', 'p.yaml:1: version'],
])('%s is named with its line', (_name, text, expected) => {
  expect(problems(text)).toContain(expected);
});

test('a good file is valid', () => {
  expect(problems('version: 1\nstages: [repair-text, { remove-boilerplate: {} }]\n')).toBe('valid');
});
