/** The commands around the nightly batch and its journal. */
import { type Command, Option } from 'commander';
import type { Io } from './io.ts';
import { memoryOption, modelOption, providerOption, wholeNumber } from './options.ts';

export function addNightlyCommands(program: Command, io: Io, done: (exitCode: number) => void): void {
  program
    .command('nightly')
    .description('what is new from the sources of a pipeline, through the journal, into a folder by date')
    .argument('[pipeline]', 'name of a pipeline or path of a pipeline file', 'nightly')
    .argument('[inputs...]', 'files and folders beside the sources that the pipeline names')
    .option('-o, --out <folder>', 'output folder; the journal and reports lie in .klartext below it', 'out')
    .option('--until <hh:mm>', 'begin nothing new after this time of day')
    .option('--grace <seconds>', 'how long what is in work may take to end after SIGTERM', wholeNumber, 30)
    .addOption(
      new Option('--conflict-exit-code <code>', 'exit code when another run is at work there')
        .choices(['0', '75'])
        .default('0'),
    )
    .option('--attempts <n>', 'failed nights after which an item is given up', wholeNumber, 5)
    .option(
      '--keep <days>',
      'forget runs, and items no longer offered, after this many days',
      wholeNumber,
      365,
    )
    .option(
      '--metrics <file>',
      'where to write metrics for Prometheus (default: klartext.prom beside the journal)',
    )
    .option('--redo', 'make anew also what another pipeline or model has made')
    .addOption(providerOption())
    .addOption(modelOption())
    .addOption(memoryOption())
    .addOption(
      new Option('--log-format <format>', 'what goes to standard error')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--json', 'print the report as JSON instead of the summary')
    .option('-q, --quiet', 'print errors only')
    .action(async (pipeline, inputs, options) =>
      done(await (await import('./commands/nightly.ts')).nightly(pipeline, inputs, options, io)),
    );
}
