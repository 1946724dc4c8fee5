/** What the registry knows of a translation service before it is made. */
import type * as z from 'zod';
import type { GlossaryTerm, TranslationProvider } from '../types.ts';

/** What a provider may take from outside; only the command line reads the real environment. */
export interface ProviderContext {
  env: Readonly<Record<string, string | undefined>>;
  /** Folders that hold local models, searched in this order: the user's own, then those shipped. */
  modelFolders: readonly string[];
  /** Folders from which the path of a module counts, in this order. Default: the working directory. */
  moduleFolders?: readonly string[];
  /** All terms of the pipeline's glossaries, for services that keep a glossary themselves. */
  glossary?: readonly GlossaryTerm[];
}

export interface ProviderReadiness {
  usable: boolean;
  /** One sentence: the model or account that would be used, or what is missing and how to get it. */
  detail: string;
}

export interface ProviderEntry<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly description: string;
  /** What it needs, for `klartext providers` and README: `nothing`, `DEEPL_API_KEY`. */
  readonly needs: string;
  /** Strict object schema; every key has a default or is optional, and a description. Never holds a key. */
  readonly options: Schema;
  /** Looks, but sends nothing and loads no model. Never rejects. */
  check(options: z.output<Schema>, context: ProviderContext): Promise<ProviderReadiness>;
  /** Rejects with PROVIDER_AUTH, MODEL_MISSING, MODEL_CORRUPT or CONFIG_INVALID. */
  create(options: z.output<Schema>, context: ProviderContext): Promise<TranslationProvider>;
}
