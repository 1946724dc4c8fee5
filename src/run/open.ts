/** Opens what a run needs, in one place: the pipeline, the providers if any are to be had, the processor. */
import { KlartextError } from '../errors.ts';
import {
  buildProcessor,
  fingerprintPipeline,
  halves,
  type PipelineScope,
  stagesIn,
} from '../pipeline/build.ts';
import { openTermFinder } from '../pipeline/glossaries.ts';
import {
  loadPipeline,
  moduleFolders,
  type Pipeline,
  type PipelineStage,
  type PlacedProvider,
} from '../pipeline/load.ts';
import { type OpenedStep, openProviders, type ProviderServices, readProvider } from '../pipeline/provider.ts';
import { DEFAULT_PROVIDER } from '../pipeline/schema.ts';
import { shippedFolder } from '../pipeline/shipped.ts';
import type { ProviderContext } from '../providers/provider.ts';
import type { CheckSettings } from '../segments/checks/index.ts';
import type { Standards } from '../segments/judge.ts';
import type { StageServices } from '../stages/stage.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Memory } from '../store/memory.ts';
import type { LanguagePair, TranslationProvider } from '../types.ts';
import type { DocumentRunner } from './document.ts';
import { openIndex, surveyorOf } from './open-index.ts';
import { openStores } from './open-stores.ts';
import type { Surveyor } from './survey.ts';
import { createLearnedBlocks, type LearnedBlocks } from './verdicts.ts';

export interface RunSettings {
  /** Name or path; see loadPipeline. */
  pipeline: string;
  /** Default: `all`. */
  scope?: PipelineScope;
  /** Instead of the pipeline's own providers; with its own options and budget if it is one of them. */
  providerId?: string;
  /** Added to the options of the first provider, wherever it is asked, such as a model's name. */
  providerOptions?: Record<string, unknown>;
  /** What relative paths start from. Default: the process's own. */
  cwd?: string;
  /** Default: no environment, so no keys, and the model that comes with the package. */
  context?: Partial<ProviderContext>;
  /** Stops what is in work. Default: never. */
  signal?: AbortSignal;
  /** Where the translation memory is kept; nothing is remembered without it. */
  memoryFile?: string;
  /** False: answers are neither taken from that file nor kept there. */
  remembers?: boolean;
  /** To find out what an earlier run wrote: what people taught the memory after that moment does not count. */
  asOf?: number | undefined;
  /** Where the index of articles is kept, for pipelines that learn or look for copies. */
  indexFile?: string;
  /** Whether this run surveys its documents; else what was learned before is used and nothing added. */
  surveys?: boolean;
  /** The learned rules in force, in place of those of an index. */
  learnedBlocks?: LearnedBlocks;
  /** Whether outputs are noted in the memory also where nothing is translated, so that what a person writes there is known. */
  notesOutputs?: boolean;
  /** Where spending is booked; a pipeline with prices or budgets needs it. */
  spendingFile?: string;
  /** Ask again for what failed its checks before, though its answer is remembered. */
  askRefusedAgain?: boolean;
  /** Send nothing: plan what would be sent, and answer from memory what it holds. */
  dryRun?: boolean;
  /** Told what the user should know while the run goes on; each message once. */
  onNotice?: (message: string) => void;
}

export interface Archive extends Surveyor {
  /** The learned rules in force, by publisher; see StageServices. */
  learnedBlocks?: LearnedBlocks;
  /** All cleaning stages, without what was learned. */
  plainCleaning: DocumentRunner['cleaning'];
  /** Told what the index cannot do; the run goes on without. */
  onNotice: (message: string) => void;
}

export interface OpenRun {
  pipeline: Pipeline;
  runner: DocumentRunner;
  provider?: TranslationProvider;
  /** The providers behind it, in order, for those who want to know what would be asked of each. */
  steps: readonly OpenedStep[];
  memory?: Memory;
  /** Where outputs are noted: the memory, also when its answers are not wanted but it may know the outputs. */
  notes?: Memory;
  ledger?: Ledger;
  /** What was seen of other documents; absent where the pipeline does not ask for it. */
  archive?: Archive;
  /** Why there is no provider though one was asked for, and what to do; say it once. */
  providerProblem?: string;
  fingerprint: string;
  /** Frees the providers and closes the files; safe to call twice. */
  close(): Promise<void>;
}

/** Settings with their defaults. */
interface Settled extends RunSettings {
  scope: PipelineScope;
  cwd: string;
  context: ProviderContext;
  signal: AbortSignal;
}

function settle(settings: RunSettings): Settled {
  if (typeof settings?.pipeline !== 'string')
    throw new KlartextError(
      'USAGE',
      'expected settings with `pipeline`, the name or path of a pipeline; got none.',
    );
  return {
    scope: 'all',
    cwd: process.cwd(),
    signal: new AbortController().signal,
    ...settings,
    context: { env: {}, modelFolders: [shippedFolder('models')], ...settings.context },
  };
}

/** Rejects with CONFIG_INVALID and its like; a provider that cannot be had is no rejection but `providerProblem`. */
export async function openRun(given: RunSettings): Promise<OpenRun> {
  const settings = settle(given);
  const pipeline = await loadPipeline(settings.pipeline, settings.cwd);
  pipeline.providers = chosenProviders(pipeline.providers, settings);
  const translates =
    settings.scope !== 'cleaning' && pipeline.stages.some(({ stage }) => stage.name === 'translate');
  const notice = once(settings.onNotice);
  // A slip in a name is told before any file is made.
  if (translates) await Promise.all(pipeline.providers.map(readProvider));
  const stores =
    translates || settings.notesOutputs
      ? await openStores(pipeline, { ...settings, translates }, notice)
      : {};
  const services: ProviderServices = {
    context: { ...settings.context, moduleFolders: moduleFolders(pipeline.file, settings.cwd) },
    onNotice: notice,
    askRefusedAgain: settings.askRefusedAgain === true && judgesAnswers(pipeline),
    dryRun: settings.dryRun === true,
    ...stores,
  };
  const index = await openIndex(pipeline, settings, notice);
  const learnedBlocks =
    settings.learnedBlocks ??
    (index && pipeline.learn ? createLearnedBlocks(index, pipeline.learn) : undefined);
  const learned = learnedBlocks ? { learnedBlocks } : {};
  const closeStores = () => {
    index?.close();
    // The memory, where there is one, is among them.
    stores.notes?.close();
    stores.ledger?.close();
  };
  try {
    const glossary = translates ? await openTermFinder(pipeline.glossaries) : undefined;
    if (glossary) services.context = { ...services.context, glossary: glossary.terms };
    const standards = { ...checkSettings(pipeline), ...(glossary ? { glossary } : {}) };
    const opened = translates
      ? await openProviders(pipeline.providers, { ...services, standards })
      : { steps: [], problems: [] };
    const { provider, problems } = opened;
    for (const problem of provider ? problems : []) notice(`A provider is left out. ${problem}`);
    const stages = stagesIn(pipeline, settings.scope);
    const build = (part: readonly PipelineStage[], more: Pick<StageServices, 'learnedBlocks'> = {}) =>
      buildProcessor(part, {
        pair: pipeline.pair,
        rulePacks: pipeline.rulePacks,
        siteRules: (host) => pipeline.sites.of(host)?.rules ?? [],
        signal: settings.signal,
        ...more,
        ...(glossary ? { glossary } : {}),
        ...(provider ? { provider } : {}),
        ...correctionsOf(stores.memory, pipeline.pair, notice),
      });
    const [cleaning, translation] = halves(stages);
    return {
      pipeline,
      runner: {
        cleaning: build(cleaning, learned),
        translation: build(translation, learned),
        translates,
        siteOf: (host) => pipeline.sites.of(host),
        warnLoss: pipeline.warnLoss,
      },
      steps: opened.steps,
      fingerprint: fingerprintPipeline(pipeline, stages, provider),
      close: async () => {
        await provider?.dispose?.();
        closeStores();
      },
      ...stores,
      ...(index
        ? {
            archive: {
              ...surveyorOf(pipeline, index, settings.signal),
              ...{ onNotice: notice, plainCleaning: build(cleaning), ...learned },
            },
          }
        : {}),
      ...(provider ? { provider } : {}),
      ...(!provider && problems.length > 0 ? { providerProblem: problems.join(' ') } : {}),
    };
  } catch (error) {
    closeStores();
    throw error;
  }
}

/** What the pipeline says that its checks mean, so that a cascade passes on what the stage would refuse. */
/** Else every answer is taken, and of those in memory none would be bettered by being paid again. */
function judgesAnswers({ stages, providers }: Pipeline): boolean {
  return providers.length > 1 || stages.some(({ stage }) => stage.name === 'check-translation');
}

function checkSettings({ stages }: Pipeline): Standards {
  const checking = stages.find(({ stage }) => stage.name === 'check-translation');
  return checking ? { checks: (checking.options as { checks: CheckSettings }).checks } : {};
}

/** A memory that is busy costs corrections, not the document. */
function correctionsOf(
  memory: Memory | undefined,
  pair: LanguagePair,
  notice: (message: string) => void,
): Pick<StageServices, 'corrections'> {
  if (!memory) return {};
  return {
    corrections: (texts) => {
      try {
        return memory.corrections(pair, texts);
      } catch (error) {
        if (!(error instanceof KlartextError)) throw error;
        notice(error.message);
        return [];
      }
    },
  };
}

function chosenProviders(
  own: readonly PlacedProvider[],
  { providerId, providerOptions = {} }: RunSettings,
): PlacedProvider[] {
  const named = own.filter(({ id }) => id === providerId);
  const other = { ...DEFAULT_PROVIDER, id: providerId ?? DEFAULT_PROVIDER.id };
  const chosen = providerId === undefined ? own : named.length > 0 ? named : [other];
  return chosen.map((one) =>
    one.id === chosen[0]?.id ? { ...one, options: { ...one.options, ...providerOptions } } : one,
  );
}

function once(tell: ((message: string) => void) | undefined): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    tell?.(message);
  };
}
