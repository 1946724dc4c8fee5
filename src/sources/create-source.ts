/** What all sources do alike: name their troubles and stop when they are told to. */
import { KlartextError, throwIfAborted } from '../errors.ts';
import type { Source, SourceEvent } from './source.ts';

/** `read` may throw: what it throws is a trouble at `where`, and the source's end; or the run's, by its reach. */
export function createSource(
  name: string | undefined,
  where: string,
  read: (signal: AbortSignal) => AsyncIterable<SourceEvent>,
): Source {
  return {
    name: name ?? where,
    async *read(signal) {
      try {
        throwIfAborted(signal);
        for await (const event of read(signal)) {
          throwIfAborted(signal);
          yield event;
        }
      } catch (error) {
        yield trouble(where, error);
      }
    },
  };
}

/** What is told of a place and is no trouble. */
export function notice(where: string, message: string): SourceEvent {
  return { type: 'notice', message: `${where}: ${message}` };
}

/** An error as the event that names it. What stops a run (a full disk, an abort) and bugs are thrown on. */
export function trouble(where: string, error: unknown): SourceEvent {
  if (error instanceof KlartextError && error.reach !== 'run') return { type: 'trouble', where, error };
  throw error;
}
