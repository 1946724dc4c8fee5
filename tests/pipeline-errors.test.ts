import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadPipeline } from '../src/pipeline/load.ts';
import { pipelineSchema } from '../src/pipeline/schema.ts';
import { parseYaml, validate } from '../src/pipeline/yaml-errors.ts';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

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
  ['an alias of nothing', 'version: 1\nstages: *all\n', 'p.yaml: not valid YAML: Unresolved alias'],
  [
    'aliases that multiply',
    `version: 1\na: &a [x]\n${[...'bcd'].map((key) => `${key}: &${key} [${'*a, '.repeat(99)}*a]\n`).join('')}` +
      `e: [${'*b, *c, *d, '.repeat(9)}]\n`,
    'p.yaml: not valid YAML: Excessive alias count',
  ],
  ['an empty file', '', 'p.yaml: expected keys such as `version: 1`, got none.'],
  ['a file of comment', '# nur Kommentar\n', 'p.yaml: expected keys such as `version: 1`, got none.'],
  ['two problems', 'version: 2\nstages: []\n', 'p.yaml:1: version'],
])('%s is named with its line', (_name, text, expected) => {
  expect(problems(text)).toContain(expected);
});

test('a good file is valid', () => {
  expect(problems('version: 1\nstages: [repair-text, { remove-boilerplate: {} }]\n')).toBe('valid');
});

const SHIPPED = path.resolve(import.meta.dirname, '../pipelines');

test('rule packs and glossaries are found beside the file, then in ./pipelines, then among the shipped', async () => {
  const cwd = temporaryFolder();
  for (const folder of ['elsewhere/rules', 'pipelines/rules', 'pipelines/glossary'])
    mkdirSync(path.join(cwd, folder), { recursive: true });
  const pack = path.join(SHIPPED, 'rules/syndication.yaml');
  for (const to of ['elsewhere/rules/near.yaml', 'pipelines/rules/far.yaml', 'here.yaml'])
    copyFileSync(pack, path.join(cwd, to));
  copyFileSync(path.join(SHIPPED, 'glossary/tech-news.csv'), path.join(cwd, 'pipelines/glossary/own.csv'));
  const file = path.join(cwd, 'elsewhere/mine.yaml');
  const rules = 'near, far, german-news, ./rules/near.yaml, ./here.yaml';
  writeFileSync(file, `version: 1\nrules: [${rules}]\nglossary: [own]\nstages: [translate]\n`);
  const { rulePacks, glossaries } = await loadPipeline(file, cwd);
  expect([rulePacks.length, glossaries.length]).toEqual([5, 1]);
});

test('a pack that is nowhere is named with every place that was looked at', async () => {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'elsewhere'));
  const file = path.join(cwd, 'elsewhere/mine.yaml');
  writeFileSync(file, 'version: 1\nrules: [german-new]\nstages: [translate]\n');
  const places = [path.join(cwd, 'elsewhere'), path.join(cwd, 'pipelines'), SHIPPED];
  const looked = places.map((place) => path.join(place, 'rules/german-new.yaml')).join(', ');
  await expect(loadPipeline(file, cwd)).rejects.toThrow(
    `no rule pack "german-new". Did you mean "german-news"? Looked for ${looked}.`,
  );
});

test.each([
  [
    'provider:\n  id: openai\n  options: { modle: x }\n',
    'p.yaml:5: provider.options.modle: unknown key. Did you mean "model"?',
  ],
  [
    'providers:\n  - id: bergamot\n  - id: deepl\n    options: { timeoutMs: "x" }\n',
    'p.yaml:6: providers.1.options.timeoutMs: Invalid input',
  ],
  [
    'provider: { id: deeple }\n',
    'p.yaml:3: provider.id: There is no provider "deeple". Did you mean "deepl"?',
  ],
])('what is wrong with a provider is named with its line: %j', async (provider, told) => {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, 'p.yaml'), `version: 1\nstages: [translate]\n${provider}`);
  writeFileSync(path.join(cwd, 'a.md'), 'Ein Brunnen.\n');
  for (const argv of [
    ['check', 'p.yaml'],
    ['run', 'a.md', '-p', 'p.yaml'],
  ]) {
    const { code, stderr } = await cli(argv, { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(told) });
  }
});
