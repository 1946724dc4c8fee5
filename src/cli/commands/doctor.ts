/** `doctor`: looks at everything that a night needs, before it is night. */
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { loadPipeline, type Pipeline } from '../../pipeline/load.ts';
import { loadProvider } from '../../providers/registry.ts';
import { type Finding, finding } from '../../run/nightly/finding.ts';
import { checkPlace } from '../../run/nightly/health.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, type Io, providerContext, storeFiles, write } from '../io.ts';

export interface DoctorOptions {
  out: string;
  json?: boolean;
}

/** Exit code 1 when something is bad; what could be better is only told. */
export async function doctor(name: string, { out, json }: DoctorOptions, io: Io): Promise<number> {
  const findings = await examine(name, path.resolve(io.cwd, out), io);
  if (json) await write(io.stdout, `${JSON.stringify(findings, null, 2)}\n`);
  else await write(io.stdout, findings.map((one) => render(one, io)).join(''));
  return findings.some(({ state }) => state === 'bad') ? EXIT.incomplete : EXIT.ok;
}

async function examine(name: string, outFolder: string, io: Io): Promise<Finding[]> {
  const { memoryFile, spendingFile } = storeFiles(io);
  const place = await checkPlace({ outFolder, memoryFile, spendingFile, now: Date.now() });
  try {
    const pipeline = await loadPipeline(name, io.cwd);
    return [finding('pipeline', 'good', pipeline.file), ...(await checkProviders(pipeline, io)), ...place];
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return [finding('pipeline', 'bad', error.message, error.hint), ...place];
  }
}

/** One usable provider is enough; the others are worth a word. */
async function checkProviders({ providers }: Pipeline, io: Io): Promise<Finding[]> {
  const context = providerContext(io);
  const states = await Promise.all(
    providers.map(async ({ id, options }) => {
      const entry = await loadProvider(id);
      const parsed = entry.options.safeParse(options);
      if (!parsed.success) return { id, usable: false, detail: 'its options are not valid' };
      return { id, ...(await entry.check(parsed.data, context)) };
    }),
  );
  const works = states.some(({ usable }) => usable);
  return states.map(({ id, usable, detail }) =>
    finding(`provider ${id}`, usable ? 'good' : works ? 'fair' : 'bad', detail),
  );
}

function render({ what, state, message, hint }: Finding, io: Io): string {
  const colors = colorsFor(io, io.stdout);
  const mark = { good: colors.green('ok  '), fair: colors.yellow('note'), bad: colors.red('bad ') }[state];
  return `${mark} ${what}: ${message}${hint ? `\n     ${hint}` : ''}\n`;
}
