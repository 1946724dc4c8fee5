/** Amazon Translate by its official client, which is an optional package and loaded on first use. */
import type { TranslateClient, TranslateTextCommandOutput } from '@aws-sdk/client-translate';
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import type { GlossaryTerm, LanguagePair, TranslationProvider } from '../types.ts';
import { classifyAmazon } from './amazon-errors.ts';
import { accountTerminology, type ImportTerms } from './amazon-terminology.ts';
import { countCharacters, toTargets } from './answers.ts';
import { withDeadline } from './deadline.ts';
import { billedNames, fromHtml, htmlSizes, toHtml, untouchableName } from './html-markup.ts';
import { installHint, isInstalled, loadOptional } from './optional-package.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';

const PACKAGE = '@aws-sdk/client-translate';
/** Of the text as sent. */
const MAX_BYTES = 10_000;

const options = z.strictObject({
  region: z.string().optional().describe('Region of the service; AWS_REGION when absent.'),
  endpoint: z.url().optional().describe('Base URL of the API; told from the region when absent.'),
  names: billedNames,
  terminologyName: z
    .string()
    .regex(/^[A-Za-z0-9-](?:_?[A-Za-z0-9-])*$/)
    .max(256)
    .optional()
    .describe(
      "Name of a terminology in your AWS account that is kept equal to the pipeline's glossary and translated by; made when there is none.",
    ),
  maxConcurrent: z.int().min(1).default(8).describe('Requests at the same time; each takes one segment.'),
  timeoutMs: z.int().min(1000).max(300_000).default(60_000).describe('How long one request may take.'),
});
type Options = z.output<typeof options>;

export const amazon: ProviderEntry<typeof options> = {
  id: 'amazon',
  description: 'Amazon Translate, paid per character',
  needs: `AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, AWS_REGION, and the package ${PACKAGE}`,
  options,
  async check(options, { env }) {
    const problem = findProblem(options, env);
    if (problem) return { usable: false, detail: problem };
    return {
      usable: true,
      detail: `${env.AWS_ACCESS_KEY_ID ? 'key' : 'profile'} found, region ${region(options, env)}`,
    };
  },
  async create(options, context) {
    return provider(await connect(options, context), options, context.glossary);
  },
};

function region(options: Options, env: ProviderContext['env']): string | undefined {
  return options.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
}

function findProblem(options: Options, env: ProviderContext['env']): string | undefined {
  const hasKey = Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
  if (!hasKey && !env.AWS_PROFILE) return 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.';
  if (!region(options, env)) return 'Set AWS_REGION or the option region.';
  return isInstalled(PACKAGE) ? undefined : installHint(PACKAGE);
}

async function connect(options: Options, { env }: ProviderContext): Promise<TranslateClient> {
  const client = await loadOptional('amazon', PACKAGE, () => import('@aws-sdk/client-translate'));
  const problem = findProblem(options, env);
  if (problem) throw new KlartextError('PROVIDER_AUTH', 'Amazon Translate needs access.', { hint: problem });
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  return new client.TranslateClient({
    region: region(options, env) ?? '',
    // Attempts, not retries: our own loop above is the only one.
    maxAttempts: 1,
    ...(options.endpoint ? { endpoint: options.endpoint } : {}),
    ...(accessKeyId && secretAccessKey
      ? {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
          },
        }
      : { profile: env.AWS_PROFILE ?? '' }),
  });
}

function provider(
  client: TranslateClient,
  options: Options,
  terms: readonly GlossaryTerm[] = [],
): TranslationProvider {
  const { terminologyName: name } = options;
  const writeName = options.names ? untouchableName : undefined;
  const terminology =
    name !== undefined && terms.length > 0
      ? { name, fill: accountTerminology(client, name, terms) }
      : undefined;
  return {
    id: 'amazon',
    model: 'amazon-translate',
    limits: {
      maxSegments: 1,
      maxCharacters: MAX_BYTES,
      maxBytes: MAX_BYTES,
      ...htmlSizes(writeName),
      maxConcurrent: options.maxConcurrent,
    },
    features: {
      inlineTags: true,
      glossary: terminology ? true : options.names && 'names',
      context: false,
      deterministic: false,
    },
    async translate({ pair, segments, signal }) {
      const [segment, ...more] = segments;
      if (!segment) return { targets: [], usage: { characters: 0 } };
      if (more.length > 0)
        throw new KlartextError('PROVIDER_REJECTED', 'Amazon Translate takes one text a request.');
      const text = toHtml(segment, writeName);
      const { TranslatedText } = await withDeadline(
        'Amazon Translate',
        signal,
        options.timeoutMs,
        (deadline) => send(client, text, pair, terminology, deadline),
      );
      return {
        targets: toTargets('Amazon Translate', segments, [TranslatedText ?? ''], fromHtml),
        usage: { characters: countCharacters([text]) },
      };
    },
    dispose: async () => client.destroy(),
  };
}

interface Terminology {
  name: string;
  fill: ImportTerms;
}

async function send(
  client: TranslateClient,
  text: string,
  pair: LanguagePair,
  terminology: Terminology | undefined,
  abortSignal: AbortSignal,
): Promise<TranslateTextCommandOutput> {
  const { TranslateTextCommand } = await import('@aws-sdk/client-translate');
  const command = new TranslateTextCommand({
    Text: text,
    SourceLanguageCode: pair.source,
    TargetLanguageCode: pair.target,
    ...(terminology ? { TerminologyNames: [terminology.name] } : {}),
  });
  try {
    await terminology?.fill(pair, abortSignal);
    return await client.send(command, { abortSignal });
  } catch (error) {
    throw classifyAmazon(error);
  }
}
