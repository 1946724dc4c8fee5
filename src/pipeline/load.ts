/** Pipeline file -> validated pipeline: every name resolved, every option checked, nothing run. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { loadStage } from '../stages/registry.ts';
import { parseRulePack, type RulePack } from '../stages/rules.ts';
import type { Stage } from '../stages/stage.ts';
import { didYouMean } from '../suggest.ts';
import type { LanguagePair } from '../types.ts';
import { type PipelineFile, pipelineSchema } from './schema.ts';
import { listNames, shippedFolder } from './shipped.ts';
import { locate, parseYaml, validate, type YamlSource } from './yaml-errors.ts';

export interface PipelineStage {
  stage: Stage;
  /** Validated against the stage's schema, defaults filled in. */
  options: unknown;
}

export interface Pipeline {
  /** The file's name without its ending. */
  name: string;
  file: string;
  description: string;
  pair: LanguagePair;
  stages: readonly PipelineStage[];
  rulePacks: readonly RulePack[];
  /** SHA-256 of each rule pack's text, in order; part of fingerprints. */
  rulePackHashes: readonly string[];
  provider: { id: string; options: Record<string, unknown> };
  concurrency: number;
  maxBytes: number;
}

/**
 * Loads a pipeline by name (`german-tech`: `./pipelines/german-tech.yaml`, then the shipped one) or by path
 * (anything with a slash or ending in `.yaml` or `.yml`). Rejects with CONFIG_INVALID or STAGE_UNKNOWN, every
 * problem with its line.
 */
export async function loadPipeline(nameOrPath: string, cwd: string): Promise<Pipeline> {
  const file = resolvePipeline(nameOrPath, cwd);
  const shown = path.relative(cwd, file).startsWith('..') ? file : path.relative(cwd, file);
  const source = parseYaml(await readConfig(file, shown), shown);
  const config = validate(pipelineSchema, source.value, source);
  const stages = await loadStages(config, source);
  const packs = await Promise.all(config.rules.map((rule, index) => loadRulePack(rule, index, file, source)));
  return {
    name: path.basename(file).replace(/\.ya?ml$/, ''),
    file,
    description: config.description ?? '',
    pair: config.languages,
    stages,
    rulePacks: packs.map(({ pack }) => pack),
    rulePackHashes: packs.map(({ hash }) => hash),
    provider: config.provider,
    concurrency: config.concurrency,
    maxBytes: config.maxBytes,
  };
}

function resolvePipeline(nameOrPath: string, cwd: string): string {
  if (/[/\\]|\.ya?ml$/.test(nameOrPath)) return path.resolve(cwd, nameOrPath);
  const folders = [path.join(cwd, 'pipelines'), shippedFolder('pipelines')];
  const found = folders
    .map((folder) => path.join(folder, `${nameOrPath}.yaml`))
    .find((file) => existsSync(file));
  if (found) return found;
  const known = [...new Set(folders.flatMap(listNames))];
  throw new KlartextError(
    'CONFIG_INVALID',
    `no pipeline is named "${nameOrPath}".${didYouMean(nameOrPath, known)}`,
  );
}

async function loadStages(config: PipelineFile, source: YamlSource): Promise<PipelineStage[]> {
  return Promise.all(
    config.stages.map(async (entry, index) => {
      const [name, options] =
        typeof entry === 'string' ? [entry, {}] : (Object.entries(entry)[0] ?? ['', {}]);
      const at = ['stages', index];
      if (typeof entry !== 'string' && Object.keys(entry).length !== 1) {
        throw new KlartextError(
          'CONFIG_INVALID',
          `${locate(source, at)}: expected one stage an entry, got ${Object.keys(entry).length}.`,
        );
      }
      const stage = await loadStage(name).catch((error: unknown) => {
        if (!(error instanceof KlartextError)) throw error;
        throw new KlartextError(error.code, `${locate(source, at)}: ${error.message}`);
      });
      return { stage, options: validate(stage.options, options ?? {}, source, [...at, name]) };
    }),
  );
}

async function loadRulePack(rule: string, index: number, pipelineFile: string, source: YamlSource) {
  const beside = path.dirname(pipelineFile);
  const candidates = /[/\\]|\.ya?ml$/.test(rule)
    ? [path.resolve(beside, rule)]
    : [
        path.join(beside, 'rules', `${rule}.yaml`),
        path.join(shippedFolder('pipelines'), 'rules', `${rule}.yaml`),
      ];
  const file = candidates.find((candidate) => existsSync(candidate));
  if (!file) {
    const known = [...new Set(candidates.flatMap((candidate) => listNames(path.dirname(candidate))))];
    throw new KlartextError(
      'CONFIG_INVALID',
      `${locate(source, ['rules', index])}: no rule pack "${rule}".${didYouMean(rule, known)}`,
    );
  }
  const text = await readConfig(file, file);
  return { pack: parseRulePack(text, file), hash: sha256(text) };
}

async function readConfig(file: string, shown: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new KlartextError('CONFIG_INVALID', `${shown}: cannot be read (${cause.code ?? cause.message}).`, {
      cause,
    });
  });
}
