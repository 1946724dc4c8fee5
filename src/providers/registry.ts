/** Every provider by its id, loaded when it is asked for. */
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { ProviderEntry } from './provider.ts';

const PROVIDERS: Readonly<Record<string, () => Promise<ProviderEntry>>> = {
  bergamot: async () => (await import('./bergamot.ts')).bergamot as ProviderEntry,
  deepl: async () => (await import('./deepl.ts')).deepl as ProviderEntry,
  google: async () => (await import('./google.ts')).google as ProviderEntry,
  azure: async () => (await import('./azure.ts')).azure as ProviderEntry,
  amazon: async () => (await import('./amazon.ts')).amazon as ProviderEntry,
  libretranslate: async () => (await import('./libretranslate.ts')).libretranslate as ProviderEntry,
  openai: async () => (await import('./openai.ts')).openai as ProviderEntry,
  command: async () => (await import('./command.ts')).command as ProviderEntry,
  module: async () => (await import('./module.ts')).userModule as ProviderEntry,
};

/** The ids in the order in which `klartext providers` lists them. */
export const PROVIDER_IDS: readonly string[] = Object.keys(PROVIDERS);

/** `id` may be the path of a module of the user's own. Rejects with PROVIDER_UNKNOWN and the nearest name. */
export async function loadProvider(id: string): Promise<ProviderEntry> {
  const load = Object.hasOwn(PROVIDERS, id) ? PROVIDERS[id] : undefined;
  if (load) return load();
  const { isModulePath, moduleEntry } = await import('./module.ts');
  if (isModulePath(id)) return moduleEntry(id);
  const message = `There is no provider "${id}".${didYouMean(id, PROVIDER_IDS)}`;
  throw new KlartextError('PROVIDER_UNKNOWN', message, {
    hint: '`klartext providers` shows what each needs.',
  });
}
