/** LibreTranslate: a free server that anybody can run. */
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import type { TranslateRequest, TranslateResponse, TranslationProvider } from '../types.ts';
import { countCharacters, readShape, toTargets } from './answers.ts';
import { fromHtml, htmlSizes, toHtml, untouchableName } from './html-markup.ts';
import { postJson } from './post-json.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';
import type { Meaning, Service } from './status-errors.ts';

const SERVICE: Service = {
  name: 'LibreTranslate',
  keyHint: 'Check LIBRETRANSLATE_API_KEY; after too many requests the server may have locked you out.',
  addressHint: 'Check the option url, or LIBRETRANSLATE_URL.',
};
const SET_URL = 'Set the option url or LIBRETRANSLATE_URL, for instance http://localhost:5000.';

const options = z.strictObject({
  url: z.url().optional().describe('Address of the server; LIBRETRANSLATE_URL when absent.'),
  names: z.boolean().default(true).describe("Send the glossary's names in English, marked as untouchable."),
  maxSegments: z.int().min(1).default(32).describe('Texts in one request: the server sets its own limit.'),
  maxCharacters: z
    .int()
    .min(100)
    .default(10_000)
    .describe('Characters in one request, markup included: the server sets its own limit.'),
  maxConcurrent: z.int().min(1).default(2).describe('Requests at the same time.'),
  timeoutMs: z.int().min(1000).max(300_000).default(120_000).describe('How long one request may take.'),
});
type Options = z.output<typeof options>;

const answer = z.object({ translatedText: z.array(z.string()) });

export const libretranslate: ProviderEntry<typeof options> = {
  id: 'libretranslate',
  description: 'A LibreTranslate server, your own or a public one',
  needs: 'a server (option url or LIBRETRANSLATE_URL), and LIBRETRANSLATE_API_KEY where it asks for one',
  options,
  async check(options, { env }) {
    const url = serverUrl(options, env);
    if (url === undefined) return { usable: false, detail: SET_URL };
    const key = env.LIBRETRANSLATE_API_KEY ? 'key found' : 'without a key';
    return { usable: true, detail: `${new URL(url).origin}, ${key}` };
  },
  create,
};

function serverUrl({ url }: Options, env: ProviderContext['env']): string | undefined {
  const candidate = url ?? env.LIBRETRANSLATE_URL ?? '';
  return URL.canParse(candidate) ? candidate : undefined;
}

async function create(options: Options, { env }: ProviderContext): Promise<TranslationProvider> {
  const url = serverUrl(options, env);
  if (url === undefined)
    throw new KlartextError('CONFIG_INVALID', 'LibreTranslate needs the address of a server.', {
      hint: SET_URL,
    });
  return {
    id: 'libretranslate',
    // The server does not tell which models it has.
    model: `libretranslate@${new URL(url).host}`,
    limits: {
      maxSegments: options.maxSegments,
      maxCharacters: options.maxCharacters,
      maxBytes: options.maxCharacters,
      measureBytes: htmlSizes(options.names ? untouchableName : undefined).measureBytes,
      maxConcurrent: options.maxConcurrent,
    },
    features: { inlineTags: true, glossary: options.names && 'names', context: false, deterministic: false },
    async translate(request) {
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      return translate(request, `${url.replace(/\/$/, '')}/translate`, env.LIBRETRANSLATE_API_KEY, options);
    },
    async dispose() {},
  };
}

async function translate(
  { pair, segments, signal }: TranslateRequest,
  url: string,
  key: string | undefined,
  { names, timeoutMs }: Options,
): Promise<TranslateResponse> {
  const q = segments.map((segment) => toHtml(segment, names ? untouchableName : undefined));
  const { body } = await postJson({
    service: SERVICE,
    url,
    headers: {},
    body: { q, source: pair.source, target: pair.target, format: 'html', ...(key ? { api_key: key } : {}) },
    timeoutMs,
    signal,
    explain,
  });
  const texts = readShape(SERVICE.name, answer, body).translatedText;
  return {
    // The server decodes entities at the end, so that `&lt;b&gt;` comes back as `<b>`.
    targets: toTargets(SERVICE.name, segments, texts, (text) => fromHtml(text, true)),
    usage: { characters: countCharacters(q) },
  };
}

/** A missing key is a 400 here, as is a text over the server's own limit. */
function explain(status: number, body: unknown): Meaning | undefined {
  const said = JSON.stringify(body ?? '');
  if (status !== 400) return undefined;
  if (/api key/i.test(said)) return { code: 'PROVIDER_AUTH', what: 'asks for a key (400)' };
  if (/exceeds text limit/i.test(said)) {
    const hint = 'Lower the options maxSegments and maxCharacters to the limits of the server.';
    return { code: 'PROVIDER_REJECTED', what: 'takes fewer or shorter texts a request (400)', hint };
  }
  return undefined;
}
