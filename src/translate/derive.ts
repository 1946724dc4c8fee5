import type { TranslationProvider } from '../types.ts';

/** A provider like `provider` but for `changes`; works for classes too, whose methods a spread would lose. */
export function derive(
  provider: TranslationProvider,
  changes: Partial<TranslationProvider> & Pick<TranslationProvider, 'translate'>,
): TranslationProvider {
  const { id, model, limits, features } = provider;
  return { id, model, limits, features, dispose: async () => provider.dispose?.(), ...changes };
}
