/** Any server that speaks OpenAI's chat completions: OpenAI itself, Ollama, vLLM, llama.cpp and others. */
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import type { TranslationProvider } from '../types.ts';
import { ANSWER_FORMATS, PROMPT_VERSION } from './openai-prompt.ts';
import { OpenAiServer } from './openai-server.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';

const OPENAI = 'https://api.openai.com/v1';

const options = z.strictObject({
  model: z.string().optional().describe('Model by the name the server knows it; there is no default.'),
  baseUrl: z
    .url()
    .default(OPENAI)
    .describe('Server, up to and with `/v1`; Ollama: http://localhost:11434/v1.'),
  keyVariable: z
    .string()
    .default('OPENAI_API_KEY')
    .describe('Environment variable that holds the key; local servers need none.'),
  format: z
    .enum(['auto', ...ANSWER_FORMATS])
    .default('auto')
    .describe('Form of the answers; `auto` begins with json_schema and steps down when a server refuses it.'),
  thinkingTokens: z
    .int()
    .min(0)
    .default(0)
    .describe('Tokens allowed beyond the translation, for models that think before they answer (e.g. 8000).'),
  extraBody: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Further fields of each request, for instance `reasoning_effort: low`.'),
  maxSegments: z
    .int()
    .min(1)
    .default(20)
    .describe('Segments in one request; more are misaligned more often.'),
  maxCharacters: z.int().min(100).default(6000).describe('Characters of source in one request.'),
  maxConcurrent: z.int().min(1).default(4).describe('Requests at the same time.'),
  timeoutMs: z.int().min(1000).max(300_000).default(180_000).describe('How long one request may take.'),
});
export type OpenAiOptions = z.output<typeof options>;

export const openai: ProviderEntry<typeof options> = {
  id: 'openai',
  description: 'A language model behind any OpenAI-compatible server, in the cloud or your own',
  needs: 'the option model, and OPENAI_API_KEY where the server asks for a key',
  options,
  async check(options, context) {
    const problem = findProblem(options, context);
    if (problem) return { usable: false, detail: [problem.message, problem.hint].filter(Boolean).join(' ') };
    return { usable: true, detail: `${options.model} at ${new URL(options.baseUrl).origin}` };
  },
  async create(options, context) {
    const problem = findProblem(options, context);
    if (problem) throw problem;
    return createOpenAi(options, options.model ?? '', context.env[options.keyVariable]);
  },
};

function findProblem(
  { model, baseUrl, keyVariable }: OpenAiOptions,
  { env }: ProviderContext,
): KlartextError | undefined {
  if (!model) {
    return new KlartextError('CONFIG_INVALID', 'The provider openai needs a model.', {
      hint: 'Set the option model to a name that the server knows.',
    });
  }
  if (baseUrl !== OPENAI || env[keyVariable]) return undefined;
  return new KlartextError('PROVIDER_AUTH', `OpenAI needs a key, and ${keyVariable} is not set.`, {
    hint: `Set ${keyVariable}, or the option baseUrl to a server that needs none.`,
  });
}

function createOpenAi(options: OpenAiOptions, model: string, key: string | undefined): TranslationProvider {
  const server = new OpenAiServer({
    ...options,
    model,
    key,
    tokenField: options.baseUrl === OPENAI ? 'max_completion_tokens' : 'max_tokens',
  });
  return {
    id: 'openai',
    model: `${model}/prompt-${PROMPT_VERSION}`,
    limits: {
      maxSegments: options.maxSegments,
      maxCharacters: options.maxCharacters,
      maxConcurrent: options.maxConcurrent,
    },
    features: { inlineTags: true, glossary: true, context: true, deterministic: false },
    async translate(request) {
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      return server.translate(request);
    },
    async dispose() {},
  };
}
