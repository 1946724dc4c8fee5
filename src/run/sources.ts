/** A pipeline's sources with all that fetching needs, opened and closed together. */
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import type { Pipeline } from '../pipeline/load.ts';
import { createFetcher, mayFetch, openSources } from '../pipeline/sources.ts';
import type { PageOptions } from '../sources/page.ts';
import type { Source } from '../sources/source.ts';
import type { FetchCache, RawStore } from '../types.ts';

export interface SourcesSettings {
  /** Folder where what was fetched is kept; absolute, made when it is needed. */
  fetchedFolder: string;
  /** This program's, for its user agent. */
  version: string;
  /** Absolute path of the journal whose items are fetched; what they need is kept. */
  journalFile?: string;
  /** Told what the run goes on without. */
  onNotice?: (message: string) => void;
}

export interface OpenSources {
  sources: Source[];
  /** For pages that no source offers any more; `raw` is absent where nothing may be fetched, or kept. */
  pages: PageOptions;
  close(): Promise<void>;
}

/** A read-only home or a lock is no reason to fetch nothing. */
const GOES_WITHOUT: ReadonlySet<string> = new Set(['OUTPUT_UNWRITABLE', 'STORE_BUSY']);

/** Throws STORE_INCOMPATIBLE; see `mergeSources` for reading several at a time. */
export async function openPipelineSources(
  pipeline: Pipeline,
  settings: SourcesSettings,
): Promise<OpenSources> {
  const { version } = settings;
  const stores = pipeline.sources.some(mayFetch) ? await openStores(settings) : undefined;
  const { raw } = stores ?? {};
  const onPause = (host: string, pauseMs: number) => settings.onNotice?.(paused(host, pauseMs));
  const fetcher = createFetcher(pipeline.fetch, version, { ...stores, onPause });
  const pages = {
    fetcher,
    maxBytes: pipeline.maxBytes,
    maxPages: pipeline.fetch.maxPages,
    ...(raw ? { raw } : {}),
  };
  return {
    sources: openSources(pipeline.sources, { ...pages, folder: path.dirname(pipeline.file) }),
    pages,
    close: async () => {
      await fetcher.close();
      stores?.close();
    },
  };
}

function paused(host: string, pauseMs: number): string {
  return `${host} is slow, fails or wants rest: it is asked again in ${Math.round(pauseMs / 1000)} s.`;
}

/** The record of answers, and the folder with their bodies. */
export function fetchedFiles(fetchedFolder: string): { cache: string; raw: string } {
  return { cache: path.join(fetchedFolder, 'fetched.db'), raw: path.join(fetchedFolder, 'raw') };
}

async function openStores({
  fetchedFolder,
  journalFile,
  onNotice,
}: SourcesSettings): Promise<{ cache: FetchCache; raw: RawStore; close(): void } | undefined> {
  const [{ SqliteFetchCache }, { openRawStore }] = await Promise.all([
    import('../store/fetch-cache.ts'),
    import('../store/raw-store.ts'),
  ]);
  const onSetAside = (to: string) =>
    onNotice?.(`The record of what was fetched was damaged; it is kept as ${to}, and all is fetched anew.`);
  const goOn = orWithout(onNotice);
  const files = fetchedFiles(fetchedFolder);
  const cache = goOn(() => new SqliteFetchCache({ file: files.cache, onSetAside }));
  if (!cache) return undefined;
  if (journalFile) goOn(() => cache.register(journalFile));
  return {
    cache: {
      find: (url) => goOn(() => cache.find(url)),
      save: (record) => goOn(() => cache.save(record)),
    },
    raw: keptWherePossible(openRawStore(files.raw), onNotice),
    close: () => cache.close(),
  };
}

/** What another user may write to and this one not, as after a run by root, costs no page. A full disk does. */
const NOT_OURS: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS']);

function keptWherePossible(raw: RawStore, onNotice: SourcesSettings['onNotice']): RawStore {
  const tell = onceOf(onNotice);
  return {
    get: (key) => raw.get(key),
    put: async (body) => {
      try {
        return await raw.put(body);
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
        if (!(error instanceof KlartextError) || !NOT_OURS.has(code)) throw error;
        tell(error);
        return undefined;
      }
    },
  };
}

function onceOf(onNotice: SourcesSettings['onNotice']): (error: KlartextError) => void {
  let isTold = false;
  return ({ message, hint = '' }) => {
    if (!isTold) onNotice?.(`What is fetched is not kept. ${message} ${hint}`.trim());
    isTold = true;
  };
}

/** Tells once that it goes on without what cannot be had. */
function orWithout(onNotice: SourcesSettings['onNotice']): <T>(work: () => T) => T | undefined {
  const tell = onceOf(onNotice);
  return (work) => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof KlartextError) || !GOES_WITHOUT.has(error.code)) throw error;
      tell(error);
      return undefined;
    }
  };
}
