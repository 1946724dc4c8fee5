/** One cleaning thread as its owner sees it: started, asked one document at a time, stopped when it goes astray. */
import { Worker } from 'node:worker_threads';
import { KlartextError } from '../../errors.ts';
import type { CleanedDocument } from '../document.ts';
import {
  type CleanerStart,
  type CleanReply,
  type CleanRequest,
  fromPlain,
  toError,
} from './clean-protocol.ts';

export interface CleanThreadOptions extends CleanerStart {
  /** The thread's code. */
  file: string | URL;
  /** A document that takes longer is given up, with the thread. */
  timeoutMs: number;
  /** And one that takes more memory. */
  maxMemoryMb: number;
}

export class CleanThread {
  readonly #options: CleanThreadOptions;
  readonly #worker: Worker;
  readonly #ready: Promise<CleanReply>;
  #waiting: { resolve(reply: CleanReply): void; reject(error: Error): void } | undefined;
  /** Whether it can take another document. */
  isAlive = true;

  constructor(options: CleanThreadOptions) {
    this.#options = options;
    const { file, pipeline, cwd, maxMemoryMb } = options;
    this.#worker = new Worker(file, {
      ...{ workerData: { pipeline, cwd }, execArgv: [], env: {} },
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    this.#worker.on('message', (reply: CleanReply) => this.#waiting?.resolve(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('exit')));
    this.#ready = this.#next();
    // Told with the first document; by itself it is no news.
    this.#ready.catch(() => undefined);
  }

  /** Rejects with what cleaning rejects with, or with INPUT_UNSUPPORTED when the document broke the thread. */
  async clean(request: CleanRequest): Promise<CleanedDocument> {
    const { name } = request.input;
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.#ready;
      timer = setTimeout(() => this.#end(new Error('timeout')), this.#options.timeoutMs);
      const next = this.#next();
      this.#worker.postMessage(request);
      const reply = await next;
      if (reply.type === 'cleaned') return fromPlain(name, reply.document);
      throw reply.type === 'failed' ? toError(reply.error) : new Error('an answer to nothing');
    } catch (error) {
      if (error instanceof KlartextError) throw error;
      throw this.#astray(name, error as NodeJS.ErrnoException);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.isAlive = false;
    await this.#worker.terminate();
  }

  #next(): Promise<CleanReply> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #end(error: Error): void {
    this.isAlive = false;
    void this.#worker.terminate();
    this.#waiting?.reject(error);
  }

  #astray(name: string, { code, message, name: kind }: NodeJS.ErrnoException): KlartextError {
    const { timeoutMs, maxMemoryMb } = this.#options;
    const what =
      code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `took more than ${maxMemoryMb} MiB of memory`
        : message === 'timeout'
          ? `took longer than ${timeoutMs / 1000} s`
          : `broke its thread (${code ?? kind})`;
    return new KlartextError('INPUT_UNSUPPORTED', `${name}: cleaning it ${what}; it was stopped.`, {
      hint: 'Look at the document; if it is an ordinary article, please report it with the document.',
    });
  }
}
