/** `sources`: what the sources of a pipeline offer; fetches listings, no pages. */
import { KlartextError } from '../../errors.ts';
import { loadPipeline } from '../../pipeline/load.ts';
import { toJsonLine } from '../../run/json-lines.ts';
import { openPipelineSources } from '../../run/sources.ts';
import { steerless } from '../../sources/item-key.ts';
import { mergeSources } from '../../sources/merge.ts';
import type { SourceEvent } from '../../sources/source.ts';
import { EXIT } from '../exit-codes.ts';
import { fetchedFolder, type Io, tell, write } from '../io.ts';
import { placed } from '../placed.ts';

/** Sources read at the same time. */
const CONCURRENCY = 8;

export async function sources(
  name: string,
  { json = false }: { json?: boolean },
  version: string,
  io: Io,
): Promise<number> {
  const pipeline = await loadPipeline(name, io.cwd);
  if (pipeline.sources.length === 0) {
    throw new KlartextError('CONFIG_INVALID', `${pipeline.file}: expected \`sources\`, got none.`, {
      hint: 'Add a list such as `sources: [{ type: feed, url: https://example.org/feed.xml }]`.',
    });
  }
  const open = await openPipelineSources(pipeline, {
    fetchedFolder: fetchedFolder(io),
    version,
    onNotice: (message) => tell(io, message),
  });
  const counts = { candidate: 0, unchanged: 0, trouble: 0, notice: 0 };
  try {
    for await (const event of mergeSources(open.sources, CONCURRENCY, io.signal)) {
      counts[event.type] += 1;
      if (json) await write(io.stdout, toJsonLine(toJson(event)));
      else if (event.type === 'candidate') await write(io.stdout, `${candidateLine(event)}\n`);
      if (event.type === 'trouble') tell(io, troubleLine(event));
      if (event.type === 'notice') tell(io, event.message);
    }
  } finally {
    await open.close();
  }
  io.stderr.write(
    `documents: ${counts.candidate}, listings unchanged: ${counts.unchanged}, troubles: ${counts.trouble}\n`,
  );
  return counts.trouble > 0 ? EXIT.incomplete : EXIT.ok;
}

/** A title or a key may hold what breaks the line or the terminal. */
function candidateLine({ candidate }: SourceEvent & { type: 'candidate' }): string {
  const { key, metadata } = candidate;
  const cells = [key, metadata.published ?? '', metadata.title ?? ''];
  return cells
    .map((cell) => steerless(cell))
    .join('\t')
    .trimEnd();
}

function troubleLine({ where, error }: SourceEvent & { type: 'trouble' }): string {
  const hint = error.hint ? ` ${error.hint}` : '';
  return `${placed(where, error.message)}${hint}`;
}

function toJson(event: SourceEvent): object {
  if (event.type === 'candidate') {
    const { key, version, url, metadata } = event.candidate;
    return { type: 'candidate', key, version, url, metadata };
  }
  if (event.type !== 'trouble') return event;
  const { code, message, hint, retryAfterMs } = event.error;
  return { type: 'trouble', where: event.where, error: { code, message, hint, retryAfterMs } };
}
