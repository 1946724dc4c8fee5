/** Several sources at a time as one stream, so that a slow host keeps nobody waiting but itself. */
import type { Source, SourceEvent } from './source.ts';

/**
 * Reads at most `concurrency` sources at a time and yields events as they come; none is asked for its next event before
 * the one before was taken. Rejects as soon as one source does, and closes the others, as it does when who reads leaves early.
 */
export async function* mergeSources(
  sources: Iterable<Source>,
  concurrency: number,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent> {
  const waiting = sources[Symbol.iterator]();
  const open = new Set<AsyncIterator<SourceEvent>>();
  const running = new Map<AsyncIterator<SourceEvent>, Promise<Step>>();
  const advance = (iterator: AsyncIterator<SourceEvent>) => {
    const step = iterator.next().then((result) => ({ iterator, result }));
    // Handled where it is awaited below; not an unhandled rejection meanwhile.
    step.catch(() => undefined);
    running.set(iterator, step);
  };
  const start = () => {
    const { value, done } = waiting.next();
    if (done) return;
    const iterator = value.read(signal)[Symbol.asyncIterator]();
    open.add(iterator);
    advance(iterator);
  };
  try {
    for (let slot = 0; slot < concurrency; slot += 1) start();
    while (running.size > 0) {
      const { iterator, result } = await Promise.race(running.values());
      running.delete(iterator);
      if (result.done) {
        open.delete(iterator);
        start();
      } else {
        yield result.value;
        advance(iterator);
      }
    }
  } finally {
    // Not awaited: one that hangs in a request ends by the signal, or by its timeout.
    for (const iterator of open) iterator.return?.()?.catch(() => undefined);
  }
}

interface Step {
  iterator: AsyncIterator<SourceEvent>;
  result: IteratorResult<SourceEvent>;
}
