/** A provider that a user wrote: an ES module whose `create(options, context)` answers a TranslationProvider. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { abortedError, ERROR_REACH, type ErrorCode, KlartextError } from '../errors.ts';
import type { TranslateRequest, TranslateResponse, TranslationProvider } from '../types.ts';
import { untilAborted } from '../until-aborted.ts';
import { withDeadline } from './deadline.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';

const HOW = 'See "Your own provider" in the README.';

const TIMEOUT_MS = 300_000;

const moduleOptions = z.strictObject({
  path: z
    .string()
    .min(1)
    .optional()
    .describe('File of the module, from the pipeline file or from the working directory.'),
  options: z.record(z.string(), z.unknown()).default({}).describe("Handed to the module's create()."),
  timeoutMs: z.int().min(100).default(TIMEOUT_MS).describe('How long one request may take.'),
});

export const userModule: ProviderEntry<typeof moduleOptions> = {
  id: 'module',
  description: 'A provider of your own: an ES module that exports create(options, context)',
  needs: 'the option path',
  options: moduleOptions,
  check: ({ path: file }, context) => checkModule(file, context),
  create: ({ path: file, options, timeoutMs }, context) => openModule(file, options, context, timeoutMs),
};

/** The entry for a provider id that is a path; its options go to the module as they are. */
export function moduleEntry(file: string): ProviderEntry {
  return {
    id: file,
    description: userModule.description,
    needs: 'what the module says',
    options: z.record(z.string(), z.unknown()),
    check: (_options, context) => checkModule(file, context),
    create: (options, context) => openModule(file, options as Record<string, unknown>, context, TIMEOUT_MS),
  };
}

/** Whether a provider id is meant as the path of a module. */
export function isModulePath(id: string): boolean {
  return /^\.{0,2}\/|^[A-Za-z]:[\\/]/.test(id) || /\.(m?js|m?ts)$/.test(id);
}

/** Loading runs the module's own top-level code, but nothing of it is called. */
async function checkModule(file: string | undefined, context: ProviderContext) {
  try {
    await loadFactory(file, context);
    return { usable: true, detail: locate(file ?? '', context) };
  } catch (error) {
    if (!(error instanceof KlartextError)) throw error;
    return { usable: false, detail: [error.message, error.hint].filter(Boolean).join(' ') };
  }
}

/** As rule packs and glossaries are found by a path. */
function locate(file: string, { moduleFolders = [''] }: ProviderContext): string {
  const places = [...new Set(moduleFolders.map((folder) => path.resolve(folder, file)))];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw invalid(`There is no module ${file}. Looked for ${places.join(', ')}.`);
  return found;
}

type Factory = (options: Record<string, unknown>, context: ProviderContext) => unknown;

async function loadFactory(file: string | undefined, context: ProviderContext): Promise<Factory> {
  if (!file) throw invalid('The provider module needs the option path.');
  const place = locate(file, context);
  let loaded: { create?: unknown };
  try {
    loaded = await import(pathToFileURL(place).href);
  } catch (cause) {
    throw invalid(`The module ${file} cannot be loaded (${nameOf(cause)}).`, cause);
  }
  if (typeof loaded.create !== 'function') throw invalid(`The module ${file} exports no function create.`);
  return loaded.create as Factory;
}

const text = z.string().min(1);
const count = z.number().positive();
const method = z.custom<unknown>((value) => typeof value === 'function', 'expected a function');
const shape = z.object({
  id: text,
  model: text,
  limits: z.object({
    maxSegments: count,
    maxCharacters: count,
    maxConcurrent: count,
    maxBytes: count.optional(),
    requestsPerMinute: count.optional(),
    measureBytes: method.optional(),
  }),
  features: z.object({
    inlineTags: z.boolean(),
    glossary: z.union([z.boolean(), z.literal('names')]),
    context: z.boolean(),
    deterministic: z.boolean(),
  }),
  translate: method,
  dispose: method.optional(),
});

async function openModule(
  file: string | undefined,
  options: Record<string, unknown>,
  context: ProviderContext,
  timeoutMs: number,
): Promise<TranslationProvider> {
  const factory = await loadFactory(file, context);
  let made: unknown;
  try {
    made = await factory(options, context);
  } catch (cause) {
    throw translated(cause) ?? invalid(`create() of ${file} failed (${nameOf(cause)}).`, cause);
  }
  const parsed = shape.safeParse(made);
  if (!parsed.success)
    throw invalid(`What create() of ${file} answered is no provider: ${z.prettifyError(parsed.error)}`);
  return guard(made as TranslationProvider, timeoutMs);
}

/**
 * Passes everything on, but lets no error out that is not ours, and no answer that is none, and waits no longer than it
 * may. An error without a code of ours is taken for an outage, as a program that breaks off is: most are what a network
 * throws, and what is tried in vain costs less than a text that is given up.
 */
function guard(provider: TranslationProvider, timeoutMs: number): TranslationProvider {
  const { id, model, limits, features } = provider;
  return {
    id,
    model,
    limits,
    features,
    async translate(request) {
      if (request.signal.aborted) throw abortedError(request.signal);
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      return readAnswer(id, request, await ask(provider, request, timeoutMs));
    },
    dispose: async () => provider.dispose?.(),
  };
}

async function ask(
  provider: TranslationProvider,
  request: TranslateRequest,
  timeoutMs: number,
): Promise<unknown> {
  try {
    return await withDeadline(provider.id, request.signal, timeoutMs, async (signal) =>
      // It may know nothing of signals.
      untilAborted(signal, Promise.resolve(provider.translate({ ...request, signal }))),
    );
  } catch (error) {
    if (request.signal.aborted) throw abortedError(request.signal);
    const message = `The provider ${provider.id} failed (${nameOf(error)}).`;
    throw (
      translated(error) ?? new KlartextError('PROVIDER_UNAVAILABLE', message, { cause: error, hint: HOW })
    );
  }
}

const response = z.object({
  targets: z.array(z.object({ target: z.string(), quality: z.number().optional() }).nullish()),
  usage: z.object({ characters: z.number().min(0), billedCharacters: z.number().min(0).optional() }),
});

function readAnswer(id: string, { segments }: TranslateRequest, answer: unknown): TranslateResponse {
  const parsed = response.safeParse(answer);
  const count = parsed.data?.targets.length;
  if (count !== segments.length) {
    const came = count === undefined ? 'something else' : `${count} targets`;
    const message = `The provider ${id} must answer ${segments.length} targets and their usage; it answered ${came}.`;
    throw new KlartextError('PROVIDER_BAD_RESPONSE', message);
  }
  const given = answer as TranslateResponse;
  return { ...given, targets: given.targets.map((one) => (one?.target.trim() ? one : undefined)) };
}

/** An error that says one of our codes, whether of our class, of another copy of it, or plain. */
function translated(error: unknown): KlartextError | undefined {
  const { code, message, hint, retryAfterMs } = (error ?? {}) as Partial<KlartextError>;
  if (typeof code !== 'string' || !Object.hasOwn(ERROR_REACH, code)) return undefined;
  return new KlartextError(code as ErrorCode, String(message ?? code), {
    cause: error,
    ...(typeof hint === 'string' ? { hint } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
  });
}

function invalid(message: string, cause?: unknown): KlartextError {
  return new KlartextError('CONFIG_INVALID', message, {
    hint: HOW,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** An error's kind, and that of its cause, not its message: that may hold what was being translated. */
function nameOf(error: unknown): string {
  const { name, code, cause } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    cause?: { code?: unknown };
  };
  return [name, code, cause?.code].filter((part) => typeof part === 'string').join(' ') || 'no error object';
}
