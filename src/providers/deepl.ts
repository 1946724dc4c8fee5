/** DeepL by its official client, which is an optional dependency and loaded on first use. */
import type { DeepLClient, SourceLanguageCode, TargetLanguageCode, TextResult } from 'deepl-node';
import * as z from 'zod';
import { KlartextError, throwIfAborted } from '../errors.ts';
import type {
  GlossaryTerm,
  Segment,
  TranslateRequest,
  TranslateResponse,
  TranslationProvider,
} from '../types.ts';
import { untilAborted } from '../until-aborted.ts';
import { badCount, classifyDeepL } from './deepl-errors.ts';
import { accountGlossary, type FindGlossary } from './deepl-glossary.ts';
import { fromDeepL, toDeepL } from './deepl-markup.ts';
import { type Heard, hearing } from './deepl-retry-after.ts';
import { installHint, isInstalled, loadOptional } from './optional-package.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';

/** 128 KiB, less what options, language codes and the context may take. */
const MAX_BYTES = 128 * 1024 - 8 * 1024;
/** Characters of a document's context that are sent; form-encoded at most three times as many bytes each. */
const MAX_CONTEXT = 800;

const options = z.strictObject({
  serverUrl: z.url().optional().describe('Base URL of the API; told from the key when absent.'),
  english: z.enum(['en-US', 'en-GB']).default('en-US').describe('The English to translate into.'),
  glossaryName: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Name of a glossary in your DeepL account that is kept equal to the pipeline's and translated by; made when there is none.",
    ),
  timeoutMs: z.int().min(1000).default(60_000).describe('How long one request may take.'),
});
type Options = z.output<typeof options>;

export const deepl: ProviderEntry<typeof options> = {
  id: 'deepl',
  description: 'DeepL API, paid per character (a free plan exists)',
  needs: 'DEEPL_API_KEY in the environment, and the package deepl-node',
  options,
  async check(_options, { env }) {
    if (!env.DEEPL_API_KEY)
      return { usable: false, detail: 'Set DEEPL_API_KEY to a key of your DeepL account.' };
    if (!isInstalled('deepl-node')) return { usable: false, detail: installHint('deepl-node') };
    return { usable: true, detail: `DeepL ${env.DEEPL_API_KEY.endsWith(':fx') ? 'Free' : 'Pro'} key found` };
  },
  async create(options, context) {
    return provider(await connect(options, context), options, context.glossary);
  },
};

async function connect(options: Options, { env }: ProviderContext): Promise<DeepLClient> {
  const key = env.DEEPL_API_KEY;
  if (!key) {
    throw new KlartextError('PROVIDER_AUTH', 'DeepL needs a key, and DEEPL_API_KEY is not set.', {
      hint: 'Set DEEPL_API_KEY to a key of your DeepL account.',
    });
  }
  const serverUrl = options.serverUrl ?? env.DEEPL_SERVER_URL;
  const client = await loadOptional('deepl', 'deepl-node', () => import('deepl-node'));
  return new client.DeepLClient(key, {
    ...(serverUrl ? { serverUrl } : {}),
    // Attempts, not retries: our own loop above is the only one.
    maxRetries: 1,
    minTimeout: options.timeoutMs,
    sendPlatformInfo: false,
  });
}

function provider(
  client: DeepLClient,
  options: Options,
  terms: readonly GlossaryTerm[] = [],
): TranslationProvider {
  const { glossaryName } = options;
  const hasGlossary = glossaryName !== undefined && terms.length > 0;
  const glossary = hasGlossary ? accountGlossary(client, glossaryName, terms) : undefined;
  return {
    id: 'deepl',
    model: 'deepl-v2',
    // No limit of characters but what the bytes allow.
    limits: {
      maxSegments: 50,
      maxCharacters: MAX_BYTES,
      maxBytes: MAX_BYTES,
      maxConcurrent: 4,
      measureBytes,
      countBillable: (segment) => [...toDeepL(segment)].length,
    },
    features: { inlineTags: true, glossary: hasGlossary, context: true, deterministic: false },
    async translate(request) {
      throwIfAborted(request.signal);
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      const heard: Heard = {};
      try {
        const asked = hearing(heard, () => send(client, request, options, glossary));
        return readResults(await untilAborted(request.signal, asked), request.segments);
      } catch (error) {
        throw error instanceof KlartextError ? error : classifyDeepL(error, heard.retryAfterMs);
      }
    },
    async reportBilled(signal) {
      const usage = await untilAborted(signal, client.getUsage()).catch((error) => {
        throw error instanceof KlartextError ? error : classifyDeepL(error);
      });
      if (usage.character) return usage.character.count;
      throw new KlartextError('PROVIDER_BAD_RESPONSE', 'DeepL does not tell what it billed.');
    },
    async dispose() {},
  };
}

async function send(
  client: DeepLClient,
  { pair, segments }: TranslateRequest,
  options: Options,
  glossary: FindGlossary | undefined,
): Promise<TextResult[]> {
  const context = contextOf(segments);
  const target = pair.target === 'en' ? options.english : (pair.target as TargetLanguageCode);
  return client.translateText(segments.map(toDeepL), pair.source as SourceLanguageCode, target, {
    tagHandling: 'xml',
    tagHandlingVersion: 'v2',
    // Our tags are inline: none of them is a structure that ends a sentence.
    outlineDetection: false,
    splitSentences: 'nonewlines',
    ignoreTags: ['x'],
    preserveFormatting: true,
    ...(context === '' ? {} : { context }),
    ...(glossary === undefined ? {} : { glossary: await glossary(pair) }),
  });
}

/** One for all texts of a request, which know nothing of each other: their title, then what stands around them. */
function contextOf(segments: readonly Segment[]): string {
  const titles = new Set(segments.flatMap(({ context }) => context ?? []));
  const around = segments.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
  return [...titles, ...new Set(around)].join('\n').slice(0, MAX_CONTEXT);
}

function readResults(results: readonly TextResult[], segments: readonly Segment[]): TranslateResponse {
  if (results.length !== segments.length) throw badCount(segments.length, results.length);
  const characters = segments.reduce((sum, segment) => sum + toDeepL(segment).length, 0);
  const billed = results.map(({ billedCharacters }) => billedCharacters);
  const isKnown = billed.every((count) => typeof count === 'number');
  return {
    targets: results.map(({ text }) => {
      const target = typeof text === 'string' ? fromDeepL(text) : '';
      return target.trim() === '' ? undefined : { target };
    }),
    usage: {
      characters,
      ...(isKnown ? { billedCharacters: billed.reduce((sum, count) => sum + count, 0) } : {}),
    },
  };
}

/** The client sends forms, not JSON: `ü` is six bytes of one. */
function measureBytes(segment: Segment): number {
  return new URLSearchParams({ text: toDeepL(segment) }).toString().length + 1;
}
