/** Google Cloud Translation v3 by plain REST: the official client needs Node 22. */
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import type { TranslateRequest, TranslateResponse, TranslationProvider } from '../types.ts';
import { untilAborted } from '../until-aborted.ts';
import { countCharacters, readShape, toTargets } from './answers.ts';
import { withDeadline } from './deadline.ts';
import { checkGoogleAccess, type GoogleAccess, openGoogleAccess } from './google-auth.ts';
import { billedNames, fromHtml, htmlSizes, toHtml, untouchableName } from './html-markup.ts';
import { postJson } from './post-json.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';
import { type Meaning, quotaMeaning, type Service } from './status-errors.ts';

const SERVICE: Service = {
  name: 'Google Translation',
  keyHint: 'Check the credentials, and that the Cloud Translation API is enabled for the project.',
  addressHint: 'Check the options project, location, model and endpoint.',
};
const SET_PROJECT = 'Set the option project or GOOGLE_CLOUD_PROJECT to the project that is billed.';
const NAME = /^[\w.:/-]+$/;

const options = z.strictObject({
  project: z
    .string()
    .regex(NAME)
    .optional()
    .describe('Project that is billed; else GOOGLE_CLOUD_PROJECT, or that of the key file.'),
  location: z.string().regex(NAME).default('global').describe('Region; custom models are not in `global`.'),
  model: z
    .string()
    .regex(NAME)
    .default('general/nmt')
    .describe('`general/nmt`, `general/translation-llm`, or the id of a custom model.'),
  names: billedNames,
  glossary: z
    .string()
    .regex(NAME)
    .optional()
    .describe('Id of a glossary of your project, in the region of `location`; Google has none in `global`.'),
  endpoint: z.url().default('https://translation.googleapis.com').describe('Base URL of the API.'),
  timeoutMs: z.int().min(1000).max(300_000).default(60_000).describe('How long one request may take.'),
});
type Options = z.output<typeof options>;

const translations = z.array(z.object({ translatedText: z.string() }));
const answer = z.object({ translations, glossaryTranslations: translations.optional() });

export const google: ProviderEntry<typeof options> = {
  id: 'google',
  description: 'Google Cloud Translation v3, paid per character',
  needs: 'GOOGLE_APPLICATION_CREDENTIALS (and the package google-auth-library) or GOOGLE_ACCESS_TOKEN',
  options,
  async check({ project }, { env }) {
    const access = checkGoogleAccess(env);
    // A key file names a project itself.
    const hasProject = project ?? (env.GOOGLE_CLOUD_PROJECT || env.GOOGLE_APPLICATION_CREDENTIALS);
    return access.usable && !hasProject ? { usable: false, detail: SET_PROJECT } : access;
  },
  create,
};

async function create(options: Options, { env }: ProviderContext): Promise<TranslationProvider> {
  const access = await openGoogleAccess(env);
  const project = options.project ?? env.GOOGLE_CLOUD_PROJECT ?? access.project;
  if (!project) {
    throw new KlartextError('CONFIG_INVALID', 'Google Translation needs a project.', {
      hint: SET_PROJECT,
    });
  }
  return {
    id: 'google',
    model: `google-v3/${options.model}`,
    limits: {
      maxSegments: 1024,
      // Over 30,000 code points a request is refused; bytes are never fewer, and markup counts too.
      maxCharacters: 30_000,
      maxBytes: 30_000,
      ...htmlSizes(options.names ? untouchableName : undefined),
      maxConcurrent: 4,
    },
    features: { inlineTags: true, glossary: options.names && 'names', context: false, deterministic: false },
    async translate(request) {
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      return translate(request, options, project, access);
    },
    async dispose() {},
  };
}

async function translate(
  { pair, segments, signal }: TranslateRequest,
  { endpoint, location, model, glossary, names, timeoutMs }: Options,
  project: string,
  access: GoogleAccess,
): Promise<TranslateResponse> {
  const contents = segments.map((segment) => toHtml(segment, names ? untouchableName : undefined));
  const authorization = await withDeadline(SERVICE.name, signal, timeoutMs, (deadline) =>
    untilAborted(deadline, access.authorization()),
  );
  const parent = `projects/${project}/locations/${location}`;
  const { body } = await postJson({
    service: SERVICE,
    url: `${endpoint.replace(/\/$/, '')}/v3/${parent}:translateText`,
    headers: { authorization, 'x-goog-user-project': project },
    body: {
      contents,
      mimeType: 'text/html',
      sourceLanguageCode: pair.source,
      targetLanguageCode: pair.target,
      model: `${parent}/models/${model}`,
      ...(glossary ? { glossaryConfig: { glossary: `${parent}/glossaries/${glossary}` } } : {}),
    },
    timeoutMs,
    signal,
    explain,
  });
  const { translations, glossaryTranslations = translations } = readShape(SERVICE.name, answer, body);
  const texts = glossaryTranslations.map(({ translatedText }) => translatedText);
  return {
    targets: toTargets(SERVICE.name, segments, texts, fromHtml),
    usage: { characters: countCharacters(contents) },
  };
}

/** Both limits come as 403 or 429; only one of them passes while we wait. */
function explain(status: number, body: unknown): Meaning | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const said = JSON.stringify(body ?? '');
  if (/daily ?limit|per ?day/i.test(said)) return quotaMeaning(status);
  if (/rate ?limit/i.test(said))
    return { code: 'PROVIDER_RATE_LIMIT', what: `asks for fewer requests (${status})` };
  return undefined;
}
