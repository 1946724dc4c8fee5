/**
 * Any program as a provider. It gets one line of JSON a segment on stdin and answers with one a segment on
 * stdout, in any order:
 *
 *   {"id":"1","text":"Das <g id=\"1\">Haus</g>","kind":"paragraph","context":"…","before":"…","after":"…",
 *    "glossary":[{"german":"Haus","english":"house","keep":false}],"from":"de","to":"en"}
 *   {"id":"1","text":"The <g id=\"1\">house</g>"}   or   {"id":"1","error":"no-model"}
 *
 * `text` is our inline markup: `<g id="1">…</g>` and `<x id="2"/>` each come back once, `&`, `<` and `>` of the
 * text are entities. `context` (the title), `before`, `after` and `glossary` are there where there are any; a term
 * with `keep` is not to be translated. By default a program is started for each request and its stdin ends after the last line;
 * with `keepOpen` it is started once, is asked again and again, and must flush each line.
 */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { KlartextError, throwIfAborted } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { GlossaryTerm, TranslateRequest, TranslateResponse, TranslationProvider } from '../types.ts';
import { countCharacters, toTarget } from './answers.ts';
import type { Breakdown, CommandReply } from './command-process.ts';
import { createRunner } from './command-runner.ts';
import type { ProviderContext, ProviderEntry } from './provider.ts';

const options = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Program and its arguments, each a string of its own: `[python3, translate.py]`. No shell.'),
  version: z
    .string()
    .default('1')
    .describe('Change it when the program translates differently: what is remembered is then not used.'),
  keepOpen: z.boolean().default(false).describe('Start the program once, not for each request.'),
  showErrors: z.boolean().default(false).describe("Show the program's stderr; else it is thrown away."),
  maxSegments: z.int().min(1).default(50).describe('Segments in one request.'),
  maxCharacters: z.int().min(1).default(50_000).describe('Characters in one request.'),
  maxConcurrent: z.int().min(1).default(1).describe('Requests at the same time.'),
  timeoutMs: z.int().min(100).default(300_000).describe('How long one request may take.'),
});
type Options = z.output<typeof options>;

export const command: ProviderEntry<typeof options> = {
  id: 'command',
  description: 'Any program that translates lines of JSON on stdin to lines of JSON on stdout',
  needs: 'the option command',
  options,
  async check({ command }, { env }) {
    if (!command) return { usable: false, detail: HOW };
    const file = findProgram(command[0] ?? '', env.PATH ?? '');
    if (!file) return { usable: false, detail: `There is no program "${command[0]}" to run.` };
    return { usable: true, detail: file };
  },
  async create(options, context) {
    if (!options.command) {
      throw new KlartextError('CONFIG_INVALID', 'The provider command needs a program.', { hint: HOW });
    }
    return createCommand(options, options.command, context.env);
  },
};
const HOW = 'Set the option command to a program and its arguments: [python3, translate.py].';

function findProgram(program: string, searchPath: string): string | undefined {
  const folders = program.includes('/') ? [''] : searchPath.split(path.delimiter).filter(Boolean);
  return folders
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function createCommand(
  options: Options,
  argv: readonly string[],
  env: ProviderContext['env'],
): TranslationProvider {
  const { keepOpen, showErrors, timeoutMs } = options;
  const runner = createRunner({ argv, env, keepOpen, showErrors, timeoutMs });
  let lastId = 0;
  return {
    id: 'command',
    // Arguments may hold a key: their hash tells two commands apart as well.
    model: `${path.basename(argv[0] ?? '')}@${sha256(JSON.stringify(argv)).slice(0, 12)}/${options.version}`,
    limits: {
      maxSegments: options.maxSegments,
      maxCharacters: options.maxCharacters,
      maxConcurrent: options.maxConcurrent,
    },
    features: { inlineTags: true, glossary: true, context: true, deterministic: false },
    async translate(request) {
      throwIfAborted(request.signal);
      if (request.segments.length === 0) return { targets: [], usage: { characters: 0 } };
      const requests = new Map(describe(request).map((one) => [String(++lastId), one] as const));
      return readReply(request, [...requests.keys()], await runner.ask(requests, request.signal));
    },
    dispose: () => runner.dispose(),
  };
}

function describe({ pair, segments }: TranslateRequest): object[] {
  return segments.map(({ source, kind, context, before, after, terms = [] }) => ({
    text: source,
    kind,
    ...(context === undefined ? {} : { context }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(terms.length === 0 ? {} : { glossary: terms.map(describeTerm) }),
    from: pair.source,
    to: pair.target,
  }));
}

function describeTerm({ german, english, doNotTranslate }: GlossaryTerm): object {
  return { german, english, keep: doNotTranslate };
}

/** What was answered is kept, whatever became of the program; only when nothing was, the request rejects. */
function readReply(
  { segments }: TranslateRequest,
  ids: readonly string[],
  { answers, strayLines, breakdown }: CommandReply,
): TranslateResponse {
  const failures = new Map<number, { code: string; message: string }>();
  const targets = ids.map((id, index) => {
    const answer = answers.get(id);
    if (answer && 'text' in answer) return toTarget(answer.text);
    failures.set(index, answer ? refusal(answer.error) : describeBreakdown(breakdown, strayLines));
    return undefined;
  });
  const [only] = failures.values();
  if (only && (answers.size === 0 || segments.length === 1)) throw asError(only);
  const usage = { characters: countCharacters(segments.map(({ source }) => source)) };
  return {
    targets,
    usage,
    ...(failures.size > 0 ? { failures } : {}),
    ...(strayLines > 0 ? { warnings: [`The command wrote ${strayLines} lines that answer nothing.`] } : {}),
  };
}

/** Only a word or a code is passed on: a sentence could be the article's. */
function refusal(error: unknown) {
  const reason = typeof error === 'string' && /^[\w.-]{1,40}$/.test(error) ? ` (${error})` : '';
  return { code: 'PROVIDER_REJECTED', message: `The command gave up a segment${reason}.` } as const;
}

function describeBreakdown(breakdown: Breakdown | undefined, strayLines: number) {
  const code = breakdown?.kind === 'ended' ? 'PROVIDER_BAD_RESPONSE' : 'PROVIDER_UNAVAILABLE';
  const stray = strayLines > 0 ? `, and wrote ${strayLines} lines that answer nothing` : '';
  return { code, message: `The command ${breakdown?.what} and had not answered${stray}.` } as const;
}

function asError({ code, message }: { code: string; message: string }): KlartextError {
  return new KlartextError(code as 'PROVIDER_REJECTED', message, {
    hint: "Set the option showErrors to see the program's own messages.",
  });
}
