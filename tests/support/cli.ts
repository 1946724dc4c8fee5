/** The command line in this process, with its streams caught. */
import { tmpdir } from 'node:os';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../src/cli/program.ts';
import { temporaryFolder } from './tmp.ts';

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CliSettings {
  cwd: string;
  stdin?: string | Uint8Array;
  env?: Record<string, string>;
  signal?: AbortSignal;
}

/** No environment but what `env` gives, an empty home: nothing of the machine's own models or keys shows through. */
export async function cli(argv: string[], settings: CliSettings): Promise<CliResult> {
  const stdout = catcher();
  const stderr = catcher();
  const code = await runCli(argv, {
    stdin: Readable.from(settings.stdin === undefined ? [] : [Buffer.from(settings.stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: settings.env ?? {},
    cwd: settings.cwd,
    home: homeOf(settings.cwd),
    signal: settings.signal ?? new AbortController().signal,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Beside a test's own files, so that several calls share it; never in the checkout. */
function homeOf(cwd: string): string {
  return cwd.startsWith(tmpdir()) ? `${cwd}/.home` : temporaryFolder();
}

function catcher(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
