import { KlartextError, throwIfAborted } from '../errors.ts';
import type {
  LanguagePair,
  Segment,
  TranslatedSegment,
  TranslateRequest,
  TranslateResponse,
  TranslationMemory,
  TranslationProvider,
} from '../types.ts';
import { derive } from './derive.ts';
import { byOrigin } from './origins.ts';
import { isLocal, Outcome, type Placed, placed } from './outcome.ts';

export interface MemoryOptions {
  memory: TranslationMemory;
  /** Hash of what decides the provider's answers beside its model and a segment's terms: its options. */
  settings: string;
  /**
   * Whether a remembered answer may be given again; all may when absent. `retry` refuses those that fail. What was answered
   * in this run is given again in any case: asked once more the service would say the same, and be paid again.
   */
  accepts?: (segment: Segment, answer: TranslatedSegment, pair: LanguagePair) => boolean;
  /** Told when the memory cannot be read or written; the work goes on without it. */
  onProblem?: (error: KlartextError) => void;
}

type Failure = { code: string; message: string };
type Answer = { target: TranslatedSegment } | { error: unknown } | { failure: Failure | undefined };

/**
 * Answers from memory what it holds, asks for the rest, and asks for what stands in several documents at
 * the same time once. Stands above the batching, so that batches are full; `withRecording` fills the memory below.
 */
export function withMemory(provider: TranslationProvider, options: MemoryOptions): TranslationProvider {
  const inFlight = new Map<string, Promise<Answer>>();
  const answered = new Set<string>();
  const { accepts } = options;
  const recalling: MemoryOptions = accepts
    ? {
        ...options,
        accepts: (segment, answer, pair) =>
          answered.has(keyOf(pair, segment)) || accepts(segment, answer, pair),
      }
    : options;
  return derive(provider, {
    async translate(request) {
      const { pair, segments, signal } = request;
      if (segments.length === 0) return provider.translate(request);
      throwIfAborted(signal);
      const outcome = new Outcome(segments.length);
      const misses = recall(provider, recalling, request, outcome);
      const own = firstAskers(misses, pair, inFlight);
      const others = misses.filter((miss) => !own.includes(miss));
      const asking = own.length > 0 ? askFor(own, request) : undefined;
      const waiting = others.map((miss) => inFlight.get(keyOf(pair, miss.segment)) as Promise<Answer>);
      if (asking) outcome.add(own, await asking);
      for (const [index, miss] of others.entries()) take(miss, (await waiting[index]) as Answer, outcome);
      return outcome.response();
    },
  });

  function askFor(own: readonly Placed[], request: TranslateRequest): Promise<TranslateResponse> {
    const { pair } = request;
    const asked = provider.translate({ ...request, segments: own.map(({ segment }) => segment) });
    for (const [index, { segment }] of own.entries()) {
      const key = keyOf(pair, segment);
      const answer = asked.then(
        (response) => answerAt(response, index),
        (error: unknown) => ({ error }),
      );
      inFlight.set(key, answer);
      answer.then((given) => {
        if (accepts && 'target' in given) answered.add(key);
        inFlight.delete(key);
      });
    }
    return asked;
  }
}

/** Those whose source nobody has asked for yet, in this request or another. */
function firstAskers(
  misses: readonly Placed[],
  pair: LanguagePair,
  inFlight: ReadonlyMap<string, unknown>,
): Placed[] {
  const first = new Map<string, Placed>();
  for (const miss of misses) {
    const key = keyOf(pair, miss.segment);
    if (!inFlight.has(key) && !first.has(key)) first.set(key, miss);
  }
  return [...first.values()];
}

/** Answers from memory only; the service is not asked. */
export function recallOnly(
  provider: TranslationProvider,
  options: MemoryOptions,
  request: TranslateRequest,
): TranslateResponse {
  const outcome = new Outcome(request.segments.length);
  recall(provider, options, request, outcome);
  return outcome.response();
}

/** Files what the memory holds under its places; answers what it lacks. */
function recall(
  provider: TranslationProvider,
  { memory, settings, accepts, onProblem }: MemoryOptions,
  { pair, segments }: TranslateRequest,
  outcome: Outcome,
): Placed[] {
  const all = placed(segments);
  const found: (TranslatedSegment | undefined)[] = new Array(segments.length).fill(undefined);
  try {
    for (const [origin, group] of byOrigin(provider, pair, settings, segments)) {
      const sources = group.map(({ segment }) => segment.source);
      for (const [place, answer] of memory.find(origin, sources).entries())
        found[(group[place] as Placed).index] = answer;
    }
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    onProblem?.(error);
    return all;
  }
  const isHit = ({ index, segment }: Placed): boolean => {
    const answer = found[index];
    return answer !== undefined && (accepts?.(segment, answer, pair) ?? true);
  };
  const hits = all.filter(isHit);
  const targets = hits.map(({ index }) => found[index]);
  outcome.add(hits, { targets, usage: { characters: 0 } });
  return all.filter((one) => !isHit(one));
}

/** What another document asked for costs nothing here, so it counts as remembered. */
function take(miss: Placed, answer: Answer, outcome: Outcome): void {
  const usage = { characters: 0 };
  if ('target' in answer) {
    outcome.add([miss], { targets: [{ ...answer.target, origin: 'memory' }], usage });
  } else if ('failure' in answer) {
    const failures = answer.failure && { failures: new Map([[0, answer.failure]]) };
    outcome.add([miss], { targets: [undefined], usage, ...failures });
  } else if (isLocal(answer.error)) outcome.fail([miss], answer.error);
  else throw answer.error;
}

function answerAt({ targets, failures }: TranslateResponse, index: number): Answer {
  const target = targets[index];
  return target ? { target } : { failure: failures?.get(index) };
}

function keyOf(pair: LanguagePair, segment: Segment): string {
  return `${pair.source}-${pair.target} ${segment.source}`;
}
