import { KlartextError } from '../errors.ts';
import type {
  LanguagePair,
  Segment,
  TranslatedSegment,
  TranslateRequest,
  TranslateResponse,
  TranslationProvider,
} from '../types.ts';
import { isLocal, Outcome, type Placed, placed } from './outcome.ts';

export interface FallbackStep {
  provider: TranslationProvider;
  /** An answer scored lower goes on to the next step; answers without a score do not. */
  minQuality?: number;
  /** What can be answered without asking the service, once it is off. */
  recall?: (request: TranslateRequest) => TranslateResponse;
}

export interface FallbackOptions {
  /** Why an answer cannot be trusted; undefined when it can. */
  refuse: (segment: Segment, answer: TranslatedSegment, pair: LanguagePair) => string | undefined;
  /** Told once a step when its service refuses all further work in this run (key, quota). */
  onOff?: (provider: TranslationProvider, error: KlartextError) => void;
}

/** An account's troubles: the same service would answer the next request alike, another one need not. */
const ENDS_STEP: ReadonlySet<string> = new Set(['PROVIDER_AUTH', 'PROVIDER_QUOTA']);

/** An answer that was not good enough to stop at, in case that nobody knows better. */
interface Second {
  answer: TranslatedSegment;
  /** Whether it would be refused, as against only unsure. */
  refused: boolean;
}

/**
 * Asks the first provider for everything and each further one for what those before it did not answer well
 * enough. Answers name who gave them. An answer that was unsure but not refused stands when no later provider
 * gives a better one; a warning says how many. Rejects like a single provider when every step is off, or when
 * an error stops the run.
 */
export function withFallback(steps: readonly FallbackStep[], options: FallbackOptions): TranslationProvider {
  const off = new Map<FallbackStep, KlartextError>();
  const providers = steps.map(({ provider }) => provider);
  const [first] = providers;
  if (!first) throw new Error('a cascade needs a provider');
  return {
    id: joined(providers.map(({ id }) => id)),
    model: joined(providers.map(({ model }) => model)),
    limits: {
      maxSegments: Number.MAX_SAFE_INTEGER,
      maxCharacters: Number.MAX_SAFE_INTEGER,
      maxConcurrent: Math.max(...providers.map(({ limits }) => limits.maxConcurrent)),
    },
    features: {
      inlineTags: true,
      glossary: providers.some(({ features }) => features.glossary !== false),
      context: providers.some(({ features }) => features.context),
      deterministic: providers.every(({ features }) => features.deterministic),
    },
    async translate(request) {
      if (request.segments.length === 0) return first.translate(request);
      const outcome = new Outcome(request.segments.length);
      const seconds = new Map<number, Second>();
      let pending = placed(request.segments);
      for (const [index, step] of steps.entries()) {
        if (pending.length === 0) break;
        const isLast = index === steps.length - 1;
        pending = await ask(step, pending, isLast, request, outcome, seconds);
      }
      const everyStepIsOff = steps.every((step) => off.has(step));
      if (everyStepIsOff && pending.length > 0) throw off.get(steps.at(-1) as FallbackStep);
      settleFor(seconds, pending, outcome);
      return outcome.response();
    },
    async dispose() {
      await Promise.all(providers.map((provider) => provider.dispose?.()));
    },
  };

  /** Files the good answers; answers what the next step is to be asked for. */
  async function ask(
    step: FallbackStep,
    pending: readonly Placed[],
    isLast: boolean,
    whole: TranslateRequest,
    outcome: Outcome,
    seconds: Map<number, Second>,
  ): Promise<Placed[]> {
    const { id, model } = step.provider;
    const { pair } = whole;
    const request = { ...whole, segments: pending.map(({ segment }) => segment) };
    const response = await responseOf(step, request, (error) => outcome.fail(pending, error));
    if (!response) return [...pending];
    const good: (TranslatedSegment | undefined)[] = response.targets.map((target, place) => {
      const one = pending[place];
      if (!target || !one) return undefined;
      const answer = { provider: id, model, ...target };
      // The last one's answers are judged by the stages, which judge all.
      const refused =
        (!isLast || seconds.has(one.index)) && options.refuse(one.segment, answer, pair) !== undefined;
      const isUnsure =
        !isLast && answer.quality !== undefined && answer.quality < (step.minQuality ?? -Infinity);
      if (!refused && !isUnsure) return answer;
      const earlier = seconds.get(one.index);
      if (!earlier || (earlier.refused && !refused)) seconds.set(one.index, { answer, refused });
      return undefined;
    });
    outcome.add(pending, { ...response, targets: good });
    return outcome.missing(pending);
  }

  async function responseOf(
    step: FallbackStep,
    request: TranslateRequest,
    onError: (error: KlartextError) => void,
  ): Promise<TranslateResponse | undefined> {
    const error = off.get(step);
    if (error) return remembered(step, request, error, onError);
    try {
      return await step.provider.translate(request);
    } catch (error) {
      if (isLocal(error)) return void onError(error);
      if (!(error instanceof KlartextError) || !ENDS_STEP.has(error.code)) throw error;
      if (!off.has(step)) options.onOff?.(step.provider, error);
      off.set(step, error);
      return remembered(step, request, error, onError);
    }
  }
}

/** Each once: a provider may be asked again by other options. */
function joined(names: readonly string[]): string {
  return [...new Set(names)].join('+');
}

function remembered(
  { recall }: FallbackStep,
  request: TranslateRequest,
  error: KlartextError,
  onError: (error: KlartextError) => void,
): TranslateResponse | undefined {
  onError(error);
  return recall?.(request);
}

/** Takes the second best where nothing better came; the stages refuse what cannot be trusted. */
function settleFor(seconds: ReadonlyMap<number, Second>, pending: readonly Placed[], outcome: Outcome): void {
  const left = pending.flatMap((one) => {
    const second = seconds.get(one.index);
    return second ? [{ one, ...second }] : [];
  });
  const unsure = left.filter(({ refused }) => !refused).length;
  const warning = `${unsure} unsure translations stand as no further provider gave a better one.`;
  outcome.add(
    left.map(({ one }) => one),
    {
      targets: left.map(({ answer }) => answer),
      usage: { characters: 0 },
      ...(unsure > 0 ? { warnings: [warning] } : {}),
    },
  );
}
