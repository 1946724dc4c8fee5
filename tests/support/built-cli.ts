/** The command line as it is shipped, bundled from the sources of now: it starts in a blink, so it can be killed often. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EXTERNAL = ['deepl-node', '@browsermt/*', 'libsql', 'google-auth-library', '@aws-sdk/*'];
const BANNER = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`;

/** A pipe that is read, or a file that is open. */
type Sink = 'pipe' | number;

export interface Started {
  child: ChildProcess;
  /** Exit code, or null when a signal ended it. */
  ended: Promise<number | null>;
  stderr: () => string;
  stdout: () => string;
}

/** Call it at the top of a test file; answers a function that starts a command line. */
export function builtCli(): (
  argv: string[],
  settings: { cwd: string; env?: Record<string, string>; out?: Sink; err?: Sink },
) => Started {
  let folder = '';
  // Processes of their own take their time on a machine that is busy with other things.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  beforeAll(async () => {
    // Within the checkout, so that packages are found.
    const cache = path.join(ROOT, 'node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(path.join(cache, 'klartext-'));
    await build({
      entryPoints: ['main', 'clean-worker'].map((name) => path.join(ROOT, `src/cli/${name}.ts`)),
      ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', outdir: folder },
      ...{ external: EXTERNAL, banner: { js: BANNER }, logLevel: 'error' },
    });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (argv, { cwd, env = {}, out = 'pipe', err = 'pipe' }) => {
    const child = spawn(process.execPath, [path.join(folder, 'main.js'), ...argv], {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
      stdio: ['pipe', out, err],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    return {
      child,
      stdout,
      stderr,
      ended: new Promise((resolve) => child.on('close', (code) => resolve(code))),
    };
  };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
