#!/usr/bin/env node
/** The command line's entry: binds the real process to `runCli` and nothing else. */
import { homedir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { EXIT } from './exit-codes.ts';
import { runCli } from './program.ts';

// Eight times the bytecode that V8 runs of a function before it optimizes it: at its own 66 KiB the optimizer took as
// long as cleaning itself. 100 pages: a quarter less processor time, a seventh less by the clock.
setFlagsFromString('--interrupt-budget=540672');

const controller = new AbortController();
// SIGHUP: the terminal was closed, or the connection to it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A second signal means now; outputs are atomic, so nothing is half-written.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
}
// A reader that went away (`| head`) ends us quietly, as it does other filters.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  process.stderr.write(`klartext: standard output: cannot be written (${error.code}).\n`);
  process.exit(EXIT.stopped);
});
// What is told of the work on the way has lost its reader (`2>&1 | head`, a terminal that is gone, a log whose disk is
// full); the work has not.
process.stderr.on('error', () => {});

const exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  home: homeFolder(),
  signal: controller.signal,
});
// Who asked us to end does not wait for sockets that a service leaves open.
if (controller.signal.aborted) process.exit(exitCode);
process.exitCode = exitCode;

/** A user whom the system does not know, as in many a container, has none; where one is needed, KLARTEXT_MEMORY names a place. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}
