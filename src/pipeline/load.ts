/** Pipeline file -> validated pipeline: every name resolved, every option checked, nothing run. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import type { Glossary } from '../segments/glossary/parse-glossary.ts';
import { loadStage } from '../stages/registry.ts';
import type { RulePack } from '../stages/rules.ts';
import type { Stage } from '../stages/stage.ts';
import { didYouMean } from '../suggest.ts';
import type { LanguagePair } from '../types.ts';
import { loadGlossary } from './glossaries.ts';
import { loadRulePack, readConfig } from './rule-packs.ts';
import {
  DEFAULT_PROVIDER,
  type LearnSettings,
  type PipelineFile,
  type ProviderSettings,
  pipelineSchema,
} from './schema.ts';
import { listNames, shippedFolder } from './shipped.ts';
import { openSites, type Sites } from './sites.ts';
import type { FetchSettings, SourceSettings } from './source-schema.ts';
import { locate, parseYaml, validate, type YamlSource } from './yaml-errors.ts';

export interface PipelineStage {
  stage: Stage;
  /** Validated against the stage's schema, defaults filled in. */
  options: unknown;
}

/** Where it stands in its file, for messages; absent where the file does not name it. */
export interface PlacedProvider extends ProviderSettings {
  place?: { source: YamlSource; path: readonly PropertyKey[] };
}

export interface Pipeline {
  /** The file's name without its ending. */
  name: string;
  file: string;
  description: string;
  pair: LanguagePair;
  stages: readonly PipelineStage[];
  rulePacks: readonly RulePack[];
  /** Site rules: of `./pipelines/sites`, of `sites/` beside the pipeline's file, and shipped ones. */
  sites: Sites;
  /** SHA-256 of each rule pack's text, in order; part of fingerprints. */
  rulePackHashes: readonly string[];
  glossaries: readonly Glossary[];
  /** SHA-256 of each glossary's text, in order; part of fingerprints. */
  glossaryHashes: readonly string[];
  /** Where documents come from; their paths are relative to the pipeline file's folder. */
  sources: readonly SourceSettings[];
  fetch: FetchSettings;
  /** In the order in which they are asked; at least one. */
  providers: readonly PlacedProvider[];
  /** Whether answers are remembered. */
  memory: boolean;
  /** Absent: nothing is learned from what repeats, and nothing that was learned is used. */
  learn?: LearnSettings;
  /** Whether copies of an article become short records. */
  duplicates: boolean;
  /** Documents in work at the same time; absent: DOCUMENTS_AT_ONCE, and in a night what suits the provider. */
  concurrency?: number;
  maxBytes: number;
  /** Share of its text (0..1) that a document may lose to cleaning without a warning. */
  warnLoss: number;
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
  const places = { folder: path.dirname(file), cwd };
  const packs = await Promise.all(
    config.rules.map((rule, index) => loadRulePack(rule, places, `${locate(source, ['rules', index])}: `)),
  );
  const glossaries = await Promise.all(
    config.glossary.map((name, index) =>
      loadGlossary(name, places, `${locate(source, ['glossary', index])}: `),
    ),
  );
  return {
    name: path.basename(file).replace(/\.ya?ml$/, ''),
    file,
    description: config.description ?? '',
    pair: config.languages,
    stages,
    rulePacks: packs.map(({ pack }) => pack),
    sites: await openSites(siteFolders(file, cwd)),
    rulePackHashes: packs.map(({ hash }) => hash),
    glossaries: glossaries.map(({ glossary }) => glossary),
    glossaryHashes: glossaries.map(({ hash }) => hash),
    sources: config.sources,
    fetch: config.fetch,
    providers: placedProviders(config, source),
    memory: config.memory,
    ...(config.learn ? { learn: config.learn } : {}),
    duplicates: config.duplicates,
    ...(config.concurrency === undefined ? {} : { concurrency: config.concurrency }),
    maxBytes: config.maxBytes,
    warnLoss: config.warnLoss,
  };
}

function placedProviders({ provider, providers }: PipelineFile, source: YamlSource): PlacedProvider[] {
  if (provider) return [{ ...provider, place: { source, path: ['provider'] } }];
  if (!providers) return [DEFAULT_PROVIDER];
  return providers.map((one, index) => ({ ...one, place: { source, path: ['providers', index] } }));
}

/** Where site rules lie, in the order in which they count. */
export function siteFolders(pipelineFile: string, cwd: string): string[] {
  const places = [path.join(cwd, 'pipelines'), path.dirname(pipelineFile), shippedFolder('pipelines')];
  return [...new Set(places.map((place) => path.join(place, 'sites')))];
}

/** Where modules lie that a path names, in the order in which they count. */
export function moduleFolders(pipelineFile: string, cwd: string): string[] {
  return [path.dirname(pipelineFile), cwd];
}

function resolvePipeline(nameOrPath: string, cwd: string): string {
  if (/[/\\]|\.ya?ml$/.test(nameOrPath)) return path.resolve(cwd, nameOrPath);
  const folders = [path.join(cwd, 'pipelines'), shippedFolder('pipelines')];
  const found = folders
    .map((folder) => path.join(folder, `${nameOrPath}.yaml`))
    .find((file) => existsSync(file));
  if (found) return found;
  const known = [...new Set(folders.flatMap((folder) => listNames(folder)))];
  throw new KlartextError(
    'CONFIG_INVALID',
    `no pipeline is named "${nameOrPath}".${didYouMean(nameOrPath, known)} Looked in ${folders.join(', ')}.`,
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
