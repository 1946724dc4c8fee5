/** Pipeline -> unified processor, and the fingerprint of everything in it that decides an output. */
import type { Root } from 'mdast';
import { type Processor, unified } from 'unified';
import { PARSER_VERSION } from '../document/parse.ts';
import { hashValue } from '../hash.ts';
import type { StageServices } from '../stages/stage.ts';
import type { TranslationProvider } from '../types.ts';
import type { Pipeline, PipelineStage } from './load.ts';
import type { ProviderSettings } from './schema.ts';

/** Stages that only a translation needs; `clean`, `detect` and `explain` leave them out. */
const TRANSLATION_STAGES: ReadonlySet<string> = new Set(['translate', 'check-translation', 'polish-english']);

export type PipelineScope = 'all' | 'cleaning' | 'translation';

/** `cleaning`: everything but translation. `translation`: language detection and what comes after. */
export function stagesIn(pipeline: Pipeline, scope: PipelineScope): PipelineStage[] {
  return pipeline.stages.filter(({ stage }) => {
    if (scope === 'all') return true;
    const translates = TRANSLATION_STAGES.has(stage.name);
    return scope === 'cleaning' ? !translates : translates || stage.name === 'detect-language';
  });
}

/** The stages before the first one that only a translation needs, and those from there on. */
export function halves(stages: readonly PipelineStage[]): [PipelineStage[], PipelineStage[]] {
  const first = stages.findIndex(({ stage }) => TRANSLATION_STAGES.has(stage.name));
  const border = first < 0 ? stages.length : first;
  return [stages.slice(0, border), stages.slice(border)];
}

/** A frozen processor whose `run(tree, file)` walks one document through the stages. */
export function buildProcessor(
  stages: readonly PipelineStage[],
  services: StageServices,
): Processor<undefined, Root, Root> {
  const processor = unified();
  for (const { stage, options } of stages) processor.use(stage.plugin, options, services);
  return processor.freeze() as unknown as Processor<undefined, Root, Root>;
}

/**
 * SHA-256 over what decides an output beside its input: stages with versions and options, rule packs, glossaries, pair,
 * provider and model. Same input and same fingerprint give the same bytes.
 */
export function fingerprintPipeline(
  pipeline: Pipeline,
  stages: readonly PipelineStage[],
  provider?: TranslationProvider,
): string {
  return hashValue({
    parser: PARSER_VERSION,
    stages: stages.map(({ stage, options }) => [stage.name, stage.version, options]),
    rules: pipeline.rulePackHashes,
    ...(pipeline.sites.files.size > 0 ? { sites: pipeline.sites.hash } : {}),
    warnLoss: pipeline.warnLoss,
    // Only where there is one, so that pipelines without keep their fingerprints.
    ...(pipeline.glossaryHashes.length > 0 ? { glossary: pipeline.glossaryHashes } : {}),
    pair: pipeline.pair,
    provider: provider ? [provider.id, provider.model, ...pipeline.providers.map(decisive)] : null,
  });
}

/** What of a provider's settings decides an answer; prices and budgets decide only whether there is one. */
function decisive({ id, options, minQuality }: ProviderSettings): unknown {
  return minQuality === undefined ? [id, options] : [id, options, minQuality];
}
