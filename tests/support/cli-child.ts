/** The command line in a process of its own, from the sources: `KLARTEXT_ARGV` is a JSON array. */
import { homedir } from 'node:os';
import { runCli } from '../../src/cli/program.ts';

process.exitCode = await runCli(JSON.parse(process.env.KLARTEXT_ARGV ?? '[]'), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  signal: new AbortController().signal,
});
