/** Opens what a run needs, in one place: the pipeline, the provider if one is to be had, the processor. */
import { buildProcessor, fingerprintPipeline, type PipelineScope, stagesIn } from '../pipeline/build.ts';
import { loadPipeline, type Pipeline } from '../pipeline/load.ts';
import { openProvider } from '../pipeline/provider.ts';
import type { ProviderContext } from '../providers/provider.ts';
import type { TranslationProvider } from '../types.ts';
import type { DocumentRunner } from './document.ts';

export interface RunSettings {
  /** Name or path; see loadPipeline. */
  pipeline: string;
  scope: PipelineScope;
  /** Instead of the pipeline's own provider; its options are then the defaults. */
  providerId?: string;
  /** Added to the provider's options, such as a model's name. */
  providerOptions?: Record<string, unknown>;
  cwd: string;
  context: ProviderContext;
  signal: AbortSignal;
}

export interface OpenRun {
  pipeline: Pipeline;
  runner: DocumentRunner;
  provider?: TranslationProvider;
  /** Why there is no provider though one was asked for, and what to do; say it once. */
  providerProblem?: string;
  fingerprint: string;
  /** Frees the provider; safe to call twice. */
  close(): Promise<void>;
}

/** Rejects with CONFIG_INVALID and its like; a provider that cannot be had is no rejection but `providerProblem`. */
export async function openRun(settings: RunSettings): Promise<OpenRun> {
  const pipeline = await loadPipeline(settings.pipeline, settings.cwd);
  if (settings.providerId !== undefined && settings.providerId !== pipeline.provider.id) {
    pipeline.provider = { id: settings.providerId, options: {} };
  }
  pipeline.provider.options = { ...pipeline.provider.options, ...settings.providerOptions };
  const translates =
    settings.scope !== 'cleaning' && pipeline.stages.some(({ stage }) => stage.name === 'translate');
  const { provider, problem } = translates ? await openProvider(pipeline.provider, settings.context) : {};
  const stages = stagesIn(pipeline, settings.scope);
  const processor = buildProcessor(stages, {
    pair: pipeline.pair,
    rulePacks: pipeline.rulePacks,
    signal: settings.signal,
    ...(provider ? { provider } : {}),
  });
  return {
    pipeline,
    runner: { processor, translates },
    fingerprint: fingerprintPipeline(pipeline, stages, provider),
    close: async () => provider?.dispose?.(),
    ...(provider ? { provider } : {}),
    ...(problem ? { providerProblem: problem } : {}),
  };
}
