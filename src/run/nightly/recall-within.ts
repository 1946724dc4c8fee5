/** An item whose text stands in a larger file on this machine, read from there again. */
import type { Pipeline } from '../../pipeline/load.ts';
import { mayFetch } from '../../pipeline/sources.ts';
import type { Candidate } from '../../sources/source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { openPipelineSources, type SourcesSettings } from '../sources.ts';
import { REBUILT } from './rebuild.ts';

/** Of the pipeline's sources only those are read that ask nobody. Undefined where none of them offers it any more. */
export async function recallWithin(
  { key, source }: JournalItem,
  pipeline: Pipeline,
  settings: SourcesSettings,
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  const local = { ...pipeline, sources: pipeline.sources.filter((one) => !mayFetch(one)) };
  const { sources, close } = await openPipelineSources(local, settings);
  try {
    for (const { name, read } of sources) {
      if (name !== source && source !== REBUILT) continue;
      for await (const event of read(signal))
        if (event.type === 'candidate' && event.candidate.key === key) return event.candidate;
    }
    return undefined;
  } finally {
    await close();
  }
}
