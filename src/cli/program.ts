/** The commands and their options. Each command's code is imported only when it is called, so `--version` is quick. */

import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { KlartextError, messageWithHint } from '../errors.ts';
import { packagePath } from '../package-root.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { withHarmlessStreams } from './harmless.ts';
import { colorsFor, type Io, oneLine } from './io.ts';
import { addNightlyCommands, nightOptions } from './nightly-program.ts';
import {
  concurrencyOption,
  memoryOption,
  modelOption,
  pipelineOption,
  providerOption,
  wholeNumber,
} from './options.ts';
import { addRuleCommands } from './rule-commands.ts';
import { addSourceCommands } from './source-commands.ts';

const manifest = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as {
  version: string;
  description: string;
};

/** Runs one command line; resolves to its exit code and never rejects. */
export async function runCli(argv: readonly string[], world: Io): Promise<number> {
  const io = withHarmlessStreams(world);
  let exitCode: number = EXIT.ok;
  const program = buildProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, io);
  }
}

/** The whole command tree; a test compares README with its help. */
export function buildProgram(io: Io, done: (exitCode: number) => void): Command {
  const program = new Command('klartext')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError('(klartext --help shows what there is)')
    .addHelpText('after', HELP_AFTER);

  const command = (usage: string, description: string) => program.command(usage).description(description);

  command('run', 'clean and translate documents into Markdown files')
    .argument('[inputs...]', 'files, folders, or - for standard input')
    .addOption(pipelineOption())
    .option('-o, --out <folder>', 'output folder (default: "out"; standard output when the only input is -)')
    .addOption(providerOption())
    .addOption(modelOption())
    .addOption(memoryOption())
    .addOption(concurrencyOption())
    .option('--force', 'redo also documents that are unchanged')
    .option('--keep-removed', 'also write what was removed, as <name>.removed.json beside each output')
    .option('--dry-run', 'only say what would be sent where, and what it would cost')
    .option('--jsonl', 'filter: JSON Lines in, JSON Lines out')
    .option('--json', 'print a report as JSON instead of the summary')
    .option('-q, --quiet', 'print errors only')
    .action(async (inputs, options) =>
      done(await (await import('./commands/convert.ts')).run(inputs, options, io)),
    );

  addNightlyCommands(program, manifest.version, io, done);

  nightOptions(command('retry', 'take up again what failed: outputs with untranslated segments, or a batch'))
    .argument('[outputs...]', 'output folders or files of an earlier run')
    .option('--failed', 'instead: what failed or was given up in the nightly batch in --out')
    .option('--dry-run', 'only say what would be sent where, and what it would cost (outputs only)')
    .addHelpText('after', '\nFrom --out to --metrics, and --log-format, they are for --failed.')
    .action(async (outputs, options) =>
      done(await (await import('./commands/retry.ts')).retry(outputs, options, manifest.version, io)),
    );

  command('clean', 'everything but translation')
    .argument('[inputs...]', 'files, folders, or - for standard input')
    .addOption(pipelineOption())
    .option('-o, --out <folder>', 'write files there instead of standard output')
    .addOption(
      new Option('-f, --format <format>', 'what to write').choices(['md', 'text', 'json']).default('md'),
    )
    .addOption(concurrencyOption())
    .option('--force', 'redo also documents that are unchanged')
    .option('--keep-removed', 'also write what was removed, as <name>.removed.json beside each output')
    .option('--jsonl', 'filter: JSON Lines in, JSON Lines out')
    .option('--json', 'print a report as JSON instead of the summary (with --out)')
    .option('-q, --quiet', 'print errors only')
    .action(async (inputs, options) =>
      done(await (await import('./commands/convert.ts')).clean(inputs, options, io)),
    );

  command('detect', 'language of each document and of each of its blocks')
    .argument('[inputs...]', 'files, folders, or - for standard input')
    .addOption(pipelineOption())
    .option('--jsonl', 'filter: JSON Lines in, JSON Lines out')
    .option('--json', 'print one JSON object a document')
    .action(async (inputs, options) =>
      done(await (await import('./commands/detect.ts')).detect(inputs, options, io)),
    );

  command('translate', 'translate without cleaning: each line of a text, or whole Markdown, with all checks')
    .argument('[inputs...]', 'files, or - for standard input (the default)')
    .addOption(
      new Option(
        '-f, --format <format>',
        'what the input is (default: md for files that end in .md, else lines)',
      ).choices(['lines', 'md']),
    )
    .addOption(pipelineOption())
    .addOption(providerOption())
    .addOption(modelOption())
    .addOption(memoryOption())
    .option('--jsonl', 'filter: JSON Lines in, JSON Lines out')
    .option('-q, --quiet', 'print errors only')
    .action(async (inputs, options) =>
      done(await (await import('./commands/translate.ts')).translate(inputs, options, io)),
    );

  command(
    'explain',
    'what was removed from a document, by which rule and why; what was kept, its language and state',
  )
    .argument('<input>', 'a file, or - for standard input')
    .addOption(pipelineOption())
    .addOption(providerOption())
    .addOption(modelOption())
    .addOption(memoryOption())
    .option('--translate', 'translate too, and show the state of each block')
    .option('--json', 'print it as JSON')
    .action(async (input, options) =>
      done(await (await import('./commands/explain.ts')).explain(input, options, io)),
    );

  command('check', 'validate a pipeline file; runs nothing')
    .argument('<pipeline>', 'name or path')
    .action(async (name) => done(await (await import('./commands/check.ts')).check(name, io)));

  addSourceCommands(program, manifest.version, io, done);

  const models = command('models', 'local translation models: list, add, import, verify, remove');
  addModelCommands(models, io, done);

  const memory = command(
    'memory',
    'translation memory: what was translated before and need not be paid again',
  );
  addMemoryCommands(memory, io, done);

  addRuleCommands(
    command(
      'rules',
      'cleaning rules: list them, test a file of them, import site rules, decide about learned ones',
    ),
    io,
    done,
  );

  command('providers', 'what there is to translate with, what each needs, which is usable now')
    .argument('[id]', 'only this one, with its options')
    .option('--json', 'print it as JSON')
    .action(async (id, options) =>
      done(await (await import('./commands/providers.ts')).providers(id, options, io)),
    );

  return program;
}

function addModelCommands(models: Command, io: Io, done: (exitCode: number) => void): void {
  const load = () => import('./commands/models.ts');
  models
    .command('list')
    .description('models on this machine, the one in use first')
    .option('--json', 'print it as JSON')
    .action(async (options) => done(await (await load()).list(options, io)));
  models
    .command('add')
    .description("download Mozilla's German-English model (about 45 MB), resumable and verified")
    .option('--mirror <url>', 'base URL to download from instead of Mozilla')
    .option('-q, --quiet', 'print errors only')
    .action(async (options) => done(await (await load()).add(options, io)));
  models
    .command('import')
    .description('copy a model from a folder: model, vocabulary and, if there is one, shortlist')
    .argument('<folder>', 'folder with the files')
    .option('--name <name>', "name to give it (default: the folder's)")
    .option('--file <name>', 'the model, where the folder holds several (default: the one in 8 bits)')
    .action(async (folder, options) => done(await (await load()).importModel(folder, options, io)));
  models
    .command('verify')
    .description('hash every file of every model, or of one, against its manifest')
    .argument('[name]', 'model')
    .action(async (name) => done(await (await load()).verify(name, io)));
  models
    .command('remove')
    .description('delete a model')
    .argument('<name>', 'model')
    .action(async (name) => done(await (await load()).remove(name, io)));
}

function addMemoryCommands(memory: Command, io: Io, done: (exitCode: number) => void): void {
  const load = () => import('./commands/memory.ts');
  memory
    .command('stats')
    .description('how much it holds, by whom, and what was spent by month')
    .option('--json', 'print it as JSON')
    .action(async (options) => done(await (await load()).stats(options, io)));
  memory
    .command('search')
    .description('sentences alike, with their translations; only suggestions, never used by a run')
    .argument('<text>', 'German text')
    .option('-n, --limit <n>', 'how many', wholeNumber, 5)
    .option('--json', 'print it as JSON')
    .action(async (text, options) => done(await (await load()).search(text, options, io)));
  memory
    .command('export')
    .description('write all that passes the checks as TMX 1.4')
    .argument('[file]', 'file to write (default: standard output)')
    .action(async (file) => done(await (await load()).exportTmx(file, manifest.version, io)));
  memory
    .command('import')
    .description("take in a TMX file; what other tools wrote counts as a person's and wins over machines")
    .argument('<file>', 'TMX 1.4 file, German and English')
    .action(async (file) => done(await (await load()).importTmx(file, io)));
  memory
    .command('learn')
    .description('take back corrections made in output files; they win over machines from then on')
    .argument('<outputs...>', 'edited Markdown files of an earlier run or night')
    .option('--provider <id>', 'that the night ran with, if it did')
    .option('--model <name>', 'that the night ran with, if it did')
    .action(async (outputs, options) => {
      const { learn } = await import('./commands/learn.ts');
      done(await learn(outputs, { ...options, version: manifest.version }, io));
    });
  memory
    .command('prune')
    .description("forget machine translations that were not used for long; a person's stay")
    .requiredOption('--days <n>', 'days without use', wholeNumber)
    .option('--provider <id>', "only this provider's; `person` for corrections")
    .action(async (options) => done(await (await load()).prune(options, io)));
}

const HELP_AFTER = `
Exit codes: 0 all well; 1 some documents failed or are not translated; 2 usage or configuration;
3 the run was stopped (authorisation, quota, disk); 75 another nightly run is at work there (by option);
130 interrupted, safe to run again.`;

function report(error: unknown, io: Io): number {
  // Commander has printed its own message already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const colors = colorsFor(io, io.stderr);
  if (error instanceof KlartextError) {
    const told = messageWithHint(error);
    // Of a pipeline file every problem is told, one a line.
    io.stderr.write(`${colors.red('klartext:')} ${error.code === 'CONFIG_INVALID' ? told : oneLine(told)}\n`);
    return exitCodeOf(error);
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(
    `${colors.red('klartext:')} unexpected error; this is a bug, please report it.\n${trace}\n`,
  );
  return EXIT.stopped;
}
