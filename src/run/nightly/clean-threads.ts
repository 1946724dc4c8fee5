/** Cleaning in threads of its own, so that a document which hangs or eats memory costs itself and nothing else. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CleanedDocument, DocumentInput } from '../document.ts';
import type { LearnedBlocksByKey } from './clean-protocol.ts';
import { CleanThread, type CleanThreadOptions } from './clean-thread.ts';

const TIMEOUT_MS = 60_000;
const MAX_MEMORY_MB = 1024;

export interface Cleaners {
  /** Starts the first thread before there is work: it takes as long to load as the rest of a night. */
  warmUp(): void;
  /** `learned`: blocks that were learned and go, by `blockKey`. */
  clean(input: DocumentInput, learned?: LearnedBlocksByKey): Promise<CleanedDocument>;
  close(): Promise<void>;
}

export type CleanersOptions = Pick<CleanThreadOptions, 'pipeline' | 'cwd'> &
  Partial<Pick<CleanThreadOptions, 'file' | 'timeoutMs' | 'maxMemoryMb'>>;

/**
 * Threads start when there is work for them; the caller bounds how many documents are cleaned at a time. `undefined`
 * where there is no built code for a thread, as in a checkout that runs from its sources.
 */
export function openCleaners(options: CleanersOptions): Cleaners | undefined {
  // Beside the bundle of the command line, of which this is a part then.
  const own = new URL('./clean-worker.js', import.meta.url);
  const { file = own, timeoutMs = TIMEOUT_MS, maxMemoryMb = MAX_MEMORY_MB, ...start } = options;
  if (!existsSync(file instanceof URL ? fileURLToPath(file) : file)) return undefined;
  const all = new Set<CleanThread>();
  const idle: CleanThread[] = [];
  const begin = (): CleanThread => {
    const thread = new CleanThread({ ...start, file, timeoutMs, maxMemoryMb });
    all.add(thread);
    return thread;
  };
  return {
    warmUp: () => void idle.push(begin()),
    async clean(input, learned) {
      const thread = idle.pop() ?? begin();
      try {
        return await thread.clean({ input, ...(learned ? { learned } : {}) });
      } finally {
        if (thread.isAlive) idle.push(thread);
        else all.delete(thread);
      }
    },
    close: async () => void (await Promise.all([...all].map((thread) => thread.close()))),
  };
}
