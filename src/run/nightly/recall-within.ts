/** An item whose text stands in a larger file on this machine, read from there again. */
import type { Pipeline } from '../../pipeline/load.ts';
import { mayFetch } from '../../pipeline/sources.ts';
import type { Candidate, Source } from '../../sources/source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { REBUILT } from './rebuild.ts';

/**
 * Of the pipeline's `sources`, one an entry, only those are read that ask nobody. Undefined where none of them offers it
 * any more.
 */
export async function recallWithin(
  { key, source }: JournalItem,
  pipeline: Pick<Pipeline, 'sources'>,
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  for (const [index, settings] of pipeline.sources.entries()) {
    const { name, read } = sources[index] as Source;
    if (mayFetch(settings) || (name !== source && source !== REBUILT)) continue;
    for await (const event of read(signal))
      if (event.type === 'candidate' && event.candidate.key === key) return event.candidate;
  }
  return undefined;
}
