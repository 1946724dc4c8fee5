/** The commands around the nightly batch and its journal. */
import { type Command, Option } from 'commander';
import type { Io } from './io.ts';
import { memoryOption, modelOption, providerOption, wholeNumber } from './options.ts';

/** `version` is this program's, for its user agent. */
export function addNightlyCommands(
  program: Command,
  version: string,
  io: Io,
  done: (exitCode: number) => void,
): void {
  const load = () => import('./commands/journal.ts');
  nightOptions(program.command('nightly'))
    .description('what is new from the sources of a pipeline, through the journal, into a folder by date')
    .argument('[pipeline]', 'name of a pipeline or path of a pipeline file', 'nightly')
    .argument('[inputs...]', 'files and folders beside the sources that the pipeline names')
    .option('--redo', 'make anew also what another pipeline or model has made')
    .action(async (pipeline, inputs, options) => {
      const { openCleaners } = await import('../run/nightly/clean-threads.ts');
      const cleaners = openCleaners({ pipeline, cwd: io.cwd });
      try {
        cleaners?.warmUp();
        const { nightly } = await import('./commands/nightly.ts');
        done(await nightly(pipeline, inputs, { ...options, cleaners }, version, io));
      } finally {
        await cleaners?.close();
      }
    });

  outOption(program.command('status'))
    .description('how the nightly batch stands: the last run, items by state, the latest problems')
    .option('--json', 'print it as JSON')
    .action(async (options) => done(await (await load()).status(options, io)));
  outOption(program.command('runs'))
    .description('the nights so far, newest first')
    .option('-n, --limit <n>', 'how many', wholeNumber, 20)
    .option('--json', 'print it as JSON')
    .action(async (options) => done(await (await load()).runs(options, io)));
  outOption(program.command('history'))
    .description('everything that happened to one item')
    .argument('<item>', 'its address, its path, or the path of its output')
    .option('--json', 'print it as JSON')
    .action(async (item, options) => done(await (await load()).history(item, options, io)));
  program
    .command('init')
    .description(
      'write what a nightly batch needs: a commented pipeline, a cron line, a systemd unit and timer',
    )
    .argument('[folder]', 'where the batch is to live', '.')
    .option('--force', 'replace files that are there')
    .action(async (folder, options) =>
      done(await (await import('./commands/init.ts')).init(folder, options, io)),
    );
  outOption(program.command('doctor'))
    .description('look at engine, keys, disk, clock, journal and sources, and say what to do')
    .argument('[pipeline]', 'name of a pipeline or path of a pipeline file', 'nightly')
    .option('--json', 'print it as JSON')
    .action(async (pipeline, options) =>
      done(await (await import('./commands/doctor.ts')).doctor(pipeline, options, version, io)),
    );
  const journal = program
    .command('journal')
    .description('the journal of the nightly batch: back it up, restore it, prune it, build it again');
  outOption(journal.command('backup'))
    .description('copy it whole, also while a night is at work')
    .argument('<file>', 'file to write')
    .action(async (file, options) => done(await (await load()).backup(file, options, io)));
  outOption(journal.command('restore'))
    .description('put a backup into its place, and take in what outputs know better; what was there is kept')
    .argument('<file>', 'a backup')
    .action(async (file, options) => done(await (await load()).restore(file, options, io)));
  outOption(journal.command('prune'))
    .description(
      'forget old runs, items that no source offers any more, and what was fetched for them; outputs stay',
    )
    .requiredOption('--days <n>', 'how old', wholeNumber)
    .action(async (options) => done(await (await load()).prune(options, io)));
  outOption(journal.command('rebuild'))
    .description('take in outputs that it does not know, or knows otherwise')
    .action(async (options) => done(await (await load()).rebuild(options, io)));
}

function outOption(command: Command): Command {
  return command.option('-o, --out <folder>', 'output folder; the journal lies in .klartext below it', 'out');
}

/** What a night and `retry --failed` share. */
export function nightOptions(command: Command): Command {
  return outOption(command)
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
      'forget runs, items no longer offered, and what was fetched for them, after this many days',
      wholeNumber,
      365,
    )
    .option(
      '--metrics <file.prom>',
      'where to write metrics for the textfile collector of Prometheus (default: klartext.prom beside the journal)',
    )
    .addOption(providerOption())
    .addOption(modelOption())
    .addOption(memoryOption())
    .addOption(
      new Option('--log-format <format>', 'what goes to standard error')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--json', 'print the report as JSON instead of the summary')
    .option('-q, --quiet', 'print errors only');
}
