/** The sub-commands of `klartext rules`. */
import type { Command } from 'commander';
import type { Io } from './io.ts';

export function addRuleCommands(rules: Command, io: Io, done: (exitCode: number) => void): void {
  const load = () => import('./commands/rules.ts');
  rules
    .command('list')
    .description('rule packs and site rules that pipelines can use here')
    .option('--json', 'print it as JSON')
    .action(async (options) => done(await (await load()).list(options, io)));
  rules
    .command('test')
    .description('run every example of a rule pack or of site rules; exit code 1 when one does not hold')
    .argument('<file>', 'path or name')
    .action(async (name) => done(await (await load()).test(name, io)));
  rules
    .command('import')
    .description('turn a ftr-site-config file into site rules; says what could not be taken over')
    .argument('<file>', 'file named after the host: example.org.txt')
    .option('-o, --out <folder>', 'where to write <host>.yaml', 'pipelines/sites')
    .option('--force', 'replace a file that is there')
    .action(async (name, options) => done(await (await load()).importConfig(name, options, io)));
  addLearnedCommands(rules, io, done);
}

function addLearnedCommands(rules: Command, io: Io, done: (exitCode: number) => void): void {
  const load = () => import('./commands/learned.ts');
  rules
    .command('proposed')
    .description("rules learned from what repeats in a publisher's articles, with examples")
    .option('--all', 'also those that were accepted or rejected')
    .option('--host <name>', 'only of this publisher')
    .option('--json', 'print it as JSON')
    .action(async (options) => done(await (await load()).proposed(options, io)));
  rules
    .command('accept')
    .description('let proposed rules work from now on, however often they were seen')
    .argument('<ids...>', 'as `rules proposed` shows them')
    .action(async (ids) => done(await (await load()).decide(ids, 'accepted', io)));
  rules
    .command('reject')
    .description('never let these rules work')
    .argument('<ids...>', 'as `rules proposed` shows them')
    .action(async (ids) => done(await (await load()).decide(ids, 'rejected', io)));
}
