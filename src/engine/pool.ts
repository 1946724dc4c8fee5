/** The engines of a process: a thread a core, batches handed to whichever is free, broken threads replaced. */
import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import { abortedError, KlartextError, throwIfAborted } from '../errors.ts';
import { untilAborted } from '../until-aborted.ts';
import { type EngineThread, startThread, ThreadFailure } from './engine-thread.ts';
import type { CompiledEngine, EngineAnswer, EngineModel, EngineText } from './protocol.ts';
import { compileEngine } from './wasm-engine.mjs';

export interface EnginePoolOptions {
  model: EngineModel;
  /** Threads at most; they start when there is work for them. */
  workers: number;
  /** A batch (or the loading) that takes longer counts as broken. Default 300,000; raise it on a very slow machine. */
  batchTimeoutMs?: number;
  /**
   * A thread whose engine grew beyond this is replaced after its batch, since its memory never shrinks and ends at
   * 2 GiB. Default 1.5 GiB.
   */
  maxHeapBytes?: number;
}

export interface EnginePool {
  /**
   * One batch, answers in its order. `undefined` stands for a text that broke the engine even alone. Rejects with
   * MODEL_CORRUPT when the model cannot be loaded and with ABORTED after `signal` or `dispose`.
   */
  translate(texts: readonly EngineText[], signal: AbortSignal): Promise<(EngineAnswer | undefined)[]>;
  /** Ends all threads, with whatever they do; safe to call twice. */
  dispose(): Promise<void>;
}

const BATCH_TIMEOUT_MS = 300_000;
const MAX_HEAP_BYTES = 1.5 * 2 ** 30;

/** Starts nothing yet: the first batch compiles the engine and starts the first thread. */
export function createEnginePool(options: EnginePoolOptions): EnginePool {
  const { model, workers, batchTimeoutMs = BATCH_TIMEOUT_MS, maxHeapBytes = MAX_HEAP_BYTES } = options;
  const queue = new PQueue({ concurrency: workers });
  const idle: EngineThread[] = [];
  const all = new Set<EngineThread>();
  const disposal = new AbortController();
  let wasm: Promise<CompiledEngine> | undefined;

  async function takeThread(): Promise<EngineThread> {
    const free = idle.pop();
    if (free) return free;
    wasm ??= compileEngine();
    const thread = await startThread({ wasm: await wasm, model }, batchTimeoutMs).catch((error) => {
      throw unloadable(error);
    });
    all.add(thread);
    if (!disposal.signal.aborted) return thread;
    await thread.end();
    throw abortedError(disposal.signal);
  }

  function giveBack(thread: EngineThread): void {
    if (thread.heapBytes <= maxHeapBytes) {
      idle.push(thread);
      return;
    }
    all.delete(thread);
    void thread.end();
  }

  /** `undefined` when the batch broke its thread, which is gone then. */
  async function attempt(texts: readonly EngineText[]): Promise<EngineAnswer[] | undefined> {
    const thread = await takeThread();
    try {
      const answers = await thread.translate(texts);
      giveBack(thread);
      return answers;
    } catch (error) {
      all.delete(thread);
      if (disposal.signal.aborted) throw abortedError(disposal.signal);
      if (!(error instanceof ThreadFailure)) throw error;
      return undefined;
    }
  }

  async function run(
    texts: readonly EngineText[],
    signal: AbortSignal,
  ): Promise<(EngineAnswer | undefined)[]> {
    const together = await attempt(texts);
    if (together) return together;
    if (texts.length === 1) return [undefined];
    const answers: (EngineAnswer | undefined)[] = [];
    for (const text of texts) {
      throwIfAborted(signal);
      answers.push((await attempt([text]))?.[0]);
    }
    return answers;
  }

  return {
    async translate(texts, signal) {
      const stops = [signal, disposal.signal];
      stops.forEach(throwIfAborted);
      // Every batch that waits listens to them.
      setMaxListeners(0, ...stops);
      // The engine cannot be interrupted: an aborted caller is let go at once, its thread ends the batch alone.
      const work = queue.add(() => run(texts, signal), { signal });
      return await untilAborted(disposal.signal, untilAborted(signal, work));
    },
    async dispose() {
      disposal.abort();
      queue.clear();
      await Promise.all([...all].map((thread) => thread.end()));
      await queue.onIdle();
    },
  };
}

function unloadable(cause: unknown): KlartextError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new KlartextError('MODEL_CORRUPT', `The local engine could not load its model: ${reason}.`, {
    cause,
    hint: 'Check it with `klartext models verify`, then remove it and add it again.',
  });
}
