/** What an item goes through before it is written: it is loaded, cleaned and translated, each in its queue. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KlartextError, throwIfAborted } from '../../errors.ts';
import type { Candidate, LoadedDocument } from '../../sources/source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import { untilAborted } from '../../until-aborted.ts';
import {
  type CleanedDocument,
  type DocumentInput,
  type ProcessedDocument,
  translateDocument,
} from '../document.ts';
import type { LearnedBlocksByKey } from './clean-protocol.ts';
import type { ItemInWork } from './item-in-work.ts';
import type { Judged } from './neighbours.ts';
import type { Night, Times } from './night.ts';

export async function load({ candidate, night, times }: ItemInWork): Promise<LoadedDocument> {
  const { queues, shift, retryDelayMs } = night;
  const loadOnce = async () => {
    throwIfAborted(shift.loading);
    return untilAborted(shift.loading, candidate.load(shift.loading));
  };
  return queues.load.add(() =>
    timed(times, 'loadMs', async () => {
      try {
        return await loadOnce();
      } catch (error) {
        if (!isPassing(error)) throw error;
        await sleep(retryDelayMs, undefined, { signal: shift.loading }).catch(() => undefined);
        return await loadOnce().catch((again) => {
          // It was asked for once tonight.
          throw again instanceof KlartextError && again.isUntried ? error : again;
        });
      }
    }),
  );
}

/** Whether to try once more tonight; a host that named its time, or is left alone, is asked the next night. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof KlartextError) || error.reach !== 'attempt') return false;
  return error.retryAfterMs === undefined && !error.isUntried;
}

/** The bytes by whose hash it is known. */
export function bytesOf({ content }: LoadedDocument): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** What of an item in work tells how its document is to be read. */
export interface ItemToRead {
  candidate: Candidate;
  claim: { item: Pick<JournalItem, 'source'> };
  night: Pick<Night, 'maxBytes'>;
}

export function documentInput(
  { candidate, claim, night }: ItemToRead,
  loaded: LoadedDocument,
  content: Uint8Array,
): DocumentInput {
  const url = loaded.url ?? candidate.url;
  const extra = { ...candidate.metadata.extra, ...loaded.metadata?.extra };
  return {
    name: candidate.key,
    // A string was decoded by the source.
    content: typeof loaded.content === 'string' ? loaded.content : content,
    maxBytes: night.maxBytes,
    // As in a run: for a file the folder.
    source: url ? claim.item.source : path.dirname(candidate.key),
    metadata: {
      ...candidate.metadata,
      ...loaded.metadata,
      ...(Object.keys(extra).length > 0 ? { extra } : {}),
    },
    ...(url ? { url } : {}),
    ...(loaded.format ? { format: loaded.format } : {}),
    ...(loaded.charset ? { charset: loaded.charset } : {}),
  };
}

export async function clean(
  input: DocumentInput,
  learned: LearnedBlocksByKey | undefined,
  { night, times }: ItemInWork,
): Promise<CleanedDocument> {
  const { queues, shift, clean } = night;
  return queues.clean.add(() => {
    throwIfAborted(shift.loading);
    return timed(times, 'cleanMs', () => untilAborted(shift.loading, clean(input, learned)));
  });
}

export async function make(
  input: DocumentInput,
  { cleaned: plain, learned }: Judged,
  work: ItemInWork,
): Promise<ProcessedDocument> {
  const { night, times } = work;
  const { queues, shift, runner } = night;
  const cleaned = plain && !learned ? plain : await clean(input, learned, work);
  const document = await queues.translate.add(async () => {
    throwIfAborted(shift.loading);
    const made = await timed(times, 'translateMs', () =>
      untilAborted(shift.working, translateDocument(input.name, cleaned, runner)),
    );
    night.isServed ||= made.data.segments.some(({ state }) => state === 'translated');
    return made;
  });
  throwIfAborted(shift.working);
  return document;
}

async function timed<T>(
  times: Times,
  name: 'loadMs' | 'cleanMs' | 'translateMs',
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    times[name] = performance.now() - startedAt;
  }
}
