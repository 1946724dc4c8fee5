/** `models`: the local engine's models on this machine. */
import path from 'node:path';
import { SingleBar } from 'cli-progress';
import { addModel } from '../../engine/add-model.ts';
import { importModel as importFrom } from '../../engine/import-model.ts';
import type { InstalledModel } from '../../engine/manifest.ts';
import { findModel, listModels, removeModel, verifyModels } from '../../engine/models.ts';
import { KlartextError } from '../../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, type Io, providerContext, userModelFolder, write } from '../io.ts';

const MEBIBYTE = 1024 * 1024;

export async function list(options: { json?: boolean }, io: Io): Promise<number> {
  const { modelFolders } = providerContext(io);
  const models = await listModels(modelFolders);
  const used = await findModel(modelFolders, { pair: { source: 'de', target: 'en' } }).catch(() => undefined);
  const rows = models.map(({ name, folder, bytes, model, problem }) => ({
    name,
    inUse: used !== undefined && used.folder === folder,
    pair: model ? `${model.manifest.pair.source}-${model.manifest.pair.target}` : undefined,
    bytes,
    folder,
    ...(problem ? { problem } : {}),
  }));
  if (options.json) {
    await write(io.stdout, `${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.ok;
  }
  if (rows.length === 0) {
    await write(
      io.stdout,
      `No local model. Get one with \`klartext models add\`, or \`klartext models import <folder>\`.\n`,
    );
    return EXIT.ok;
  }
  const colors = colorsFor(io, io.stdout);
  const lines = rows
    .sort((a, b) => Number(b.inUse) - Number(a.inUse))
    .map((row) => {
      const state = row.problem ? colors.red(row.problem) : row.inUse ? colors.green('in use') : '';
      return `${row.name}  ${row.pair ?? ''}  ${(row.bytes / MEBIBYTE).toFixed(0)} MiB  ${state}\n  ${row.folder}`;
    });
  await write(io.stdout, `${lines.join('\n')}\n`);
  return EXIT.ok;
}

export async function add(options: { mirror?: string; quiet?: boolean }, io: Io): Promise<number> {
  const bar = io.stderr.isTTY && !options.quiet ? progressBar(io) : undefined;
  const startedAt = performance.now();
  const seconds = () => Math.max(0.001, (performance.now() - startedAt) / 1000);
  try {
    const model = await addModel({
      folder: userModelFolder(io),
      signal: io.signal,
      env: io.env,
      onProgress: (done, total) => {
        if (!bar) return;
        if (!bar.isActive) bar.start(total / MEBIBYTE, done / MEBIBYTE, { rate: '-' });
        bar.setTotal(total / MEBIBYTE);
        bar.update(done / MEBIBYTE, { rate: (done / MEBIBYTE / seconds()).toFixed(1) });
      },
      ...(options.mirror ? { mirror: options.mirror } : {}),
    });
    bar?.stop();
    if (!options.quiet) await write(io.stdout, `${model.name} is installed and verified: ${model.folder}\n`);
    return EXIT.ok;
  } finally {
    bar?.stop();
  }
}

export async function importModel(
  from: string,
  options: { name?: string; file?: string },
  io: Io,
): Promise<number> {
  const model = await importFrom({
    folder: userModelFolder(io),
    from: path.resolve(io.cwd, from),
    ...(options.name ? { name: options.name } : {}),
    ...(options.file ? { file: options.file } : {}),
  });
  await write(io.stdout, `${model.name} is installed (${fileOf(model)}): ${model.folder}\n`);
  return EXIT.ok;
}

function fileOf({ manifest }: InstalledModel): string | undefined {
  return manifest.files.find((file) => file.role === 'model')?.name;
}

export async function verify(name: string | undefined, io: Io): Promise<number> {
  const results = await verifyModels(providerContext(io).modelFolders, name);
  for (const result of results) {
    const state = result.problems.length === 0 ? 'whole' : result.problems.join('; ');
    await write(io.stdout, `${result.name}: ${state}\n`);
  }
  return results.every((result) => result.problems.length === 0) ? EXIT.ok : EXIT.incomplete;
}

export async function remove(name: string, io: Io): Promise<number> {
  const folder = userModelFolder(io);
  if (!(await removeModel(folder, name))) {
    throw new KlartextError('USAGE', `There is no model "${name}" in ${folder}.`, {
      hint: '`klartext models list` shows what there is; a model that came with the package stays.',
    });
  }
  await write(io.stdout, `${name} is removed.\n`);
  return EXIT.ok;
}

function progressBar(io: Io): SingleBar {
  const format = '{bar} {value}/{total} MiB, {rate} MiB/s, {eta_formatted} left';
  return new SingleBar({
    format,
    stream: io.progress ?? io.stderr,
    hideCursor: true,
    formatValue: (value, _options, type) =>
      type === 'value' || type === 'total' ? value.toFixed(1) : String(value),
  });
}
