/** Every provider by its id, loaded when it is asked for. */
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { ProviderEntry } from './provider.ts';

const PROVIDERS: Readonly<Record<string, () => Promise<ProviderEntry>>> = {
  bergamot: async () => (await import('./bergamot.ts')).bergamot as ProviderEntry,
  deepl: async () => (await import('./deepl.ts')).deepl as ProviderEntry,
};

/** The ids in the order in which `klartext providers` lists them. */
export const PROVIDER_IDS: readonly string[] = Object.keys(PROVIDERS);

/** Rejects with PROVIDER_UNKNOWN, naming those that there are. */
export async function loadProvider(id: string): Promise<ProviderEntry> {
  const load = Object.hasOwn(PROVIDERS, id) ? PROVIDERS[id] : undefined;
  if (!load) {
    throw new KlartextError(
      'PROVIDER_UNKNOWN',
      `There is no provider "${id}".${didYouMean(id, PROVIDER_IDS)}`,
      {
        hint: '`klartext providers` shows what each needs.',
      },
    );
  }
  return load();
}
