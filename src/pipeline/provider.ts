/** Provider settings -> a provider ready to be called, with the wrappers that stand above it. */
import { z } from 'zod';
import { KlartextError } from '../errors.ts';
import type { ProviderContext } from '../providers/provider.ts';
import { loadProvider } from '../providers/registry.ts';
import { wrapProvider } from '../translate/wrap-provider.ts';
import type { TranslationProvider } from '../types.ts';

/** Reasons for which a run still cleans everything and leaves documents untranslated. */
const NO_ENGINE: ReadonlySet<string> = new Set(['MODEL_MISSING', 'PROVIDER_AUTH']);

/**
 * Rejects with PROVIDER_UNKNOWN, CONFIG_INVALID or MODEL_CORRUPT. A provider that lacks its model or key is no
 * rejection: `problem` says what is missing and what to do.
 */
export async function openProvider(
  settings: { id: string; options: Record<string, unknown> },
  context: ProviderContext,
): Promise<{ provider?: TranslationProvider; problem?: string }> {
  const entry = await loadProvider(settings.id);
  const parsed = entry.options.safeParse(settings.options);
  if (!parsed.success) {
    throw new KlartextError('CONFIG_INVALID', `provider ${settings.id}: ${z.prettifyError(parsed.error)}`);
  }
  const readiness = await entry.check(parsed.data, context);
  if (!readiness.usable) return { problem: `${settings.id}: ${readiness.detail}` };
  try {
    return { provider: wrapProvider(await entry.create(parsed.data, context)) };
  } catch (error) {
    if (!(error instanceof KlartextError) || !NO_ENGINE.has(error.code)) throw error;
    return { problem: [`${settings.id}: ${error.message}`, error.hint].filter(Boolean).join(' ') };
  }
}
