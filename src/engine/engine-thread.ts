/** One worker thread as its owner sees it: started, asked one batch at a time, ended. */
import { Worker } from 'node:worker_threads';
import type { EngineAnswer, EngineText, WorkerReply, WorkerStart } from './protocol.ts';

/** The thread broke: an abort of the engine, a trap, an exit, or no answer in time. */
export class ThreadFailure extends Error {
  /** Whether it broke before its model was loaded; then a new one would break alike. */
  readonly whileLoading: boolean;

  constructor(message: string, whileLoading: boolean) {
    super(message);
    this.name = 'ThreadFailure';
    this.whileLoading = whileLoading;
  }
}

export interface EngineThread {
  /** Answers in order. Rejects with ThreadFailure, after which the thread has been ended. */
  translate(texts: readonly EngineText[]): Promise<EngineAnswer[]>;
  /** Size of the engine's memory after the last batch; it never shrinks. */
  readonly heapBytes: number;
  end(): Promise<void>;
}

interface Waiting {
  resolve(reply: Extract<WorkerReply, { type: 'answer' }> | undefined): void;
  reject(error: ThreadFailure): void;
}

/** Starts a thread and waits for its model. Rejects with ThreadFailure. `timeoutMs` bounds loading and each batch. */
export async function startThread(start: WorkerStart, timeoutMs: number): Promise<EngineThread> {
  // No arguments and environment of the process: a test runner's loaders are none of the thread's business.
  // By way of the folder's name: the bundled command line has no worker of its own beside it.
  const worker = new Worker(new URL('../engine/worker.mjs', import.meta.url), {
    workerData: start,
    execArgv: [],
    env: {},
  });
  let waiting: Waiting | undefined;
  let ready = false;
  let heapBytes = 0;

  function breakDown(message: string): void {
    const current = waiting;
    waiting = undefined;
    void worker.terminate();
    current?.reject(new ThreadFailure(message, !ready));
  }
  function next(): Promise<Extract<WorkerReply, { type: 'answer' }> | undefined> {
    // Only work in hand keeps the process alive.
    worker.ref();
    const timer = setTimeout(() => breakDown(`no answer within ${timeoutMs / 1000} s`), timeoutMs);
    return new Promise<Extract<WorkerReply, { type: 'answer' }> | undefined>((resolve, reject) => {
      waiting = { resolve, reject };
    }).finally(() => {
      clearTimeout(timer);
      worker.unref();
    });
  }
  worker.on('message', (reply: WorkerReply) => {
    if (reply.type === 'failed') return breakDown(reply.message);
    const current = waiting;
    waiting = undefined;
    current?.resolve(reply.type === 'answer' ? reply : undefined);
  });
  worker.on('messageerror', (error) => breakDown(error.message));
  worker.on('error', (error) => breakDown(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => breakDown(`the engine's thread ended with code ${code}`));

  await next();
  ready = true;
  return {
    async translate(texts) {
      const answer = next();
      worker.postMessage({ texts });
      const reply = await answer;
      heapBytes = reply?.heapBytes ?? heapBytes;
      return reply?.answers ?? [];
    },
    get heapBytes() {
      return heapBytes;
    },
    async end() {
      await worker.terminate();
    },
  };
}
