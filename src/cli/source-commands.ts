/** The commands about where documents come from. */
import type { Command } from 'commander';
import type { Io } from './io.ts';

/** `version` is this program's, for its user agent. */
export function addSourceCommands(
  program: Command,
  version: string,
  io: Io,
  done: (exitCode: number) => void,
): void {
  program
    .command('sources')
    .description("what a pipeline's sources offer, one line a document; troubles go to standard error")
    .argument('<pipeline>', 'name or path')
    .option('--json', 'print JSON Lines')
    .action(async (name, options) =>
      done(await (await import('./commands/sources.ts')).sources(name, options, version, io)),
    );
}
