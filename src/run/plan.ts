/** What a run would send where, and what it would cost; sends and writes nothing. */
import path from 'node:path';
import PQueue from 'p-queue';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { capsOf } from '../pipeline/provider.ts';
import { readInput, sourceOf } from '../sources/files.ts';
import { costMicros } from '../translate/with-budget.ts';
import type { SegmentRecord } from '../types.ts';
import { type BatchOptions, isDone, outputsOf } from './batch.ts';
import { documentFingerprint } from './compose.ts';
import { processDocument } from './document.ts';
import type { OpenRun } from './open.ts';
import { addCounts } from './summary.ts';

export interface ProviderPlan {
  id: string;
  model: string;
  segments: number;
  characters: number;
  /** In the currency's unit; absent without a price. */
  cost?: number;
  currency?: string;
  /** What its budget has left, in characters or in the currency's unit; absent without a budget. */
  left?: number;
  /** What `left` is in. */
  unit?: 'characters' | 'money';
  /** Whether that is less than what would be sent. */
  overBudget?: boolean;
}

export interface RunPlan {
  documents: { name: string; unchanged: boolean; error?: string }[];
  /**
   * Segments that are answered from memory, kept, or would be asked for, as counted after the run's stages. `failed`: the
   * memory's answer fails the checks, and only another provider would be asked.
   */
  segments: { memory: number; kept: number; failed: number; asked: number };
  /** In order. Those after the first would be asked at most that: what those before them do not answer well. */
  providers: ProviderPlan[];
}

/** That of a run without documents. */
export function emptyPlan(): RunPlan {
  return { documents: [], segments: { memory: 0, kept: 0, failed: 0, asked: 0 }, providers: [] };
}

/** Of runs by several pipelines: a provider that several ask is one. Texts that two of them hold count for each. */
export function joinPlans(plans: readonly RunPlan[]): RunPlan {
  const whole = emptyPlan();
  for (const { documents, segments, providers } of plans) {
    whole.documents.push(...documents);
    addCounts(whole.segments, segments);
    for (const one of providers) {
      const same = whole.providers.find(
        ({ id, model, currency }) => id === one.id && model === one.model && currency === one.currency,
      );
      if (same) addPlan(same, one);
      else whole.providers.push({ ...one });
    }
  }
  return whole;
}

/** In place. Each was held against the same budget, or one of its own. */
function addPlan(
  sum: ProviderPlan,
  { segments, characters, cost, left, unit, overBudget }: ProviderPlan,
): void {
  sum.segments += segments;
  sum.characters += characters;
  if (cost !== undefined) sum.cost = (sum.cost ?? 0) + cost;
  if (left === undefined) return;
  sum.left = Math.min(left, sum.left ?? left);
  sum.unit ??= unit ?? 'characters';
  const wanted = sum.unit === 'money' ? (sum.cost ?? 0) : sum.characters;
  sum.overBudget = overBudget === true || sum.overBudget === true || wanted > sum.left;
}

/** Walks every input of these batches through the stages of a run that was opened with `dryRun`. */
export async function planBatches(
  batches: readonly Omit<BatchOptions, 'runner'>[],
  open: OpenRun,
): Promise<RunPlan> {
  const plan = emptyPlan();
  for (const batch of batches) await planBatch(batch, open, plan);
  plan.providers = open.steps.map((step) => providerPlan(step, open));
  return plan;
}

async function planBatch(options: Omit<BatchOptions, 'runner'>, open: OpenRun, plan: RunPlan): Promise<void> {
  const outputs = outputsOf(options);
  const queue = new PQueue({ concurrency: options.concurrency });
  await queue.addAll(
    options.inputs.map((input) => async () => {
      try {
        const bytes = await readInput(input, options.maxBytes, options.stdin);
        const verdict = options.verdictOf?.(input.name);
        const fingerprint = documentFingerprint(sha256(bytes), input.name, options.fingerprint, verdict?.key);
        const output = path.join(options.outFolder, outputs.get(input.name) as string);
        const unchanged = !options.force && (await isDone(output, fingerprint, options.format));
        plan.documents.push({ name: input.name, unchanged });
        if (unchanged || verdict?.duplicateOf) return;
        const { data } = await processDocument(
          { name: input.name, content: bytes, source: sourceOf(input) },
          open.runner,
        );
        for (const segment of data.segments) plan.segments[fateOf(segment)] += 1;
      } catch (error) {
        if (!(error instanceof KlartextError) || error.reach === 'run') throw error;
        plan.documents.push({ name: input.name, unchanged: false, error: error.message });
      }
    }),
  );
}

/** Nothing is sent, so that an answer that failed is an old one. */
function fateOf({ state, provider }: SegmentRecord): keyof RunPlan['segments'] {
  if (state === 'failed') return provider ? 'failed' : 'asked';
  return state === 'translated' ? 'asked' : state;
}

function providerPlan(
  { provider, settings, plan }: OpenRun['steps'][number],
  { ledger }: OpenRun,
): ProviderPlan {
  const { segments, characters } = plan ?? { segments: 0, characters: 0 };
  const { price, currency, budget } = settings;
  const micros = costMicros(characters, price ?? 0);
  const caps = capsOf(budget);
  const left = budget && ledger ? ledger.left(provider.id, caps) : undefined;
  const isMoney = caps.unit === 'money';
  return {
    id: provider.id,
    model: provider.model,
    segments,
    characters,
    ...(price === undefined ? {} : { cost: micros / 1e6, currency }),
    ...(left === undefined
      ? {}
      : {
          left: isMoney ? left / 1e6 : left,
          unit: caps.unit,
          overBudget: (isMoney ? micros : characters) > left,
        }),
  };
}
