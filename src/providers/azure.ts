/** Azure Translator by plain REST: its client speaks one version of the API only. */
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import { escapeText } from '../segments/encode.ts';
import type { LanguagePair, TranslateRequest, TranslateResponse, TranslationProvider } from '../types.ts';
import { countCharacters, readShape, toTargets } from './answers.ts';
import { billedNames, fromHtml, htmlSizes, toHtml, type WriteName } from './html-markup.ts';
import { postJson } from './post-json.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';
import { type Meaning, quotaMeaning, type Service } from './status-errors.ts';

const SERVICE: Service = {
  name: 'Azure Translator',
  keyHint: 'Check AZURE_TRANSLATOR_KEY, and AZURE_TRANSLATOR_REGION for a regional resource.',
  addressHint: 'Check the options endpoint and apiVersion.',
};
/** A resource's own host serves the API below this path, whatever its version. */
const RESOURCE_PATH = '/translator/text/v3.0';

const options = z.strictObject({
  apiVersion: z
    .enum(['3.0', '2026-06-06'])
    .default('3.0')
    .describe('Version of the API; the newer one can use models of your own deployment.'),
  model: z
    .string()
    .optional()
    .describe('Category (3.0) or deployment (2026-06-06) of a custom model; the general one when absent.'),
  names: billedNames,
  endpoint: z
    .url()
    .default('https://api.cognitive.microsofttranslator.com')
    .describe('Base URL: global, of a geography, or of your resource.'),
  timeoutMs: z.int().min(1000).max(300_000).default(60_000).describe('How long one request may take.'),
});
type Options = z.output<typeof options>;

const results = z.array(z.object({ translations: z.array(z.object({ text: z.string() })).length(1) }));
const wrappedResults = z.object({ value: results });

export const azure: ProviderEntry<typeof options> = {
  id: 'azure',
  description: 'Azure Translator, paid per character (a free tier exists)',
  needs: 'AZURE_TRANSLATOR_KEY in the environment, and AZURE_TRANSLATOR_REGION for a regional resource',
  options,
  async check(_options, { env }) {
    if (!env.AZURE_TRANSLATOR_KEY) return { usable: false, detail: SET_KEY };
    return { usable: true, detail: `key found, region ${env.AZURE_TRANSLATOR_REGION || 'global'}` };
  },
  create,
};
const SET_KEY = 'Set AZURE_TRANSLATOR_KEY to a key of your Translator resource.';

async function create(options: Options, { env }: ProviderContext): Promise<TranslationProvider> {
  const key = env.AZURE_TRANSLATOR_KEY;
  if (!key) throw new KlartextError('PROVIDER_AUTH', 'Azure Translator needs a key.', { hint: SET_KEY });
  const region = env.AZURE_TRANSLATOR_REGION;
  const headers = {
    'Ocp-Apim-Subscription-Key': key,
    ...(region ? { 'Ocp-Apim-Subscription-Region': region } : {}),
  };
  return {
    id: 'azure',
    model: `azure-${options.apiVersion}/${options.model ?? 'general'}`,
    limits: {
      maxSegments: 1000,
      // 50,000 characters, markup included; bytes are never fewer.
      maxCharacters: 50_000,
      maxBytes: 50_000,
      ...htmlSizes(nameWriter(options)),
      maxConcurrent: 4,
    },
    features: { inlineTags: true, glossary: options.names && 'names', context: false, deterministic: false },
    async translate(request) {
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      return translate(request, options, headers);
    },
    async dispose() {},
  };
}

async function translate(
  { pair, segments, signal }: TranslateRequest,
  options: Options,
  headers: Readonly<Record<string, string>>,
): Promise<TranslateResponse> {
  const sent = segments.map((segment) => toHtml(segment, nameWriter(options)));
  const isNew = options.apiVersion === '2026-06-06';
  const reply = await postJson({
    service: SERVICE,
    url: address(options, pair),
    headers,
    body: isNew ? { inputs: sent.map((text) => input(text, pair, options)) } : sent.map((Text) => ({ Text })),
    timeoutMs: options.timeoutMs,
    signal,
    explain,
  });
  const items = isNew
    ? readShape(SERVICE.name, wrappedResults, reply.body).value
    : readShape(SERVICE.name, results, reply.body);
  const texts = items.map(({ translations }) => translations[0]?.text ?? '');
  const metered = Number(reply.header('x-metered-usage') ?? Number.NaN);
  return {
    targets: toTargets(SERVICE.name, segments, texts, fromHtml),
    usage: {
      characters: countCharacters(sent),
      ...(Number.isNaN(metered) ? {} : { billedCharacters: metered }),
    },
  };
}

/** Version 3.0 has a dictionary for names with another name in English; what stays is untouchable in both. */
function nameWriter({ names, apiVersion }: Options): WriteName | undefined {
  if (!names) return undefined;
  return ({ german, english, doNotTranslate }) =>
    doNotTranslate || apiVersion !== '3.0'
      ? `<span id="t0" class="notranslate">${escapeText(english)}</span>`
      : `<mstrans:dictionary translation="${escapeText(english).replaceAll('"', '&quot;')}">${escapeText(german)}</mstrans:dictionary>`;
}

function address({ endpoint, apiVersion, model }: Options, pair: LanguagePair): URL {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/$/, '');
  url.pathname = `${base === '' && /cognitiveservices/i.test(url.hostname) ? RESOURCE_PATH : base}/translate`;
  url.searchParams.set('api-version', apiVersion);
  if (apiVersion === '3.0') {
    for (const [name, value] of Object.entries({ from: pair.source, to: pair.target, textType: 'html' }))
      url.searchParams.set(name, value);
    if (model !== undefined) url.searchParams.set('category', model);
  }
  return url;
}

function input(text: string, pair: LanguagePair, { model }: Options): object {
  const target = { language: pair.target, ...(model === undefined ? {} : { deploymentName: model }) };
  return { text, language: pair.source, textType: 'Html', targets: [target] };
}

/** 403001: the free quota is used up. 408xxx: a custom model is still being loaded, which the status says too. */
function explain(status: number, body: unknown): Meaning | undefined {
  const code = (body as { error?: { code?: unknown } } | null | undefined)?.error?.code;
  return String(code) === '403001' ? quotaMeaning(status) : undefined;
}
