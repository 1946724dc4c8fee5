/** What a night reads: the pipeline's sources, what is named on the command line, what earlier nights left undone. */
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { deskFiles } from '../../run/nightly/desk.ts';
import { isByAddress } from '../../run/nightly/entry-key.ts';
import { REBUILT } from '../../run/nightly/rebuild.ts';
import type { NightWork } from '../../run/nightly/run-night.ts';
import type { OpenRun } from '../../run/open.ts';
import { type OpenSources, openPipelineSources } from '../../run/sources.ts';
import { fileCandidate, openFiles } from '../../sources/file-source.ts';
import { keptPage } from '../../sources/page.ts';
import type { Candidate, LoadedDocument, Source } from '../../sources/source.ts';
import { urlCandidate } from '../../sources/url-source.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { InputFormat } from '../../types.ts';
import { fetchedFolder, type Io } from '../io.ts';

export interface NightSourcesOptions {
  /** Files and folders, relative to the working directory. */
  inputs: readonly string[];
  /** To read nothing but what was left undone: the names of the sources that it is of. */
  undoneOf?: ReadonlySet<string>;
  /** The output folder, which is no input. */
  outFolder: string;
  version: string;
  onNotice: (message: string) => void;
}

/** Rejects with USAGE when there is nothing to read. */
export async function openNightSources(
  { pipeline }: OpenRun,
  { inputs, undoneOf, outFolder, version, onNotice }: NightSourcesOptions,
  io: Io,
): Promise<NightWork & Pick<OpenSources, 'close'>> {
  if (!undoneOf && inputs.length === 0 && pipeline.sources.length === 0)
    throw new KlartextError(
      'USAGE',
      `${pipeline.name}: expected \`sources\` in the pipeline, or inputs; got none.`,
      {
        hint: 'Add a list such as `sources: [{ type: feed, url: https://example.org/feed.xml }]`, or name a folder.',
      },
    );
  const opened = await openPipelineSources(pipeline, {
    ...{ fetchedFolder: fetchedFolder(io), version, onNotice },
    journalFile: deskFiles(outFolder).journal,
  });
  const { maxBytes } = pipeline;
  const own = inputs.length > 0 ? [commandLine(inputs, io.cwd, outFolder, maxBytes)] : [];
  return {
    sources: [...opened.sources, ...own]
      .filter(({ name }) => !undoneOf || undoneOf.has(name) || undoneOf.has(REBUILT))
      .map((source) => withoutOutputs(source, outFolder)),
    ...(undoneOf ? { isRetry: true } : {}),
    revive: (item) => revive(item, { ...opened, maxBytes }),
    close: opened.close,
  };
}

/** What a night leaves of what could be read, relative to the output folder. */
const LEFT = /^(?:\d{4}\/\d\d\/\d\d\/|report\.html$)/;

/** A folder may hold the outputs of earlier nights beside its documents. */
function withoutOutputs({ name, read }: Source, outFolder: string): Source {
  const isOutput = (key: string): boolean =>
    path.isAbsolute(key) && LEFT.test(path.relative(outFolder, key).replaceAll('\\', '/'));
  return {
    name,
    async *read(signal) {
      for await (const event of read(signal))
        if (event.type !== 'candidate' || !isOutput(event.candidate.key)) yield event;
    },
  };
}

function commandLine(inputs: readonly string[], folder: string, outFolder: string, maxBytes: number): Source {
  const holdsOutputs = inputs.some((input) => outFolder.startsWith(path.resolve(folder, input) + path.sep));
  const paths = holdsOutputs ? [...inputs, `!${outFolder}/**`] : inputs;
  return openFiles({ paths, name: 'command line' }, { folder, maxBytes });
}

type ReviveOptions = Pick<OpenSources, 'fetcher' | 'raw'> & { maxBytes: number };

/**
 * A file by its path, a page by its address, a text of a feed as it was kept; what else stood within a larger file, or with
 * others at one address, is offered by that or not at all. A page that is to be made anew though it has not changed is
 * taken as it was kept, too: it may be gone.
 */
async function revive(item: JournalItem, options: ReviveOptions): Promise<Candidate | undefined> {
  const { key, url, source, state, source_hash } = item;
  const { entry, isWithin, given, ...metadata } = JSON.parse(item.metadata);
  // Its output, unless it is gone, stands for a text of which nobody knows whether it ever stood there.
  if (url && source === REBUILT && state !== 'waiting') return undefined;
  if (path.isAbsolute(key) && !key.includes('#')) return fileCandidate(key, options.maxBytes);
  const isPage = url !== null && !isWithin && (!entry || isByAddress(key, url));
  if (!isPage || source_hash === null) {
    const isText = Boolean(given || isWithin || entry);
    const document = isText ? await keptText(item, given, options) : await keptAsPage(item, options);
    if (document) return { key, metadata, load: async () => document, ...(url ? { url } : {}) };
  }
  return isPage ? { ...urlCandidate(url, options), key, metadata } : undefined;
}

/** A feed's text; the journal may be older than the notes of its format. */
async function keptText(
  item: JournalItem,
  format: InputFormat | undefined,
  { raw }: ReviveOptions,
): Promise<LoadedDocument | undefined> {
  const key = lastKept(item);
  const bytes = key && (await raw?.get(key));
  if (!bytes) return undefined;
  const content = Buffer.from(bytes).toString('utf8');
  return { content, raw: key, ...(item.url ? { url: item.url } : {}), ...(format ? { format } : {}) };
}

async function keptAsPage(
  item: JournalItem,
  { fetcher }: ReviveOptions,
): Promise<LoadedDocument | undefined> {
  const key = lastKept(item);
  return key && item.url ? keptPage(item.url, key, fetcher) : undefined;
}

/** By its key in the raw store, where that is what was offered last. */
function lastKept({ raw, version, offered }: JournalItem): string | undefined {
  return raw !== null && (version ?? offered) === offered ? raw : undefined;
}
