/** A model from the network into a folder: all its files, proved, visible only when whole. */
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { EnvHttpProxyAgent } from 'undici';
import { KlartextError } from '../errors.ts';
import { downloadFile } from './download.ts';
import { findWhole, installModel, makeModelsFolder, writeError } from './install.ts';
import type { InstalledModel, ModelFile, ModelManifest } from './manifest.ts';
import { MOZILLA_DE_EN_BASE, type RemoteFile, type RemoteModel } from './remote-models.ts';
import { claimWorkFolder } from './work-folder.ts';

export interface AddOptions {
  /** The user's folder of models; made if need be. */
  folder: string;
  signal: AbortSignal;
  /** Default: Mozilla's German to English. */
  model?: RemoteModel;
  /** Base URL that has the same paths below it, instead of the model's own. */
  mirror?: string;
  /** The proxy is taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY in here, in either case. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Bytes of all files so far, and in all as far as known. */
  onProgress?: (done: number, total: number) => void;
  /** Milliseconds without a byte after which a try is given up. Default 30,000. */
  idleTimeoutMs?: number;
}

const IDLE_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 15_000;

/**
 * Resolves at once when the model is there whole. What a failed or killed run has received is used by the next.
 * Two runs at a time are safe; the later one downloads for itself. Rejects with MODEL_MISSING (network), MODEL_CORRUPT
 * (something else arrived), OUTPUT_UNWRITABLE (full disk, no rights), CONFIG_INVALID (mirror) or ABORTED.
 */
export async function addModel(options: AddOptions): Promise<InstalledModel> {
  const { folder, model = MOZILLA_DE_EN_BASE } = options;
  const base = baseUrl(options.mirror ?? model.baseUrl);
  const there = await findWhole(folder, model.name);
  if (there) return there;
  makeModelsFolder(folder);
  const dispatcher = proxyAgent(options);
  try {
    const work = await claimWorkFolder(folder, model.name);
    try {
      const files = await downloadAll(model, base, work.path, dispatcher, options);
      const installed = await installModel(folder, work.path, manifestOf(model, files));
      await work.clearLeftovers();
      return installed;
    } finally {
      await work.release();
    }
  } catch (error) {
    throw writeError(error, folder);
  } finally {
    await dispatcher.destroy();
  }
}

async function downloadAll(
  model: RemoteModel,
  base: string,
  work: string,
  dispatcher: EnvHttpProxyAgent,
  { signal, onProgress }: AddOptions,
): Promise<ModelFile[]> {
  const sizes = new Map(model.files.map((file) => [file, { done: 0, total: file.bytes ?? 0 }]));
  const report = (file: RemoteFile, done: number, total: number) => {
    sizes.set(file, { done, total: total || (file.bytes ?? 0) });
    const all = [...sizes.values()];
    onProgress?.(
      all.reduce((sum, size) => sum + size.done, 0),
      all.reduce((sum, size) => sum + Math.max(size.total, size.done), 0),
    );
  };
  const files: ModelFile[] = [];
  for (const file of model.files) {
    const to = path.join(work, file.name);
    if (!(await exists(to))) {
      const onFile = (done: number, total: number) => report(file, done, total);
      const url = `${base}/${file.path}`;
      await downloadFile({ url, to, sha256: file.sha256, dispatcher, signal, onProgress: onFile });
    }
    const bytes = (await stat(to)).size;
    report(file, bytes, bytes);
    files.push({ role: file.role, name: file.name, bytes, sha256: file.sha256 });
  }
  return files;
}

function manifestOf(model: RemoteModel, files: ModelFile[]): ModelManifest {
  const { name, pair, architecture, precision, licence, baseUrl: source } = model;
  return { format: 1, name, pair, architecture, precision, files, source, licence };
}

function proxyAgent({ env = {}, idleTimeoutMs = IDLE_TIMEOUT_MS }: AddOptions): EnvHttpProxyAgent {
  const from = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || '';
  return new EnvHttpProxyAgent({
    // Given empty, they keep the agent from looking into the process's own environment.
    httpProxy: from('http_proxy'),
    httpsProxy: from('https_proxy'),
    noProxy: from('no_proxy'),
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
  });
}

function baseUrl(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, '');
  throw new KlartextError(
    'CONFIG_INVALID',
    'The mirror is no address: expected one that starts with https:// or http://.',
  );
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
