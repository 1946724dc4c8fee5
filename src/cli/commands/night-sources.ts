/** What a night reads: the pipeline's sources, what is named on the command line, what earlier nights left undone. */
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { deskFiles } from '../../run/nightly/desk.ts';
import { REBUILT } from '../../run/nightly/rebuild.ts';
import { revive } from '../../run/nightly/revive.ts';
import type { NightWork } from '../../run/nightly/run-night.ts';
import type { OpenRun } from '../../run/open.ts';
import { type OpenSources, openPipelineSources } from '../../run/sources.ts';
import { openFiles } from '../../sources/file-source.ts';
import type { Source } from '../../sources/source.ts';
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
    revive: (item) => revive(item, opened.pages),
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
