/** A program that is asked in lines of JSON on stdin and answers in lines of JSON on stdout. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { abortedError, KlartextError } from '../errors.ts';

/** Time to end in peace before it is told to, and then killed. */
const GRACE_MS = 1000;

const line = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string().optional(),
  error: z.unknown().optional(),
});

export type CommandAnswer = { text: string } | { error: unknown };

export interface CommandReply {
  /** By id; what is absent was not answered. The first answer to an id counts. */
  answers: Map<string, CommandAnswer>;
  /** Lines that answered nothing that was asked. */
  strayLines: number;
  /** Why not all was answered, undefined when all was. */
  breakdown?: Breakdown;
}

export interface Breakdown {
  kind: 'ended' | 'failed' | 'slow';
  /** `ended with exit code 3` */
  what: string;
}

interface Waiting extends CommandReply {
  ids: ReadonlySet<string>;
  settle(breakdown?: Breakdown): void;
}

export interface CommandSettings {
  /** Program and arguments; no shell reads them. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Whether what it writes to stderr goes to ours; else it is thrown away, as it may hold article text. */
  showErrors: boolean;
}

/** One running program, which may be asked any number of times, also side by side. */
export class CommandProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Set<Waiting>();
  #failure: KlartextError | undefined;
  #hasEnded = false;
  readonly #ended: Promise<void>;

  constructor({ argv: [program = '', ...args], env, showErrors }: CommandSettings) {
    this.#child = spawn(program, args, { env, stdio: ['pipe', 'pipe', showErrors ? 'inherit' : 'ignore'] });
    // A program that ends early breaks the pipe; what it had not answered is told by its end.
    this.#child.stdin?.on('error', () => {});
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    lines.on('line', (text) => this.#read(text));
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error: NodeJS.ErrnoException) => {
        this.#failure = new KlartextError(
          'CONFIG_INVALID',
          `The program "${program}" cannot be run (${error.code}).`,
          {
            hint: 'Check the first word of the option command.',
          },
        );
        this.#end({ kind: 'failed', what: 'could not be started' });
        resolve();
      });
      // `close` comes after the last line of stdout, `exit` may come before.
      this.#child.once('close', (code, signal) => {
        const what = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
        this.#end({ kind: code === 0 ? 'ended' : 'failed', what });
        resolve();
      });
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Resolves when all ids are answered, the program has ended, or `timeoutMs` are over; what was answered by
   * then is kept. Rejects with CONFIG_INVALID when it cannot be run, and with ABORTED; what comes later is dropped.
   */
  ask(requests: ReadonlyMap<string, object>, signal: AbortSignal, timeoutMs: number): Promise<CommandReply> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(waiting);
        signal.removeEventListener('abort', onAbort);
        clearTimeout(timer);
      };
      const onAbort = (): void => {
        leave();
        reject(abortedError(signal));
      };
      const waiting: Waiting = {
        ids: new Set(requests.keys()),
        answers: new Map(),
        strayLines: 0,
        settle: (breakdown) => {
          leave();
          if (this.#failure) reject(this.#failure);
          const { answers, strayLines } = waiting;
          resolve({ answers, strayLines, ...(breakdown === undefined ? {} : { breakdown }) });
        },
      };
      const what = `took more than ${timeoutMs / 1000} seconds`;
      const timer = setTimeout(() => waiting.settle({ kind: 'slow', what }), timeoutMs);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(waiting);
      if (this.#hasEnded) return waiting.settle({ kind: 'failed', what: 'had ended before it was asked' });
      for (const [id, request] of requests)
        this.#child.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  /** Tells the program that nothing more comes. */
  endInput(): void {
    this.#child.stdin?.end();
  }

  /**
   * Resolves when the program is gone: by itself once its input has ended, else by SIGTERM after a while (at once
   * when `now`), else by SIGKILL. Safe to call twice.
   */
  async stop({ now = false } = {}): Promise<void> {
    if (this.#hasEnded) return;
    this.endInput();
    const ask = setTimeout(() => this.#child.kill('SIGTERM'), now ? 0 : GRACE_MS);
    const force = setTimeout(() => this.#child.kill('SIGKILL'), now ? GRACE_MS : 2 * GRACE_MS);
    await this.#ended;
    clearTimeout(ask);
    clearTimeout(force);
  }

  #read(text: string): void {
    const parsed = line.safeParse(parseJson(text));
    const asker = parsed.success ? [...this.#waiting].find(({ ids }) => ids.has(parsed.data.id)) : undefined;
    if (!parsed.success || !asker || asker.answers.has(parsed.data.id)) {
      for (const waiting of this.#waiting) waiting.strayLines += text.trim() === '' ? 0 : 1;
      return;
    }
    const { id, text: answer, error } = parsed.data;
    asker.answers.set(id, answer === undefined ? { error } : { text: answer });
    if (asker.answers.size === asker.ids.size) asker.settle();
  }

  #end(breakdown: Breakdown): void {
    this.#hasEnded = true;
    for (const waiting of [...this.#waiting]) waiting.settle(breakdown);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
