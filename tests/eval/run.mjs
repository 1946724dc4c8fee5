// Runs the TypeScript evaluation without a build: `node tests/eval/run.mjs [--raise | --train | --help]`.
import { runnerImport } from 'vite';

const { module } = await runnerImport('/tests/eval/cleaning/main.ts', {
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.main(process.argv.slice(2));
