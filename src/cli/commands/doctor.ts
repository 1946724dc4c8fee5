/** `doctor`: looks at everything that a night needs, before it is night. */
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { loadPipeline, moduleFolders, type Pipeline } from '../../pipeline/load.ts';
import { loadProvider } from '../../providers/registry.ts';
import { type Finding, finding } from '../../run/nightly/finding.ts';
import { checkPlace } from '../../run/nightly/health.ts';
import { openPipelineSources } from '../../run/sources.ts';
import type { Source } from '../../sources/source.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, fetchedFolder, type Io, providerContext, sizedPlaces, write } from '../io.ts';

export interface DoctorOptions {
  out: string;
  json?: boolean;
}

const SOURCE_TIMEOUT_MS = 20_000;

/** Exit code 1 when something is bad; what could be better is only told. */
export async function doctor(
  name: string,
  { out, json }: DoctorOptions,
  version: string,
  io: Io,
): Promise<number> {
  const findings = await examine(name, path.resolve(io.cwd, out), version, io);
  if (json) await write(io.stdout, `${JSON.stringify(findings, null, 2)}\n`);
  else await write(io.stdout, findings.map((one) => render(one, io)).join(''));
  return findings.some(({ state }) => state === 'bad') ? EXIT.incomplete : EXIT.ok;
}

async function examine(name: string, outFolder: string, version: string, io: Io): Promise<Finding[]> {
  const place = await checkPlace({ ...sizedPlaces(outFolder, io), now: Date.now() });
  try {
    const pipeline = await loadPipeline(name, io.cwd);
    return [
      finding('pipeline', 'good', pipeline.file),
      ...(await checkProviders(pipeline, io)),
      ...place,
      ...(await checkSources(pipeline, version, io)),
    ];
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return [finding('pipeline', 'bad', error.message, error.hint), ...place];
  }
}

/** One usable provider is enough; the others are worth a word. */
async function checkProviders({ file, providers }: Pipeline, io: Io): Promise<Finding[]> {
  const context = { ...providerContext(io), moduleFolders: moduleFolders(file, io.cwd) };
  const states = await Promise.all(
    providers.map(async ({ id, options }) => {
      const entry = await loadProvider(id);
      const parsed = entry.options.safeParse(options);
      if (!parsed.success) return { id, usable: false, detail: 'its options are not valid' };
      return { id, ...(await entry.check(parsed.data, context)) };
    }),
  );
  const works = states.some(({ usable }) => usable);
  // One may be named again with other options, for what fails its checks.
  const told = new Map(states.map((state) => [JSON.stringify(state), state]));
  return [...told.values()].map(({ id, usable, detail }) =>
    finding(`provider ${id}`, usable ? 'good' : works ? 'fair' : 'bad', detail),
  );
}

/** Each is asked for the first thing that it offers; a feed that nobody can read should not be news at 3 a.m. */
async function checkSources(pipeline: Pipeline, version: string, io: Io): Promise<Finding[]> {
  const open = await openPipelineSources(pipeline, { fetchedFolder: fetchedFolder(io), version });
  try {
    return await Promise.all(open.sources.map((source) => checkSource(source, io.signal)));
  } finally {
    await open.close();
  }
}

async function checkSource(source: Source, stop: AbortSignal): Promise<Finding> {
  const what = `source ${source.name}`;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(SOURCE_TIMEOUT_MS)]);
  try {
    for await (const event of source.read(signal)) {
      if (event.type === 'candidate') return finding(what, 'good', 'offers documents');
      if (event.type === 'trouble') return finding(what, 'bad', event.error.message, event.error.hint);
    }
    return finding(what, 'fair', 'answers, but offers nothing');
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return finding(what, 'bad', `did not answer within ${SOURCE_TIMEOUT_MS / 1000} s`);
  }
}

function render({ what, state, message, hint }: Finding, io: Io): string {
  const colors = colorsFor(io, io.stdout);
  const mark = { good: colors.green('ok  '), fair: colors.yellow('note'), bad: colors.red('bad ') }[state];
  return `${mark} ${what}: ${message}${hint ? `\n     ${hint}` : ''}\n`;
}
