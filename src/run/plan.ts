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
